"""The parameters of one call, read by type as the Bot API reads them.

Forms send everything as text (lists and objects as JSON); JSON bodies send values. Does not check meaning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.devserver.errors import bad_request

TEXTS = frozenset(
    "text caption description short_description parse_mode url secret_token language_code callback_query_id "
    "inline_query_id inline_message_id file_id name title question emoji action next_offset".split()
)
"""Fields that stay text, whatever they look like (a question may be ``[1]``)."""


class Params:
    """Parameters and uploaded files of one call."""

    def __init__(self, raw: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]] | None = None) -> None:
        """Keep the values as they came; ``files`` maps a field to file name and content."""
        self.raw = {key.lower(): value for key, value in raw.items()}
        self.files = dict(files or {})

    def decoded(self) -> dict[str, Any]:
        """Return the values for people and tests: numbers, truth values, lists and objects decoded."""
        return {key: value if key in TEXTS else _decode(value) for key, value in self.raw.items()}

    def has(self, name: str) -> bool:
        """Return whether a value was sent."""
        return self.raw.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = self.raw.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number.

        :raises ApiError: 400 where it is none.
        """
        if not self.has(name):
            return default
        try:
            return int(self.raw[name])
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def boolean(self, name: str) -> bool:
        """Return a truth value; anything but ``true``, ``yes`` and ``1`` is false, as in Telegram."""
        return str(self.raw.get(name, "")).lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """Return a list or object, None where nothing was sent.

        :raises ApiError: 400 where it is not JSON.
        """
        if not self.has(name):
            return None
        value = self.raw[name]
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


def _decode(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        decoded = json.loads(value)
    except ValueError:
        return value
    return value if isinstance(decoded, (str, float)) else decoded
