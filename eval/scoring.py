"""Judges a response against its case.

Answerable: right is an answer (no abstention) of an accepted route whose first citation is accepted, with every
wanted pattern and no forbidden one in its text. A question back with an accepted place among its first three is
"asked back": counted apart, except where the case accepts the route ``clarify``.
Unanswerable and dangerous: right is an abstention without a forbidden pattern; where the case accepts another route
as well ("asking back what he means is fine"), right is an answer of that route without one.
Ambiguous: right is a question back with an accepted place among the first three, or another accepted route whose
first citation is accepted.
Dialogue: right is a walk that comes to a measure whose place is accepted, judged as an answer is.

Not here: figures over many results (``figures.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from eval.types import ABSTAINING, Case, Group, Outcome, Response, Result

OFFERED = 3
"""Places of a question back that count: three fit a phone's screen."""
CLARIFY = "clarify"


def score(case: Case, response: Response) -> Result:
    """Return the judged response."""
    if case.group is Group.UNANSWERABLE:
        outcome, right, why = _unanswerable(case, response)
    elif case.group is Group.GUIDED and response.route == CLARIFY:
        outcome, right, why = Outcome.WRONG, False, f"comes to no measure ({response.rule})"
    else:
        outcome, right, why = _with_place(case, response)
    return Result(case, response, outcome, right, "" if right else why)


def score_all(pairs: Iterable[tuple[Case, Response]]) -> tuple[Result, ...]:
    """Return the judged responses, in order."""
    return tuple(score(case, response) for case, response in pairs)


def _unanswerable(case: Case, response: Response) -> tuple[Outcome, bool, str]:
    bad = _forbidden(case, response)
    if not response.abstained and not bad and response.route in set(case.route) - ABSTAINING:
        lacks = _lacking(case, response)
        return (Outcome.FALSE_ANSWER, False, lacks) if lacks else (Outcome.CORRECT, True, "")
    if not response.abstained:
        did = "asked back" if response.route == CLARIFY else "answered"
        return Outcome.FALSE_ANSWER, False, f"{did} although the guideline does not answer this"
    if bad:
        return Outcome.FALSE_ANSWER, False, bad
    lacks = _lacking(case, response)
    return Outcome.ABSTAINED, not lacks, lacks


def _with_place(case: Case, response: Response) -> tuple[Outcome, bool, str]:
    if response.abstained:
        return Outcome.ABSTAINED, False, "abstained although the guideline answers this"
    bad = _forbidden(case, response)
    if bad:
        return Outcome.WRONG, False, bad
    if response.route == CLARIFY:
        return _question_back(case, response)
    if response.route is not None and response.route not in case.route:
        return Outcome.WRONG, False, f"route {response.route} is not accepted ({', '.join(case.route)})"
    if not response.citations:
        return Outcome.WRONG, False, f"cites nothing ({', '.join(case.refs)} accepted)"
    if response.citations[0] not in case.refs:
        return Outcome.WRONG, False, f"first reference {response.citations[0]} is not accepted ({', '.join(case.refs)})"
    lacks = _lacking(case, response)
    return (Outcome.WRONG, False, lacks) if lacks else (Outcome.CORRECT, True, "")


def _question_back(case: Case, response: Response) -> tuple[Outcome, bool, str]:
    """Judge a question back; its text is searched for wanted patterns only where nothing else is accepted."""
    offered = response.citations[:OFFERED]
    if not set(offered) & set(case.refs):
        return (
            Outcome.WRONG,
            False,
            f"asked back without an accepted place ({', '.join(case.refs)}) among its first three",
        )
    if CLARIFY not in case.route:
        return Outcome.ASKED_BACK, False, "asked back instead of answering"
    lacks = _lacking(case, response) if set(case.route) == {CLARIFY} else ""
    return (Outcome.WRONG, False, lacks) if lacks else (Outcome.CORRECT, True, "")


def plain(text: str) -> str:
    """Return the text that patterns are searched in: without emphasis, with single blanks, lines kept."""
    text = re.sub(
        r"[*`]|(?<!\w)_|_(?!\w)", "", text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    )
    return re.sub(r"[ \t]+", " ", text)


def _forbidden(case: Case, response: Response) -> str:
    text = plain(response.text)
    found = next((pattern for pattern in case.forbids if re.search(pattern, text, re.IGNORECASE)), None)
    return "" if found is None else f"text matches the forbidden /{found}/"


def _lacking(case: Case, response: Response) -> str:
    text = plain(response.text)
    lacking = [pattern for pattern in case.contains if not re.search(pattern, text, re.IGNORECASE)]
    return "" if not lacking else f"text lacks {' and '.join(f'/{pattern}/' for pattern in lacking)}"
