"""What the scan of a pasted text has found: values in their order, and what else was said of the tower.

Not here: how it is found (``measure_scan.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.dialogue.measure_types import Value


@dataclass(slots=True)
class Found:
    """What a text holds, values in the order in which they stand."""

    values: list[Value] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    sizes: list[tuple[str, str]] = field(default_factory=list)
    """Type and number directly after it: a model (``HVM+ 13.8``) or already the first value (``HVM+ 51.2``)."""
    counts: list[int] = field(default_factory=list)
    plusless: str = ""
    strange: int = 0
    """Words that do not belong to a list of values."""
    is_bare: list[bool] = field(default_factory=list)
    """For each value: whether it is a whole number without a unit."""
    line: list[int] = field(default_factory=list)
    """For each value: the line it stands in, from 0."""
    towers: list[str] = field(default_factory=list)
    """Which of several towers is named ("tower 2:")."""
    unclear: list[str] = field(default_factory=list)
    """Runs of digits and commas that read in two ways."""
    in_millivolts: bool = False
    """Whether "mV" stands somewhere without a number (a heading)."""
    is_told: bool = False
    """Whether modules are told by their number only ("three read 51, one reads 38"): which ones is not said."""
    is_cut: bool = False
