"""What the server refuses, in Telegram's words where a client acts on them.

HTML refusals are compared with TDLib itself; the descriptions in use (not modified, too old, too long, not found,
blocked ...) are those that the Bot API is known for; those of rare limits (commands, texts of the profile) are ours
after its pattern. Does not decide when: the methods raise these.
"""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refusal as the Bot API sends it; never leaves the server as anything else."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        """Keep HTTP status, description and ``ResponseParameters`` (``retry_after``, ``migrate_to_chat_id``)."""
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the answer's JSON."""
        result: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            result["parameters"] = self.parameters
        return result


def bad_request(what: str) -> ApiError:
    """Return a 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """Return a 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """Return a 409 with Telegram's prefix."""
    return ApiError(409, f"Conflict: {what}")


def too_many_requests(retry_after_s: int) -> ApiError:
    """Return a 429 that asks to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after_s}", retry_after=retry_after_s)


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
SECOND_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
