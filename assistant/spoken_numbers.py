"""Numbers in English words, as people say a voltage: "two hundred and five", "three ninety eight", "two oh five".

Strict: words that make no such number are left as they stand, for a sum of them would be another voltage. Not here:
event codes in words (``route/spoken``) and counts (``normalise``).
"""

from __future__ import annotations

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
"""What each word counts."""

_HUNDRED = 100


def spoken(text: str) -> str:
    """Return the number that ``text`` says as figures, or ``text`` where it says none."""
    words = text.replace("-", " ").split()
    split = next((i for i, word in enumerate(words) if word in {"point", "comma"}), len(words))
    whole = _whole([word for word in words[:split] if word != "and"])
    part = [_digit(word) for word in words[split + 1 :]]
    if whole is None or None in part or (split < len(words) and not part):
        return text
    return f"{whole}.{''.join(map(str, part))}" if part else str(whole)


def _digit(word: str) -> int | None:
    value = 0 if word == "oh" else UNITS.get(word)
    return value if value is not None and value < 10 else None


def _whole(words: list[str]) -> int | None:
    """Return the whole number below 1,000 that ``words`` say, None where they say none."""
    if words and len(words) > 1 and all(_digit(word) is not None for word in words):
        digits = "".join(str(_digit(word)) for word in words)  # Digit by digit: "two oh five".
        return int(digits) if len(digits) <= 4 else None
    if "hundred" in words:
        before, _, after = " ".join(words).partition("hundred")
        hundreds = _below_hundred(before.split()) if before.strip() else 1
        rest = _below_hundred(after.split()) if after.strip() else 0
        if hundreds is None or rest is None or not 0 < hundreds < 10 or (after.strip() and rest == 0):
            return None
        return hundreds * _HUNDRED + rest
    short = _below_hundred(words)
    if short is not None:
        return short
    # "Three ninety eight", "two eleven": the first digit stands for hundreds.
    first, rest = (_digit(words[0]), _below_hundred(words[1:])) if len(words) > 1 else (None, None)
    return first * _HUNDRED + rest if first and rest is not None and rest >= 10 else None


def _below_hundred(words: list[str]) -> int | None:
    """Return the number of one word, or of a ten and a unit (``ninety eight``)."""
    values = [UNITS.get(word) for word in words]
    if len(values) == 1 and values[0] is not None and values[0] < _HUNDRED:
        return values[0]
    if len(values) == 2 and values[0] is not None and values[1] is not None:
        ten, unit = values[0], values[1]
        return ten + unit if ten >= 20 and ten % 10 == 0 and ten < _HUNDRED and 0 < unit < 10 else None
    return None
