"""Finds event codes in a folded question, in order, and says how each was spelt.

Spelt with EC a number is a code wherever it stands; a bare number is one only alone or beside a word for an error, and
never with a unit, as a date, or as another kind of code (postal, order ...). Not here: whose number it is and what the
answer is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from assistant.route.late import Late
from assistant.route.words import leftover, word_count


class Spelling(Enum):
    """How a code was written; decides how sure it is."""

    EC = "ec"
    """With EC: always a code."""
    E = "e"
    """``E108``: other makers write so too."""
    WORD = "word"
    """Beside a word for an error: ``error 108``, ``108 alarm``, ``#108``."""
    ALONE = "alone"
    """The whole message is numbers."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number that may be an event code."""

    number: int
    spelling: Spelling
    start: int
    end: int
    letters: str = ""
    """As written where it is no code as it stands (``EC1O8``, ``EC108a``); "" otherwise."""


_SEPARATOR = r"[\s\-_.:#/*=(\[\\]{0,3}"
_COUNTING = r"(?:(?:codes?|numbers?|nr|no|num|nummer)\b[\s.:#\-]{0,3})?(?:(?:is|was|says|shows|reads)\s(?=\d{3}))?"
ERROR_WORD = (
    r"(?:error|err|fault|alarm|event|code|warning|errorcode|faultcode|eventcode|fehler(?:code|nummer|meldung)?|"
    r"storung(?:s?code|smeldung)?|stoerung(?:scode)?|meldung|ereignis|erreur|defaut|panne|foutcode|foutmelding|fout|"
    r"storing(?:scode)?|codigo|codice|fallo|averia|errore|allarme|anomalia|alarmcode|alarme|kod[ey]?|"
    r"fejl(?:kode|nummer)?|fel(?:kod|meddelande)?|feil(?:kode|melding)?|vika|virhe(?:koodi)?|chyb[ay]|porucha|"
    r"hiba(?:kod|uzenet)?|bled(?:u|y)?|blad|awaria|napaka|greska|eroare|hata|ошибка|ошибки)s?"
)
_GLUE = r"(?:\s*[:#=\-(\"'*\[.]{1,2}\s*|\s+)"
_BETWEEN = (
    rf"{_GLUE}(?:(?:codes?|event|error|fault|alarm|number|nr|no|num|nummer|numero|id|message|msg|is|was|says|shows|"
    rf"c|cislo|numer|szam|szama|kod|kode|chyby|bledu|chyba|hiba|fejl|fel|numeris|reads|de|d'|d'erreur|erreur|errore){_GLUE}){{0,3}}"
)
# A number with one of these is a quantity. Letters that are words too (a, c, s, x) only where they touch the number.
NO_UNIT = (
    r"(?!\s?(?:m?v|kv|k?wh?|mw|ma|ah|%|percent|prozent|procent|°c?|degrees?|grad|h|hrs?|hours?|stunden|std|heures?|uur|"
    r"min|mins|minutes?|minuten|sec|secs|seconds?|sekunden|days?|tage|weeks?|months?|years?|times|m|meters?|metres?|mm|"
    r"cm|km|kg|kr|kroner|kronor|sek|dkk|nok|zl|pln|czk|huf|pounds?|dollars?|bucks|eur|euros?|€|\$|usd|gbp|£|chf|hz|ohms?|mbit|mb|gb|uhr|modul\w*|cells?|cycles?|people|customers?)"
    r"(?![a-z0-9]))(?![a-z%€$£°])"
)
_WHOLE = r"(?!\d)(?!\.\d)(?!\s?-\s?\d)(?!/\d{1,2}(?:\D|$))(?!:\d)"

# Both kinds with letters among the digits: O for 0, l and I for 1. At least one real digit, so that words stay words.
_MIXED = r"(?=[0-9oil]*\d)(?=\d*[oil])(?P<mixed>[0-9oil]{2,5})(?![a-z0-9])"

_SUFFIX = (
    r"(?P<suffix>\.\d+|-\d{1,2}(?![\d\-]|\s?(?:modul|x\b|times|tower))|-[a-z](?![a-z0-9])|(?!(?:s|ec|ok|is|on|or|in|an|to|"
    r"by|at|as|no|if|so|we|et|ed|es|and|but|for|now|the|und|was|off|app|bcu|hvb|hvm|hvs|err)(?![a-z]))"
    r"[a-z]{1,3}(?![a-z0-9+]))?"
)
""""EC108a", "EC-108.5": no code of the guideline, though one stands in it."""
_EC = Late(
    rf"(?<![a-z0-9])(?<!i[\s.])(?:{ERROR_WORD}[-_]?)?e[\s.]{{0,2}}c\.?{_SEPARATOR}{_COUNTING}"
    rf"(?:(?P<digits>\d+)(?!\d)(?!\s?(?:m?v|%|k?wh?)(?![a-z0-9]))(?![oil]+(?:[\s,.;!?)\d]|$)){_SUFFIX}|{_MIXED})"
)
_E = Late(rf"(?<![a-z0-9.\-])e-?(?:(?P<digits>\d{{3,4}}){_WHOLE}(?![a-z])|{_MIXED})")
_AFTER_WORD = Late(
    rf"(?<![a-z0-9]){ERROR_WORD}(?:{_BETWEEN})?(?:0{{0,4}}(?P<digits>\d{{1,5}}){_WHOLE}{NO_UNIT}|{_MIXED})"
)
_HASH = Late(rf"(?<![\w&])#\s?(?P<digits>\d{{3,5}}){_WHOLE}{NO_UNIT}")
_BEFORE_WORD = Late(
    r"(?<![\w.,/\-:#€$£+])0{0,4}(?P<digits>\d{3,4})[\s\-]{1,2}(?:error|fault|alarm|event|fehler|storung|code|"
    r"erreur|errore|fallo|fejl|fel|feil|virhe|chyba|blad|storing|(?:[ae]s )?hiba(?:kod)?)(?![\w])"
)
_ALONE = Late(
    rf"[\s\"'(*#\[<>]*(?:nr|no|number|e[\s\-])?[\s.:#]*(?:(?P<digits>0*\d{{3,4}})|"
    rf"{_MIXED})(?P<rest>(?:[\s,;/&+]+(?:and |und )?\d{{3,4}})*)"
    r"[\s\"')*.?!\]]*"
)
_ASKED = Late(
    r"(?:what(?:'s|s| is| does| do)?|was (?:bedeutet|heisst|ist)|que signifie|meaning of|"
    r"explain)\s(?:the\s)?0*(?P<digits>\d{3,4})"
    r"(?:\s(?:mean(?:s|ing)?|stand for))?[\s.?!]*"
)
_MORE = Late(
    rf"\s*(?:,\s*and|,\s*und|,|/|&|\+|\b(?:and|und|et|y|e|en|or|oder|ou)\b)\s*0{{0,4}}(\d{{3,4}}){_WHOLE}{NO_UNIT}"
)
_MORE_BLANK = Late(rf"\s0{{0,4}}(\d{{3,4}}){_WHOLE}{NO_UNIT}")
_NUMBER = Late(r"\d+")

# Other things that are called codes or are counted; looked for right before the match.
_OTHER_CODES = Late(
    r"(?:order|promo|promotion|zip|post|postal|access|pin|qr|article|product|area|country|discount|voucher|login|"
    r"verification|activation|source|bar|part|security|door|gate|sms|dial|dialling|tax|booking|registration|ticket|"
    r"case|"
    r"invoice|issue|request|house|flat|room|bestell|rechnungs?|plz|artikel|material|model|dc|hs|ean)[\s\-.:]*"
    r"(?:number|nr|no|num)?[\s\-.:#]*$"
)
_OTHER_AFTER = Late(
    r"\s(?:for|of|to|opens?)\s(?:(?:the|my|our|your|a|his|her|their|this|that|customer's|front|back|side|main|cellar|"
    r"garage|house|meter|plant|roller)\s){0,3}(?:door|gate|garage|room|house|flat|building|entrance|cellar|basement|"
    r"parking|lift|elevator|key ?box|safe|locker|barrier|alarm system|intercom|shop|order|discount|voucher|wi-?fi|"
    r"hotspot|phone|sim)\b"
)
"""What a number is for that is no event code: "code 124 for the door"."""
_AGAIN = Late(
    r"(?:(?:and|or|also|plus|then|ok|okay|thanks|und|what about|how about|what is|und was ist mit|"
    r"same for|ah|now|next|next one|"
    r"et|y|e|en)[,:]?\s)+(?:the\s|with\s|for\s|a\s|code\s)*(?P<digits>\d{3,4})(?:\s(?:then|too|as well|"
    r"please))*\s?[?.!]*"
)
"""A number alone with a word that goes on from before: "and 325?", "what about 113"."""
_BARE = Late(rf"(?<![\w.,\-:#€$£+])0{{0,4}}(?P<digits>\d{{3,4}}){_WHOLE}{NO_UNIT}")
_JOIN = Late(r"\s?(?:,|/|&|\+|;|and|und|et|y|,\s?and|then|plus)?\s?(?:and\s)?")
_SCREEN = Late(
    r"\b(?:app|phone|handy|cloud|be connect|tablet|mobile|smartphone|screen|display|telefon|log|" r"event list|list)\b"
)
_SHOWN = Late(
    rf"\b(?:app|phone|handy|be connect|display|screen)\s(?:only\s|now\s|just\s)?(?:shows?|says|displays|reads|gives|"
    rf"showing|zeigt|affiche|toont)\s(?:me\s|a\s|an?\s|the\s)?0{{0,4}}(?P<digits>\d{{3,4}}){_WHOLE}{NO_UNIT}(?=\s?(?:[,;.!?]|$))"
)
"""A number that the app shows, whatever other numbers follow after a comma."""
_THERE = Late(
    rf"(?<![\w.,/\-:#€$£+])0{{0,4}}(?P<digits>\d{{3,4}}){_WHOLE}{NO_UNIT}\s(?:is\s)?(?:shown\s)?(?:in|on)\s"
    r"(?:the\s|my\s)?(?:byd\s)?(?:app|phone|be connect|cloud|tablet)(?!\w)"
)
"""A number "in the app", whatever other numbers stand beside it."""
_VOLTS = Late(
    r"\b(?:(?:phone|telephone|serial|tel) (?:number|no|nr)|m?v|volts?|voltage|watts?|spannung|kwh?|port|ports)\b"
)
_AROUND = frozenset(
    """
    phone handy cloud connect tablet mobile smartphone screen display telefon list log log's history together belong
    belongs related red blinking popped stands written reading reads numbers pair trio three two both row turns turn
    customer's guy disappeared cleared any anymore longer instead rather
    gone went changed jumped switched turned
    """.split()
)
_MOST_WORDS_ELLIPTIC = 14
_TURNED = Late(r"\b(?:from|no longer|not|instead of|rather than|gone|now|any ?more|disappeared|cleared|today)\b")
"""Beside two listed numbers: one is gone, the other came ("it's no longer 311, it shows 122")."""
_PAIR = 2
"""Two listed numbers joined may be anything; three may not."""
NEVER = frozenset({8883, 443})
"""The two ports that the guideline names (2.3/18)."""
_LOW, _HIGH = 100, 1103
"""A bare number outside this range is no event code that anybody means; the table runs from 100 to 1003."""


_GLUED = Late(r"(?<=\d)(?=e\.?c[\s\-.:]{0,2}\d)")


def apart(folded: str) -> str:
    """Return the text with a blank between codes that are written as one word: ``ec108ec109``."""
    return _GLUED.sub(" ", folded) if folded.count("ec") > 1 else folded


def find(folded: str, listed: Collection[int] = ()) -> list[Found]:
    """Return the numbers that may be event codes, in order, each number once.

    :param listed: numbers of the table: only these count in a bare list ("107, 122, 311") or beside "app".
    """
    found: list[Found] = []
    if "e" in folded:
        for match in _EC.finditer(folded):
            found.append(_made(match, Spelling.EC))
        taken = [(item.start, item.end) for item in found]
        for match in _E.finditer(folded):
            if not _inside(match, taken):
                found.append(_made(match, Spelling.E))
    _add_beside_words(folded, found)
    if not found:
        asked = _ASKED.fullmatch(folded)
        if asked is not None:
            return [_made(asked, Spelling.ALONE)]
        whole = _ALONE.fullmatch(folded)
        if whole is not None and folded[:1] != "+":
            found = _alone(whole)
    if not found:
        found = _elliptic(folded, listed)
    for item in tuple(found):
        found.extend(_continued(folded, item, listed))
    return _once(found)


def _elliptic(folded: str, listed: Collection[int]) -> list[Found]:
    """Return bare numbers of the table that a short message names: as a list, in the app, or "and 325?"."""
    if not listed or word_count(folded) > _MOST_WORDS_ELLIPTIC:
        return []
    there = _THERE.search(folded)
    others = [match for match in _BARE.finditer(folded) if int(match["digits"]) in listed]
    if there is not None and len(others) == 1 and int(there["digits"]) in listed:
        return [_made(there, Spelling.WORD)]
    if _VOLTS.search(folded) is not None:
        return []
    again = _AGAIN.fullmatch(folded)
    if again is not None:
        return [_made(again, Spelling.ALONE)]
    shown = _SHOWN.search(folded)
    if shown is not None and int(shown["digits"]) in listed:
        return [_made(shown, Spelling.WORD)]
    bare = [match for match in _BARE.finditer(folded) if int(match["digits"]) in listed]
    if not bare or len(bare) != len(_NUMBER.findall(folded)):
        return []
    is_list = len(bare) > 1 and all(_JOIN.fullmatch(folded, a.end(), b.start()) is not None for a, b in pairwise(bare))
    rest = leftover(folded, _AROUND)
    is_turned = len(bare) == _PAIR and not rest and _TURNED.search(folded) is not None
    if (is_list and (len(bare) > _PAIR or not rest)) or is_turned:
        return [_made(match, Spelling.WORD) for match in bare]
    if len(bare) == 1 and not rest and _SCREEN.search(folded) is not None:
        return [_made(bare[0], Spelling.WORD)]
    return []


def _add_beside_words(folded: str, found: list[Found]) -> None:
    for pattern in (_AFTER_WORD, _HASH, _BEFORE_WORD):
        for match in pattern.finditer(folded):
            before = folded[max(0, match.start() - 25) : match.start()]
            taken = [(item.start, item.end) for item in found]
            is_other = _OTHER_CODES.search(before) is not None or (
                "code" in match[0] and _OTHER_AFTER.match(folded, match.end()) is not None
            )
            if not _inside(match, taken) and not is_other:
                found.append(_made(match, Spelling.WORD))


def _inside(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in taken)


def _made(match: re.Match[str], spelling: Spelling) -> Found:
    groups = match.groupdict()
    mixed = groups.get("mixed")
    if mixed is None:
        suffix = groups.get("suffix")
        written = "" if suffix is None else f"EC{groups['digits']}{suffix}"
        return Found(int(groups["digits"]), spelling, match.start(), match.end(), written)
    number = int(mixed.replace("o", "0").replace("i", "1").replace("l", "1"))
    return Found(number, spelling, match.start(), match.end(), f"EC{mixed.upper().replace('L', 'l')}")


def _alone(match: re.Match[str]) -> list[Found]:
    first = _made(match, Spelling.ALONE)
    rest = [
        Found(int(number[0]), Spelling.ALONE, match.start("rest") + number.start(), match.start("rest") + number.end())
        for number in _NUMBER.finditer(match["rest"])
    ]
    return [first, *rest]


def _continued(folded: str, item: Found, listed: Collection[int]) -> list[Found]:
    """Return the bare numbers of a list that begins with a code: ``EC108, 124 and 125``, ``EC108 124``."""
    more: list[Found] = []
    end = item.end
    while not item.letters and (match := _MORE.match(folded, end) or _MORE_BLANK.match(folded, end)) is not None:
        number = int(match[1])
        if not _LOW <= number <= _HIGH or (number not in listed and _MORE.match(folded, end) is None):
            break
        more.append(Found(number, item.spelling, match.start(1), match.end()))
        end = match.end()
    return more


def _once(found: list[Found]) -> list[Found]:
    seen: set[int] = set()
    plain = {item.number for item in found if not item.letters}
    kept = []
    for item in sorted(found, key=lambda item: (item.start, item.end)):
        bare = item.spelling is not Spelling.EC
        if item.number in seen or (item.letters and item.number in plain) or (bare and item.number in NEVER):
            continue
        seen.add(item.number)
        kept.append(item)
    return kept
