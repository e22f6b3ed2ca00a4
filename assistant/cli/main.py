"""The command ``assistant`` and how it ends: exit codes, one line for an error.

Commands are imported only when they are called. Upper floors add theirs through the entry-point group
``assistant.commands``, so that this floor imports neither ``bot`` nor ``eval``.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import click

from corpus.errors import AssistantError

OWN = {
    "ask": "assistant.cli.ask:command",
    "bench": "assistant.cli.bench:command",
    "build": "assistant.cli.build:command",
    "chat": "assistant.cli.chat:command",
    "check": "assistant.cli.check:command",
    "codes": "assistant.cli.codes:command",
    "diagnose": "assistant.cli.diagnose:command",
    "measure": "assistant.cli.measure:command",
    "report": "assistant.cli.report:command",
}
if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

GROUP = "assistant.commands"
BENCH_BOT = ("bench", "bot")
BAD_USAGE = 2
FAILED = 1


def _entry_points() -> EntryPoints:
    # Imported here: reading package metadata costs 20 ms, a tenth of answering a code.
    from importlib.metadata import entry_points

    return entry_points(group=GROUP)


class Commands(click.Group):
    """The commands of this floor and of the floors above, found by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, sorted."""
        return sorted({*OWN, *(point.name for point in _entry_points())})

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that arguments name; ``bench bot`` is ``bench-bot``, which the floor above adds."""
        if tuple(args[:2]) == BENCH_BOT:
            args = ["-".join(BENCH_BOT), *args[2:]]
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, imported now, or None."""
        target = OWN.get(cmd_name)
        if target is None:
            for point in _entry_points():
                if point.name == cmd_name:
                    command: click.Command = point.load()
                    return command
            return None
        module, _, name = target.partition(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return found


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="battery-box-assistant", prog_name="assistant")
def cli() -> None:
    """Answers from the BYD Battery-Box HVB, HVM+ and HVS+ service guideline, with the place."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 2 bad usage, 1 anything else with one line on standard error."""
    try:
        code = cli.main(args=arguments, prog_name="assistant", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(BAD_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(FAILED)
    except AssistantError as error:
        click.echo(f"assistant: {' '.join(str(error).split())}", err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of a pipe went away (`assistant codes | head`): nothing is wrong and nothing is left to say.
        sys.stdout = None
        sys.exit(0)
    except OSError as error:
        click.echo(f"assistant: {error}", err=True)
        sys.exit(FAILED)
    sys.exit(code if isinstance(code, int) else 0)
