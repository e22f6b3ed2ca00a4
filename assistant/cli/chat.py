"""``assistant chat``: questions and answers in the terminal, and the guided dialogues."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.cli.common import load_assistant, option_home, print_answer
from assistant.types import Choice

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WELCOME = (
    "Ask about the BYD Battery-Box HVB, HVM+ or HVS+: an event code (EC108), a voltage (HVM+ with 4 modules), "
    "a LED, or in your own words.\n"
    "Step by step: /diagnose. Measured values: paste them, or /measure. Service checklist: /report. End: quit."
)


@click.command(name="chat")
@option_home
def command(home: Path | None) -> None:
    """Ask and answer in the terminal, until "quit" or the end of the input."""
    from assistant.cli.dialogue import COMMANDS, Terminal, read_message
    from assistant.dialogue import Kind, Offer, is_measurement, offer

    assistant = load_assistant(home=home)
    terminal = Terminal(assistant)
    choices: tuple[Choice, ...] = ()
    offered: Offer | None = None
    if sys.stdin.isatty():
        import readline  # noqa: F401  (line editing and history for input())

        click.echo(WELCOME)
    while (text := read_message()) is not None:
        if text.casefold() in ("quit", "exit", "bye", ":q"):
            break
        if not text:
            continue
        word, _, rest = text.partition(" ")
        if word.casefold() in COMMANDS:
            terminal.begin(COMMANDS[word.casefold()], rest.strip())
            continue
        if terminal.is_open and terminal.takes(text) and terminal.handle(text):
            choices, offered = (), None
            continue
        # Letters pick a choice: a number may itself be the answer ("how many modules?" "4") or a code ("108").
        picked = LETTERS.find(text.casefold()) if len(text) == 1 else -1
        if offered is not None and picked == len(choices):
            terminal.begin(Kind.DIAGNOSE, at=offered.at)
            continue
        if 0 <= picked < len(choices):
            text = choices[picked].question
        elif is_measurement(text, terminal.desk):
            terminal.begin(Kind.MEASURE, text)
            continue
        answer = assistant.ask(text, terminal.context)
        terminal.noticed(answer)
        choices, offered = answer.choices, offer(answer, terminal.desk)
        print_answer(answer)
        labels = [choice.label for choice in choices] + ([] if offered is None else [offered.label])
        for letter, label in zip(LETTERS, labels, strict=False):
            click.echo(f"  [{letter}] {label}")
