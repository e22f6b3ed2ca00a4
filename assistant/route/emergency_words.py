"""The words of an emergency at the battery, and of the wish to go on after one.

Not here: what is answered (``emergency``).
"""

from __future__ import annotations

from assistant.route.late import Late
from assistant.route.words import word_count

_OURS = (
    r"(?:battery|batteries|tower|towers|module|modules|block|blocks|bcu|unit|box|pack|cell|cells|stack|housing|"
    r"it|everything|hvb|hvm\+?|hvs\+?)"
)
_THING = r"(?:battery|batteries|tower|towers|modules?|blocks?|bcu|pack|stack|cells?|hvb|hvm\+?|hvs\+?)"
_IS = r"(?:'s|\sis|\sare|\swas|\shas|\slooks?|\sgets?|\sgot|\sstarted)?"
_NUMBER = r"(?:\s\d{1,2})?"
_HOW = r"(?:\s(?:a bit|a little|very|now|all|completely|half|slightly|strongly|also|been|become|visibly|partly))?"
_SEVERE = Late(
    rf"\b(?:on fire|in flames|caught fire|burst into flames|{_OURS}{_NUMBER}(?:'s| is| are| has been)? burn(?:s|ing)"
    r"|(?:burnt|burning|burned) (?:smell|odou?r|plastic)|smells? (?:of |like )?(?:burn\w*|burnt|smoke|gas|electrolyte)"
    rf"|smok(?:e|es|ing)\b.{{0,25}}\b(?:from|out of|of|at|in)\b.{{0,15}}\b{_OURS}"
    rf"|{_OURS}{_NUMBER}(?:'s| is| are)? smok(?:es|ing)"
    r"|exploded|exploding)\b|\bflames\b|\bput out the fire\b"
    r"|\b(?:leak(?:s|ing|ed)?|spill(?:s|ing|ed)?|drip(?:s|ping)|pour(?:s|ing))\b.{0,30}"
    r"\b(?:electrolyte|liquid|fluid|acid)\b"
    r"|\b(?:electrolyte|liquid|fluid|acid)\b.{0,30}"
    r"\b(?:leak(?:s|ing|ed)?|spill\w*|drip\w*|(?:comes|came|coming|runs|ran) out)\b"
    r"|\bwater (?:is )?(?:drip|leak|runn|pour|com)\w*\b.{0,12}\b(?:into|inside|onto|over|through) (?:the |my |our )?"
    r"(?:battery|tower|module|modules|bcu|box)\b"
    r"|\b(?:got|received|was|were|been) (?:a |an )?(?:electric |nasty |bad )?(?:shock|shocked|electrocuted)\b"
    r"|\b(?:brennt|raucht)\b"
)
"""Something is happening to the battery or to somebody, in a message of any length. Lamps "burn" as well."""
_DAMAGED = Late(
    rf"\b{_OURS}{_NUMBER}{_IS}{_HOW}\s(?:swollen|swelling|swelled|bulging|bulged|puff(?:ed|ing) up|bloated)\b"
    rf"|\b(?:swollen|bulging|bulged|bloated|burnt|smoking|burning|hissing|leaking|melted|flooded)\s{_THING}\b"
    rf"|\b{_OURS}{_NUMBER}{_IS}{_HOW}\s(?:hot and\s)?(?:hiss\w*|sizzl\w*|crackl\w*|bubbl\w*|fizz\w*|foam\w*|melt\w*|"
    r"glowing red|(?:burning|red|scalding|extremely|dangerously) hot|too hot to touch)\b"
    r"|\b(?:popping|hissing|crackling|sizzling|bubbling)\s(?:noises?|sounds?)\b"
    rf"|\b{_THING}{_NUMBER}{_IS}{_HOW}\s(?:leaking|leaks|leaky)\b(?!\s(?:current|to earth|test))"
    rf"|\bleak(?:s|ing) (?:out of|from|out from) (?:the |my |our |a |one )?{_THING}\b"
    rf"|\b(?:chemical|sweet|acrid|sour|solvent|strange chemical)\s(?:smell|odou?r|stench)\b"
    rf"|\b{_THING}{_NUMBER}\s(?:smells?|stinks?|is smelling)\s(?:of\s|like\s)?(?:chemical\w*|sweet|solvent|acrid"
    rf"|plastic)"
    rf"|\bhvs?[mb]?\+?\ssmoking\b"
    r"|\b(?:sparks?|arcs?|arcing|sparking|sparked)\s(?:when|while|as|from|at|out of|between|inside|in|on|flying|flew"
    r"|came)"
    r"\b|\b(?:saw|seen|see|was|were|got|made|it)\s(?:a |some |big |huge )?(?:sparks?|sparked|arcing)\b"
)
"""Signs of damage; words that are also used of other things, so only in messages of their own."""
_WATER = Late(
    rf"\b(?:water|flood\w*)\s(?:has |have |is |was |now )?(?:reached|reaches|got (?:in|into|to)|in|inside|into"
    rf"|entered|hit|"
    rf"at|up to)\s(?:the |my |our |a )?(?:{_THING})\b"
    rf"|\b{_THING}{_NUMBER}{_IS}{_HOW}\s(?:wet|flooded|submerged|soaked|under ?water|(?:standing |stands )?in (?:the )?"
    r"water)\b"
)
_OVER = Late(
    r"\b(?:insulation|isolation|iso|after|since|ec ?\d+|dried|dry|week|weeks|month|yesterday|ago|last|years?)\b"
)
"""Water that is long gone, or a code that it left: the guideline's insulation checks."""
_BARE = Late(
    r"\W*(?:(?:help|please|hilfe|sos|hello|hi|oh|god|omg|my|there|there's|is|are|was|we|have|i|see|smell|a|an|the"
    r"|huge|big|"
    r"white|black|grey|thick|lots|lot|of|some|it's|now|suddenly|urgent|emergency|quick|quickly)\W+)*"
    r"(?:fire|smoke|explosion|feuer|rauch|gas smell|incendie|fumee|fuoco|fuego)"
    r"(?:\W+(?:everywhere|here|now|help|please|coming|out|smell|(?:in|from|at) (?:the |our |my )?(?:garage|basement"
    r"|cellar|"
    r"house|room|battery room|tower|battery|building|attic|shed|barn|module|bcu|inverter room|keller)))*\W*"
)
_MOST_WORDS = 14
_SIGN = r"(?:smok\w*|fire|flames|leak\w*|burn\w*|smell\w*|shock|swollen|hiss\w*|wet|sparks?|water|reach\w*)"
_DENIED = Late(
    r"\b(?:no|not|without|never|nothing|isn't|neither|nor)\s(?:(?!and\b|but\b|put\b|stop\b|exting"
    r"|contain)[\w']+\s){0,3}?"
    rf"{_SIGN}\b(?:\s?(?:,|or|nor|and)\s(?:no\s)?{_SIGN}\b)*"
)
"""What is said not to be there."""
_FIGURATIVE = Late(
    r"\b(?:lamps?|leds?|lights?)\b[^.,;]{0,25}?\b(?:burn\w*|glowing red)|\bfire (?:stick|tablet|tv|up)\b|"
    r"\b(?:fire|flames)\s(?:on|in|at|with)\s(?:facebook|twitter|x|linkedin|instagram|youtube|tiktok|social"
    r"|the internet|the "
    r"news|reddit|stick|questions?)\b|\bsmok(?:e|ing)\s(?:detect\w*|alarm|sensor|test|machine|signal|free|break"
    r"|is allowed|"
    r"allowed|permitted|forbidden|prohibited|area|ban)\b|\b(?:is|are)\ssmoking\s(?:allowed|permitted|ok|forbidden)\b"
    r"|\bshock\w*\b.{0,20}\b(?:price|prices|bill|costs?|invoice|offer|news|saw|read|heard|proof|hazard)\b"
    r"|\bshocked\s(?:to|that|how|about|at)\b|\bsparks? (?:joy|gap|plug)\b"
    r"|\b(?:phone|laptop|remote|remote control|car|torch|aa|watch|toy|scooter)\sbatter"
    r"|\b(?:inverter|fan|fans|radio|speaker|pipe|boiler|kettle|heat pump|tap|roof)(?:'s| is| was| are)? (?:hiss"
    r"|crackl|leak|"
    r"popp|sizzl|bubbl)\w*|\bhot water\b"
)
"""The same words of other things; what else the message says still counts."""
_SUPPOSED = Late(
    r"\b(?:if|in case|should|would|could|can|might|may|suppose|risk|afraid|fear|prevent|avoid|against|protect\w*"
    r"|whether|"
    r"why would|how likely)\b[^.!?]{0,30}$"
)
"""Before the word: it has not happened."""


def is_happening(folded: str) -> bool:
    """Return whether the message reports that something dangerous is happening to the battery or to somebody."""
    folded = _DENIED.sub(" ", _FIGURATIVE.sub(" ", folded))
    if _SEVERE.search(folded) is not None:
        return True
    if word_count(folded) > _MOST_WORDS:
        return False
    if _BARE.fullmatch(folded) is not None:
        return True
    match = _DAMAGED.search(folded)
    if match is None and _OVER.search(folded) is None:
        match = _WATER.search(folded)
    return match is not None and _SUPPOSED.search(folded[: match.start()]) is None


_GOING_ON = Late(
    r"\b(?:re-?start\w*|re-?boot\w*|re-?set|re-?connect\w*|switch\w*|turn\w*|power\w*|start\w*|boot\w*|use|using|run"
    r"|running|"
    r"continu\w*|go on|go back|go near|go in|keep|carry on|open|touch|enter|move|remove|inspect|look|charge|charging"
    r"|again|"
    r"safe|stopped|over|gone|cool\w*|dry|dried|next|what now|now what|and then|what else|repair|exchange|replace"
    r"|plug|clean|"
    r"wipe|test|check|measure)\b|\bis out\b"
)
_OWN_SUBJECT = Late(r"\bec ?\d{3}|\bmean\b|\b(?:nominal|minimum)\b|\bserial\b")
"""Signs of a question about something else."""
_MOST_WORDS_ON = 18


def wants_to_go_on(folded: str) -> bool:
    """Return whether a message after an emergency is about going on with the battery."""
    if word_count(folded) > _MOST_WORDS_ON or _OWN_SUBJECT.search(folded) is not None:
        return False
    return _GOING_ON.search(folded) is not None
