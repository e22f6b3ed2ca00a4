"""Rule: attempts to give the assistant other orders. Conservative: only wordings that no battery question has.

Not here: messages that also hold a clear code; the code's rule comes first.
"""

from __future__ import annotations

import re

from assistant.route.rule import Rule, paragraph
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

_ORDERS = r"(?:instructions?|prompts?|rules|orders|guardrails|restrictions|guidelines|system message|programming|filters?)"
_PATTERNS = re.compile(
    rf"\b(?:ignore|disregard|forget|override|bypass|skip|drop)\s(?:(?:all|any|of|the|your|my|these|those|this|every|everything|"
    rf"previous|prior|above|earlier|preceding|old|safety|system|own|internal|content)\s){{1,5}}{_ORDERS}"
    r"|\b(?:forget|ignore|disregard)\s(?:everything|all|anything)\s(?:you|that|above|i|before|so far|was)\b"
    r"|\byou are (?:now|no longer)\s(?:an?\s|the\s|in\s|my\s|dan\b|free|unrestricted|going to|bound|limited|allowed)"
    r"|\bfrom now on,?\s(?:you|act|answer|respond|reply|speak|talk)\b"
    r"|\b(?:pretend|imagine|act as (?:if|though))\s(?:to be|that you|you|you're|as if you|there are no)\b"
    r"|\b(?:act|behave|respond|answer|speak|talk|roleplay|role-play)\s(?:as|like)\s(?:an?|my|the|if you)\b"
    rf"|\b(?:print|reveal|show|repeat|output|display|tell me|give me|leak|dump|what is|what's|what are|send)\s(?:me\s)?(?:out\s)?"
    rf"(?:all\s)?(?:your|the|this bot's)\s(?:full\s|whole\s|exact\s|own\s|initial\s|original\s|hidden\s|secret\s|system\s|internal\s|first\s)*"
    r"(?:system prompt|prompt|instructions|system message|hidden rules|source code|training data|api key|bot token|"
    r"configuration file|initial message|secret|secrets|token)s?\b"
    r"|\b(?:system prompt|jailbreak|developer mode|dan mode|do anything now|prompt injection|god mode|admin mode|sudo\s)"
    r"|\[(?:system|inst)\]|<\|?(?:system|im_start)\|?>|\b(?:system|assistant)\s?(?:override|:\s(?:you|ignore|new))"
    r"|\bnew (?:instructions?|system prompt|rule|role)\s?:"
    r"|\b(?:drop|truncate|alter)\s+(?:table|database|schema)\b|\bunion\s+(?:all\s+)?select\b|\bselect\s+.{1,60}\sfrom\s+\w+"
    r"|\b(?:delete\s+from|insert\s+into)\s+\w+|'\s*or\s+'?1'?\s*=\s*'?1|\bxp_cmdshell\b|;\s*--"
    r"|<script\b|javascript:|<img\s[^>]{0,200}onerror|<iframe\b|\{\{.{1,80}\}\}|\$\{.{1,80}\}|\brm -rf\b|/etc/passwd|\beval\("
    r"|\b(?:confirm|admit|promise|swear|agree)\s(?:to me\s)?that you (?:are|have no|will|can|must)\b"
    r"|\b(?:ignoriere|vergiss)\s(?:alle|deine|die|alles)\b.{0,40}\b(?:anweisungen|regeln|instruktionen|bisher)"
    r"|\bignore[zr]?\s(?:toutes|tes|vos|les)\b.{0,40}\b(?:instructions|consignes|regles)"
    r"|\bwithout (?:any )?(?:safety )?(?:filters?|restrictions|guardrails)\b"
)


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    if _PATTERNS.search(query.folded) is None:
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
