"""Notices a question in another language: the index reads English only, and says so instead of "not answered"."""

from __future__ import annotations

import re

_FOREIGN = frozenset(
    "der die das und nicht ist wie ich meine mein eine einen kein keine warum wo kann wird nach beim zeigt lädt "
    "le la les des est pas une mon ma ne que comment pourquoi avec sur "
    "el los una por qué cómo mi está no con para "
    "il lo gli non è come perché della batteria mia "
    "het een niet mijn hoe waarom wordt naar "
    "o os uma não meu minha está "
    "nie jest jak moja dlaczego się na "
    "ikke ikkje er min hvordan hvorfor inte hur varför".split()
)
_ENGLISH = frozenset(
    "the a an is are was were it its not does do did how what which why where when who my our your can could should "
    "will would have has had i we you he she they this that these those of to in on at for from with and or but if "
    "after before battery module tower".split()
)
_LETTER = re.compile(r"[^\W\d_]+")


def is_foreign(text: str) -> bool:
    """Return whether a text is most likely not English: another script, or other languages' small words prevail."""
    words = [word.lower() for word in _LETTER.findall(text)]
    letters = "".join(words)
    if letters and sum(not character.isascii() for character in letters) > len(letters) / 2:
        return True
    foreign = sum(word in _FOREIGN and word not in _ENGLISH for word in words)
    english = sum(word in _ENGLISH for word in words)
    return foreign >= 2 and foreign > english
