"""Tells what a natural message asks of its volts: a verdict on a value, one of the tower's figures, a limit.

Not here: the values (``voltage_numbers``) and what competes with them (``voltage_competing``).
"""

from __future__ import annotations

from assistant.route.late import Late
from assistant.route.voltage_words import Topic
from assistant.route.words import tokens

_START = Late(
    r"\b(?:start\w*|boot\w*|wake\w*|waking|come (?:up|alive|on|to life)|comes (?:up|alive|on)|"
    r"came (?:up|on)|light(?:s|ing)? up|"
    r"no (?:led|lamp|light\w*)|dark|dead|alive|black|lights?|led|lamp|turn\w* on|run|runs|operat\w*|"
    r"react\w*|minimum|enough|"
    r"sign of life)\b"
)
_DEVIATES = Late(
    r"\b(?:deviat\w*|significant\w*|far from|instead of|i'd expect|expected|" r"bad enough)\b(?!.{0,40}\bstart)"
)
_VERDICT_WORDS = frozenset(
    """
    enough alright ok okay bad normal healthy above below under limit threshold significant significantly deviate
    deviates deviation verdict charging charged gone scrap worry worried worrying precisely exactly nominal expected
    expect undervolt undervolted undervoltage dangerous dangerously must
    """.split()
)
_VERDICT = Late(
    r"\b(?:too (?:low|little|small|flat|far|much|high|deep|empty)|so low|all right|in order|lower than|higher than|"
    r"far from|(?:can|will|would|should|does|could) (?:it|i|we|they) (?:start|run|boot|still|be|use)|charge it|"
    r"hands off|keep it|should be|instead of|under-voltage|tell me|what does it|what is it|is that|is this|is it|"
    r"are both|for sale|why doesn't|(?:is|are) (?:this |that |it |both |they )?(?:correct|right|good|fine)|"
    r"(?:right|correct|fine|good|dead|empty|flat|low|passt|gut|yes|no|well)\s?\?)|"
    r"\b(?:what|which)\b.{0,30}\b(?:do|does|did|should|to)\b.{0,25}\b(?:with (?:it|that|this|them)|"
    r"do with|think|mean|one)\b"
)
_MINIMUM = Late(
    r"\b(?:minimum|minimal|at least|least|lowest|lower (?:limit|threshold|border|bound|end)|floor|"
    r"threshold|how low|too low|"
    r"(?:below|under|above|over|from|at|up from|beyond) (?:what|which|how many)|(?:start|boot|wake|"
    r"come up|comes up|come alive|"
    r"light up|refus\w*)\b.{0,40}\b(?:need\w*|want\w*|require\w*|must)|(?:what|how (?:much|many)|"
    r"which (?:v\b|volt\w*|value|figure|level|number|reading|tension))\b.{0,60}\b(?:start|boot|"
    r"wake|come up|come alive|light up|refus\w*|turn on|enough|exceed))\b"
)
_NOMINAL = Late(
    r"\b(?:nominal\w*|rated|normal\w*|healthy|should|expect\w*|supposed|target|typical\w*|usual\w*|"
    r"ideal\w*|in order|add up|"
    r"comes from|total voltage|tower voltage|correct value|right value|reading is (?:right|good|ok)|"
    r"have to (?:read|see|measure)|must (?:it )?(?:read|show))\b"
)
_VOLT_WORD = Late(r"\b(?:v|volts?|voltages?|spannung\w*|tension|multimeter|fluke|meter|tester)\b")
_FIGURE_WORD = Late(
    r"\b(?:figure|value|reading|read|measure|need|needs|have|see|show|add up|come up|start|boot|"
    r"threshold|limit|juice)\b"
)
_ASKS = Late(
    r"\b(?:what|which|how (?:much|many|high|low)|whats|what's|tell|give|name|figure|value|need to know|"
    r"want to know|limit)\b"
)
_NOT_VOLTS = Late(
    r"\b(?:k?wh|kilowatt\w*|modules? (?:does|do|must|are)|how many modules|quantity|charge level|"
    r"what power|cable|metres?|meters long|"
    r"minutes|hours|dc window|window|overcharge|phase|undervoltage (?:case|report)|service|data|procedure)\b"
)


_CELL_LIMIT = Late(
    r"\bhow many (?:\w+ )?cells\b|\b(?:which|what|from|at|below|under|when|limit|"
    r"threshold)\b.{0,30}\b(?:cells?)\b.{0,40}\b"
    r"(?:under-?\s?volt\w*|too low|flat|deep\w*|bad|counts?|counted|limit|threshold|dead|damaged|critical)\b"
    r"|\bcell (?:limit|threshold)\b|\bhow low\b.{0,20}\bcells?\b|\b(?:limit|threshold) (?:of|for) (?:a|"
    r"one|the|each) cell\b"
)


def asks_cell_limit(folded: str) -> bool:
    """Return whether the limit of a cell, or the number of cells, is asked for."""
    return _CELL_LIMIT.search(folded) is not None


_MODULE_LIMITS = Late(
    r"\b(?:all|which|what|tell|give|name|list)\b.{0,40}\b(?:limits|thresholds|voltage limits|"
    r"voltage thresholds)\b.{0,40}\bmodul|"
    r"\b(?:what|whats|what's|which|how)\b.{0,40}\b(?:voltage|volts?|lowest|low|limit|threshold|"
    r"least)\b.{0,60}\bmodul\w*\b.{0,40}"
    r"\b(?:empty|flat|dead|fine|healthy|okay|ok|good|considered|counts?|have|go|show|be)\b|"
    r"\bmodul\w*\b.{0,40}\b(?:empty|flat|healthy|fine)\b"
    r".{0,30}\b(?:voltage|volts?|limit|threshold)\b"
)


def asks_module_limits(folded: str) -> bool:
    """Return whether the limits of one module are asked for."""
    return _MODULE_LIMITS.search(folded) is not None


def asks_verdict(folded: str) -> bool:
    """Return whether the message asks what a value means."""
    return not _VERDICT_WORDS.isdisjoint(tokens(folded)) or _VERDICT.search(folded) is not None


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
    return Topic.NOMINAL if has_volts or "on top" in folded or "at the top" in folded or "tower" in folded else None
