"""Patterns that are compiled when first used: an answer about an event code should not wait for those about LEDs.

Compiling all patterns of the rules takes some 50 ms, a fifth of what a whole ``assistant ask EC108`` may take.
Not here: the patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Late:
    """A regular expression with the methods that the rules use, compiled on the first call."""

    __slots__ = ("_compiled", "_source")

    def __init__(self, source: str) -> None:
        self._source = source
        self._compiled: re.Pattern[str] | None = None

    @property
    def source(self) -> str:
        """Return the regular expression as written, to build others of it."""
        return self._source

    @property
    def _pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source)
        return self._compiled

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match in ``text[start:end]``."""
        return self._pattern.search(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match that begins at ``start``."""
        return self._pattern.match(text, start)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the match of the whole of ``text[start:end]``."""
        return self._pattern.fullmatch(text, start, len(text) if end is None else end)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Return all matches in ``text[start:end]``."""
        return self._pattern.finditer(text, start, len(text) if end is None else end)

    def findall(self, text: str) -> list[str]:
        """Return what all matches hold."""
        return self._pattern.findall(text)

    def sub(self, replacement: str, text: str) -> str:
        """Return ``text`` with every match replaced."""
        return self._pattern.sub(replacement, text)

    def replace(self, made: Callable[[re.Match[str]], str], text: str) -> str:
        """Return ``text`` with every match replaced by what ``made`` returns for it."""
        return self._pattern.sub(made, text)


class Signed(Late):
    """A pattern of several wordings that is tried only where one of its signs stands in the text.

    Looking for a few plain words costs a hundredth of the pattern, and most messages hold none of them.
    """

    __slots__ = ("_signs",)

    def __init__(self, signs: str, *wordings: str) -> None:
        """Take the signs, divided by semicolons, and the wordings, regular expressions."""
        super().__init__("|".join(wordings))
        self._signs = tuple(signs.split(";"))

    def is_possible(self, text: str) -> bool:
        """Return whether one of the signs stands in the text."""
        return any(sign in text for sign in self._signs)

    def found(self, text: str) -> bool:
        """Return whether the pattern is found in the text."""
        return self.is_possible(text) and self.search(text) is not None

    def begins(self, text: str) -> bool:
        """Return whether the text begins with the pattern."""
        return self.is_possible(text) and self.match(text) is not None
