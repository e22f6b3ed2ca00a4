"""Splits text into terms for BM25 and the intent head: our own, since exact identifiers must survive.

"EC 108", "EC-108" and "EC108" are one token; single digits, "2.4", "<1.5", "hvm+" and "wpa3" stay
whole. Not here: understanding codes (that is the router's, with every odd spelling).
"""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 4000
"""Longer texts are cut: a message of 4,000 characters holds its topic long before."""

_CODE = re.compile(r"\bec[\s\-_.:#]*0*(\d{3,4})\b")
_TOKEN = re.compile(r"<?\d+(?:\.\d+)*|(?:hvm|hvs)\+|[a-z][a-z0-9]*(?:'[a-z]+)?")
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_SERIES = re.compile(r"\b(hv[ms])(?:\s*\+|\s*plus\b)")

STOPWORDS = frozenset(
    "a an and are as at be been but by do does did for from had has have he her his i if in into is it its "
    "me my of on or our she so than that the their them then there they this to us was we were what when "
    "which who will with would you your".split()
)
"""English function words without content here; "not", "no", "off", "out" carry meaning and stay."""

_SUFFIXES = ("ing", "ed", "es", "s")


def fold(text: str) -> str:
    """Return the text in lower case, compatibility characters replaced, code spellings joined."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).lower().replace("’", "'")
    text = _COMMA.sub(".", text)
    text = _SERIES.sub(r"\1+", text)
    return _CODE.sub(r"ec\1", text)


def stem(token: str) -> str:
    """Return the token without a common English ending, at least three letters kept.

    "charge", "charged", "charging" and "charges" become one term. A full stemmer gains nothing measurable
    on this vocabulary and merges terms that must stay apart.
    """
    if not token.isalpha():
        return token
    for suffix in _SUFFIXES:
        if token.endswith(suffix) and len(token) - len(suffix) >= 3 and not token.endswith("ss"):
            token = token[: -len(suffix)]
            break
    return token[:-1] if token.endswith("e") and len(token) > 3 else token


def tokenise(text: str) -> list[str]:
    """Return the terms of a text in order, stop words left out."""
    return [stem(token) for token in _TOKEN.findall(fold(text)) if token not in STOPWORDS]
