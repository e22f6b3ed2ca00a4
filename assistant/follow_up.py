"""Follow-up questions: "and with just one tower?" means the place that the chat was about.

Such a message is searched once more with that place's title before it. Not here: "what next?", which has no content of
its own (``route/next_step``), and follow-ups on voltages (``route/voltage``).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.types import ChatContext, Query
from corpus.types import Corpus
from index.types import Evidence

MOST_WORDS = 16
"""A longer message brings its own subject."""
SURE = 0.9
"""Calibrated confidence from which the message alone is trusted, whatever the chat was about."""
_GOES_ON = re.compile(
    r"^\W*(?:and|but|so|then|or|also|ah|oh|ok|okay|hm+|no|yes|right|what (?:about|if)|how about|why|how long|who|when"
    r"|where)\b"
    r"|\b(?:it|its|it's|that|this|these|those|they|them|there|one|same|then|anything else|instead|otherwise)\b",
    re.IGNORECASE,
)
"""Words that join a message to what was said before."""


def evidence_for(
    query: Query, context: ChatContext, corpus: Corpus, search: Callable[[str], Evidence], answered: float
) -> Evidence:
    """Return the evidence for a message, read as a follow-up where it can be one and that makes it clearer.

    :param search: the index's search.
    :param answered: probability of being answerable from which a question is answered.
    """
    alone = search(query.text)
    title = corpus.titles.get(context.topic or "")
    if title is None or len(query.text.split()) > MOST_WORDS or _GOES_ON.search(query.text) is None:
        return alone
    if alone.answerable >= answered and alone.confidence >= SURE:
        return alone
    joined = search(f"{title}: {query.text}")
    return joined if joined.answerable >= answered and joined.confidence > alone.confidence else alone
