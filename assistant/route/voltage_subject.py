"""Tells whether a natural message is about its volts: what competes with them, what asks for a verdict or a figure.

The lists come from real messages in which a voltage is only one of the checks already done. Not here: the values.
"""

from __future__ import annotations

from assistant.route.late import Late
from assistant.route.voltage_words import Topic

_ASKS_ELSE = Late(
    r"\bhow\s(?:do|does|can|should|would|to|must|one|and where)\b.{0,40}\b(?:measur\w*|meter|prob\w*|test|charge|get|reset|update|"
    r"connect|send|remove|add|install|configure|replace|swap|find)\b"
    r"|\b(?:where|which|what|between which|at which)\s(?:points?|contacts?|pins?|plugs?)\b"
    r"|\bwhere\b.{0,50}\b(?:prob\w*|measur\w*|touch|put|contacts?|points?|pins?|stick|spare)\b"
    r"|\b(?:what|which|all|complete|everything)\s(?:\w+\s){0,3}(?:data|information|info|details)\b|\b(?:complete|whole) (?:list|mail)\b"
    r"|\b(?:data|list|info\w*)\b.{0,40}\b(?:service|support)\b|\b(?:service|support)\b.{0,40}\b(?:wants?|needs?|asks?|data)\b"
    r"|\bhow many (?:modules?|amp\w*)\b|\bhow (?:long|often|fast|deep)\b|\bwhich percent\w*|\bwhat (?:percent\w*|soc)\b"
    r"|\b(?:which|what) (?:plug|colou?r|cable|torque|charger|diode|fuse|tool)\b|\bsequence\b.{0,20}\bso\b"
)
_NEXT = Late(
    r"\b(?:next steps?|next ?\?|what next|what's next|what now|what remains|what else|what follows|anything else|what am i missing|next thing|next on the list|on the list is)(?!\w)"
)
_COMPETES = Late(
    r"\b(?:firmware|update\w*|upgrade\w*|wi-?fi|wlan|dongle|bluetooth|router|password|soc|resistors?|insulation|isolation|"
    r"capacity|shading|warranty|extend\w*|extension|expan\w*|parallel|\d towers|slave|master|combiner|insurance|price|torque|"
    r"temperature|self-?discharge|balanc\w*|nmc|overvoltage|over-voltage|over voltage|delta|differences?|spread|drifts?|alarm|alarms|lost|"
    r"lever|rocker|breaker|amp|amps|ampere\w*|current|humid\w*|weight|mass|kg|certificate|efficiency|depth of discharge|megger|opened|milliohm\w*|m?ohms?|resistance|"
    r"open(?:ing)?|solder\w*|unlock\w*|locked|register|mppt|full charge|fully charged|upper end|string inverter|derat\w*|bench|"
    r"workshop|charger|quote|farm|released|compatible|compatibility|list of|deliver\w*|planning|side by side|lay|megohm|soc:|"
    r"appl(?:y|ies)|front cover|article|logic|reads nonsense|per cent|percent|%|delete|restart procedure|sequence with|smart meter)(?!\w)|\bec ?\d{3}"
    r"|\b(?:another|second|spare|other|loan|loaner|different|new|borrow\w*|exchange\w*|replacement)\s(?:\w+\s){0,2}?(?:bcu|"
    r"electronics|guy|one lying)\b|\b(?:a|one|another) bcu from\b|\b(?:for testing|on top for|would try it|put it on)\b|\b(?:2|two) are enough|"
    r"\b(?:one|1) (?:single )?(?:hv\w\+? )?(?:modul\w*|block) (?:and|is too little)|\b(?:plenticore|kostal|inverter|symo|gen24|sungrow|"
    r"goodwe|huawei) needs\b|\b(?:bcu|electronics)\b.{0,30}\b(?:itself|exchange\w*|exchanged|borrow\w*|loaner|kaput|finished|culprit|"
    r"broken|is dead, i|in the van|from stock|change it|then\b|not the)\b|\b(?:loaner|the culprit|second one from|change it for test)\b"
    r"|\bswitch\b.{0,40}\b(?:falls|trips|jumps|will not|won't|refuses|releases?|stay|latch|obey|not going)\b|\bmain switch\b"
    r"|\b(?:can't|couldn't|cannot|would not|won't) (?:be )?(?:turned off|shut down|go off|turn off)\b|\binverter first\b|\bfirst \"because\b"
    r"|\b(?:only|just) (?:one|1) (?:hv\w\+? )?modul\w*|\bremaining (?:pair|2|two)\b|\brma\b|\bvoltage (?:is|was|are) (?:good|beautiful|"
    r"fine|nice|perfect|ok)\b|\b(?:so|voltage|battery|batteries) (?:are |is )?(?:good|not the)\b|\bisn't it\.|\bso this isn't it\b"
)
"""Subjects beside which a voltage is only told, not asked about."""
_START = Late(
    r"\b(?:start\w*|boot\w*|wake\w*|waking|come (?:up|alive|on|to life)|comes (?:up|alive|on)|came (?:up|on)|light(?:s|ing)? up|"
    r"no (?:led|lamp|light\w*)|dark|dead|alive|black|lights?|led|lamp|turn\w* on|run|runs|operat\w*|react\w*|minimum|enough|"
    r"sign of life)\b"
)
_DEVIATES = Late(r"\b(?:deviat\w*|significant\w*|far from|instead of|i'd expect|expected|bad enough)\b(?!.{0,40}\bstart)")
_VERDICT = Late(
    r"\b(?:enough|too (?:low|little|small|flat|far|much|high|deep|empty)|so low|how bad|alright|all right|ok|okay|good or bad|bad|"
    r"in order|normal|healthy|above|below|under|limit|threshold|significant\w*|deviat\w*|verdict|lower than|higher than|far from|"
    r"(?:can|will|would|should|does|could) (?:it|i|we|they) (?:start|run|boot|still|be|use)|charge it|charging|charged|hands off|"
    r"gone|scrap|keep it|worr\w*|precisely|exactly|nominal|expected|expect|should be|instead of|undervolt\w*|under-voltage|"
    r"dangerous\w*|tell me|what does it|what is it|is that|is this|is it|are both|for sale|must|why doesn't|"
    r"(?:is|are) (?:this |that |it |both |they )?(?:correct|right|good|fine)|"
    r"(?:right|correct|fine|good|dead|empty|flat|low|passt|gut|normal|yes|no|well)\s?\?)|"
    r"\b(?:what|which)\b.{0,30}\b(?:do|does|did|should|to)\b.{0,25}\b(?:with (?:it|that|this|them)|do with|think|mean|one)\b"
)
_MINIMUM = Late(
    r"\b(?:minimum|minimal|at least|least|lowest|lower (?:limit|threshold|border|bound|end)|floor|threshold|how low|too low|"
    r"(?:below|under|above|over|from|at|up from|beyond) (?:what|which|how many)|(?:start|boot|wake|come up|comes up|come alive|"
    r"light up|refus\w*)\b.{0,40}\b(?:need\w*|want\w*|require\w*|must)|(?:what|how (?:much|many)|which (?:v\b|volt\w*|value|figure|level|number|reading|tension))\b.{0,60}\b(?:start|boot|"
    r"wake|come up|come alive|light up|refus\w*|turn on|enough|exceed))\b"
)
_NOMINAL = Late(
    r"\b(?:nominal\w*|rated|normal\w*|healthy|should|expect\w*|supposed|target|typical\w*|usual\w*|ideal\w*|in order|add up|"
    r"comes from|total voltage|tower voltage|correct value|right value|reading is (?:right|good|ok)|have to (?:read|see|measure)|must (?:it )?(?:read|show))\b"
)
_VOLT_WORD = Late(r"\b(?:v|volts?|voltages?|spannung\w*|tension|multimeter|fluke|meter|tester)\b")
_FIGURE_WORD = Late(
    r"\b(?:figure|value|reading|read|measure|need|needs|have|see|show|add up|come up|start|boot|threshold|limit|juice)\b"
)
_ASKS = Late(r"\b(?:what|which|how (?:much|many|high|low)|whats|what's|tell|give|name|figure|value|need to know|want to know|limit)\b")
_NOT_VOLTS = Late(
    r"\b(?:k?wh|kilowatt\w*|modules? (?:does|do|must|are)|how many modules|quantity|charge level|what power|cable|metres?|meters long|"
    r"minutes|hours|dc window|window|overcharge|phase|undervoltage (?:case|report)|service|data|procedure)\b"
)


_CELL_LIMIT = Late(
    r"\bhow many (?:\w+ )?cells\b|\b(?:which|what|from|at|below|under|when|limit|threshold)\b.{0,30}\b(?:cells?)\b.{0,40}\b"
    r"(?:under-?\s?volt\w*|too low|flat|deep\w*|bad|counts?|counted|limit|threshold|dead|damaged|critical)\b"
    r"|\bcell (?:limit|threshold)\b|\bhow low\b.{0,20}\bcells?\b|\b(?:limit|threshold) (?:of|for) (?:a|one|the|each) cell\b"
)


def asks_cell_limit(folded: str) -> bool:
    """Return whether the limit of a cell, or the number of cells, is asked for."""
    return _CELL_LIMIT.search(folded) is not None


_MODULE_LIMITS = Late(
    r"\b(?:all|which|what|tell|give|name|list)\b.{0,40}\b(?:limits|thresholds|voltage limits|voltage thresholds)\b.{0,40}\bmodul|"
    r"\b(?:what|whats|what's|which|how)\b.{0,40}\b(?:voltage|volts?|lowest|low|limit|threshold|least)\b.{0,60}\bmodul\w*\b.{0,40}"
    r"\b(?:empty|flat|dead|fine|healthy|okay|ok|good|considered|counts?|have|go|show|be)\b|\bmodul\w*\b.{0,40}\b(?:empty|flat|healthy|fine)\b"
    r".{0,30}\b(?:voltage|volts?|limit|threshold)\b"
)


def asks_module_limits(folded: str) -> bool:
    """Return whether the limits of one module are asked for."""
    return _MODULE_LIMITS.search(folded) is not None


def asks_something_else(folded: str) -> bool:
    """Return whether the message asks for another thing, or another subject competes with the volts."""
    return _ASKS_ELSE.search(folded) is not None or _COMPETES.search(folded) is not None


def asks_next_step(folded: str) -> bool:
    """Return whether the message only asks what to do next, a good voltage being one of the checks done."""
    return _NEXT.search(folded) is not None


def asks_verdict(folded: str) -> bool:
    """Return whether the message asks what a value means."""
    return _VERDICT.search(folded) is not None


def is_about_starting(folded: str) -> bool:
    """Return whether a tower that does not start is told of: the minimum operating voltage matters most then."""
    return _START.search(folded) is not None and _DEVIATES.search(folded) is None


def figure_asked(folded: str) -> Topic | None:
    """Return which of the tower's figures is asked for without a measured value."""
    has_volts = _VOLT_WORD.search(folded) is not None
    if _NOT_VOLTS.search(folded) is not None or _ASKS.search(folded) is None:
        return None
    if not has_volts and _FIGURE_WORD.search(folded) is None:
        return None
    if _MINIMUM.search(folded) is not None:
        # "What does it need at least" asks for volts only beside a word for volts or for starting.
        return Topic.MINIMUM if has_volts or _START.search(folded) is not None or "tower" in folded else None
    if _NOMINAL.search(folded) is None:
        return None
    return Topic.NOMINAL if has_volts or "on top" in folded or "tower" in folded else None
