"""How a question about the guideline is answered: normalise, route, look up or retrieve, decide, compose, render."""

from assistant.engine import Assistant
from assistant.types import Answer, ChatContext

__all__ = ["Answer", "Assistant", "ChatContext"]
