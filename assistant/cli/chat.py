"""``assistant chat``: questions and answers in the terminal, and the guided dialogues."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.cli.common import load_assistant, option_home, print_answer
from assistant.types import Choice

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
        if terminal.is_open and terminal.handle(text):
            continue
        # A number picks one of the choices just offered; otherwise it is a question ("108").
        picked = int(text) if text.isdecimal() and len(text) < 3 else 0
        if offered is not None and picked == len(choices) + 1:
            terminal.begin(Kind.DIAGNOSE, at=offered.at)
            continue
        if 0 < picked <= len(choices):
            text = choices[picked - 1].question
        elif is_measurement(text, terminal.desk):
            terminal.begin(Kind.MEASURE, text)
            continue
        answer = assistant.ask(text, terminal.context)
        terminal.noticed(answer)
        choices, offered = answer.choices, offer(answer, terminal.desk)
        print_answer(answer)
        for number, choice in enumerate(choices, 1):
            click.echo(f"  [{number}] {choice.label}")
        if offered is not None:
            click.echo(f"  [{len(choices) + 1}] {offered.label}")
