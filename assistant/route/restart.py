"""Rule: how to restart beside a certain inverter: the defined restart is one for all, with two steps for Kostal only.

Only where the message is the restart and the inverter's name. Not here: a restart that did not help, and restarts of
the Wi-Fi module or an update (retrieval).
"""

from __future__ import annotations

from assistant.passages import answer_blocks
from assistant.route.late import Late
from assistant.route.lookups import lookups
from assistant.route.owners import other_products
from assistant.route.rule import Rule
from assistant.route.words import leftover, tokens, word_count
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

_MOST_WORDS = 14
_RESTART = Late(r"\b(?:re-?start\w*|re-?boot\w*|power[ -]?cycl\w+|neustart\w*|redemarr\w*)\b")
_NOT_THIS = Late(
    r"\b(?:after|before|still|again|when|why|if|did|does not|doesn't|didn't|not|no|never|tried|several|times|only|"
    r"without|already|done|helps?|itself|keeps?|must i|do i have|need to)\b|(?<!\w)\d"
)
"""Signs of a story in which a restart is told of, or of another question about it."""
_ITS_WORDS = frozenset(
    """
    restart restarting reboot rebooting power cycle sequence order steps step procedure proper properly correct
    correctly defined right way guide inverter inverters wechselrichter instructions whole complete tower
    neustart bi hybrid
    """.split()
)
_REFS = ("2.4/34", "1/6")


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = query.folded
    if word_count(folded) > _MOST_WORDS or _RESTART.search(folded) is None or _NOT_THIS.search(folded) is not None:
        return None
    views = lookups(corpus)
    products = other_products(folded, views)
    if not products or any(product.role != "inverter" for product in products):
        return None
    words = tokens(folded)
    covered = {i for start, end, _ in views.products.find(words) for i in range(start, end)}
    rest = " ".join(word for i, word in enumerate(words) if i not in covered)
    if leftover(rest, _ITS_WORDS):
        return None
    blocks = answer_blocks(views.passages[_REFS[0]])
    return Draft(Route.GUIDELINE, blocks, refs=_REFS[:1], suggestions=_REFS[1:])


RULE = Rule("restart", _answer)
