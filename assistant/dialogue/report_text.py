"""A report as blocks for the preview, as Markdown and as JSON. The PDF is in ``report_pdf.py``."""

from __future__ import annotations

import json
import re
from typing import Any

from assistant.compose import document_label
from assistant.dialogue.report_check import all_remarks
from assistant.dialogue.report_fields import FIELDS, OPTIONAL, REF, Field
from assistant.dialogue.report_state import Reporting
from assistant.dialogue.types import Attachment, Desk
from assistant.render.markdown import block_markdown
from assistant.route.lookups import lookups
from assistant.route.rule import bullets, paragraph
from corpus.types import Block

VERSION = 1
"""Version of the JSON export."""
NOT_SENT = "Made with the Battery-Box assistant. It was sent to nobody: please hand it to the service team yourself."
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def escaped(text: str) -> str:
    """Return typed text so that Markdown shows it as it stands."""
    return _SPECIAL.sub(r"\\\1", text)


def one_line(text: str) -> str:
    """Return a text of several lines as one."""
    return " / ".join(part.strip() for part in text.splitlines() if part.strip())


def file_words(file: Attachment) -> str:
    """Return a file in words: name, size, caption."""
    size = f"{max(file.size / 1024, 1):.0f} kB" if file.size < 1024 * 1024 else f"{file.size / 1024 / 1024:.1f} MB"
    return f"{file.name} ({size})" + (f": {file.caption}" if file.caption else "")


def groups() -> dict[str, list[Field]]:
    """Return the points by their group, in order."""
    found: dict[str, list[Field]] = {}
    for field in FIELDS:
        found.setdefault(field.group, []).append(field)
    return found


def preview_blocks(report: Reporting, id_: str, desk: Desk) -> tuple[Block, ...]:
    """Return the whole report, what is missing, and what looks wrong."""
    blocks = [paragraph(f"**Service checklist {id_}**: {progress(report)}")]
    for group, fields in groups().items():
        lines = [_line(report, field) for field in fields if report.is_filled(field.key)]
        if lines:
            blocks += [paragraph(f"**{group}**"), bullets(*lines)]
    missing = [field.title for field in report.missing]
    if missing:
        blocks.append(paragraph(f"**Missing:** {', '.join(missing)}."))
    titles = {field.key: field.title for field in FIELDS}
    found = all_remarks(report, lookups(desk.corpus), desk.today)
    if found:
        blocks.append(paragraph("**Please look again:**"))
        blocks.append(bullets(*(f"{titles[key]}: {escaped(remark)}" for key, remark in found)))
    return tuple(blocks)


def _line(report: Reporting, field: Field) -> str:
    """Return a filled point in one line."""
    files = "; ".join(escaped(file_words(file)) for file in report.files_of(field.key))
    value = escaped(one_line(report.value(field.key)))
    return f"**{field.title}:** " + " · ".join(part for part in (value, files) if part)


def progress(report: Reporting) -> str:
    """Return how many points are filled, in words."""
    total = len(FIELDS) - len(OPTIONAL)
    missing = len(report.missing)
    if not missing:
        return f"all {total} points filled."
    return f"{total - missing} of {total} points filled."


def markdown(report: Reporting, id_: str, desk: Desk) -> str:
    """Return the report as a Markdown document."""
    head = [f"# Service checklist {escaped(id_)}", _intro(report, desk)]
    parts = [block_markdown(block) for block in preview_blocks(report, id_, desk)[1:]]
    files = [f"- {escaped(file_words(file))}" for _, file in report.files]
    attached = ["**Files of this report**", "\n".join(files)] if files else []
    return "\n\n".join([*head, *parts, *attached, NOT_SENT]) + "\n"


def _intro(report: Reporting, desk: Desk) -> str:
    days = f"Begun {report.created}, last changed {report.changed}. " if report.created else ""
    return f"{days}Points: {document_label(desk.corpus)}, {REF}. {progress(report).capitalize()}"


def as_object(report: Reporting, id_: str, desk: Desk) -> dict[str, Any]:
    """Return the report as the object of the JSON export."""
    remarked = all_remarks(report, lookups(desk.corpus), desk.today)
    return {
        "version": VERSION,
        "id": id_,
        "created": report.created,
        "changed": report.changed,
        "document": document_label(desk.corpus),
        "ref": REF,
        "points": [
            {
                "key": field.key,
                "group": field.group,
                "title": field.title,
                "value": report.value(field.key),
                "skipped": field.key in report.skipped,
                "remarks": [remark for key, remark in remarked if key == field.key],
                "files": [
                    {"id": file.id, "name": file.name, "mime": file.mime, "size": file.size, "caption": file.caption}
                    for file in report.files_of(field.key)
                ],
            }
            for field in FIELDS
        ],
        "missing": [field.key for field in report.missing],
    }


def as_json(report: Reporting, id_: str, desk: Desk) -> str:
    """Return the JSON export."""
    return json.dumps(as_object(report, id_, desk), ensure_ascii=False, indent=2) + "\n"
