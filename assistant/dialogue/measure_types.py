"""What was measured on one tower, and what about it must be asked back.

Only values; reading them from a text is in ``measure_scan.py`` and ``measure_read.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assistant.route.voltage_parse import Reading
from assistant.route.voltage_words import Scope


@dataclass(frozen=True, slots=True)
class Value:
    """One measured value; exact."""

    value_v: Fraction
    written: str
    """Number and unit, normalised: ``44.1 V``, ``1450 mV``."""
    scope: Scope | None = None
    """What it was measured on; None while that is open."""
    module: int | None = None
    """Module from the top: of a module value, or the one that a cell belongs to."""
    cell: int | None = None
    """Number of the cell in its module."""
    bound: str = ""
    """``<`` or ``>`` where only that was said."""
    label: str = ""
    """Serial number that stood before it."""
    is_lowest: bool = False
    """Whether it was called the lowest cell voltage (the app shows it): all others are higher."""

    @property
    def reading(self) -> Reading:
        """Return the value as the voltage rules take it."""
        return Reading(self.value_v, self.written, self.scope, self.bound, self.module)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something impossible, contradictory or open: asked back before any verdict rests on it."""

    kind: str
    """``what``, ``value``, ``count``, ``sum``, ``doubled``, ``cells``, ``model``, ``place`` ..."""
    text: str
    """The question, inline Markdown."""
    options: tuple[tuple[str, str], ...] = ()
    """Label and action of each answer that one tap gives."""
    is_of_text: bool = False
    """Whether it is about the text just read and not about the values: shown once."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of one tower, placed."""

    type: str | None = None
    count: int | None = None
    """Modules in the tower, as said (or as many as the named model has)."""
    model: str = ""
    """The listed model named, ``HVM+ 13.8``."""
    tower: Value | None = None
    modules: tuple[Value, ...] = ()
    """Module values by position from the top; each has its number."""
    cells: tuple[Value, ...] = ()
    open: tuple[Value, ...] = ()
    """Values that may be a tower's, a module's or a cell's."""
    doubts: tuple[Doubt, ...] = ()
    is_told: bool = False
    """Whether the modules' numbers are only the order in which they were told, and no places in the tower."""
    is_one: bool = False
    """Whether one module was told with its cells, and which one it is was not."""
    plusless: str = ""
    """``HVM`` or ``HVS`` where the plus is missing: another product family."""

    @property
    def has_values(self) -> bool:
        """Return whether anything was measured at all."""
        return self.tower is not None or bool(self.modules or self.cells or self.open)

    @property
    def cells_are_its(self) -> bool:
        """Return whether the cells are those of the only module, which has no number."""
        return self.is_one and len(self.modules) == 1 and all(v.module is None for v in (*self.modules, *self.cells))
