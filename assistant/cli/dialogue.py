"""Guided dialogues in the terminal: letters for options, words for moves, pictures as text, reports as files.

One ``Terminal`` a session; ``chat`` and the commands of the three dialogues drive it. What a dialogue says and does is
in ``assistant/dialogue``.
"""

from __future__ import annotations

import select
import string
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from assistant import dialogue as d
from assistant.cli.common import print_answer
from assistant.dialogue.report_store import EXPORTS, FolderStore, new_id, terminal_store
from assistant.engine import Assistant
from assistant.render.markdown import answer_markdown
from assistant.types import Answer, ChatContext

COMMANDS = {f"/{kind.value}": kind for kind in d.Kind}
ATTACH = "/attach"
SHORT = 8
"""Labels up to this length stand together in one line; they are typed as they are."""
PASTE_S = 0.05
"""Seconds within which the lines of one paste follow one another; nobody types a line so fast."""


class Terminal:
    """The dialogues of one session: the active one, and what the chat knows."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.store: FolderStore = terminal_store(assistant.settings)
        self.context = ChatContext()
        self.facts = d.Facts()
        self.active: d.Dialogue | None = None
        self.letters: dict[str, str] = {}
        """Actions by what is typed for them: a letter, or the label."""

    @property
    def desk(self) -> d.Desk:
        """Return the desk of now: the day may change while a chat is open."""
        today = datetime.now(UTC).astimezone().date().isoformat()
        return d.Desk(self.assistant.corpus, self.assistant.ask, self.store.read, today)

    @property
    def given(self) -> d.Given:
        """Return what the chat knows."""
        return d.Given(context=self.context, facts=self.facts)

    @property
    def is_open(self) -> bool:
        """Return whether typed text belongs to a dialogue (or to the choice between drafts)."""
        return self.active is not None or bool(self.letters)

    def begin(self, kind: d.Kind, text: str = "", at: str = "") -> None:
        """Start a dialogue; for reports, show the drafts first where there are some."""
        if kind is d.Kind.REPORT:
            self.store.prune(self.desk.today, self.assistant.settings.retention_days)
            drafts = list(self.store.list())
            if drafts:
                self.active = None
                self._show(d.drafts(drafts))
                return
        self._start(kind, text, at)

    def _start(self, kind: d.Kind, text: str = "", at: str = "") -> None:
        given = replace(self.given, text=text, at=at)
        self._take(*d.start(kind, self.desk, given, id=new_id()))

    def handle(self, line: str) -> bool:
        """Take one typed message; return whether it belonged to a dialogue."""
        action = self.letters.get(line.casefold(), "")
        if action.startswith("draft:"):
            self._open(action.removeprefix("draft:"))
        elif self.active is None:
            self.letters = {}  # The choice between drafts was offered, and something else was asked.
            return False
        elif line.split(" ", 1)[0] == ATTACH:
            self._attach(line[len(ATTACH) :].strip())
        else:
            given = d.Input(tap=action) if action else d.Input(text=line)
            self._take(*d.advance(self.active, given, self.desk))
        return True

    def takes(self, line: str) -> bool:
        """Return whether a typed message is for the dialogue; any other is an ordinary question.

        The single letters of the dialogue's options are then free for the answer's; its labels can still be typed.
        """
        if self.active is None or line.casefold() in self.letters or line.split(" ", 1)[0] == ATTACH:
            return True
        if d.belongs(self.active, line, self.desk):
            return True
        self.letters = {typed: action for typed, action in self.letters.items() if len(typed) > 1}
        return False

    def noticed(self, answer: Answer) -> None:
        """Keep what an ordinary answer tells of the chat's system and codes."""
        self.context = answer.context
        self.facts = d.after_answer(self.facts, answer)

    def _open(self, id_: str) -> None:
        report = None if id_ == "new" else self.store.get(id_)
        if report is None:
            self._start(d.Kind.REPORT)
            return
        report = d.refresh(report, self.given)
        self._take(report, d.screen(report, self.desk))

    def _take(self, state: d.Dialogue | None, screen: d.Screen) -> None:
        """Keep the state and show the screen; go on with another dialogue where the user asked for one."""
        before = self.active
        self.facts = d.after_dialogue(self.facts, state, self.desk)
        if screen.context is not None:
            self.context = screen.context
        if state is not None and state.kind is d.Kind.REPORT:
            self.store.save(state)
        if screen.deleted and before is not None:
            self.store.delete(before.id)
        self.active = None if screen.closes else state
        if screen.opens is not None:
            self.begin(screen.opens)
            return
        self._show(screen)

    def _attach(self, name: str) -> None:
        """Attach a file of this machine to the report: ``/attach PATH``, a caption behind a ``|``."""
        name, _, caption = (part.strip() for part in name.partition("|"))
        path = Path(name).expanduser()
        if self.active is None or self.active.kind is not d.Kind.REPORT:
            click.echo("Files belong to a report: /report")
            return
        if not path.is_file():
            click.echo(f"{name or 'A path'} is no file here: {ATTACH} PATH | caption")
            return
        data = path.read_bytes()
        refused = d.check_file(path.name, data, d.attachments(self.active))
        if refused:
            click.echo(refused)
            return
        kept = d.Attachment(self.store.keep(data), d.safe_name(path.name), d.kind_of(data), len(data))
        self._take(*d.advance(self.active, d.Input(text=caption, files=(kept,)), self.desk))

    def _show(self, screen: d.Screen) -> None:
        answer = d.as_answer(screen)
        if screen.attachments or screen.choices or screen.citations:
            print_answer(answer)
        else:
            click.echo(answer_markdown(answer))
        for file in screen.attachments:
            self._hand_out(file)
        self._offer(screen.choices)

    def _hand_out(self, file: d.File) -> None:
        if file.alt:
            click.echo(f"\n{file.alt}")
            return
        folder = self.store.folder / EXPORTS
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / file.name
        path.write_bytes(file.data)
        path.chmod(0o600)
        click.echo(f"Written: {path}")

    def _offer(self, taps: tuple[d.Tap, ...]) -> None:
        """Print what can be chosen: a letter for each long label, short ones in a line, moves in the last one."""
        self.letters = {tap.label.casefold(): tap.action for tap in taps}
        free = iter(string.ascii_lowercase)
        short = [tap.label for tap in taps if not tap.nav and len(tap.label) <= SHORT]
        for tap in taps:
            if tap.nav or len(tap.label) <= SHORT:
                continue
            letter = next(free, "")
            if letter:
                self.letters.setdefault(letter, tap.action)
            click.echo(f"  [{letter}] {tap.label}")
        if short:
            click.echo(f"  Type: {', '.join(short)}")
        moves = [tap.label for tap in taps if tap.nav]
        if moves:
            click.echo(f"  {' · '.join(moves)}")


def read_message() -> str | None:
    """Return what was typed, stripped; None at the end of the input.

    Lines that are pasted together into a terminal are one message: a column of measured values is.
    """
    interactive = sys.stdin.isatty()
    try:
        lines = [input("\n> " if interactive else "")]
        while interactive and select.select([sys.stdin], [], [], PASTE_S)[0]:
            lines.append(input(""))
    except (EOFError, KeyboardInterrupt):
        return None
    return "\n".join(lines).strip()


def converse(terminal: Terminal) -> None:
    """Read messages until the dialogue has ended or the input does; for the commands of one dialogue."""
    if sys.stdin.isatty():
        import readline  # noqa: F401  (line editing and history for input())
    while terminal.is_open and (text := read_message()) is not None:
        if text.casefold() in ("quit", "exit", ":q"):
            break
        if text:
            terminal.handle(text)
