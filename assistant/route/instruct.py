"""Rule: attempts to give the assistant other orders. Conservative: only wordings that no battery question has.

Not here: messages that also hold a clear code; the code's rule comes first.
"""

from __future__ import annotations

from assistant.route.code_parse import Spelling, find
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
_ROLES = Late(
    r"\b(?:word (?:for|by) word|verbatim|unabridged)\b.{0,80}\b(?:instructions?|above|rules|memory|told|document|configuration)\b|"
    r"\b(?:above this line|text above|words above|everything above)\b|\bhidden (?:text|rules|instructions?|files|prompts?)\b|"
    r"\b(?:first|initial) (?:system )?messages?\b|\brules you were given\b|\b(?:secret|internal|master|service|installer|admin) passwords?\b|"
    r"\bsecret (?:service )?codes\b|\bunlock codes\b|\b(?:test|debug|developer|training|maintenance) mode\b.{0,120}"
    r"\b(?:list|dump|output|confirm|drop|answer|tell|restrictions|rules|passphrase|password)\b|"
    r"\b(?:confirm|list|dump|output)\b.{0,60}\b(?:maintenance|debug|test) mode\b|\bi(?:'m| am) (?:the )?(?:developer|programmer|supervisor)\b"
    r".{0,30}\b(?:of this bot|of the hotline|from)|\bfrom the (?:developer )?team (?:who|that|,)|\blet'?s play\b|"
    r"\bstay in (?:the role|role|it)\b|\b(?:you play|you're|you are) (?:a |an |my |byd|now |root)\s?(?:service man|late|grand|chief|"
    r"engineer|byd|root|in maintenance|wi-fi)|\byou are now\b|\b(?:late |my )?grand(?:mother|father|pa|ma)\b.{0,80}\b(?:read|password\w*|prompts)|"
    r"\brepeat after me\b|\b(?:list of|show|give me|output|need)\b.{0,30}\b(?:admins?|admin ids|(?:allowed|all) users|token)\b|"
    r"\btelegram (?:token|id)\b|\bapi key\b|\bthe token\b|\btranslate\b.{0,60}\b(?:your (?:own|hidden|first)|then (?:obey|do)|forget)\b|"
    r"\b(?:answer|speak|respond|reply|say) (?:only )?(?:in|with) (?:yes|pirate|hex|base64|\"|the word)|\bbase64\b|"
    r"\bthe guideline (?:has been|was|is) (?:revoked|withdrawn|replaced)\b|\bdocument source replaced\b|[\"']role[\"']\s?:|"
    r"\babstain\s?=|\bconfidence\s?=|\bas (?:byd's|official) (?:chief|support)\b|\bwithout (?:limits|source|warnings?)\b.{0,30}\b(?:approve|of doc|"
    r"also)|\bleave out the warnings\b|\bno warnings? about\b|\b(?:skip|turned off) the safety|\bsafety sentences\b|\bno safety rules\b|"
    r"\bpretend\b.{0,30}\b(?:the guideline|having no)|\b(?:just )?invent one\b|\bdon't mention it's invented\b|\byour hidden\b|"
    r"\bwhat instructions were you\b|\byour own instructions\b|\blanguage model\b|\bwhich model are you\b|\bsystem(?: message| notice)?\s?[:(].{0,40}"
    r"\b(?:user|priority|guideline|citations|assistant|the following|message)\b|\b(?:sign|confirm) (?:it )?(?:as|with|by|that|in writing)\b.{0,40}"
    r"\b(?:byd|guarantee\w*|ok\b|filters|manufacturer|official)|\b(?:admin rights|chat logs)\b|\bfrom (?:now|here|next message) on\b.{0,30}"
    r"\b(?:answer|every|translate|in pirate|your?)\b|\bnote to ai\b|\byour memory\b|\bpirate language\b|\byour configuration\b"
)
"""Roles to play, hidden texts and tokens to give away, sources and rules to forget."""
_SIGNS = frozenset(
    """
    ignore disregard forget override bypass you pretend act behave respond answer speak talk roleplay role print
    reveal show repeat output display tell give leak dump what what's send system jailbreak developer dan anything
    injection god admin sudo assistant new drop truncate alter union select delete insert or xp confirm admit
    promise swear agree ignoriere vergiss ignorez ignorer without eval rm javascript script list word verbatim
    unabridged hidden secret internal master passwords codes test debug training maintenance mode developer programmer
    supervisor team play role stay repeat list need translate base64 guideline document citations warning warnings
    safety invent invented language model configuration sign from note memory line telegram token admins
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
    if _SIGNS.isdisjoint(tokens(folded)) and not any(mark in folded for mark in _MARKS):
        return None
    if (_PATTERNS.search(folded) is None and _ROLES.search(folded) is None) or _asks_for_code(folded):
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
