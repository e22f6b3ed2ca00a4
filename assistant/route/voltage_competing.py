"""What a message is about instead of its volts: another check, another part, a price, a procedure.

The lists come from real messages in which a good voltage is only one of the checks already done. Not here: what is
asked of a voltage (``voltage_subject``).
"""

from __future__ import annotations

from assistant.route.late import Late, Signed
from assistant.route.words import tokens

_WORDS = frozenset(
    """
    firmware wifi wlan dongle bluetooth router password soc resistor resistors insulation isolation capacity shading
    warranty extension parallel slave master combiner insurance price torque temperature nmc overvoltage delta
    difference differences spread drift drifts alarm alarms lost lever rocker breaker amp amps current weight mass kg
    certificate efficiency megger opened ohm ohms mohm resistance open opening locked register mppt derating bench
    workshop charger quote farm released compatible compatibility planning lay megohm apply applies article logic
    percent delete loaner rma fire recycling recycle loan kwh carry
    """.split()
)
_STEMS = ("updat", "upgrad", "extend", "expan", "balanc", "amper", "humid", "milliohm", "solder", "unlock", "deliver")
"""The same for words that bend."""
_PHRASES = (
    Signed(
        "self-discharge;over-voltage;over voltage;depth of;full charge;fully charged;upper end;string inverter;list of;"
        "side by side;front cover;reads nonsense;per cent;restart procedure;sequence with;smart meter;wi-fi; towers",
        r"\b(?:self-discharge|over[- ]voltage|depth of discharge|full charge|fully charged|upper end|string inverter|"
        r"list of|side by side|front cover|reads nonsense|per cent|restart procedure|sequence with|smart meter|wi-fi|"
        r"\d towers)(?!\w)",
    ),
    Signed("ec", r"\bec ?\d{3}"),
    Signed(
        "bcu;electronics;guy;one lying",
        r"\b(?:another|second|spare|other|loan|different|new|borrow\w*|exchange\w*|replacement)\s(?:\w+\s){0,2}?"
        r"(?:bcu|electronics|guy|one lying)\b",
        r"\b(?:a|one|another) bcu from\b",
        r"\b(?:bcu|electronics)\b.{0,30}\b(?:itself|exchange\w*|exchanged|borrow\w*|kaput|finished|culprit|broken|"
        r"is dead, i|in the van|from stock|change it|then\b|not the)\b",
    ),
    Signed(
        "for testing;on top for;try it;put it on;are enough;the culprit;second one from;for test;isn't it;remaining",
        r"\b(?:for testing|on top for|would try it|put it on|the culprit|second one from|change it for test)\b",
        r"\b(?:2|two) are enough|\bremaining (?:pair|2|two)\b|\bisn't it\.|\bso this isn't it\b",
    ),
    Signed(
        "one ;1 ",
        r"\b(?:one|1) (?:single )?(?:hv\w\+? )?modul\w* (?:and|is too little)|\b(?:only|just) (?:one|1) (?:hv\w\+? )?"
        r"modul\w*",
    ),
    Signed(" needs", r"\b(?:plenticore|kostal|inverter|symo|gen24|sungrow|goodwe|huawei) needs\b"),
    Signed(
        "switch",
        r"\bswitch\b.{0,40}\b(?:falls|trips|jumps|will not|won't|refuses|releases?|stay|latch|obey|not going)\b",
        r"\bmain switch\b",
    ),
    Signed(
        "turned off;shut down;go off;turn off;inverter first;first because",
        r"\b(?:can't|couldn't|cannot|would not|won't) (?:be )?(?:turned off|shut down|go off|turn off)\b|"
        r"\binverter first\b",
        r"\bfirst \"because\b",
    ),
    Signed(
        "voltage;so good;so not;battery;batteries",
        r"\bvoltage (?:is|was|are) (?:good|beautiful|fine|nice|perfect|ok)\b",
        r"\b(?:so|voltage|battery|batteries) (?:are |is )?(?:good|not the)\b",
    ),
)
_ASKS_ELSE = (
    Signed(
        "how ",
        r"\bhow\s(?:do|does|can|should|would|to|must|one|and where)\b.{0,40}\b(?:measur\w*|meter|prob\w*|test|charge|"
        r"get|reset|update|connect|send|remove|add|install|configure|replace|swap|find)\b",
        r"\bhow many (?:modules?|amp\w*|percent\w*|ah)\b|\bhow (?:long|often|fast|deep)\b",
    ),
    Signed(
        "point;contact;pin;plug",
        r"\b(?:where|which|what|between which|at which)\s(?:points?|contacts?|pins?|plugs?)\b",
    ),
    Signed("where", r"\bwhere\b.{0,50}\b(?:prob\w*|measur\w*|touch|put|contacts?|points?|pins?|stick|spare|bring)\b"),
    Signed(
        "data;info;details;list;mail;service;support",
        r"\b(?:what|which|all|complete|everything)\s(?:\w+\s){0,3}(?:data|information|info|details)\b",
        r"\b(?:complete|whole) (?:list|mail)\b|\b(?:data|list|info\w*)\b.{0,40}\b(?:service|support)\b",
        r"\b(?:service|support)\b.{0,40}\b(?:wants?|needs?|asks?|data)\b",
    ),
    Signed(
        "which percent;what percent;what soc;plug;colour;color;cable;torque;charger;diode;fuse;tool;sequence",
        r"\bwhich percent\w*|\bwhat (?:percent\w*|soc)\b|\bsequence\b.{0,20}\bso\b",
        r"\b(?:which|what) (?:plug|colou?r|cable|torque|charger|diode|fuse|tool)\b",
    ),
)
_NEXT = Signed(
    "next;what;anything;list",
    r"\b(?:next steps?|next ?\?|what next|what's next|what now|what remains|what else|what follows|anything else|"
    r"what am i missing|next thing|next on the list|on the list is)(?!\w)",
)


def asks_something_else(folded: str) -> bool:
    """Return whether the message asks for another thing, or another subject competes with the volts."""
    words = tokens(folded)
    if "%" in folded or not _WORDS.isdisjoint(words) or any(word.startswith(_STEMS) for word in words):
        return True
    return any(pattern.found(folded) for pattern in (*_PHRASES, *_ASKS_ELSE))


def asks_next_step(folded: str) -> bool:
    """Return whether the message only asks what to do next, a good voltage being one of the checks done."""
    return _NEXT.found(folded)


_OTHER_QUANTITY = Late(r"\bhow (?:many|much) (?:percent\w*|%|k?wh|ah|amp\w*|charge|energy)\b|\b(?:applies|apply)\b")


def asks_other_quantity(folded: str) -> bool:
    """Return whether a short question with volts asks for a charge, an energy or a rule."""
    return _OTHER_QUANTITY.search(folded) is not None
