"""Rule: somebody reports a fire, smoke, a leak, water in the battery or an electric shock.

The guideline has nothing on emergencies, and its nearest places ("test another BCU") would do harm. The sentence is
general and marked as not the guideline's. Not here: dangerous wishes (``safety``).
"""

from __future__ import annotations

from assistant.route.late import Late
from assistant.route.rule import Rule, bullets, paragraph
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

_OURS = r"(?:battery|batteries|tower|module|modules|block|blocks|bcu|unit|box|pack|cell|cells|it|everything)"
_HAPPENING = Late(
    rf"\b(?:on fire|in flames|flames|caught fire|burst into flames|{_OURS}(?:'s| is| are| has been)? burn(?:s|ing)"
    r"|(?:burnt|burning|burned) (?:smell|odou?r|plastic)|smells? (?:of |like )?(?:burn\w*|burnt|smoke|gas|electrolyte)"
    rf"|smok(?:e|es|ing)\b.{{0,25}}\b(?:from|out of|of|at|in)\b.{{0,15}}\b{_OURS}"
    rf"|{_OURS}(?:'s| is| are)? smok(?:es|ing)"
    r"|exploded|exploding)\b"
    r"|\b(?:leak(?:s|ing|ed)?|spill(?:s|ing|ed)?|drip(?:s|ping)|pour(?:s|ing))\b.{0,30}"
    r"\b(?:electrolyte|liquid|fluid|acid)\b"
    r"|\b(?:electrolyte|liquid|fluid|acid)\b.{0,30}"
    r"\b(?:leak(?:s|ing|ed)?|spill\w*|drip\w*|(?:comes|came|coming|runs|ran) out)\b"
    r"|\bwater (?:is )?(?:drip|leak|runn|pour|com)\w*\b.{0,12}\b(?:into|inside|onto|over|through) (?:the |my |our )?"
    r"(?:battery|tower|module|modules|bcu|box)\b"
    rf"|\b{_OURS}(?:'s| is| are| looks?) (?:a (?:bit|little) )?(?:swollen|bulging|bulged)\b"
    r"|\b(?:got|received|was|were|been) (?:a |an )?(?:electric |nasty |bad )?(?:shock|shocked|electrocuted)\b"
    r"|\b(?:brennt|raucht)\b"
)
"""Something is happening to the battery or to somebody. Lamps "burn" as well, and floods are often long over."""
_DENIED = Late(
    r"\b(?:no|not|without|never|nothing)\b.{0,20}\b(?:smoke|fire|flames|leak\w*|burn\w*|burnt|smell|shock)\b"
)


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    if _HAPPENING.search(query.folded) is None or _DENIED.search(query.folded) is not None:
        return None
    return Draft(
        Route.NONE,
        (
            paragraph(
                "**Danger: get away from the battery and keep others away.** The guideline has no steps for this."
            ),
            bullets(
                "Fire, smoke, a leak or somebody hurt: call the **emergency services** now and say that it is a "
                "high-voltage lithium battery.",
                "Do not touch, open or restart anything, and do not pour water on it.",
                "Afterwards have a qualified electrician and the service team look at it before it is used again.",
            ),
            paragraph("This is general advice, not from the guideline."),
        ),
        abstained=True,
    )


RULE = Rule("emergency", _answer)
