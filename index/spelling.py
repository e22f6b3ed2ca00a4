"""Corrects misspelt words of a question to words that the bank and the guideline use, before it is searched.

Only words that are known nowhere and that one edit turns into a common one change: names, codes and figures stay as
they are. Rules never see corrected text, and no correction is ever shown or answered as fact.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5
"""Letters of the shortest word that is corrected: shorter ones are one edit from too many others."""
COMMON = 3
"""Texts that must use a word before others are corrected to it: a rare word may itself be misspelt."""
_WORD = re.compile(r"[^\W\d_]+")


class Spelling:
    """The words of one index, with the number of texts that use each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self.counts):
            if self.counts[word] >= COMMON:
                self._by_length[len(word)].append(word)

    @classmethod
    def of(cls, texts: Iterable[str], names: Iterable[str] = ()) -> Spelling:
        """Return the words of these texts; ``names`` are known as well, yet nothing is corrected to them."""
        counts = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
        for name in names:
            for word in _WORD.findall(name.lower()):
                counts.setdefault(word, 1)
        return cls({word: count for word, count in counts.items() if len(word) >= SHORTEST - 1})

    def corrected(self, text: str) -> str:
        """Return the text with each unknown word replaced by the most used common word one edit away, if any."""
        return _WORD.sub(lambda match: self._word(match.group()), text)

    def _word(self, word: str) -> str:
        lower = word.lower()
        if len(lower) < SHORTEST or lower in self.counts or not lower.isascii():
            return word
        near = [other for length in (-1, 0, 1) for other in self._by_length.get(len(lower) + length, ())]
        found = process.extract(lower, near, scorer=OSA.distance, score_cutoff=1, limit=None)
        return min((match[0] for match in found), key=lambda other: (-self.counts[other], other), default=word)

    def save(self, folder: Path) -> None:
        """Write ``spelling.json``."""
        content = json.dumps(self.counts, ensure_ascii=False, sort_keys=True)
        (folder / "spelling.json").write_text(content, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Spelling:
        """Return the words that ``save`` wrote."""
        return cls(json.loads((folder / "spelling.json").read_text(encoding="utf-8")))
