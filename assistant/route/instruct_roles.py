"""Roles to play, hidden texts and tokens to give away, sources and rules to forget: orders in roundabout words.

Conservative: no question about a battery is worded so. Not here: direct orders (``instruct``).
"""

from __future__ import annotations

from assistant.route.late import Signed

ROLES = (
    Signed(
        "word for word;word by word;verbatim;unabridged;base64",
        r"\b(?:word (?:for|by) word|verbatim|unabridged)\b.{0,80}\b(?:instructions?|above|rules|memory|told|document|"
        r"configuration)\b",
        r"\bbase64\b",
    ),
    Signed(
        "above this line;text above;words above;everything above;repeat after me",
        r"\b(?:above this line|text above|words above|everything above|repeat after me)\b",
    ),
    Signed(
        "hidden;secret;internal;master ;admin pass;unlock codes",
        r"\bhidden (?:text|rules|instructions?|files|prompts?)\b",
        r"\b(?:secret|internal|master)\s(?:\w+\s)?passwords?\b|\badmin passwords\b",
        r"\bsecret (?:service )?codes\b|\bunlock codes\b",
    ),
    Signed(
        "first message;first system;initial message;you were given;instructions were you;own instructions;your memory;"
        "your configuration;which model are;language model",
        r"\b(?:your|my) (?:first|initial) (?:system )?messages?\b|\brules you were given\b|"
        r"\bwhat instructions were you\b",
        r"\byour (?:own instructions|memory|configuration)\b|\blanguage model\b|\bwhich model are you\b",
    ),
    Signed(
        " mode",
        r"\b(?:test|debug|developer|training|maintenance) mode\b.{0,120}\b(?:list|dump|output|confirm|drop|answer|tell|"
        r"restrictions|rules|passphrase|password)\b",
        r"\b(?:confirm|list|dump|output)\b.{0,60}\b(?:maintenance|debug|test) mode\b",
    ),
    Signed(
        "developer;programmer;supervisor;from the team",
        r"\bi(?:'m| am) (?:the )?(?:developer|programmer|supervisor)\b.{0,30}\b(?:of this bot|of the hotline|from)",
        r"\bfrom the (?:developer )?team (?:who|that|,)",
    ),
    Signed(
        "play;stay in;you're;you are;grand",
        r"\blet'?s play\b|\bstay in (?:the role|role|it)\b|\byou are now\b",
        r"\b(?:you play|you're|you are) (?:a |an |my |byd|now |root)\s?(?:service man|late|grand|chief|"
        r"engineer|byd|root|in "
        r"maintenance|wi-fi)",
        r"\bgrand(?:mother|father|pa|ma)\b.{0,80}\b(?:read|password\w*|prompts)",
    ),
    Signed(
        "admin;token;all users;allowed users;api key;telegram;chat logs",
        r"\b(?:list of|show|give me|output|need)\b.{0,30}\b(?:admins?|admin ids|(?:allowed|all) users|token)\b",
        r"\btelegram (?:token|id)\b|\bapi key\b|\bthe token\b|\badmin rights\b|\bchat logs\b",
    ),
    Signed(
        "translate",
        r"\btranslate\b.{0,60}\b(?:your (?:own|hidden|first)|then (?:obey|do)|forget)\b",
    ),
    Signed(
        "answer;speak;respond;reply;pirate;say in",
        r"\b(?:answer|speak|respond|reply|say) (?:only )?(?:in|with) (?:yes|pirate|hex|base64|\"|the word)",
        r"\bpirate language\b",
    ),
    Signed(
        "revoked;withdrawn;source replaced;guideline was replaced;guideline has been",
        r"\bthe guideline (?:has been|was|is) (?:revoked|withdrawn|replaced)\b|\bdocument source replaced\b",
    ),
    Signed(
        "role\";role';abstain;confidence;system;note to ai",
        r"[\"']role[\"']\s?:|\babstain\s?=|\bconfidence\s?=|\bnote to ai\b",
        r"\bsystem(?: message| notice)?\s?[:(].{0,40}\b(?:user|priority|guideline|citations|assistant|"
        r"the following|message)\b",
    ),
    Signed(
        "warning;safety;without limits;without source;as official;as byd",
        r"\bas (?:byd's|official) (?:chief|support)\b|\bwithout (?:limits|source|"
        r"warnings?)\b.{0,30}\b(?:approve|of doc|also)",
        r"\bleave out the warnings\b|\bno warnings? about\b|\b(?:skip|turned off) the safety|\bsafety sentences\b|"
        r"\bno safety rules\b",
    ),
    Signed(
        "pretend;invent",
        r"\bpretend\b.{0,30}\b(?:the guideline|having no)|\binvent one\b|\bdon't mention it's invented\b",
    ),
    Signed(
        "sign ;confirm",
        r"\b(?:sign|confirm) (?:it )?(?:as|with|by|that|in writing)\b.{0,40}\b(?:byd|guarantee\w*|ok\b|"
        r"filters|manufacturer|"
        r"official)",
    ),
    Signed(
        "from now on;from here on;from next message on",
        r"\bfrom (?:now|here|next message) on\b.{0,30}\b(?:answer|every|translate|in pirate|your?)\b",
    ),
)
"""Orders, each tried only where one of its signs stands in the message."""
