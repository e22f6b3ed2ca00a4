"""Words of a folded question: splitting, words that carry no subject, who owns a number or a fault.

Rules use these to tell "the message is about this and nothing else" from "it is mentioned in a story".
Not here: the index's own tokens.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

_TOKEN = re.compile(r"\d+(?:\.\d+)?(?![^\W_])|[^\W_]+(?:'[a-z]{1,2}\b)?\+?")


@lru_cache(maxsize=256)
def tokens(folded: str) -> tuple[str, ...]:
    """Return the words and numbers of a folded text, in order (``hvm+``, ``13.8``, ``don't``)."""
    return tuple(_TOKEN.findall(folded))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FILLER = _set("""
a an the this that these those it its it's they them there here some any my our your his her their we i you he she me
us is are was were be been being am has have had having do does did doing done don't doesn't didn't isn't can could
can't cannot shall should may might must will would won't and or but so if then than as at by for from in into of off
on onto out over to up upon with within without about after again all also already always before between both
each either else ever every few how i'm i've i'd just keep keeps kept like many more most much need needs no nor not
now ok okay once one only other own please plz pls really same since still such sure tell thanks thank thx hi hello
hey dear team guys folks sir madam good morning afternoon evening day today yesterday too very via what what's whats
when where which while who whom whose why yes yet know help want wants wanted see seen saw got get gets getting give
gives given go goes going come comes came say says said show shows showed shown showing display displays displayed
displaying appear appears appeared appearing pop pops popped report reports reported mean means meaning meant explain
explanation describe fix fixed solve solved solution resolve deal handle handling clear steps step next try tried
possible problem problems issue issues trouble error errors fault faults alarm alarms alert warning message messages
event events code codes ec number nr name named called notification info information question battery batteries box
byd app system unit storage tower energy bcu bms something anything now's again occurred occurs happen happens
happened suddenly currently permanently often sometimes every constantly think maybe perhaps seems looks look
first second last new old customer customer's client house home site
der die das ein eine einen einem einer und oder was ist sind wie kann ich wir man bitte danke hallo mein meine unser
unsere zeigt anzeigt bedeutet heisst tun machen mit bei im am auf zu zum zur von fur fuer nicht noch immer auch hat
haben habe fehler fehlercode storung stoerung meldung batterie akku speicher hilfe
le la les un une des du de et ou est sont que quoi quel quelle signifie faire avec mon ma notre bonjour merci comment
erreur defaut code batterie affiche sur pour
het een en of wat is zijn hoe kan ik wij met mijn onze bij op van voor niet betekent doen foutcode fout storing accu
batterij
el los las una uno y que es son como puedo mi nuestra con para por significa hacer error fallo codigo bateria
il lo gli e che cosa significa come posso mio mia con per di errore codice batteria
""")
"""Words that say nothing of the subject, or name the battery as a whole, in the languages around this product."""


def leftover(folded: str, known: Set[str]) -> list[str]:
    """Return the words of ``folded`` that are neither filler, nor numbers, nor in ``known``."""
    return [word for word in tokens(folded) if word not in FILLER and word not in known and not word[0].isdigit()]


def word_count(folded: str) -> int:
    """Return how many blanks-separated words the folded text has."""
    return folded.count(" ") + 1


OUR_PRODUCT = re.compile(r"(?<!\w)(?:hvb|hvm\+|hvs\+)(?!\w)")
"""A product that the guideline is valid for."""
