"""What a report shows: all its points, one point, the preview, an export, and the choice between drafts.

Not here: what an input does (``report.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.compose import compose
from assistant.dialogue.facts import Facts
from assistant.dialogue.report_export import FORMATS, export
from assistant.dialogue.report_fields import BY_KEY, FIELDS, REF, Field, number_of
from assistant.dialogue.report_offers import offers
from assistant.dialogue.report_state import DELETE, PREVIEW, Reporting
from assistant.dialogue.report_text import escaped, file_words, one_line, preview_blocks, progress
from assistant.dialogue.types import Desk, Screen, Tap
from assistant.route.rule import bullets, listing, paragraph
from assistant.types import ChatContext, Draft, Route
from corpus.types import Block, BlockKind

_CLOSE = Tap("Close", "stop", nav=True)
_ALL = Tap("All points", "menu", nav=True)
_LONGEST_OFFER = 34
"""Characters of an offered value on a button."""
_LONGEST_IN_LIST = 40
"""Characters of an answer in the list of all points."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a report: its number, what the chat knows, the desk."""

    id: str
    facts: Facts
    context: ChatContext
    desk: Desk

    def known(self, report: Reporting) -> dict[str, str]:
        """Return what the chat knows of points without an answer."""
        return offers(report, self.facts, self.context, self.desk.corpus)


def screen(report: Reporting, around: Around) -> Screen:
    """Return the present screen: all points, one point, the preview, or the question before deleting."""
    if report.at in BY_KEY:
        return _point(report, BY_KEY[report.at], around)
    if report.at == PREVIEW:
        return _preview(report, around)
    if report.at == DELETE:
        text = f"**Delete report {around.id}** with {len(report.values)} answers and {len(report.files)} files?"
        return Screen((paragraph(text),), (Tap("Yes, delete it", "delete:yes"), Tap("Keep it", "menu"), _CLOSE))
    return _menu(report, around)


def _menu(report: Reporting, around: Around) -> Screen:
    head = paragraph(f"**Service checklist {around.id}**: {progress(report)}")
    steps = Block(BlockKind.STEPS, items=tuple(_item(report, field) for field in FIELDS))
    blocks = [head, steps, paragraph("Tap or type a number. Photos and files can be sent at any time.")]
    taps = []
    known = around.known(report)
    if known:
        names = listing([BY_KEY[key].title.lower() for key in known])
        blocks.append(paragraph(f"This chat knows: {names}."))
        taps.append(Tap("Take over what this chat knows", "take"))
    if report.missing:
        taps.append(Tap("Next point" if report.values or report.files else "First point", "next"))
    taps += [Tap(str(number), f"f:{field.key}") for number, field in enumerate(FIELDS, 1)]
    taps += [Tap("Preview and export", PREVIEW), Tap("Delete this draft", DELETE)]
    return replace(_cited(blocks, (*taps, _CLOSE), around.desk), asks_files=True)


def _item(report: Reporting, field: Field) -> str:
    """Return one line of the list of all points: its title, what is there, a mark."""
    value = one_line(report.value(field.key))
    files = len(report.files_of(field.key))
    cut = value[:_LONGEST_IN_LIST] + ("…" if len(value) > _LONGEST_IN_LIST else "")
    told = [escaped(cut)] if value else []
    told += [f"{files} file{'' if files == 1 else 's'}"] if files else []
    if told:
        return f"✓ **{field.title}:** {', '.join(told)}"
    return f"{field.title}{' (skipped)' if field.key in report.skipped else ''}"


def _point(report: Reporting, field: Field, around: Around) -> Screen:
    blocks = [paragraph(f"**{field.ask}** ({number_of(field.key)} of {len(FIELDS)})")]
    if field.hint:
        blocks.append(paragraph(field.hint))
    value, files = report.value(field.key), report.files_of(field.key)
    if value:
        blocks.append(paragraph(f"Now: {escaped(one_line(value))}"))
    if files:
        blocks.append(paragraph(f"Files: {listing([escaped(file_words(file)) for file in files])}"))
    taps = []
    known = around.known(report).get(field.key)
    if known is not None:
        blocks.append(paragraph(f"This chat knows: {escaped(one_line(known))}"))
        taps.append(Tap(f"Use: {_cut(known)}", f"use:{field.key}"))
    taps += [Tap(option, f"set:{field.key}:{index}") for index, option in enumerate(field.options)]
    if value or files:
        taps += [Tap("Go on", "next"), Tap("Clear this point", f"clear:{field.key}")]
    nav = (Tap("Skip", f"skip:{field.key}", nav=True), _ALL, _CLOSE)
    return replace(_cited(blocks, (*taps, *nav), around.desk), asks_files=True)


def _preview(report: Reporting, around: Around) -> Screen:
    taps = [Tap(f"Export as {name}", f"export:{ending}") for ending, name in FORMATS.items()]
    if report.missing:
        taps.append(Tap("Fill what is missing", f"f:{report.missing[0].key}"))
    return _cited(list(preview_blocks(report, around.id, around.desk)), (*taps, _ALL, _CLOSE), around.desk)


def exported(report: Reporting, ending: str, around: Around) -> Screen:
    """Return the screen with the report as a file."""
    file = export(report, around.id, ending, around.desk)
    shown = screen(replace(report, at=PREVIEW), around)
    text = f"**{file.name}**: here it is. Nothing was sent to anybody: please hand it to the service team."
    missing = f"Still missing: {', '.join(field.title for field in report.missing)}." if report.missing else ""
    blocks = tuple(paragraph(part) for part in (text, missing) if part)
    return replace(shown, blocks=blocks, attachments=(file,))


def closed(report: Reporting, around: Around) -> Screen:
    """Return the screen of a report that is left as a draft."""
    text = f"Report {around.id} is kept as a draft: {progress(report)} Go on with /report."
    return Screen((paragraph(text),), closes=True)


def drafts_screen(drafts: Sequence[tuple[str, Reporting]]) -> Screen:
    """Return the choice between a user's drafts and a new report; the latest change first."""
    ordered = sorted(drafts, key=lambda draft: (draft[1].changed, draft[0]), reverse=True)
    items = [f"**{id_}** ({report.changed or 'no date'}): {_about(report)}" for id_, report in ordered]
    taps = [Tap(f"Go on with {id_}", f"draft:{id_}") for id_, _ in ordered]
    head = paragraph(f"**{len(items)} draft{'' if len(items) == 1 else 's'} of service checklists**")
    blocks = (head, bullets(*items)) if items else (head,)
    return Screen(blocks, (*taps, Tap("New report", "draft:new")))


def _about(report: Reporting) -> str:
    parts = [report.value("system"), report.value("bcu_serial")]
    subject = one_line(", ".join(part for part in parts if part))[:60]
    return f"{escaped(subject) or 'nothing of the system yet'}; {progress(report)}"


def _cited(blocks: list[Block], taps: tuple[Tap, ...], desk: Desk) -> Screen:
    """Return a screen that cites the list of 2.10; its warning is for who measures, not for who fills in a form."""
    answer = compose("", Draft(Route.GUIDELINE, tuple(blocks), refs=(REF,)), desk.corpus, ChatContext())
    return Screen(tuple(blocks), taps, citations=answer.citations)


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_OFFER else line[: _LONGEST_OFFER - 1].rstrip() + "…"
