"""``assistant bot``: the Telegram bot."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click


@click.command(name="bot")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with config.toml and var/ (default: the project).",
)
def command(home: Path | None) -> None:
    """Answer in Telegram, until SIGTERM or Ctrl-C; the token comes from TELEGRAM_BOT_TOKEN."""
    from assistant.settings import load_settings
    from corpus.errors import BotError

    settings = load_settings(home=home)
    if not settings.telegram_bot_token:
        raise BotError(
            "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather in Telegram (/newbot), then run "
            "TELEGRAM_BOT_TOKEN=... assistant bot"
        )
    try:
        from bot.log import set_up
        from bot.run import run
    except ModuleNotFoundError as error:
        raise BotError(
            f"the bot's packages are not installed ({error.name} is missing): pip install . in the project"
        ) from None
    set_up(settings.log_level, (settings.telegram_bot_token, settings.webhook_secret, settings.database_url))
    asyncio.run(run(settings))
