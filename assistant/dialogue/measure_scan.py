"""Scans pasted text for measured values, labels, module type and count, tolerant of units, commas and line breaks.

Linear in the text and never an exception. Not here: what a value without a label was measured on
(``measure_read.py``), limits and verdicts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.measure_found import Found, is_loose_cell
from assistant.dialogue.measure_pieces import MOST_CHARACTERS, pieces
from assistant.dialogue.measure_tokens import LARGEST_CELL_V, NUMBERS, TOKEN, in_volts, split_run
from assistant.dialogue.measure_types import Value
from assistant.dialogue.measure_words import (
    BELOW,
    HIGHEST,
    KNOWN,
    LOWEST,
    OF_A_PLACE,
    OPEN_LABEL,
    TOWER_WORDS,
    TYPES,
    rank,
)
from assistant.route.voltage_words import SCOPES, Scope
from assistant.route.words import FILLER

MOST_VALUES = 400
_LARGEST_TOWER = 10
_LARGEST_TOLD_V = {"HVM+": 60, "HVS+": 120}
"""A number of modules with a value up to this is told of each of them; 1.2 × nominal, as everywhere."""


class _Scanner:
    """Goes through the pieces of a text and remembers which label stands before the next value."""

    def __init__(self) -> None:
        self.found = Found()
        self.heading: Scope | None = None
        self.scope: Scope | None = None
        self.pending: list[int] = []
        self.current: int | None = None
        self.cell: int | None = None
        self.label = ""
        self.is_lowest = False
        self.is_extreme = False
        self.factor = 1
        self.last_index = 0
        self.line = 0
        self.is_after_cell = False
        self.trailing: list[int] = []
        self.is_counting = False

    def piece(self, folded: str) -> None:
        """Take one line (or part of a long one)."""
        self.scope, before = self.heading, len(self.found.values)
        seen: Scope | None = None
        for match in TOKEN.finditer(folded):
            if len(self.found.values) >= MOST_VALUES:
                self.found.is_cut = True
                return
            seen = self._token(match) or seen
        if len(self.found.values) == before and seen is not None:
            self.heading = seen
        if len(self.found.values) > before:
            self.cell, self.is_lowest, self.is_extreme, self.label = None, False, False, ""

    def _token(self, match: re.Match[str]) -> Scope | None:
        kind = match.lastgroup
        if match["type"]:
            self._type(match)
        elif match["of_tower"]:
            self.found.towers.append(match["tower_no"] or match["of_tower"].split()[0])
            self.heading = self.scope = None
        elif match["towers"]:
            self.found.is_several, self.scope = True, None
        elif match["told"]:
            return self._told(match)
        elif match["cells_at"]:
            self.scope, self.is_after_cell = Scope.CELL, False
            return Scope.CELL
        elif match["in_modules"]:
            return self._in_modules(match)
        elif match["counted"] or match["sized"]:
            self._counted(match)
        elif match["module"]:
            return self._module(int(match["number"]))
        elif match["nth"]:
            return self._module(int(match["rank"]))
        elif match["ordinal"]:
            return self._module(rank(match["ordinal"].split()[0]))
        elif match["cell"]:
            self.cell, self.scope, self.is_after_cell = int(match["at"]), Scope.CELL, False
            return Scope.CELL
        elif match["times"]:
            self.factor = min(max(int(match["factor"]), 1), _LARGEST_TOWER)
            self.scope = None if self.scope is Scope.TOWER else self.scope  # "tower 4 x 50 V": its modules
        elif match["clock"]:
            if int(match["hour"]) == self.last_index + 1:  # "9: 51.0, 10:51"
                self._listed(int(match["hour"]))
                self._add(Fraction(match["minute"]), f"{match['minute']} V", "", bare=True)
        elif match["listed"]:
            self._listed(int(match["index"]))
        elif match["serial"]:
            self.label = match["serial"].upper()
        elif match["value"]:
            self._value(match)
        elif kind == "word":
            return self._word(match["word"])
        return None

    def _type(self, match: re.Match[str]) -> None:
        name = TYPES.get(match["family"])
        if name is None:
            self.found.plusless = self.found.plusless or f"HV{match['family'].upper()}"
        elif name not in self.found.types:
            self.found.types.append(name)
        if match["size"]:
            self.found.sizes.append((name or self.found.plusless, match["size"]))
            self._add(Fraction(match["size"]), f"{match['size']} V", "", bare=False)

    def _counted(self, match: re.Match[str]) -> None:
        """Take ``4 modules`` as the tower's count; "one module" is none, as every tower has more."""
        number = int(match["n1"] or match["n2"] or match["n3"] or match["n4"])
        if number > 2 * _LARGEST_TOWER and not match["of_these"]:  # "2 x 80 HVS+": no tower has so many.
            self._add(Fraction(number), f"{number} V", "", bare=True)
            return
        if number > 1:
            self.found.counts.append(number)
            self.found.names_tower |= self.scope is Scope.TOWER or match["n2"] is not None
            self.is_counting = not match["of_these"]
        self.scope = None if number > 1 else Scope.MODULE

    def _told(self, match: re.Match[str]) -> Scope | None:
        """Take ``3 modules read`` as that many modules of the next value, where it can be one module's."""
        said = match["n5"] or match["n6"] or match["n7"]
        number = NUMBERS[said] if said in NUMBERS else int(said)
        value_v = Fraction(match["told_v"])
        if value_v > (_LARGEST_TOLD_V["HVS+"] if "HVS+" in self.found.types else _LARGEST_TOLD_V["HVM+"]):
            if match["of_modules"]:  # "4 modules are at 205 V": the tower.
                self.found.counts.append(number)
            return None
        if value_v <= LARGEST_CELL_V:
            return None
        self.found.is_told = True
        self.factor = min(max(number, 1), _LARGEST_TOWER)
        self.scope, self.cell, self.pending = Scope.MODULE, None, []
        return None

    def _in_modules(self, match: re.Match[str]) -> Scope | None:
        """Take ``in modules 2 and 4`` as the modules of the cell just read, else of what follows."""
        numbers = [int(n) for n in re.findall(r"\d+", match["numbers"])] if match["numbers"] else [rank(match["which"])]
        if self.is_after_cell:
            self.is_after_cell = False
            self.found.assign(numbers)
            return None
        return [self._module(number) for number in numbers][-1]

    def end(self) -> None:
        """Take a module that stands behind the last value, with none of its own, as that cell's module."""
        last = self.found.values[-1] if self.found.values else None
        if self.trailing and last is not None and is_loose_cell(last):
            self.found.assign(self.trailing)

    def _module(self, number: int) -> Scope | None:
        self.is_after_cell = False
        self.trailing.append(number)
        if self.scope is Scope.CELL and number <= _LARGEST_TOWER:  # "Cells of module 2: ..."
            self.current = number
            return Scope.CELL
        self.scope, self.cell = Scope.MODULE, None
        if 1 <= number <= 2 * _LARGEST_TOWER:
            self.pending.append(number)
        else:  # "module 44": no tower has so many; it is the value.
            self._add(Fraction(number), f"{number} V", "", bare=True)
        return Scope.MODULE

    def _listed(self, index: int) -> None:
        """Take ``3)`` or ``3:`` as the next label, of a cell where cells are listed."""
        if self.scope is Scope.CELL:
            self.cell = index
        elif index == self.last_index + 1 or index == 1:
            self.last_index = index
            self.pending.append(index)
        elif index > 2 * _LARGEST_TOWER:
            self._add(Fraction(index), f"{index} V", "", bare=True)
        else:
            self.last_index = index
            self.pending.append(index)

    def _word(self, word: str) -> Scope | None:
        if word not in OF_A_PLACE:
            self.trailing.clear()
        if word == "mv":
            self.found.in_millivolts = True
            return None
        if LOWEST.match(word) or HIGHEST.match(word):
            self.is_lowest = LOWEST.match(word) is not None
            self.is_extreme, self.is_after_cell = True, False
            return None
        scope = Scope.TOWER if TOWER_WORDS.match(word) else None
        if scope is None and not OPEN_LABEL.match(word):
            scope = next((scope for scope, pattern in SCOPES if pattern.match(word)), None)
        if scope is Scope.MODULE and self.is_counting:  # "4 HVM+ modules 205 V" counts them.
            self.is_counting = False
            return None
        if scope is not None:
            self.scope, self.is_after_cell = scope, False
            if scope is Scope.CELL:
                self._was_a_cell()
            return scope
        if word not in KNOWN and word not in FILLER and len(word) > 1:
            self.found.strange += 1
        return None

    def _was_a_cell(self) -> None:
        """Take the last value as a cell's where it is as small: "1.2 V cells"."""
        if self.found.values and self.found.line[-1] == self.line:
            last = self.found.values[-1]
            if last.scope is Scope.MODULE and last.value_v <= LARGEST_CELL_V:
                self.found.values[-1] = replace(last, scope=Scope.CELL)

    def _value(self, match: re.Match[str]) -> None:
        unit = match["unit"] or ""
        numbers = split_run(match["run"], unit)
        if not numbers:
            self.found.unclear.append(match["run"])
            return
        word = (match["bound"] or "").strip()
        bound = "" if not word else "<" if word[0] == "<" or word.split()[0] in BELOW else ">"
        for position, number in enumerate(numbers):
            sign = "-" if match["sign"] and position == 0 else ""
            value, written = in_volts(sign + number, unit or "v")
            self._add(value, written, bound, bare=not unit and number.isdigit())

    def _is_cell_of_module(self, value_v: Fraction, *, bare: bool) -> bool:
        """Return whether a value is a cell's behind its module's: ``M1: 51.2 V (3.20-3.21)``."""
        if bare or value_v > LARGEST_CELL_V or not self.found.values or self.found.line[-1] != self.line:
            return False
        last = self.found.values[-1]
        is_behind = last.scope is Scope.CELL or last.value_v > LARGEST_CELL_V
        return is_behind and self.current is not None and last.module == self.current

    def _is_beyond_cells(self, value_v: Fraction, *, bare: bool) -> bool:
        """Return whether a value behind a cell's is too high for a further cell: nobody called it one."""
        last = self.found.values[-1] if self.found.values and self.found.line[-1] == self.line else None
        return not bare and value_v > LARGEST_CELL_V and last is not None and last.scope is Scope.CELL

    def _add(self, value_v: Fraction, written: str, bound: str, *, bare: bool) -> None:
        """Add one value with the labels that stand before it."""
        scope = self.scope
        if scope is Scope.MODULE and not self.pending and self._is_cell_of_module(value_v, bare=bare):
            scope = Scope.CELL
        if scope is Scope.CELL and self._is_beyond_cells(value_v, bare=bare):  # "cell 1.6 V, 44 V"
            scope = self.scope = None
        # A decimal this small is a cell's, unless a module stands before it; a whole number may be millivolts.
        is_cell = scope is Scope.CELL or (scope is None and value_v <= LARGEST_CELL_V and not bare)
        module = None
        if is_cell and self.pending:
            self.current = self.pending[-1]
            self.pending.clear()
        if is_cell:
            module = self.current
        elif self.pending:
            module = self.pending.pop(0)
            self.current = module
            scope = Scope.MODULE
        value = Value(value_v, written, scope, module, self.cell, bound, self.label, self.is_lowest)
        for _ in range(self.factor):
            if len(self.found.values) >= MOST_VALUES:
                self.found.is_cut = True
                break
            self.found.values.append(value)
            self.found.is_bare.append(bare)
            self.found.line.append(self.line)
        if scope is Scope.TOWER or self.is_extreme:  # One tower, one lowest cell: what follows is something else.
            self.scope = None
        self.cell, self.label, self.is_lowest, self.is_extreme, self.factor = None, "", False, False, 1
        self.is_counting = False
        self.is_after_cell = is_loose_cell(value)
        self.trailing.clear()


def scan(raw: str) -> Found:
    """Return what the text holds."""
    scanner = _Scanner()
    scanner.found.is_cut = len(raw) > MOST_CHARACTERS
    for scanner.line, folded in pieces(raw):
        scanner.piece(folded)
    scanner.end()
    return scanner.found
