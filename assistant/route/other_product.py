"""Rule: questions about another product only: another battery, or another maker's code.

Not here: other makers' names beside this battery ("GEN24 installed, the app shows EC105"), and "HVM" or "HVS" written
without the plus in free text: retrieval answers those.
"""

from __future__ import annotations

import re

from assistant.route.late import Late
from assistant.route.lookups import Lookups, lookups
from assistant.route.owners import other_products
from assistant.route.rule import Rule, listing, paragraph
from assistant.route.system import System, system_of
from assistant.route.words import OUR_PRODUCT, leftover, tokens, word_count
from assistant.types import ChatContext, Choice, Draft, Query, Route
from corpus.types import Corpus

_OURS = Late(
    r"(?<!\w)(?:bcu|battery-box|byd energy|be connect|byd(?! (?:lvs|lvl|lv|hvl|hve|b-box|atto|seal|dolphin|han|tang|"
    r"car|ev)))(?!\w)"
)
_STATUS = Late(
    r"(?<!\w)(?:state|status|error|fault|alarm|event|code|fehler|stoerung|storung|fehlercode|erreur|warning|"
    r"meldung)(?:\s?(?:code|no|nr|number|id|is|:|#))*"
    r"[\s:#]*([a-z]{0,2}-?\d{1,5})(?![\w.])"
)
_STATE_ONLY = Late(r"(?<!\w)(?:state|status)(?:\s?(?:code|no|nr|number|:|#))*[\s:#]*\d{2,4}(?![\w.%])")
_NOT_SUBJECT = Late(
    r"\b(?:instead of|replaced|replacing|replace|previous|previously|old|former|formerly|neighbou?r|compared|compare|"
    r"like|"
    r"similar|before|used to|came from|switched from|changed from|next to|beside|besides|also have|as well as|"
    r"together with|combine|mix|parallel|than)\b"
)
_USED_ONCE = Late(
    r"\b(?:used|had|knew|worked|did)\s(?:it\s)?(?:on|with|for|from|to)\b|\bdrop-?down\b|\bmenu\b|\b(?:picked|"
    r"selected|chose)\b"
)
"""The other product belongs to the story only, or is an entry of the inverter's list."""
_BATTERY_WORDS = frozenset("battery batteries batterie akku accu module modules tower soc cell cells bms pack".split())
_AROUND = frozenset(
    "inverter wechselrichter onduleur omvormer hybrid display portal state status solar pv plus plant standing stands "
    "light red screen web reset manual list lookup find there inverters warning symo".split()
)
_MOST_WORDS = 18
_MOST_WORDS_CODE = 16


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = query.folded
    views = lookups(corpus)
    products = other_products(folded, views)
    if OUR_PRODUCT.search(folded) is not None:
        return None
    system = system_of(folded, views)
    if system.is_other and _USED_ONCE.search(folded) is None:
        return _other_battery(f"BYD Battery-Box {system.plusless} (without plus)", corpus)
    batteries = [product for product in products if product.role == "battery"]
    if batteries and _is_subject(folded):
        return _other_battery(batteries[0].name, corpus)
    if _OURS.search(folded) is None and word_count(folded) <= _MOST_WORDS_CODE:
        if products and _only_their_code(folded, views):
            return _other_code(products[0].name)
        if not products and _STATE_ONLY.search(folded) is not None and not leftover(folded, _AROUND):
            return _other_code("The inverter")
    return _plusless_alone(query, system)


def _is_subject(folded: str) -> bool:
    """Return whether a short message is about the other battery: nothing of ours in it, no comparison."""
    return word_count(folded) <= _MOST_WORDS and _OURS.search(folded) is None and _NOT_SUBJECT.search(folded) is None


def is_about_other_byd(folded: str, views: Lookups) -> bool:
    """Return whether a short message is about another BYD battery family (LVS, LVL, HVL ...)."""
    if OUR_PRODUCT.search(folded) is not None or not _is_subject(folded):
        return False
    return any(product.name.startswith(("Battery-Box", "BYD")) for product in other_products(folded, views))


def _only_their_code(folded: str, views: Lookups) -> bool:
    """Return whether the message is the other maker's code with nothing of a battery around it."""
    if _STATUS.search(folded) is None:
        return False
    words = tokens(folded)
    if not _BATTERY_WORDS.isdisjoint(words):
        return False
    covered = {i for start, end, _ in views.products.find(words) for i in range(start, end)}
    rest = " ".join(word for i, word in enumerate(words) if i not in covered and not any(c.isdigit() for c in word))
    return not leftover(rest, _AROUND)


def covered_products(corpus: Corpus) -> str:
    """Return the products that the guideline is valid for, in words."""
    return f"BYD Battery-Box {listing(list(corpus.document.products))}"


def _other_battery(name: str, corpus: Corpus) -> Draft:
    return Draft(
        route=Route.NONE,
        blocks=(
            paragraph(f"**{name} is not covered.** This guideline is only for the {covered_products(corpus)}."),
            paragraph("Please use that product's own documents or its service."),
        ),
        abstained=True,
        suggestions=("0",),
    )


def _other_code(name: str) -> Draft:
    owner_ = "the inverter" if name == "The inverter" else name
    return Draft(
        route=Route.NONE,
        blocks=(
            paragraph(
                f"**This looks like a code of {owner_}.** The guideline lists the battery's own event codes (EC...) "
                f"only."
            ),
            paragraph(
                "Please look it up in the inverter's documents. An event code of the battery stands in the BYD "
                "Energy app."
            ),
        ),
        abstained=True,
        suggestions=("2.6/39", "2.4"),
    )


def _plusless_alone(query: Query, system: System) -> Draft | None:
    """Return the question "HVM or HVM+?" where the message is no more than the product's name."""
    if not system.plusless or leftover(query.folded, frozenset({"hvm", "hvs", "premium", "kwh", "model"})):
        return None
    return ask_for_plus(system.plusless, system.plusless_size, query)


def ask_for_plus(name: str, size: str, query: Query, refs: tuple[str, ...] = ()) -> Draft:
    """Return the question whether ``HVM+`` is meant; the plus is never added silently.

    :param refs: places that hold the answer if it is.
    """
    shown = f"{name} {size}".strip()
    asked = re.sub(rf"{name}(?!\+)", f"{name}+", query.text, flags=re.IGNORECASE)
    return Draft(
        route=Route.CLARIFY,
        blocks=(
            paragraph(
                f"**{shown} without the plus is another product.** This guideline is for HVB, HVM+ and HVS+ only."
            ),
            paragraph(
                f"Look at the type plate: is it an {name}+? Then ask with the plus. If it is an {name}, use its own "
                f"documents."
            ),
        ),
        refs=("0", *refs),
        suggestions=("0",),
        choices=(Choice(f"It is {name}+", asked),),
    )


RULE = Rule("other_product", _answer)
