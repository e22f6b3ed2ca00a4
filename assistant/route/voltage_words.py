"""The words of voltage questions: what volts belong to, which figure is asked for, what is not this battery's.

Not here: measured values (``voltage_parse``).
"""

from __future__ import annotations

import re
from enum import Enum

from assistant.route.late import Late
from assistant.route.words import leftover, tokens


class Scope(Enum):
    """What a voltage belongs to."""

    TOWER = "tower"
    MODULE = "module"
    CELL = "cell"


class Topic(Enum):
    """Which figure is asked for; the value is kept in the chat's context."""

    NOMINAL = "nominal"
    MINIMUM = "minimum"
    HEALTHY = "healthy"
    CELL = "cell"


SCOPES = (
    (Scope.CELL, Late(r"\b(?:cells?|zell\w*|cellules?|cel|cellen|celdas?|celdas|celle|cella)\b|\bcell-?v\w*")),
    (Scope.MODULE, Late(r"\b(?:modul\w*|packs?|blocks?|bricks?)\b")),
    (
        Scope.TOWER,
        Late(
            r"\b(?:tower\w*|stack|turm\w*|tour|torre|toren|total|overall|whole|entire|complete|gesamt\w*|system|"
            r"battery|batterie|string)\b"
        ),
    ),
)
"""What a voltage may belong to, with its words."""
_LIMIT = Late(
    r"\b(?:limits?|thresholds?|below (?:which|what)|under (?:which|what)|from (?:which|what)|at (?:which|what))\b|"
    r"grenz\w*"
)
_LIMIT_OF = Late(
    r"\b(?:cell|module|tower|modul|zell)\w*\s(?:\w+\s)?(?:limit|threshold)|\b(?:limit|"
    r"threshold)\s(?:[\w+]+\s){0,4}(?:cell|module|tower|modul)"
)
_FAULT = Late(
    r"\b(?:under|over)[- ]?voltage|unterspannung|uberspannung|\b(?:too low|too high|low voltage)\b|"
    r"\bvoltage (?:is )?low\b"
)
_PASSED = Late(
    r"\b(?:is|are|goes|went|was|fell|falls|dropped)\s(?:under|below|over|above)\s(?:its|the|their|a)\s(?:\w+\s)?limit"
)

VOLT_WORDS = frozenset(
    """
    voltage voltages v mv volt spannung spannungen tension tensions spanning spanningen voltaje tensione tensioni
    nennspannung modulspannung turmspannung zellspannung gesamtspannung mindestspannung betriebsspannung undervoltage
    cellvoltage nominal nominale nominaal
    """.split()
)
_MINIMUM = frozenset(
    """
    minimum minimal minimale min mindest mindestspannung lowest least operating start starts starting operate run needed
    required require requires minima minimo minimaal smallest threshold betriebsspannung
    """.split()
)
_HEALTHY = frozenset(
    "healthy fine ok okay good acceptable limit limits threshold thresholds quickly recharge urgently low".split()
)
_KNOWN = (
    VOLT_WORDS
    | _MINIMUM
    | _HEALTHY
    | frozenset(
        """
    systems tower towers module modules modul module's cell cells zelle zellen cellule turm tour torre toren stack pack
    packs stacks hvb hvm+ hvs+ hvm hvs plus nominal rated normal expected expect should supposed typical total whole
    overall entire complete per each single every individual measure measured measuring measures measurement
    measurements reading readings reads read multimeter meter value values level high higher low lower below under above
    than exactly only
    about around roughly approx approximately nearly almost correct right wrong enough too healthy undervoltage charge
    charged charging quickly max maximum min lowest highest model type size kwh premium listed formula calculate
    calculation compute calculated times x number quantity count topmost top bottom middle third fourth fifth sixth
    seventh eighth ninth tenth others other rest remaining all got terminal terminals dc hv still dead alive usable safe
    allowed permitted reach exceed between plug poles same stands sits sitting drops dropped down up goes gone parallel
    combined consist consists consisting made built consider considered counts counted figure figures actual actually
    case cases units wieviel wie viel hoch mindestens soll muss gemessen messe misst betragt gesamt pro je jedes turms
    mehr weniger von modulen sein ihr sie grenze grenzwert gut hoeveel hoe hoog moet zijn gemeten cuanto cuantos combien
    full fully upper doit avoir mesure quale quanto valor valeur wert
    """.split()
    )
)
"""Words that a voltage question is made of, beside filler."""
_FAR = Late(
    r"\b(?:ac|grid|mains|pv|strings?|charger|bus|dc-bus|inverter|wechselrichter|onduleur|phase|phases|supply|usb|"
    r"adapter|socket|solar|panels?|"
    r"difference|differences|delta|spread|drift|imbalance|deviation|ethernet|router|aux\w*|ground|earth|sensor|"
    r"insulation|isolation|"
    r"wi-?fi|wlan|lan|dongle|bluetooth|smart)\b"
)
"""Words beside which volts are not the tower's, a module's or a cell's, or a difference is meant."""


def is_about_volts(folded: str) -> bool:
    """Return whether the question holds a word or unit of voltage, or asks for a limit of a module or cell."""
    return not VOLT_WORDS.isdisjoint(tokens(folded)) or "voltage" in folded or _LIMIT_OF.search(folded) is not None


def is_about_a_fault(folded: str) -> bool:
    """Return whether under- or overvoltage is named without asking for its limit: an event or a procedure."""
    return _PASSED.search(folded) is not None or (_FAULT.search(folded) is not None and _LIMIT.search(folded) is None)


def strange_words(folded: str) -> list[str]:
    """Return the words that belong neither to a voltage question nor to filler."""
    return leftover(folded, _KNOWN)


def is_elsewhere(folded: str) -> bool:
    """Return whether the volts are the grid's, the inverter's, a charger's, or a difference is meant."""
    return _FAR.search(folded) is not None


_OTHER_CELL_FIGURE = Late(
    r"\b(?:nominal|rated|normal|max|maximum|highest|upper|full|fully|typical|top|percent|100 %)(?!\w)"
)
_UPPER_FIGURE = Late(r"\b(?:max|maximum|highest|upper|full|fully|charged|charging|charge)\b")
_LOWER_CELL_FIGURE = Late(r"\b(?:min|minimum|minimal|lowest|under\w*|below|low|least)\b")


def asks_absent_cell_figure(folded: str) -> bool:
    """Return whether a cell's nominal or highest voltage is asked for, which the guideline does not state."""
    return _OTHER_CELL_FIGURE.search(folded) is not None and _LOWER_CELL_FIGURE.search(folded) is None


def asks_upper_figure(folded: str) -> bool:
    """Return whether the voltage of a full tower or module is asked for, which the guideline does not state."""
    return _UPPER_FIGURE.search(folded) is not None and "quickly" not in folded


def topic_of(folded: str) -> Topic | None:
    """Return which figure is asked for, None where the words say none."""
    words = set(tokens(folded))
    if SCOPES[0][1].search(folded) is not None:
        return Topic.CELL
    if not words.isdisjoint(_HEALTHY - {"limit", "limits", "threshold", "thresholds"}) and (
        "module" in folded or "quickly" in words or "modul" in folded
    ):
        return Topic.HEALTHY
    if not words.isdisjoint(_MINIMUM):
        return Topic.MINIMUM
    if not words.isdisjoint({"limit", "limits"}):
        return Topic.HEALTHY
    named = not words.isdisjoint(
        {"nominal", "rated", "normal", "nominale", "nominaal", "nennspannung", "expected", "should"}
    )
    return Topic.NOMINAL if named or is_about_volts(folded) else None


def scope_asked(folded: str, has_count: bool) -> Scope:
    """Return whether a question without values is about a tower, one module or a cell."""
    if SCOPES[0][1].search(folded) is not None:
        return Scope.CELL
    one = re.search(
        r"\b(?:one|1|single|per|each|a|an|individual|every|pro|je|ein|einem|par|"
        r"por)\s(?:hv[bms]\+?\s)?(?:battery\s)?modul",
        folded,
    )
    if one is not None and not has_count:
        return Scope.MODULE
    if has_count or SCOPES[2][1].search(folded) is not None:
        return Scope.TOWER
    return Scope.MODULE if re.search(r"\b(?:modul(?:e|o)?(?:'s)?|modulspannung)\b", folded) is not None else Scope.TOWER
