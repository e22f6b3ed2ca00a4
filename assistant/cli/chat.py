"""``assistant chat``: questions and answers in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.cli.common import load_assistant, option_home, print_answer
from assistant.types import ChatContext, Choice

WELCOME = (
    "Ask about the BYD Battery-Box HVB, HVM+ or HVS+: an event code (EC108), a voltage (HVM+ with 4 modules), "
    "a LED, or in your own words. End: quit."
)


@click.command(name="chat")
@option_home
def command(home: Path | None) -> None:
    """Ask and answer in the terminal, until "quit" or the end of the input."""
    assistant = load_assistant(home=home)
    context = ChatContext()
    choices: tuple[Choice, ...] = ()
    interactive = sys.stdin.isatty()
    if interactive:
        import readline  # noqa: F401  (line editing and history for input())

        click.echo(WELCOME)
    while True:
        try:
            line = input("\n> " if interactive else "")
        except (EOFError, KeyboardInterrupt):
            break
        text = line.strip()
        if text.casefold() in ("quit", "exit", "bye", ":q"):
            break
        if not text:
            continue
        # A number picks one of the choices just offered; otherwise it is a question ("108").
        if text.isdecimal() and 0 < int(text) <= len(choices):
            text = choices[int(text) - 1].question
        answer = assistant.ask(text, context)
        context, choices = answer.context, answer.choices
        print_answer(answer)
        for number, choice in enumerate(choices, 1):
            click.echo(f"  [{number}] {choice.label}")
