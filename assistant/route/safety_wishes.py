"""Dangerous wishes of a few words, verb first: "jump start the BCU", "bypass the door contact", "short the pre-charge".

A wish names what to do and the part; a state or a question for a reason names neither ("is there a short in the
cable?"). Not here: monitoring and protections (``safety_terse``) and sentences (``safety_patterns``).
"""

from __future__ import annotations

from assistant.route.late import Signed

_ART = r"(?:(?:an?|the|my|our|this|that|its|both|all|one|old|two|single|individual|byd|whole)\s)*"
_TYPE = r"(?:hvb|hv[ms]\+?)"
_BODY = rf"(?:bcu|bms|batter(?:y|ies)|tower|stack|modules?|packs?|system|{_TYPE}|box|cells?)"
_CONTACT = (
    r"(?:(?:door|cover|lid|housing|cabinet|tamper|limit|safety|end)[ -](?:contacts?|switch(?:es)?|sensors?)|"
    r"interlocks?|"
    r"tripping device|trip unit)"
)
_BRIDGED = (
    r"(?:pre-?\s?charg\w*(?:\s(?:resistor|circuit|relay))?|resistor contacts|enable (?:signal|line|pin|input)|"
    rf"{_CONTACT}|relays?|contactors?|fuses?|poles?|terminals?|pins?|busbars?|outputs?|breakers?|shunts?|"
    r"(?:temperature |temp |ntc )?sensors?)(?![\w'-]|\s(?:click|fault|failure|problem))"
)
_PLUG = r"(?:dc|plugs?|connectors?|cables?|leads?|wires?|modules?|bcu|terminals?|power cables?|battery cables?)"
_HOT = (
    r"(?:live\b|hot\b|under (?:load|voltage|tension)|(?:while|when|with|as)\s(?:\w+\s){0,3}?(?:running|live|on\b|"
    r"charging|discharging|energi[sz]ed|powered|switched on|under load))"
)
_ANY_BATTERY = (
    r"(?:car|truck|lorry|boat|lead[- ]?acid|tesla|leaf|scooter|e-?bike|golf|forklift|gel|agm|starter|12 v|24 v|48 v)"
)

WISHES = (
    Signed(
        "short;bridg;jumper;link;loop",
        rf"\b(?:short(?:ing|en)?(?:[ -]?circuit(?:ing)?)?|bridg(?:e|ing)|jumper(?:ing)?|link(?:ing)?|loop(?:ing)?)\s"
        rf"(?:out\s|across\s|over\s|together\s)?{_ART}{_BRIDGED}",
        rf"\b(?:short(?:ing|en)?(?:[ -]?circuit(?:ing)?)?|jumper(?:ing)?)\s(?:out\s|across\s)?{_ART}{_BODY}(?![\w'-])",
        rf"\bput (?:a )?short (?:across|over|on)\s{_ART}(?:{_BRIDGED}|{_BODY})",
    ),
    Signed(
        "jump;kick;hot;boost;shock",
        rf"\b(?:jump|kick|push|bump)[ -]?start(?:ing)?\s{_ART}{_BODY}(?!\w)",
        rf"\bhot[ -]?wir(?:e|ing)\s{_ART}{_BODY}(?!\w)",
        rf"\b(?:boost|shock)(?:ing)?\s{_ART}{_BODY}(?!\w)(?:\s\w+){{0,2}}?\s(?:with|using|from|by)\b",
    ),
    Signed(
        "bypass;by-pass;defeat;cheat;fool;trick;overrid;disabl;cut;remov;magnet;paper;cover;clip;stick;tape;tie;block;jam;"
        "wedge;clamp;glue;hold",
        rf"\b(?:bypass|by-pass|defeat|cheat|fool|trick|overrid|disabl|cut|remov|tap|block|jam|wedg|clamp|glu|tie|hold)"
        rf"(?:e|es|ed|ing|pass|ping|d)?\s(?:off\s|down\s|out\s)?{_ART}{_CONTACT}(?!\w)",
        rf"\b(?:magnet|paper\s?clip|coin|screwdriver|wire|tape)\s(?:on|in|into|over|across|to|at)\s{_ART}{_CONTACT}(?!\w)",
        rf"\b(?:tape|taping|wedge|wedging|jam|jamming|tie|tying|clamp|clamping|glue|block|blocking)\s(?:up\s|down\s)?{_ART}"
        r"(?:main\s|bcu\s|dc\s|battery\s)?(?:breaker|switch|lever)(?!\w)",
        rf"\b(?:bypass|by-pass|get around|go around|leave out)(?:ing)?\s{_ART}"
        r"(?:bcu|bms)(?!\w|\s(?:app|update|firmware))",
    ),
    Signed("weld", rf"\bweld(?:ing)?\s{_ART}(?:relays?|contactors?|terminals?|{_BODY})(?!\w)"),
    Signed(
        "live;hot;under;while;when;with;as ",
        rf"\b(?:unplug|plug|disconnect|reconnect|pull|swap|loosen|cut|remove|connect)(?:ging|ing)?\s"
        rf"(?:out\s|off\s|in\s)?{_ART}{_PLUG}\s(?:\w+\s)?{_HOT}",
        rf"\b(?:remove|open|lift|take off)(?:ing)?\s{_ART}(?:cover|lid|housing|cap|panel)\s(?:off\s)?"
        r"(?:live|(?:with|while|when)\s(?:\w+\s){0,2}?(?:power|on|live|running))\b",
    ),
    Signed(
        "p+",
        r"\b(?:connect|join|touch|link|wire|put)(?:ing)?\s(?:the\s)?p ?\+\s(?:directly\s|straight\s)?"
        r"(?:to|with|onto)\s(?:the\s)?p ?-(?!\w)",
        r"\bp ?\+ and p ?- (?:together|touch)",
    ),
    Signed(
        "charg",
        r"\bcharg(?:e|ing)\s(?:just |only )?(?:an?\s|the\s|one\s|single\s|each\s|bad\s|weak\s|low\s)+cells?(?!\w)",
    ),
    Signed(
        "without;w/o",
        r"\b(?:run|running|operate|operating|use|using|power|start|starting|discharge|charge)\s(?:\w+\s){0,2}?(?:without|w/o)\s"
        rf"{_ART}(?:bcu|bms|ground(?:ing)?|earth(?:ing)?|fuses?)(?!\w)",
    ),
    Signed(
        "straight;direct",
        rf"\bconnect(?:ing)?\s{_ART}inverter\s(?:straight|direct(?:ly)?)\s(?:to|onto)\s{_ART}(?:modules?|cells?|tower)(?!\w)",
        r"\b(?:inverter|pv|panels?)\s(?:straight|direct(?:ly)?)\s(?:to|onto|on)\s(?:the\s)?(?:modules?|cells?)(?!\w)",
    ),
    Signed(
        "drill;nail;screw;hole",
        rf"\b(?:drill|punch|poke|cut)(?:ing)?\s(?:an?\s|some\s)?(?:holes?|vents?)\s(?:\w+\s)?(?:in|into|through)\s{_ART}{_BODY}",
        rf"\b(?:nail|screw|drill)(?:ing)?\s(?:\w+\s)?(?:into|through)\s{_ART}(?:modules?|cells?|packs?|bcu)(?!\w)",
    ),
    Signed(
        "wash;hose;spray", rf"\b(?:wash|hose|spray|pressure[ -]wash)(?:ing)?\s(?:down\s|off\s)?{_ART}{_BODY}(?!\w)",
    ),
    Signed(
        " v;supply;charger;psu;source",
        rf"\b(?:feed|inject|apply|push|force|put)(?:ing)?\s(?:\w+\s)?\d+(?:\.\d+)? v\s(?:dc\s)?"
        rf"(?:in|into|to|onto|on|across)\s{_ART}{_BODY}(?!\w)",
        rf"\b(?:start|wake|feed|power|kick[ -]?start|revive|supply)(?:ing)?\s(?:up\s)?{_ART}{_BODY}\s(?:up\s)?"
        r"(?:with|from|by|using)\s(?:an?\s|some\s|my\s)?(?:\d+ v\b|external|separate|lab|bench|another|second|"
        r"power supply|psu|charger)",
    ),
    Signed(
        "car;truck;lorry;boat;lead;tesla;leaf;scooter;bike;golf;forklift;gel;agm;starter;2 v;4 v;8 v",
        rf"\b(?:parallel|connect|add|wire|hook up|attach|put)(?:ing)?\s(?:in parallel\s|up\s)?"
        rf"(?:an?\s|my\s|old\s|some\s|the\s)*{_ANY_BATTERY}\s?(?:-\s?)?(?:batter(?:y|ies)|pack|cells?)\b",
    ),
)  # fmt: skip
"""What is refused in a short message, in folded text."""

STEMS = frozenset(
    """
    shor brid jump link loop put kick push bump hot hotw boos shoc bypa by defe chea fool tric over disa cut remo tape
    tapi tap bloc jam jamm wedg clam glue glui tie tyin hold magn pape coin scre wire get goin go leav weld unpl plug
    disc reco pull swap loos conn open lift take taki join touc p+ char run runn oper use usin powe star inve pv pane
    dril punc poke nail wash hose spra pres feed inje appl forc wake revi supp para add addi hook atta
    """.split()
)
"""First four letters of a word that begins a wish; without one of them no wording needs to be tried."""
