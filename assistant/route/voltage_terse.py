"""Voltage questions of a few words: "HVM+13,8 min?", "HVS+ 5 cut-in", "HVS+ with 6 modules allowed?".

Fires only where every word belongs to such a question. Not here: sentences (``voltage``), measured values.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from assistant.route import voltage_answers as answers
from assistant.route.late import Late
from assistant.route.lookups import Lookups
from assistant.route.one_module import says_one
from assistant.route.rule import bullets, paragraph
from assistant.route.system import System, system_of
from assistant.route.voltage_text import count_remark, minimum_by_type, volts
from assistant.route.voltage_words import Topic
from assistant.route.words import tokens, word_count
from assistant.types import ChatContext, Draft, Route

_MOST_WORDS = 12
_MINIMUM = Late(
    r"\b(?:min|mini|minimum|minimal\w*|minima|minimo|lowest|least|floor|vmin|cut-?\s?in|kick-?\s?in|start(?:s|ing|up)?|"
    r"start-up|threshold|(?:bottom|lower) (?:limit|end)|bottom|mindestspannung|anlaufspannung|boot(?:s|ing)?|wake-?up|"
    r"how low|operating)\b"
)
_NOMINAL = Late(
    r"\b(?:nom|nominal\w*|vnom|rated|rating|target|full (?:tower|stack)|whole (?:tower|stack)|should\s(?:\S+\s){0,4}?"
    r"(?:be|read|show|have|measure)|should|normal|normally|nennspannung|sollspannung|soll|expected|reference|"
    r"healthy tower)\b"
)
_WORDS = frozenset(
    """
    min mini minimum minimal minimale minima minimo lowest least floor vmin cut in cutin kick kickin start starts
    starting
    startup up threshold bottom lower limit end mindestspannung anlaufspannung boot boots booting wake wakeup how low
    operating nom nominal nominale nominaal nominell vnom rated rating target full whole tower stack should be at read
    show have measure normal normally nennspannung sollspannung soll expected reference healthy
    v volt volts voltage voltages tension spannung spanning dc value figure number level total
    hvb hvm+ hvs+ modules module mods x pcs pieces pc turm er tour torre toren battery system byd one my our the a an
    of for
    from with what whats what's is it does do can go and still need needs to please pls tell give me which at for on
    allowed figures then mit von de du avec per und hello hi quick
    """.split()
)
_UNLIKE = re.compile(r"\b(?:cell|per module|each|charged?|max\w*|module voltage|one module|single)\b")
_BARE = Late(r"(?<![\d.])(\d{1,2})(?:er|x)?(?![\d.%]*\d)(?!\s?(?:m?v|%|a|k?wh?|ah)\b)")
_SIZE_AS_VOLTS = Late(r"\bhv(?:b|[ms]\+) (\d{1,2}\.\d)(?= v\b)")

_ONLY_START = Late(
    r"\bhow (?:to|do)\b|^(?!.*\b(?:v|volts?|voltages?|tension|spannung|threshold|from|at|limit|value|figure|level|what|"
    r"need\w*|min\w*|lowest|least|floor|low|nom\w*|should)\b).*\b(?:start\w*|boot\w*|wake\w*)\b"
)
"""Starting without a word for a figure: "HVM+ 13.8 start" is about the procedure."""
_TIMES = Late(r"x\d{1,2}")
_SIZE = Late(r"(?<![\d.])\d{1,2}\.\d(?!\d)")

_COUNT_WORDS = frozenset(
    """
    hvb hvm+ hvs+ mods with module modules only just x is are can i we run use build have has had a an the my our
    system tower
    stack battery allowed ok okay possible permitted fine enough too many few much in of one does it work works working
    go with there legal valid supported how need needs at least minimum min number fewest smallest maximum max most
    largest possible what what's whats quantity count for and per required modules? up to be may will do
    """.split()
)
_COUNT_ASKED = Late(
    r"\b(?:allowed|ok|okay|possible|permitted|fine|enough|too (?:many|few)|work|works|run|use|build|valid|supported|"
    r"how many|number of|quantity|fewest|max|maximum|most|min|minimum|least|module)\b"
)
_VOLTS = Late(r"\b(?:m?v|volts?|voltages?|tension|spannung|start\w*)\b")
_SEVERAL = Late(
    r"\b(?:several|multiple|two|three|four|five|both|all|many|[2-9]|10|more than (?:one|1))\b(?:\s[\w+]+){0,4}?\s"
    r"modul\w*\b(?:\s\w+){0,4}?\s(?:in\s|with\s|are\s|have\s)*(?:under-?\s?voltage\w*|undervolted|"
    r"deep(?:ly)? discharged)|"
    r"\bunder-?\s?voltage (?:in|on|of|at) (?:several|multiple|two|three|four|both|all|[2-9]|more than (?:one|"
    r"1)) (?:\w+ )?"
    r"modul\w*|\b(?:several|multiple|two|three|four|five|both|all|more than (?:one|1))(?: of (?:them|these|those))? "
    r"(?:are |is |in |with |have |has ){0,2}(?:under-?\s?voltage\w*|undervolted)"
)
_SEVERAL_CELLS = Late(
    r"\b(?:several|multiple|both|all|many|[2-9]|10)\b(?:\s(?:of|my|our|the|hvb|hvm\+|hvs\+)){0,3}\smodul\w*\b"
    r"(?:\s\w+){0,3}?\scells?\s(?:\w+\s){0,2}?(?:below|under|less than|lower than|<)\s?1\.5 ?v?\b"
)
_SEVERAL_WORDS = frozenset(
    """
    several multiple two three four five both all many more than one hvb hvm+ hvs+ modules module in with are is have
    has
    under voltage undervoltage undervolted deep deeply discharged of at on my our the what now do to i we should next
    can
    which steps and help please it a tower stack battery together same time also go low below less than lower cell
    cells v each them these those
    """.split()
)
_JUDGED = frozenset({Topic.CELL.value, Topic.HEALTHY.value})
_LIKE_THIS = Late(
    r"\b(?:several|multiple|two|three|four|five|both|all|many|[2-9]|10|more|other)\b(?:\s\w+){0,3}?\smodul\w*\b.{0,20}"
    r"\b(?:like (?:this|that|it)|the same|same|affected|so low|this low|too low|low too|as well|too|also|actually"
    r"|in fact)\b"
    r"|\bactually (?:two|three|both|2|3) modules|^both modules$"
)
"""After a verdict on a cell or module: "two modules are like this"."""
_LIKE_THIS_WORDS = _SEVERAL_WORDS | frozenset(
    "actually fact like this that same affected so low too also as well other others".split()
)


def terse(folded: str, context: ChatContext, views: Lookups) -> Draft | None:
    """Return the answer to a short question for a figure, a number of modules or several modules in undervoltage."""
    if word_count(folded) > _MOST_WORDS or ("hv" not in folded and "modul" not in folded):
        return None
    words = [word for word in tokens(folded) if not word[0].isdigit() and _TIMES.fullmatch(word) is None]
    if ("under" in folded and _SEVERAL.search(folded) is not None and not says_one(folded)) or (
        "cell" in folded and _SEVERAL_CELLS.search(folded) is not None
    ):
        return _several(folded, context, views) if _SEVERAL_WORDS.issuperset(words) else None
    if context.topic in _JUDGED and _LIKE_THIS.search(folded) is not None and _LIKE_THIS_WORDS.issuperset(words):
        return _several(folded, context, views)
    if "hv" not in folded:
        return None
    if _WORDS.issuperset(words):
        draft = _figure(folded, context, views)
        if draft is not None:
            return draft
    return _count(folded, context, views) if _COUNT_WORDS.issuperset(words) else None


def _system(folded: str, context: ChatContext, views: Lookups) -> System | None:
    """Return the system of a terse question, None where it is not one type; a lone number is the count."""
    system = system_of(folded, views)
    if system.type is None or system.plusless or len(system.counts) > 1 or system.is_other:
        return None
    if system.modules is None:
        if _SIZE.search(folded) is not None:
            return system
        bare = _BARE.findall(folded)
        if not bare and context.modules is not None:
            return replace(system, counts=(context.modules,), unlisted_model="")
        if len(bare) != 1:
            return None
        return replace(system, counts=(int(bare[0]),), unlisted_model="")
    return system


def _figure(folded: str, context: ChatContext, views: Lookups) -> Draft | None:
    if _UNLIKE.search(folded) is not None:
        return None
    if _ONLY_START.search(folded) is not None:
        return None
    is_minimum, is_nominal = _MINIMUM.search(folded) is not None, _NOMINAL.search(folded) is not None
    if not (is_minimum or is_nominal) or ("how many" in folded and "volt" not in folded):
        return None
    as_volts = _SIZE_AS_VOLTS.search(folded)
    if as_volts is not None:  # "HVM+22,1 volt nominal": a listed size is no voltage that anybody measures.
        if not any(size == Fraction(as_volts[1]) for _, size in views.models):
            return None
        folded = f"{folded[: as_volts.end()]}{folded[as_volts.end() + 2 :]}"
    elif re.search(r"\d m?v\b", folded) is not None and re.search(r"hv(?:b|[ms]\+) \d{1,2} v\b", folded) is None:
        return None
    system = _system(folded, context, views)
    if (
        system is None
        and re.search(r"\d|modul", folded) is None
        and (named := system_of(folded, views)).type is not None
    ):
        topic = Topic.MINIMUM if is_minimum else Topic.NOMINAL
        return answers.without_count(views.types[named.type], topic, named.next_context(context, topic.value))
    topic = Topic.MINIMUM if is_minimum else Topic.NOMINAL
    if system is None or system.type is None:
        return None
    if system.unlisted_model and _SIZE.search(folded) is not None:
        return answers.unlisted_model(system.unlisted_model, views)
    if system.modules is None or re.search(r"\b1 hv[bms]\+? ?modul", folded) is not None:
        return None
    return answers.tower(
        views.types[system.type], system.modules, system, topic, system.next_context(context, topic.value)
    )


def _count(folded: str, context: ChatContext, views: Lookups) -> Draft | None:
    """Return how many modules a tower of the type may have, and whether the number asked for fits."""
    if _VOLTS.search(folded) is not None or _COUNT_ASKED.search(folded) is None or re.search(r"\d\.\d", folded):
        return None
    system = system_of(folded, views)
    if system.type is None or system.plusless or system.is_other or (system.towers or 1) > 1:
        return None
    type_ = views.types[system.type]
    counts = {int(number) for number in re.findall(r"(?<![\d.])\d{1,2}(?![\d.])", folded)} | set(system.counts)
    if len(counts) != 1 or "how many" in folded:
        return None  # Without a number it is the text that answers: "minimum number of modules".
    limits = bullets(
        f"{type_.name}: at least {type_.minimum_modules} modules (all types: {minimum_by_type(views)}).",
        f"Largest listed {type_.name} tower: {type_.maximum_modules} modules (inferred from the list of models).",
    )
    modules = counts.pop()
    if modules > 20:
        return None
    remark = count_remark(modules, type_).replace(", so the value is only the formula's", "")
    head = remark or f"**{modules} {type_.name} modules: this is a listed number for one tower.**"
    system = replace(system, counts=(modules,))
    return Draft(
        Route.VOLTAGE,
        (paragraph(head), limits),
        refs=("2.1/8", "0"),
        suggestions=("2.10",),
        context=system.next_context(context),
    )


def _several(folded: str, context: ChatContext, views: Lookups) -> Draft:
    """Return what to do where more than one module is in undervoltage."""
    limit = volts(next(iter(views.types.values())).cell_undervoltage_v)
    return Draft(
        Route.VOLTAGE,
        (
            paragraph(
                "**More than one module in undervoltage: contact the service team and avoid any further discharge**, "
                "for example by removing the BCU."
            ),
            bullets(
                f"A module is in undervoltage when one of its cells is below {limit}.",
                "Do not take modules out and start with the rest: that is only for one module in undervoltage.",
            ),
        ),
        refs=("2.10",),
        suggestions=("2.8",),
        context=system_of(folded, views).next_context(context),
    )


_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_CORRECTING = frozenset(
    """
    no not sorry i mean meant it it's its is are has have we there and if what about how with only rather actually make
    that ok then there's or would be were for correction oops wait yes now in total modules module pieces us got them of
    """.split()
)


def number_alone(folded: str) -> int | None:
    """Return the number of a message that corrects or adds one: "no, five", "and if it is two?"; None without."""
    if word_count(folded) > 8:
        return None
    found = []
    words = tokens(folded)
    for i, word in enumerate(words):
        if word.isdigit() and len(word) <= 2:
            value = int(word)
        elif _NUMBERS.get(word):
            value = _NUMBERS[word]
        elif word in _CORRECTING:
            continue
        else:
            return None
        if i and words[i - 1] == "not" and len(words) > 2:  # "it's four, not five"
            continue
        found.append(value)
    return found[0] if len(found) == 1 and 0 < found[0] <= 20 else None
