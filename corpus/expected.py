"""What a document must hold: its places, event codes, merged measures and number of models, as printed.

Written down apart from the corpus, so that a lost file or row is noticed. No facts to answer from.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.tables import TWINS


@dataclass(frozen=True, slots=True)
class Expected:
    """What the printed document has."""

    places: frozenset[str]
    """References of all sections and items."""
    codes: frozenset[str]
    """All event codes."""
    groups: tuple[frozenset[str], ...]
    """Codes whose measure is printed once, on a merged cell."""
    twins: tuple[frozenset[str], ...]
    """Pairs of events of nearly the same name."""
    models: dict[str, int]
    """Number of listed models of each module type."""


_SECTIONS = ("0", "1", "2", *(f"2.{n}" for n in range(1, 12)), "3", "3.1", "3.2")
# Items run from 1 to 41 through the sections (reading note 1).
_ITEMS = {
    "1": range(1, 8),
    "2.1": range(8, 13),
    "2.2": range(13, 16),
    "2.3": range(16, 28),
    "2.4": range(28, 35),
    "2.5": range(35, 37),
    "2.6": range(37, 40),
    "2.7": range(40, 42),
}
_GROUPS = (
    (114, 115, 116, 124, 125, 126, 127, 128, 133),
    (324, 325),
    (100, 203, 303, 403, 503, 603, 703, 803, 903, 1003),
    (310, 311, 314, 315, 316, 317, 319),
)
_ALONE = (103, 104, 105, 106, 107, 108, 109, 112, 113, 120, 121, 122, 134)
_SHARED = tuple(frozenset(f"EC{number}" for number in group) for group in _GROUPS)

EXPECTED: dict[str, Expected] = {
    "byd-battery-box-hv": Expected(
        places=frozenset(_SECTIONS) | {f"{section}/{n}" for section, items in _ITEMS.items() for n in items},
        codes=frozenset(f"EC{number}" for number in _ALONE).union(*_SHARED),
        groups=_SHARED,
        twins=TWINS,
        models={"HVB": 9, "HVM+": 6, "HVS+": 4},
    )
}
"""By document; a document that is not here gets the general checks only."""
