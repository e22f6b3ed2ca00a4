"""Event codes as people say them: "one-zero-eight", "one hundred and twenty seven", "3 1 1 ec", "108 EC".

Only beside a word for a code, since "three eleven" may be anything else. Not here: which numbers are codes.
"""

from __future__ import annotations

import re

from assistant.route.late import Late

_DIGITS = {
    "zero": 0, "oh": 0, "o": 0, "null": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30}
_NAMES = "|".join(sorted((*_DIGITS, *_TEENS, *_TENS, "hundred", "thousand", "and"), key=len, reverse=True))
_CUE = (
    r"(?:e\.?\s?c\.?|event|code|error|fault|alarm|fehler(?:code)?|warning)s?"
    r"(?:\s(?:code|number|nr|no|is|says|shows|was|reads|event|error))*"
)
_SAID = Late(
    rf"(?:(?<![a-z])(?P<before>{_CUE})[\s\-:=,\"']{{1,3}})?"
    rf"(?:(?P<words>\b(?:a\s)?(?:{_NAMES})(?:[\s\-,]{{1,2}}(?:{_NAMES}))+\b)|"
    rf"(?<![\d.,])(?P<figures>\d(?:[ \-]\d){{2,3}})(?![\d.,]|\s?m?v\b)|"
    r"(?<![\w.,\-])(?P<number>0*\d{3,4})(?=[\s\-]?ec(?!\w)(?!\s?\d)))"
    rf"(?:(?:\s(?:as|for|like|with|under|is))?(?:\s(?:an?|the|its))?[\s\-](?P<after>ec|event code|"
    rf"error code|fault code|as ec)(?!\w)(?!\s?\d))?"
)
_LIKELY = Late(rf"\b(?:hundred|thousand|(?:{_NAMES})[\s\-](?:{_NAMES}))\b|(?<!\d)\d[ \-]\d[ \-]\d(?!\d)|\d[\s\-]?ec\b")
_HAS_CUE = Late(r"(?<![a-z])(?:e\.?\s?c\.?(?![a-z])|event|code|error|fault|alarm|fehler|warning)")


def with_figures(folded: str) -> str:
    """Return the text with codes that are said in words, or spelt digit by digit, as figures."""
    if _HAS_CUE.search(folded) is None or _LIKELY.search(folded) is None:
        return folded
    return _SAID.replace(_figures, folded)


def _figures(match: re.Match[str]) -> str:
    before, after = match["before"], match["after"]
    if before is None and after is None and match["number"] is None:
        return match[0]
    if match["words"] is not None:
        value = _value(match["words"].replace("-", " ").replace(",", " ").split())
    else:
        value = int((match["figures"] or match["number"]).replace(" ", "").replace("-", ""))
    if value is None or not 100 <= value <= 1103:
        return match[0]
    spelt = (before or "").replace(".", "").replace(" ", "")
    if spelt == "ec" or after in {"ec", "as ec"} or match["number"] is not None:
        return f"ec{value}"
    return f"{before or 'code'} {value}"


def _value(words: list[str]) -> int | None:
    """Return the number that the words say: digit by digit, in hundreds, or "one twenty seven"."""
    words = [word for word in words if word not in {"and", "a"}]
    if not words:
        return None
    if all(word in _DIGITS for word in words):
        return int("".join(str(_DIGITS[word]) for word in words)) if len(words) in {3, 4} else None
    total = 0
    for i, word in enumerate(words):
        if word in {"hundred", "thousand"}:
            total = max(total, 1) * (100 if word == "hundred" else 1000)
        elif word in _TENS or word in _TEENS:
            # "One twenty seven", "three eleven": the first digit stands for hundreds.
            total = total * 100 if i == 1 and total < 10 else total
            total += _TENS.get(word, 0) + _TEENS.get(word, 0)
        else:
            total += _DIGITS[word]
    return total
