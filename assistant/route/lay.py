"""Lay words of voltage and LED questions as the guideline's: "block" is a module, "pile" a tower, "head" the BCU.

Only for the rules that read counts, volts and lamps. Not here: numbers in words (``normalise``).
"""

from __future__ import annotations

import re

from assistant.route.late import Late

_BCU = (
    r"(?:control|top|head|upper|master|brain)[ -](?:box|unit|head|part|module|block)|controllers?|heads?|control boxe?s?|"
    r"bc unit|kopf|tete"
)
_MODULE = (
    r"(?:battery|storage|energy|byd)[ -](?:blocks?|bricks?|packs?|units?|elements?)|blocks?|bricks?|packs?|pieces?|pcs?|"
    r"elements?|units?|boxes|cubes?|slabs?|drawers?|layers?|stuck|bloque?s?|pezzi|piezas|blocchi|stuks?"
)
_TOWER = r"piles?|columns?|pillars?|stacks?|stapel|saule|pila|colonnes?"
_WORDS = Late(
    rf"(?<![\w\-/])(?:(?P<bcu>{_BCU})|(?P<module>{_MODULE})|(?P<tower>{_TOWER})|(?P<short>[ms](?:\+| plus))(?=[\s,.?]))"
    r"(?!\w)"
    rf"|(?<=\d[ -])(?P<counted>{_MODULE})(?!\w)"
)
_COMPOUND = Late(r"(?<![\d.,])(\d{1,2})\s?-\s?(?=modul)")
_PLURAL = ("s", "en")
_NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_SPELT = Late(
    rf"(?:(?<=\bwith )|(?<=\bof )|(?<=\bover )|(?<=\btimes )|(?<=\bonly )|(?<=\bis )|(?<=\bx ))({'|'.join(_NUMBERS)})\b"
    rf"|\b({'|'.join(_NUMBERS)})(?=\s(?:of (?:them|these|those|the|our|my|his|her)|in (?:it|total|all|there)|together|"
    r"times|identical|all up)\b)"
)
"""Counts in words without a module beside them: "it's six of them", "an HVM+ with five"."""


def plain(folded: str) -> str:
    """Return the folded text with lay words for module, tower and BCU replaced."""
    return _COMPOUND.sub(r"\1 ", _SPELT.replace(_digit, _WORDS.replace(_word, folded)))


def _digit(match: re.Match[str]) -> str:
    return _NUMBERS[match[1] or match[2]]


def _word(match: re.Match[str]) -> str:
    if match["bcu"] is not None:
        return "bcu"
    if match["short"] is not None:
        return f"hv{match['short'][0]}+"
    word = match["module"] or match["counted"]
    if word is None:
        return "towers" if match["tower"].endswith("s") else "tower"
    return "modules" if word.endswith(_PLURAL) and word != "stuks" or word in {"stuck", "pezzi"} else "module"
