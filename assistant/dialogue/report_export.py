"""A report as a file: PDF, Markdown or JSON. Heavy imports happen only where a PDF is made."""

from __future__ import annotations

from assistant.dialogue.report_files import safe_name
from assistant.dialogue.report_state import Reporting
from assistant.dialogue.report_text import as_json, markdown
from assistant.dialogue.types import Desk, File

FORMATS = {"pdf": "PDF", "md": "Markdown", "json": "JSON"}
"""File endings and the names of the formats."""


def export_name(id_: str, ending: str) -> str:
    """Return the name of a report's file."""
    return safe_name(f"service-checklist-{id_}.{ending}")


def export(report: Reporting, id_: str, ending: str, desk: Desk) -> File:
    """Return the report as a file of a format of ``FORMATS``."""
    name = export_name(id_, ending)
    if ending == "pdf":
        from assistant.dialogue.report_pdf import pdf

        return File(name, "application/pdf", pdf(report, id_, desk), caption="Service checklist")
    if ending == "md":
        return File(name, "text/markdown", markdown(report, id_, desk).encode(), caption="Service checklist")
    return File(name, "application/json", as_json(report, id_, desk).encode(), caption="Service checklist")
