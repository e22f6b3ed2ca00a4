"""Rule: attempts to give the assistant other orders. Conservative: only wordings that no battery question has.

Not here: messages that also hold a clear code; the code's rule comes first.
"""

from __future__ import annotations

from assistant.route.code_parse import Spelling, find
from assistant.route.instruct_roles import ROLES
from assistant.route.late import Late
from assistant.route.rule import Rule, paragraph
from assistant.route.words import tokens
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

_ORDERS = (
    r"(?:instructions?|prompts?|rules|orders|guardrails|restrictions|guidelines|system message|programming|filters?)"
)
_MINE = r"(?:your|previous|prior|above|earlier|preceding|all|any|every|these|those|system|own|internal|content)"
_PATTERNS = Late(
    rf"\b(?:ignore|disregard|forget|override|bypass)\s(?:(?:of|the|my|this|old|safety|initial)\s){{0,2}}{_MINE}\s"
    rf"(?:(?:of|the|your|my|previous|prior|above|earlier|preceding|old|safety|system|own|internal|"
    rf"content)\s){{0,4}}{_ORDERS}"
    r"|\b(?:forget|ignore|disregard)\s(?:everything|all|anything)\s(?:you|that|above|i|before|so far|was)\b"
    r"|\byou are (?:now|no longer)\s(?:an?\s|dan\b|free|unrestricted|bound|limited|allowed)"
    r"|\bfrom now on,?\s(?:you|act|answer|respond|reply|speak|talk)\b"
    r"|\bpretend\s(?:to be|that you|you|you're|there are no)\b|\bact as (?:if|though) you\b"
    r"|(?:^|\bplease |\bnow |[,.:;] )(?:act|behave|respond|answer|speak|talk|roleplay|role-play)\s(?:as|"
    r"like)\s(?:an?|my|if you)\b"
    r"|\b(?:print|reveal|show|repeat|output|display|tell me|give me|leak|dump|what is|what's|what are|"
    r"send)\s(?:me\s)?(?:out\s)?"
    r"(?:all\s)?(?:(?:your|this bot's)\s|(?:the\s)?(?=system prompt|hidden|secret|initial prompt|bot token|api key))"
    r"(?:full\s|whole\s|exact\s|own\s|initial\s|original\s|hidden\s|secret\s|system\s|internal\s|first\s)*"
    r"(?:system prompt|prompt|instructions|system message|rules|source code|training data|api key|bot token|"
    r"configuration file|initial message|secret|token)s?\b"
    r"|\b(?:system prompt|jailbreak|developer mode|dan mode|do anything now|prompt injection|god mode|admin mode|"
    r"sudo\s)"
    r"|\[(?:system|inst)\]|<\|?(?:system|im_start)\|?>|\b(?:system|assistant)\s?(?:override|:\s(?:you|ignore|new))"
    r"|\bnew (?:instructions?|system prompt|rule|role)\s?:"
    r"|\b(?:drop|truncate|alter)\s+(?:table|database|schema)\b|\bunion\s+(?:all\s+)?select\b"
    r"|\bselect\s+\*\s+from\b|\bselect\s+[\w, ]{1,40}\sfrom\s\w+\s*(?:where\s\w+\s*[=<>]|;|--)"
    r"|\bdelete\s+from\s+\w+\s*(?:where\b|;)|\binsert\s+into\s+\w+\s*\(|'\s*or\s+'?1'?\s*=\s*'?1|\bxp_cmdshell\b|;\s*--"
    r"|<script\b|javascript:|<img\s[^>]{0,200}onerror|<iframe\b|\{\{.{1,80}\}\}|\$\{.{1,80}\}|\brm -rf\b|/etc/passwd|"
    r"\beval\("
    r"|\b(?:confirm|admit|promise|swear|agree)\s(?:to me\s)?that you (?:are|have no|will|can|must)\b"
    r"|\b(?:ignoriere|vergiss)\s(?:alle|deine|die|alles)\b.{0,40}\b(?:anweisungen|regeln|instruktionen|bisher)"
    r"|\bignore[zr]?\s(?:toutes|tes|vos|les)\b.{0,40}\b(?:instructions|consignes|regles)"
    r"|\bwithout (?:any )?(?:safety )?(?:filters?|restrictions|guardrails)\b"
)
_SIGNS = frozenset(
    """
    ignore disregard forget override bypass you pretend act behave respond answer speak talk roleplay role print
    reveal show repeat output display tell give leak dump what what's send system jailbreak developer dan anything
    injection god admin sudo assistant new drop truncate alter union select delete insert or xp confirm admit
    promise swear agree ignoriere vergiss ignorez ignorer without eval rm javascript script
    """.split()
)
_MARKS = ("<", "{", "[", ";", "'", "/etc")
"""One of these words or marks stands in every wording; most questions hold none, and the pattern is long."""
_ASKS = Late(r"\b(?:what|mean|means|meaning|how|why|fix|explain|bedeutet|was)\b")


def _asks_for_code(folded: str) -> bool:
    """Return whether the message begins with an event code or asks something of one: that may be answered."""
    found = [item for item in find(folded) if item.spelling is Spelling.EC]
    return bool(found) and (found[0].start == 0 or _ASKS.search(folded) is not None)


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = query.folded
    may_order = not _SIGNS.isdisjoint(tokens(folded)) or any(mark in folded for mark in _MARKS)
    is_order = (may_order and _PATTERNS.search(folded) is not None) or any(role.found(folded) for role in ROLES)
    if not is_order or _asks_for_code(folded):
        return None
    return Draft(
        route=Route.NONE,
        blocks=(
            paragraph(
                "**I only answer from the service guideline.** I take no other orders. Ask me about the battery: "
                "an event code, a voltage, an LED, or what it does."
            ),
        ),
        abstained=True,
    )


RULE = Rule("instruct", _answer)
