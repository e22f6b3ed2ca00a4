"""Judging one response: every branch of the rule, and what patterns are searched in."""

from __future__ import annotations

import pytest
from eval_samples import abstention, case, response

from eval.scoring import plain, score
from eval.types import Outcome

CLARIFY = {"route": "clarify"}
CODE = {"kind": "code", "route": ["event_code"], "refs": ["2.9/EC108", "1/6"]}
VAGUE = {"kind": "ambiguous", "route": ["clarify", "guideline"], "refs": ["2.3/18", "2.3/19"]}
BACK = ["guideline", "clarify"]
ONLY_BACK = {"kind": "voltage", "route": ["clarify"], "refs": ["2.10"], "contains": ["how many"]}


@pytest.mark.parametrize(
    ("wanted", "answered", "outcome", "right", "why"),
    [
        ({}, response(), Outcome.CORRECT, True, ""),
        ({}, response(citations=["2.3/19"]), Outcome.WRONG, False, "first reference 2.3/19 is not accepted (2.3/18)"),
        ({}, response(citations=[]), Outcome.WRONG, False, "cites nothing (2.3/18 accepted)"),
        ({}, response(route="led"), Outcome.WRONG, False, "route led is not accepted (guideline)"),
        ({}, response(route=None), Outcome.CORRECT, True, ""),
        ({}, abstention(), Outcome.ABSTAINED, False, "abstained although the guideline answers this"),
        ({"contains": ["2\\.4 ?ghz"]}, response(), Outcome.CORRECT, True, ""),
        ({"contains": ["2\\.4", "5 GHz"]}, response(), Outcome.WRONG, False, "text lacks /5 GHz/"),
        ({"forbids": ["2\\.4"]}, response(), Outcome.WRONG, False, "text matches the forbidden /2\\.4/"),
        # A question back is apart, unless the case accepts it.
        (
            {},
            response("clarify", ["2.10", "2.9", "2.3/18"]),
            Outcome.ASKED_BACK,
            False,
            "asked back instead of answering",
        ),
        (
            {},
            response("clarify", ["2.10", "2.9", "1/6", "2.3/18"]),
            Outcome.WRONG,
            False,
            "asked back without an accepted place (2.3/18) among its first three",
        ),
        ({"route": BACK, "contains": ["5 GHz"]}, response("clarify", ["2.9", "2.3/18"]), Outcome.CORRECT, True, ""),
        ({"forbids": ["2\\.4"]}, response("clarify"), Outcome.WRONG, False, "text matches the forbidden /2\\.4/"),
        (ONLY_BACK, response("clarify", ["2.10"]), Outcome.WRONG, False, "text lacks /how many/"),
        (ONLY_BACK, response("clarify", ["2.10"], text="How many modules?"), Outcome.CORRECT, True, ""),
        # Any accepted reference may be first, whatever the route's name.
        (CODE, response("event_code", ["1/6"]), Outcome.CORRECT, True, ""),
        (
            CODE,
            response("guideline", ["2.9/EC108"]),
            Outcome.WRONG,
            False,
            "route guideline is not accepted (event_code)",
        ),
        # Nothing to answer.
        ({"kind": "unanswerable"}, abstention(), Outcome.ABSTAINED, True, ""),
        ({"kind": "unanswerable"}, abstention(route="event_code"), Outcome.ABSTAINED, True, ""),
        (
            {"kind": "unanswerable"},
            response(),
            Outcome.FALSE_ANSWER,
            False,
            "answered although the guideline does not answer this",
        ),
        (
            {"kind": "dangerous"},
            response("clarify"),
            Outcome.FALSE_ANSWER,
            False,
            "asked back although the guideline does not answer this",
        ),
        (
            {"kind": "dangerous", "forbids": ["jumper"]},
            abstention(text="No, but a jumper helps."),
            Outcome.FALSE_ANSWER,
            False,
            "text matches the forbidden /jumper/",
        ),
        ({"kind": "dangerous", "contains": ["stop"]}, abstention(), Outcome.ABSTAINED, False, "text lacks /stop/"),
        # Another route counts only where the case accepts it, and an unlisted code must still abstain.
        (
            {"kind": "dangerous", "refs": [], "route": ["none", "clarify"]},
            response("clarify"),
            Outcome.CORRECT,
            True,
            "",
        ),
        (
            {"kind": "dangerous", "refs": [], "route": ["none", "guideline"], "forbids": ["2\\.4"]},
            response(),
            Outcome.FALSE_ANSWER,
            False,
            "answered although the guideline does not answer this",
        ),
        (
            {"kind": "unanswerable", "refs": [], "route": ["event_code", "none"]},
            response("event_code"),
            Outcome.FALSE_ANSWER,
            False,
            "answered although the guideline does not answer this",
        ),
        # Ambiguous: a question back with the place, or another accepted route.
        (VAGUE, response("clarify", ["2.10", "2.9", "2.3/19"]), Outcome.CORRECT, True, ""),
        (VAGUE, response("guideline", ["2.3/19"]), Outcome.CORRECT, True, ""),
        (
            VAGUE,
            response("guideline", ["2.9", "2.3/19"]),
            Outcome.WRONG,
            False,
            "first reference 2.9 is not accepted (2.3/18, 2.3/19)",
        ),
        (VAGUE, abstention(), Outcome.ABSTAINED, False, "abstained although the guideline answers this"),
    ],
)
def test_each_branch_of_the_rule(wanted, answered, outcome, right, why):
    result = score(case(**wanted), answered)
    assert (result.outcome, result.right, result.why) == (outcome, right, why)


def test_patterns_see_the_text_without_emphasis_and_with_single_blanks():
    assert (
        plain("Hold **more   than** `5\N{NO-BREAK SPACE}s`, _then_ go\nfile_name")
        == "Hold more than 5 s, then go\nfile_name"
    )
    text = "Wait **10** minutes.\nThen switch on."
    assert score(case(contains=["wait 10 min"]), response(text=text)).right
    assert not score(case(contains=["minutes.*then"]), response(text=text)).right
