"""Words of pasted measurements: what they label, and which say nothing of their own.

Not here: tokens with numbers (``measure_tokens.py``).
"""

from __future__ import annotations

import re

from assistant.route.voltage_words import VOLT_WORDS

TYPES = {"b": "HVB", "m+": "HVM+", "s+": "HVS+"}
"""Module types by what stands behind ``HV``."""
BELOW = frozenset({"below", "under", "less", "lower", "unter"})
_ORDINALS = ("top", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
LOWEST = re.compile(r"(?:min(?:imum|imal)?|lowest|smallest|niedrigste\w*|kleinste\w*|tiefste\w*|laagste|plus basse)\Z")
HIGHEST = re.compile(r"(?:max(?:imum|imal)?|highest|largest|hochste\w*|grosste\w*)\Z")
TOWER_WORDS = re.compile(r"(?:sum|summe|total|overall|gesamt\w*|pack-?voltage)\Z")
OPEN_LABEL = re.compile(r"(?:battery|batterie|system|packs?)\Z")
"""Words that some use for the whole and others for a module: no label, the size decides."""
OF_A_PLACE = frozenset("from the top in tower of".split())
"""Words that may follow a module's number and still leave it the last thing said."""
KNOWN = VOLT_WORDS | frozenset(
    """each every all measured values value readings reading module modul modules cell cells tower top bottom from min
    max minimum maximum lowest highest to is are of v mv dc sn volts low ok oben unten gemessen alle je von nach
    single reads measures weakest hvb hvm+ hvs+""".split()
)


def rank(word: str) -> int:
    """Return the number of an ordinal: ``top``, ``second``, ``2nd``."""
    if word[0].isdigit():
        return int(word[:-2])
    return 1 if word.startswith("top") else _ORDINALS.index(word)
