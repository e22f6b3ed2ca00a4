"""The dialogue ``/report``: the service checklist, point by point, in any order, over days.

Not here: the points (``report_fields.py``), plausibility (``report_check.py``), what is shown (``report_screens.py``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue.report_check import remarks
from assistant.dialogue.report_export import FORMATS
from assistant.dialogue.report_fields import BY_KEY, FIELDS, OPTIONAL, Field, FieldKind
from assistant.dialogue.report_offers import take
from assistant.dialogue.report_screens import Around, closed, exported, screen
from assistant.dialogue.report_state import DELETE, LONGEST_VALUE, MENU, PREVIEW, Reporting, clean
from assistant.dialogue.report_text import escaped, one_line
from assistant.dialogue.say import Move, move_of, yes_or_no
from assistant.dialogue.types import Attachment, Desk, Input, Screen, Tap
from assistant.normalise import normalise
from assistant.route.lookups import lookups
from assistant.route.rule import bullets, listing, paragraph

NOT_KNOWN = "Not known"
LONGEST_CAPTION = 300
LONGEST_LABEL = 44
Step = tuple[Reporting | None, Screen]
"""A report and what to show; None where the user deleted it."""


def start(desk: Desk) -> Reporting:
    """Return a new report."""
    return Reporting(created=desk.today, changed=desk.today)


def advance(report: Reporting, given: Input, around: Around) -> Step:
    """Return the report after an input, and what to show."""
    if given.files:
        return _filed(report, given, around)
    if given.tap:
        return _tapped(report, given.tap, around)
    text = given.text.strip()
    return _typed(report, text, around) if text else (report, screen(report, around))


def _filed(report: Reporting, given: Input, around: Around) -> Step:
    """Keep files under the present point, outside the points under "other"."""
    key = report.at if report.at in BY_KEY else "photos"
    caption = given.text.strip()
    files = tuple(replace(file, caption=clean(file.caption or caption)[:LONGEST_CAPTION]) for file in given.files)
    report = _touched(report.with_files(key, files), around)
    names = listing([escaped(file.name) for file in given.files])
    said = paragraph(f"Kept {names} under “{BY_KEY[key].title}”. Send more, or go on.")
    shown = screen(report, around)
    return report, replace(shown, blocks=(said, *shown.blocks))


def _tapped(report: Reporting, action: str, around: Around) -> Step:
    """Return what a tap does; one that fits nothing shows the present screen."""
    verb, _, value = action.partition(":")
    key, _, index = value.partition(":")
    known = around.known(report)
    if verb == "stop":
        return report, closed(report, around)
    if action == "delete:yes" and report.at == DELETE:
        gone = paragraph(f"Report {around.id} and its files are deleted.")
        return None, Screen((gone,), deleted=True)
    if verb == "use" and value in known:
        return _saved(report, value, known[value], around)
    if verb == "set" and key in BY_KEY and index.isdigit() and int(index[:3]) < len(BY_KEY[key].options):
        return _saved(report, key, BY_KEY[key].options[int(index[:3])], around)
    if verb == "skip" and value in BY_KEY:
        return _skipped(report, value, around)
    if verb == "export" and value in FORMATS:
        return report, exported(report, value, around)
    if verb in (MENU, PREVIEW, DELETE):
        report = replace(report, at=verb)
    elif verb == "next":
        report = replace(report, at=_next(report, report.at))
    elif verb == "f" and value in BY_KEY:
        report = replace(report, at=value)
    elif verb == "take":
        report = _touched(replace(take(report, known, tuple(known)), at=MENU), around)
    elif verb == "clear" and value in BY_KEY:
        report = _touched(replace(report.with_value(value, "").without_files(value), at=value), around)
    return report, screen(report, around)


def _typed(report: Reporting, text: str, around: Around) -> Step:
    """Return what a typed message does: a move, a question, or the answer to the present point."""
    move = move_of(text)
    field = BY_KEY.get(report.at)
    if move is Move.STOP:
        return report, closed(report, around)
    if move is Move.BACK:
        return _tapped(report, MENU, around)
    if field is None:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        if 1 <= number <= len(FIELDS):
            return _tapped(report, f"f:{FIELDS[number - 1].key}", around)
        return report, _in_between(report, text, around)
    if move is Move.SKIP:
        return _skipped(report, field.key, around)
    if move is Move.UNKNOWN:
        return _saved(report, field.key, NOT_KNOWN, around)
    if text.endswith("?") and field.kind is not FieldKind.TEXT:
        return report, _in_between(report, text, around)
    return _saved(report, field.key, _option_said(text, field) or text, around)


def _option_said(text: str, field: Field) -> str:
    """Return the option that a short typed answer is, "" where it says more than that."""
    folded = normalise(text).folded.rstrip(".!")
    named = [option for option in field.options if normalise(option).folded == folded]
    if named:
        return named[0]
    said = yes_or_no(folded) if len(folded.split()) == 1 else None
    word = {True: "Yes", False: "No", None: ""}[said]
    fitting = [option for option in field.options if word and option.split(",")[0] == word]
    return fitting[0] if len(fitting) == 1 else ""


def _saved(report: Reporting, key: str, text: str, around: Around) -> Step:
    """Return the report with an answer, and the next point; remarks do not hold it up."""
    desk, field = around.desk, BY_KEY[key]
    report = _touched(report.with_value(key, text), around)
    found = remarks(report, key, lookups(desk.corpus), desk.today)
    if len(text) > LONGEST_VALUE:
        found = (f"Cut after {LONGEST_VALUE} characters: send longer texts as a file.", *found)
    said = [paragraph(f"**{field.title}:** {escaped(one_line(report.value(key)))}")]
    taps: tuple[Tap, ...] = ()
    if found:
        said += [paragraph("Kept. Please look again:"), bullets(*map(escaped, found))]
        taps = (Tap(f"Change: {field.title}"[:LONGEST_LABEL], f"f:{key}"),)
    elif key == "never_ran" and text == field.options[1]:
        said.append(paragraph("Please add why it never worked, and in what status it was left (on / off / LED)."))
        taps = (Tap(f"Add to: {field.title}"[:LONGEST_LABEL], f"f:{key}"),)
    report = replace(report, at=_next(report, key))
    shown = screen(report, around)
    return report, replace(shown, blocks=(*said, *shown.blocks), choices=(*taps, *shown.choices))


def _skipped(report: Reporting, key: str, around: Around) -> Step:
    following = _next(report, key)
    if not report.is_filled(key):
        skipped = (*(other for other in report.skipped if other != key), key)
        report = _touched(replace(report, skipped=skipped), around)
    report = replace(report, at=following)
    return report, screen(report, around)


def _next(report: Reporting, key: str) -> str:
    """Return the next point without an answer: after the present one, then from the top; the preview at the end."""
    keys = [field.key for field in FIELDS]
    at = keys.index(key) + 1 if key in BY_KEY else 0
    open_ = [other for other in (*keys[at:], *keys[:at]) if not report.is_filled(other) and other != key]
    fresh = [other for other in open_ if other not in report.skipped and other not in OPTIONAL]
    return fresh[0] if fresh else PREVIEW


def _touched(report: Reporting, around: Around) -> Reporting:
    return replace(report, changed=around.desk.today or report.changed)


def _in_between(report: Reporting, text: str, around: Around) -> Screen:
    """Return the assistant's answer to a question, then the present screen."""
    answer = around.desk.ask(text, around.context)
    now = screen(report, around)
    return replace(
        now,
        blocks=(*answer.blocks, paragraph("---"), *now.blocks),
        citations=answer.citations or now.citations,
        safety=answer.safety,
    )


def files_of(report: Reporting) -> tuple[Attachment, ...]:
    """Return all files that a report holds."""
    return tuple(file for _, file in report.files)
