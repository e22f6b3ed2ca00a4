"""Fixtures: a desk over the real corpus, and a dialogue driven as a front end does, its state stored at each step."""

from __future__ import annotations

import pytest

from assistant import dialogue as d
from assistant.compose import compose
from assistant.normalise import normalise
from assistant.render.markdown import answer_markdown
from assistant.route import route
from assistant.route.lookups import lookups
from assistant.types import ChatContext, Draft, Route
from corpus.types import Block, BlockKind


@pytest.fixture(scope="session")
def views(corpus):
    return lookups(corpus)


@pytest.fixture(scope="session")
def rules_only(corpus):
    """Answer by the rules alone: these tests need no index."""

    def ask(question, context):
        draft = route(normalise(question), corpus, context)
        if draft is None:
            text = "The guideline does not answer this."
            draft = Draft(Route.NONE, (Block(BlockKind.PARAGRAPH, text=text),), abstained=True)
        return compose(question, draft, corpus, context)

    return ask


@pytest.fixture(scope="session")
def desk(corpus, rules_only):
    return d.Desk(corpus=corpus, ask=rules_only, today="2026-11-24")


class Talk:
    """One dialogue, driven: ``tap("label")``, ``say("text")``; the state goes through JSON at every step."""

    def __init__(self, kind, desk, given=None, id_="k3f9"):
        self.desk = desk
        self.state, self.screen = d.start(kind, desk, given or d.Given(), id=id_)
        self._store()

    def _store(self):
        if self.state is not None:
            again = d.parse(d.dump(self.state))
            assert again == self.state
            self.state = again

    def step(self, given):
        self.state, self.screen = d.advance(self.state, given, self.desk)
        self._store()
        return self

    def tap(self, label):
        action = next(tap.action for tap in self.screen.choices if tap.label == label)
        return self.step(d.Input(tap=action))

    def say(self, text, *files):
        return self.step(d.Input(text=text, files=files))

    @property
    def labels(self):
        return [tap.label for tap in self.screen.choices]

    @property
    def options(self):
        return [tap.label for tap in self.screen.choices if not tap.nav]

    @property
    def text(self):
        return answer_markdown(d.as_answer(self.screen))

    @property
    def refs(self):
        return [citation.ref for citation in self.screen.citations]


@pytest.fixture
def talk(desk):
    """Return a function that starts a dialogue."""

    def begin(kind, text="", context=None, **given):
        return Talk(d.Kind(kind), desk, d.Given(context=context or ChatContext(), text=text, **given))

    return begin
