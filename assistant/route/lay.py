"""Lay words of voltage and LED questions as the guideline's: "block" is a module, "pile" a tower, "head" the BCU.

Only for the rules that read counts, volts and lamps. Not here: numbers in words (``normalise``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.route.late import Late
from assistant.route.words import tokens

_MODULES = (
    "block blocks brick bricks pack packs piece pieces pc pcs element elements unit units boxes cube cubes slab slabs "
    "drawer drawers layer layers stuck bloc blocs bloque bloques blocchi pezzi piezas stuk stuks"
).split()
_TOWERS = ("pile piles column columns pillar pillars stack stacks stapel saule pila colonne colonnes").split()
_BCUS = "head heads controller controllers kopf tete".split()
_SIGNS = frozenset((*_MODULES, *_TOWERS, *_BCUS, "box", "part", "plus", "m+", "s+"))
"""One of these is among the words where anything is to be replaced; it saves the pattern on most questions."""
_WORDS = Late(
    r"(?<![\w\-/])(?!block (?:the|it|main)\b)(?:(?P<bcu>(?:control|top|head|upper|master|"
    r"brain)[ -](?:box|unit|head|part|module|"
    r"block)|control boxe?s?|"
    rf"bc unit|{'|'.join(_BCUS)})|(?P<module>(?:(?:battery|storage|energy|byd)[ -])?(?:{'|'.join(_MODULES)}))|"
    rf"(?P<tower>{'|'.join(_TOWERS)})|(?P<short>[ms](?:\+| plus))(?=[\s,.?]))(?!\w)"
    rf"|(?<=\d[ -])(?P<counted>{'|'.join(_MODULES)})(?!\w)"
)
_COMPOUND = Late(r"(?<![\d.,])(\d{1,2})\s?-\s?(?=modul)")
_NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10",
}  # fmt: skip
_SPELT = Late(rf"\b(?:{'|'.join(_NUMBERS)})\b")
_BEFORE = ("with ", "of ", "over ", "times ", "only ", "is ", "x ")
_AFTER = Late(
    r"\s(?:of (?:them|these|those|the|our|my|his|her)|in (?:it|total|all|there)|together|times|identical|all up)\b"
)
"""What makes a number in words a count of modules: "it's six of them", "an HVM+ with five"."""


@lru_cache(maxsize=64)
def plain(folded: str) -> str:
    """Return the folded text with lay words for module, tower and BCU replaced."""
    words = tokens(folded)
    if not _SIGNS.isdisjoint(words):
        folded = _WORDS.replace(_word, folded)
    if not _NUMBERS.keys().isdisjoint(words):
        folded = _SPELT.replace(_digit, folded)
    return _COMPOUND.sub(r"\1 ", folded) if "-" in folded else folded


def _digit(match: re.Match[str]) -> str:
    """Return the figure of a number that counts modules, other numbers in words as they stand."""
    before = match.string[max(0, match.start() - 6) : match.start()]
    counts = f" {before}".endswith(tuple(f" {word}" for word in _BEFORE)) or _AFTER.match(match.string, match.end())
    return _NUMBERS[match[0]] if counts else match[0]


def _word(match: re.Match[str]) -> str:
    if match["bcu"] is not None:
        return "bcu"
    if match["short"] is not None:
        return f"hv{match['short'][0]}+"
    word = match["module"] or match["counted"]
    if word is None:
        return "towers" if match["tower"].endswith("s") else "tower"
    is_several = word.endswith(("s", "en")) or word in {"stuck", "pezzi", "blocchi"}
    return "modules" if is_several else "module"
