"""Turns what a person typed into a ``Query``: one clean text for people and encoder, one folded text for the rules.

Every step is linear in the length of the message and none raises, whatever the characters are.
Not here: splitting into tokens for the index (``index/``) and finding codes or volts (``route/``).
"""

from __future__ import annotations

import re
import unicodedata

from assistant.spoken_numbers import UNITS, spoken
from assistant.types import Query

TEXT_LIMIT = 2_000
"""Most characters of ``Query.text``: ten times a long message; the rest of a pasted log says nothing new."""
_HEAD, _TAIL = 1_500, 480
"""What is kept of a longer text: people open with the subject and end with the question."""
_RAW_LIMIT = 200_000
"""More than this is not looked at: nobody types it, and even linear work must end."""

# Characters that nobody sees: controls (blanks apart), soft hyphen, zero-width and direction marks, variation
# selectors, tags, Hangul fillers, lone surrogates, non-characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]+"
)

# Letters that look like Latin ones in the usual fonts (Unicode's confusables, the everyday part). Greek small letters
# are left out where only the capital looks alike.
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХавеѕіјкмнорстух" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹονϲι",
    "ABESIJKMHOPCTYXabesijkmhopctyx" + "ABEZHIKMNOPTYXCovci",
)
_LOOK_ALIKE = re.compile("[" + "".join(map(chr, _LOOK_ALIKES)) + "]")
_WORD = re.compile(r"[^\W_]+")
_NUMBER_FOLLOWS = re.compile(r"[\s\-_.:#]{0,3}\d")

_SPECIAL = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "×": "x", "·": " ", "•": " ",
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "−": "-", "´": "'", "`": " ",
    "٫": ".", "\u20e3": "",
}  # fmt: skip


class _Fold(dict[int, str]):
    """Maps a character to what rules see: ASCII digits, plain dashes and quotes, Latin letters without accents."""

    def __missing__(self, codepoint: int) -> str:
        char = chr(codepoint)
        folded = self._fold(char)
        if folded != char and len(self) < 5_000:  # Only what changed is kept, so that the cache stays small.
            self[codepoint] = folded
        return folded

    @staticmethod
    def _fold(char: str) -> str:
        if char in _SPECIAL:
            return _SPECIAL[char]
        digit = unicodedata.decimal(char, None)
        if digit is not None:
            return str(digit)
        if unicodedata.category(char) == "Pd":
            return "-"
        base = unicodedata.normalize("NFKD", char)[:1]
        return base if base.isascii() and base.isalpha() else char


_FOLD = _Fold()

# --- numbers ----------------------------------------------------------------------------------------------------------
# Small counts in the languages of neighbouring installers; English comes first where two share a spelling.
_COUNTS = {name: value for name, value in UNITS.items() if 1 <= value <= 12} | {
    "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwolf": 12, "zwoelf": 12, "twee": 2, "drie": 3, "vijf": 5, "zes": 6, "zeven": 7, "negen": 9, "tien": 10,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10,
}  # fmt: skip
_COUNTED = re.compile(
    r"\b(" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + r")\b"
    r"(?=(?:[ -](?:white|blue|hv[bms]\+?|byd|battery|new|old|more|other|of|the|my|our|identical|same|additional|"
    r"extra|single|individual|short|long|quick|weisse|neue|nuovi|nuevos|nouveaux)){0,2}"
    r"[ -](?:modul|module|cell|zell|cel\b|cellule|tower|turm|turme|stack|batter|pack|times|time\b|flash|blink|pulse|"
    r"bcu|hv[bms]|blocks?\b|bricks?\b|pieces?\b|pcs\b|boxes\b|units?\b|elements?\b|winks?\b|high\b|"
    r"m plus\b|s plus\b))"
)
_SPOKEN = "|".join(sorted((*UNITS, "oh", "and", "point", "comma"), key=len, reverse=True))
_SPOKEN_VOLTS = re.compile(rf"\b((?:{_SPOKEN})(?:[ -](?:{_SPOKEN})){{0,8}})(?= m?v\b)")

_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d.,]*\d)(?P<unit> ?m?v\b| ?volts?\b| ?milli ?volts?\b)?")
_TWO_OF_A_LIST = re.compile(r" ?(?:and|und|or|oder|et|ou|en|of|y|e|&) \d{1,2}\b(?![.,]\d| ?m?v)")

# "1.024,5 V" and "1,024.5 V", "0.4 kV", "205V5" as on drawings, and "3 9 8 V" read out from a display.
_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3})(?:\.(\d{3}),|,(\d{3})\.)(\d{1,2})(?= ?m?v(?:olts?)?\b)")
_KILOVOLTS = re.compile(r"(?<![\w.,])(\d{1,2})(?:[.,](\d{1,4}))? ?k(?:ilo)? ?v(?:olts?)?\b")
_V_AS_POINT = re.compile(r"(?<![\w.,])(\d{1,3})v(\d{1,2})(?![\w.,]*\d|\w)")
_THREE_DIGITS = re.compile(r"\d \d \d")
_SPACED_DIGITS = re.compile(
    r"(?<![\w.,] )(?<![\w.,])\d(?: \d){2,3}(?= ?v(?:olts?)?\b)|(?<=[a-z:=] )\d(?: \d){2,3}(?= ?v(?:olts?)?\b)"
)
_FROM_TO = re.compile(
    r"(?<![\w.,\-/])(\d{1,3}(?:[.,]\d{1,3})?) ?(?:-|to|bis) ?(?=(\d{1,3})(?:[.,]\d{1,3})? ?v(?:olts?)?\b)"
)
_LARGEST_LABEL = 20
"""A whole number up to this before a dash numbers what was measured ("module 3 - 44.1 V"), unless the two are near."""
_O_FOR_ZERO = re.compile(r"(?<![\w.,])\d[\do]{1,3}(?= ?v(?:olts?)?\b)")
_UNIT_AFTER_NUMBER = re.compile(r"(?<=\d) ?(m(?:illi ?)?)?(?:v(?:olt(?:s|en|ios?)?)?)(?: ?dc)?\b")
_UNIT_WORD = re.compile(r"\b(milli ?)?volt(?:s|io|ios)?\b")
_MV_WORD = re.compile(r"\bmilli v\b")

# --- products ---------------------------------------------------------------------------------------------------------
# "HVM + 13.8" and "HVM + modules" mean the plus; "HVM + Fronius" joins two things, so a plus that stands alone counts
# only before a number, a word for the thing itself or the end.
_PLUS = re.compile(
    r"\bhv[ -]?([ms])(?:\+| \+(?=$|[?.!,;:)]| \d|\d| ?(?:modul|tower|batter|system|cell|stack|box|series|type|type))"
    r"|[ -]?plus\b)[ -]?(?=(.?))"
)
_TYPE_AND_SIZE = re.compile(r"\bhvb-?(?=\d)")


def normalise(raw: str) -> Query:
    """Return the query for ``raw``: never an exception, at most ``TEXT_LIMIT`` characters of text."""
    text = _clean(raw)
    return Query(raw=raw, text=text, folded=fold(text))


def _clean(raw: str) -> str:
    """Return ``raw`` as NFKC without invisible characters, blanks single, cut to the limit."""
    if raw.isascii() and raw.isprintable() and len(raw) <= TEXT_LIMIT:
        return " ".join(raw.split())
    text = _INVISIBLE.sub("", raw[:_RAW_LIMIT])
    # Cut before NFKC as well: ordering a long run of combining marks is not linear.
    text = unicodedata.normalize("NFKC", _bounded(" ".join(text.split()), 2 * TEXT_LIMIT))
    return _bounded(" ".join(_INVISIBLE.sub("", text).split()), TEXT_LIMIT)


def _bounded(text: str, limit: int) -> str:
    """Return ``text``, or its head and tail where it is longer than ``limit``, cut at blanks."""
    if len(text) <= limit:
        return text
    scale = limit // TEXT_LIMIT
    head, tail = text[: _HEAD * scale], text[-_TAIL * scale :]
    # A number must not be cut: the rest of "EC1003" would be another code.
    head = head.rpartition(" ")[0] or head.rstrip("0123456789")
    tail = tail.partition(" ")[2] or tail.lstrip("0123456789")
    return f"{head} ... {tail}"


def fold(text: str) -> str:
    """Return ``text`` for rules: lower case, ASCII digits, decimal points, units and product names spelt one way."""
    if text.isascii():
        folded = text.lower()
        if "`" in folded:
            folded = folded.replace("`", " ")
    else:
        if _LOOK_ALIKE.search(text):
            text = _WORD.sub(_latin, text.translate(_DIGITS_ONLY))
        folded = text.lower().translate(_FOLD)
    if "v" in folded:
        folded = _volts_as_figures(folded)
    if "," in folded:
        folded = _COMMA.sub(_decimal, folded)
    if "v" in folded:
        folded = _UNIT_AFTER_NUMBER.sub(_unit, folded)
        folded = _MV_WORD.sub("mv", _UNIT_WORD.sub(_unit_word, folded)) if "volt" in folded else folded
        if " v" in folded or " mv" in folded:
            folded = _SPOKEN_VOLTS.sub(lambda match: spoken(match[1]), folded)
        if "hv" in folded:
            folded = _TYPE_AND_SIZE.sub("hvb ", _PLUS.sub(_plus, folded))
    return _COUNTED.sub(_count, folded)


def _volts_as_figures(folded: str) -> str:
    """Return ``folded`` with unusual ways to write a voltage as plain ones."""
    if "," in folded and "." in folded:
        folded = _GROUPED.sub(lambda match: f"{match[1]}{match[2] or match[3]}.{match[4]}", folded)
    if "kv" in folded or "k v" in folded or "kilo" in folded:
        folded = _KILOVOLTS.sub(_volts_of_kilovolts, folded)
    folded = _V_AS_POINT.sub(r"\1.\2 v", folded)
    if "-" in folded or " to " in folded or " bis " in folded:
        folded = _FROM_TO.sub(_both_ends, folded)
    if "o" in folded:
        folded = _O_FOR_ZERO.sub(lambda match: match[0].replace("o", "0"), folded)
    if _THREE_DIGITS.search(folded) is None:
        return folded
    return _SPACED_DIGITS.sub(lambda match: match[0].replace(" ", ""), folded)


def _both_ends(match: re.Match[str]) -> str:
    """Return a range with its unit at each end: a verdict must not leave one out; a label stays as it is."""
    low, high = match[1], int(match[2])
    if low.isdigit() and int(low) <= _LARGEST_LABEL and not int(low) <= high <= 2 * int(low):
        return match[0]
    return f"{low} v - "


def _volts_of_kilovolts(match: re.Match[str]) -> str:
    digits = (match[2] or "").ljust(3, "0")
    part = digits[3:].rstrip("0")
    return f"{int(match[1] + digits[:3])}{f'.{part}' if part else ''} v"


class _Digits(dict[int, int | str]):
    """Maps decimal digits of any script to ASCII and leaves the rest."""

    def __missing__(self, codepoint: int) -> int | str:
        digit = unicodedata.decimal(chr(codepoint), None)
        return codepoint if digit is None else str(digit)


_DIGITS_ONLY = _Digits()


def _latin(match: re.Match[str]) -> str:
    """Return a code-like word with its look-alike letters as Latin ones; other words as they stand."""
    word = match[0]
    if word.isascii():
        return word
    mapped = word.translate(_LOOK_ALIKES)
    if not mapped.isascii():
        return word
    lower = mapped.lower()
    mixed = any(char.isascii() for char in word)
    type_name = lower in {"hvb", "hvm", "hvs", "bcu"}
    before_number = lower in {"ec", "e"} and _NUMBER_FOLLOWS.match(match.string, match.end()) is not None
    return mapped if mixed or type_name or before_number else word


def _decimal(match: re.Match[str]) -> str:
    """Return ``49,8`` as ``49.8``; lists (``1,2 and 3``) and thousands (``5,000``) keep their sense."""
    whole, part = match[1], match[2]
    unit = (match["unit"] or "").strip()
    if unit.startswith("m"):  # 1,450 mV is a thousand and more: millivolts have no decimals here.
        return f"{whole}{part}{match['unit']}" if len(part) == 3 else f"{whole}.{part}{match['unit']}"
    if unit:
        return f"{whole}.{part}{match['unit']}"
    if len(part) >= 3 and whole != "0":
        return match[0]  # Thousands (5,000) or two codes (108,124): either way not a decimal.
    listed = len(whole) == 1 and len(part) == 1 and _TWO_OF_A_LIST.match(match.string, match.end())
    return match[0] if listed else f"{whole}.{part}"


def _unit(match: re.Match[str]) -> str:
    return " mv" if match[1] else " v"


def _unit_word(match: re.Match[str]) -> str:
    return "mv" if match[1] else "v"


def _plus(match: re.Match[str]) -> str:
    """Return ``hvm+`` with one blank before what follows it directly (``hvm+13.8``)."""
    return f"hv{match[1]}+" + (" " if match[2] and (match[2].isalnum()) else "")


def _count(match: re.Match[str]) -> str:
    return str(_COUNTS[match[1]])
