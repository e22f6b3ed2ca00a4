"""The assistant: one question in, one answer out.

``ask`` is a pure function of the question, the chat's context and the loaded corpus and index: no
clock, no network, no randomness decide anything (the time it took is measured and reported only).
"""

from __future__ import annotations

import importlib.util
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import corpus as corpus_floor
from assistant.absent import asks_for_a_fact, not_stated
from assistant.compose import compose
from assistant.figures import with_figures, with_system
from assistant.intents import is_sure, merge, split_intents
from assistant.language import is_foreign
from assistant.normalise import normalise
from assistant.remembered import with_remembered
from assistant.route import replied, route
from assistant.route.asked import settled, with_asked
from assistant.settings import Settings, load_settings
from assistant.types import Answer, ChatContext, Draft, Query, Route
from assistant.unread import with_unread
from corpus.errors import IndexUnusableError
from corpus.types import Corpus

if TYPE_CHECKING:
    from index.search import Index

_NUMBER = re.compile(r"\d+|\b(?:two|three|four|five|six|seven)\b", re.IGNORECASE)
_LONGEST_SOUGHT = 400
"""Characters in which pasted values show themselves."""
_FEWEST_NUMBERS = 2
"""Numbers without which nothing is a pasted measurement ("205 V, 4 modules HVM+"): most questions are never scanned."""
Progress = Callable[[str, int, int], None]
"""Called with what is being done, steps done and steps in all."""


def _no_progress(what: str, done: int, total: int) -> None:
    """Show nothing."""


class Assistant:
    """Answers questions about one document; safe to share between threads."""

    def __init__(self, corpus: Corpus, settings: Settings, progress: Progress = _no_progress) -> None:
        """Use ``Assistant.load`` unless the corpus is already at hand."""
        self.corpus = corpus
        self.settings = settings
        self._progress = progress
        self._index: Index | None = None
        self._lock = threading.Lock()

    @classmethod
    def load(cls, settings: Settings | None = None, progress: Progress = _no_progress) -> Assistant:
        """Return an assistant; the index is loaded at the first question that needs retrieval.

        :raises CorpusError: a file of the corpus is malformed.
        :raises SettingsError: a setting has a value that cannot be used.
        """
        settings = load_settings() if settings is None else settings
        return cls(corpus_floor.load(settings.document, questions=False), settings, progress)

    def ask(self, question: str, context: ChatContext | None = None) -> Answer:
        """Return the answer to a question.

        :param context: what the chat has said of its system; ``Answer.context`` is the next one.
        :raises IndexUnusableError: retrieval is needed, the index cannot be used and cannot be built here.
        """
        started = time.perf_counter()
        context = ChatContext() if context is None else context
        query = normalise(question)
        draft = with_asked(self._meant(query, context), context)
        answer = compose(question, draft, self.corpus, context)
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _meant(self, query: Query, context: ChatContext) -> Draft:
        """Return the draft for a message: as a reply to what was asked back where it is one."""
        reply = replied(query, self.corpus, context)
        if isinstance(reply, Draft):
            return reply
        if reply is None:
            return self._draft(query, settled(context))
        return reply.noted(self._draft(reply.query, settled(context)))

    def _draft(self, query: Query, context: ChatContext) -> Draft:
        if len(_NUMBER.findall(query.raw, 0, _LONGEST_SOUGHT)) >= _FEWEST_NUMBERS:
            from assistant.dialogue.measure_answer import measured

            draft = measured(query.raw, self.corpus, context)
            if draft is not None:
                return draft
        parts = split_intents(query)
        if len(parts) > 1:
            merged = self._merged(parts, context)
            if merged is not None:
                return merged
        return self._single(query, route(query, self.corpus, context), context)

    def _merged(self, parts: Sequence[Query], context: ChatContext) -> Draft | None:
        """Return one draft for all parts of a message, None where it has to be read as one question."""
        routed = [route(part, self.corpus, context) for part in parts]
        dangerous = next((draft for draft in routed if draft is not None and draft.rule == "safety"), None)
        if dangerous is not None:
            return dangerous
        drafts = []
        for part, draft in zip(parts, routed, strict=True):
            drafts.append(self._single(part, draft, context))
            if not is_sure(drafts[-1]):  # the other parts need not be encoded: that is what takes time
                return None
        return merge(drafts)

    def _single(self, query: Query, draft: Draft | None, context: ChatContext) -> Draft:
        """Return the draft of one question, ``draft`` being the router's."""
        if draft is None:
            from assistant.decide import decide, not_english
            from assistant.follow_up import evidence_for

            calibration = self.index.calibration
            evidence = evidence_for(query, context, self.corpus, self.index.search, calibration.abstain_below)
            draft = decide(evidence, self.corpus, calibration)
            if is_foreign(query.text):
                return not_english(draft)
            draft = with_system(with_figures(draft, query, self.corpus, context), query, self.corpus, context)
        # How many codes there are is a fact that the table holds.
        is_one_event = draft.route is Route.EVENT_CODE and draft.rule != "event_group" and not draft.abstained
        if is_one_event and asks_for_a_fact(query):
            evidence = self.index.search(query.text)
            if evidence.answerable < self.index.calibration.abstain_below:
                return not_stated(draft)
        return with_remembered(with_unread(draft, query, self.corpus), query, context)

    @property
    def index(self) -> Index:
        """Return the index, loaded (or, where it does not fit and the build parts are here, built) on first use.

        :raises IndexUnusableError: it cannot be used and cannot be built here.
        :raises BuildError: building it failed.
        """
        if self._index is None:
            with self._lock:
                if self._index is None:
                    self._index = self._open()
        return self._index

    def _open(self) -> Index:
        from index.search import load_index

        settings = self.settings
        folder = settings.index_folder
        try:
            return load_index(folder, self.corpus, model=settings.model, int8=settings.int8)
        except IndexUnusableError:
            if importlib.util.find_spec("sentence_transformers") is None:
                raise
        from index.build import ensure

        ensure(folder, self.corpus, model=settings.model, int8=settings.int8, progress=self._progress)
        return load_index(folder, self.corpus, model=settings.model, int8=settings.int8)
