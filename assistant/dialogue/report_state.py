"""A report's draft as a value with a JSON form: answers, files, what was skipped, where the dialogue stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from assistant.dialogue.report_fields import BY_KEY, FIELDS, OPTIONAL, Field
from assistant.dialogue.types import Attachment

LONGEST_VALUE = 3_000
"""Characters of one answer: a page of a report."""
MENU, PREVIEW, DELETE = "menu", "preview", "delete"
"""Where a report stands outside its points."""


def clean(text: str) -> str:
    """Return typed text without characters that nobody sees and no database or PDF takes; lines stay."""
    return "".join(char for char in text if char == "\n" or char.isprintable()).strip()


@dataclass(frozen=True, slots=True)
class Reporting:
    """One report."""

    values: tuple[tuple[str, str], ...] = ()
    """Answers by the point's key, in the checklist's order."""
    files: tuple[tuple[str, Attachment], ...] = ()
    """Files by the point that they belong to, in the order in which they came."""
    skipped: tuple[str, ...] = ()
    at: str = MENU
    """``menu``, ``preview``, ``delete`` or a point's key."""
    created: str = ""
    """ISO date; "" where the caller has no calendar."""
    changed: str = ""

    def value(self, key: str) -> str:
        """Return the answer to a point, "" where there is none."""
        return dict(self.values).get(key, "")

    def files_of(self, key: str) -> tuple[Attachment, ...]:
        """Return the files of a point."""
        return tuple(attachment for owner, attachment in self.files if owner == key)

    def is_filled(self, key: str) -> bool:
        """Return whether a point has an answer or a file."""
        return bool(self.value(key) or self.files_of(key))

    @property
    def missing(self) -> tuple[Field, ...]:
        """Return the points without answer and file, the skipped ones included."""
        return tuple(field for field in FIELDS if field.key not in OPTIONAL and not self.is_filled(field.key))

    def with_value(self, key: str, text: str) -> Reporting:
        """Return the report with an answer; an empty one removes it."""
        values = dict(self.values)
        values.pop(key, None)
        if text:
            values[key] = clean(text)[:LONGEST_VALUE]
        ordered = tuple((field.key, values[field.key]) for field in FIELDS if field.key in values)
        return replace(self, values=ordered, skipped=tuple(other for other in self.skipped if other != key))

    def with_files(self, key: str, files: tuple[Attachment, ...]) -> Reporting:
        """Return the report with more files; one that it holds already is not doubled."""
        held = {attachment.id for _, attachment in self.files}
        added = tuple((key, attachment) for attachment in files if attachment.id not in held)
        skipped = tuple(other for other in self.skipped if other != key)
        return replace(self, files=(*self.files, *added), skipped=skipped)

    def without_files(self, key: str) -> Reporting:
        """Return the report without the files of a point."""
        return replace(self, files=tuple((owner, file) for owner, file in self.files if owner != key))

    def content(self) -> dict[str, Any]:
        """Return the state for JSON."""
        return {
            "values": dict(self.values),
            "files": [[key, a.id, a.name, a.mime, a.size, a.caption] for key, a in self.files],
            "skipped": list(self.skipped),
            "at": self.at,
            "created": self.created,
            "changed": self.changed,
        }

    @classmethod
    def of(cls, content: dict[str, Any]) -> Reporting:
        """Return the state of a JSON object; points that no longer exist are left out.

        :raises ValueError, TypeError, KeyError: it is none.
        """
        values = content["values"]
        if not all(isinstance(value, str) for value in values.values()):
            raise ValueError("values")
        files = []
        for key, id_, name, mime, size, caption in content["files"]:
            if key in BY_KEY:
                files.append((key, Attachment(str(id_), str(name), str(mime), int(size), str(caption))))
        at = str(content["at"])
        return cls(
            values=tuple((field.key, values[field.key]) for field in FIELDS if field.key in values),
            files=tuple(files),
            skipped=tuple(key for key in map(str, content["skipped"]) if key in BY_KEY),
            at=at if at in BY_KEY or at in (MENU, PREVIEW, DELETE) else MENU,
            created=str(content["created"]),
            changed=str(content["changed"]),
        )
