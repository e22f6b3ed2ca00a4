"""Reports of the terminal as files, and the stores of other front ends, found by entry point.

A draft is one JSON file, an attachment one file beside them; nobody but the owner can read them. The bot keeps its
reports in its database and offers them through the entry-point group.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from assistant.dialogue.report_export import FORMATS, export_name
from assistant.dialogue.report_state import Reporting
from assistant.dialogue.run import attachments
from assistant.dialogue.state import Dialogue, dump, parse
from assistant.dialogue.types import Kind
from assistant.settings import Settings

GROUP = "assistant.report_stores"
"""Entry points: functions from the settings to a ``ReportStore``, or to None where there is none."""
EXPORTS = "exports"
"""Folder of the files that were handed out in the terminal."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""For ids that are read out on the telephone: no i, l, o, 0 and 1."""
_ID = re.compile(r"[a-z0-9]{1,16}")
_FILE_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class ReportStore(Protocol):
    """What an operator reads reports from."""

    def list(self) -> Iterable[Dialogue]:
        """Return all reports."""

    def get(self, id_: str) -> Dialogue | None:
        """Return one report, None where there is none of that id."""

    def read(self, attachment_id: str) -> bytes | None:
        """Return the bytes of a file that a report holds, None where it is gone."""


def new_id(length: int = 5) -> str:
    """Return a short random id: thirty million of them, and an id says nothing of its report."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


class FolderStore:
    """Reports in a folder (``var/reports``)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def list(self) -> Iterator[Dialogue]:
        """Yield all reports, by id; damaged files are passed over."""
        for path in sorted(self.folder.glob("*.json")):
            report = self.get(path.stem)
            if report is not None:
                yield report

    def get(self, id_: str) -> Dialogue | None:
        """Return one report, None where there is none of that id."""
        path = self.folder / f"{id_}.json"
        if not _ID.fullmatch(id_) or not path.is_file():
            return None
        report = parse(path.read_text(encoding="utf-8"))
        return report if report is not None and report.kind is Kind.REPORT else None

    def read(self, attachment_id: str) -> bytes | None:
        """Return a file's bytes, None where it is gone."""
        path = self.folder / "files" / attachment_id
        return path.read_bytes() if _FILE_ID.fullmatch(attachment_id) and path.is_file() else None

    def save(self, report: Dialogue) -> None:
        """Write a report; the file is complete or unchanged, whenever the machine stops."""
        self._write(self.folder / f"{report.id}.json", dump(report).encode())

    def keep(self, data: bytes) -> str:
        """Write a file's bytes and return its id."""
        attachment_id = secrets.token_hex(12)
        self._write(self.folder / "files" / attachment_id, data)
        return attachment_id

    def delete(self, id_: str) -> None:
        """Remove a report and the files that only it holds."""
        report = self.get(id_)
        if report is not None:
            (self.folder / f"{id_}.json").unlink()
        self.sweep()

    def sweep(self) -> None:
        """Remove the files and exports of reports that are gone."""
        reports = tuple(self.list())
        held = {file.id for report in reports for file in attachments(report)}
        named = {export_name(report.id, ending) for report in reports for ending in FORMATS}
        for folder, kept in (("files", held), (EXPORTS, named)):
            for path in (self.folder / folder).glob("*"):
                if path.name not in kept:
                    path.unlink()

    def prune(self, today: str, days: int) -> None:
        """Remove the reports that were last changed more than ``days`` days before ``today`` (ISO)."""
        oldest = (date.fromisoformat(today) - timedelta(days=days)).isoformat()
        for report in self.list():
            state = report.state
            if isinstance(state, Reporting) and "" < state.changed < oldest:
                (self.folder / f"{report.id}.json").unlink()
        self.sweep()

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        partial.replace(path)


def terminal_store(settings: Settings) -> FolderStore:
    """Return the store of the reports that were made in this machine's terminal."""
    return FolderStore(settings.var / "reports")


def all_stores(settings: Settings) -> Iterator[ReportStore]:
    """Yield the terminal's store, then those of other front ends."""
    from importlib.metadata import entry_points  # 20 ms, and needed here only

    yield terminal_store(settings)
    for point in entry_points(group=GROUP):
        store: ReportStore | None = point.load()(settings)
        if store is not None:
            yield store
