"""Rule: greetings, thanks, "help" and questions about the assistant itself, where the message is nothing else.

Not here: a greeting before a real question; the question decides then.
"""

from __future__ import annotations

from assistant.route.empty import EXAMPLES, what_can_be_asked
from assistant.route.rule import Rule, paragraph
from assistant.route.words import tokens
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

_MOST_WORDS = 10
_POLITE = frozenset(
    "all again and everyone guys folks team there sir madam dear bot assistant so very much a lot many my friend you "
    "for the your help it to that was is great good nice perfect super well just please pls mate man buddy tout le "
    "monde zusammen schon bien beaucoup mille sehr veel heel".split()
)
_GREETING = frozenset(
    "hi hello hey hallo hola bonjour salut ciao moin servus hoi goedemorgen goedendag morning afternoon evening gday "
    "greetings hiya yo buongiorno buenos dias guten tag abend morgen gruss gott".split()
)
_THANKS = frozenset(
    "thanks thank thx ty cheers danke dank merci gracias grazie bedankt dankjewel tnx bye goodbye tschuss ok okay "
    "great perfect solved fixed worked works super top".split()
)
_SOLVED = frozenset("ok okay great perfect super top works worked solved fixed".split())
_HELP = frozenset({
    "help", "help me", "please help", "please help me", "i need help", "can you help", "can you help me", "hilfe",
    "aide", "ayuda", "aiuto", "what can you do", "what can i ask", "what can i ask you", "how does this work",
    "how do you work", "how does this bot work", "what do you do", "menu", "start", "/start", "/help", "commands",
    "usage",
    "what can i ask here", "what do you know", "instructions", "hello can you help me", "hi can you help me",
})  # fmt: skip
_ANSWERING = frozenset({"yes", "no", "yep", "nope", "yeah", "ja", "nein", "oui", "non", "yes please", "no thanks"})
"""Answers where nothing was asked (``reply`` has those to a question back)."""
_ABOUT = frozenset({
    "who are you", "what are you", "who is this", "are you a bot", "are you a robot", "are you human", "are you an ai",
    "are you a human", "are you real", "are you a person", "are you chatgpt", "who made you", "who built you",
    "what is your name", "what's your name", "whats your name", "wer bist du", "qui es tu", "are you there",
    "is this a bot", "am i talking to a human", "am i talking to a bot", "bist du ein mensch", "do you use ai",
    "are you a real person", "who am i talking to",
})  # fmt: skip
_CHAT = frozenset({
    "how are you", "how are you doing", "how is it going", "how's it going", "what's up", "whats up", "wie geht's",
    "wie geht es dir", "tell me a joke", "do you know a joke", "i love you", "you are great", "you are stupid",
    "you are useless", "good bot", "bad bot", "test", "testing", "lol", "haha", "ca va",
})  # fmt: skip


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    words = tokens(query.folded)
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    said = " ".join(words)
    if said in _HELP or query.folded.rstrip(" .!?") in _HELP:
        return Draft(route=Route.NONE, blocks=what_can_be_asked(), choices=EXAMPLES)
    if said in _ANSWERING:
        text = "**I have no open question.** What would you like to know?"
        return Draft(route=Route.CLARIFY, blocks=(paragraph(text), *what_can_be_asked()), choices=EXAMPLES)
    if said in _ABOUT:
        text = "**I am an assistant program.** Every answer was checked beforehand; I write none of my own."
        return Draft(route=Route.NONE, blocks=(paragraph(text), *what_can_be_asked()), abstained=True, choices=EXAMPLES)
    if said in _CHAT:
        text = "**I only know the service guideline.** Ask me about the battery, and I look it up."
        return Draft(route=Route.NONE, blocks=(paragraph(text),), abstained=True, choices=EXAMPLES)
    return _polite(words)


def _polite(words: tuple[str, ...]) -> Draft | None:
    """Return a greeting or "you are welcome" where every word is a polite one."""
    if all(word in _THANKS or word in _POLITE or word in _GREETING for word in words):
        if any(word in _THANKS for word in words):
            solved = all(word in _SOLVED for word in words)
            text = (
                "**Good.** Ask again whenever you need the guideline."
                if solved
                else "**You are welcome.** Ask again any time."
            )
            return Draft(route=Route.NONE, blocks=(paragraph(text),))
        if any(word in _GREETING for word in words):
            return Draft(
                route=Route.NONE,
                blocks=(paragraph("**Hello!** What is the battery doing?"), *what_can_be_asked()),
                choices=EXAMPLES,
            )
    return None


RULE = Rule("small_talk", _answer)
