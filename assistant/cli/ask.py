"""``assistant ask``: one question, or many from standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from assistant.cli.common import load_assistant, option_home, print_answer
from assistant.render.json import answer_object
from assistant.types import ChatContext
from corpus.errors import AssistantError


@click.command(name="ask")
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--jsonl", is_flag=True, help="Read one question a line from standard input, write one JSON object a line."
)
@option_home
def command(question: tuple[str, ...], as_json: bool, jsonl: bool, home: Path | None) -> None:
    """Answer a QUESTION, such as "EC108" or "the LED is blue"."""
    if jsonl:
        if question or as_json:
            raise click.UsageError("--jsonl reads its questions from standard input: give no question and no --json")
        _many(home)
        return
    text = " ".join(question)
    if not question:
        if sys.stdin.isatty():
            raise click.UsageError('give a question, like: assistant ask "EC108"')
        text = _standard_input()
    answer = load_assistant(home=home).ask(text)
    if as_json:
        click.echo(json.dumps(answer_object(answer), ensure_ascii=False))
    else:
        print_answer(answer)


def _many(home: Path | None) -> None:
    assistant = load_assistant(home=home)
    for number, line in enumerate(_lines(), 1):
        question, context = _parse(line, number)
        answer = assistant.ask(question, context)
        click.echo(json.dumps(answer_object(answer), ensure_ascii=False))


def _lines() -> Iterator[str]:
    """Yield the lines of standard input, undecodable bytes replaced; empty lines are questions as well."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace").rstrip("\r\n")


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", errors="replace").strip()


def _parse(line: str, number: int) -> tuple[str, ChatContext | None]:
    """Return the question of a line: plain text, or an object with ``question`` and perhaps ``context``.

    :raises AssistantError: the line is a JSON object, but not of this form.
    """
    if not line.lstrip().startswith("{"):
        return line, None
    try:
        content = json.loads(line)
    except ValueError:
        return line, None
    question = content.get("question")
    if not isinstance(question, str):
        raise AssistantError(
            f'line {number}: "question" must be text, not {question!r}; give {{"question": "EC108"}} or plain text'
        )
    context = content.get("context") or {}
    if not isinstance(context, dict):
        raise AssistantError(f'line {number}: "context" must be an object, not {context!r}')
    module_type, modules = context.get("module_type"), context.get("modules")
    if not (module_type is None or isinstance(module_type, str)) or not (modules is None or type(modules) is int):
        raise AssistantError(f'line {number}: "context" takes "module_type" (text) and "modules" (a whole number)')
    return question, ChatContext(module_type=module_type, modules=modules)
