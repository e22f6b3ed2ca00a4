"""Asks Telegram for updates, again and again; an update is confirmed only once it is journalled.

python-telegram-bot's own loop confirms updates before they are stored anywhere, and one that it cannot read stops
it for ever; this one has neither fault.
"""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.intake import KINDS, Intake
from bot.metrics import Metrics
from bot.requests import Bot, FloodError, ReplyLostError
from corpus.errors import BotError

log = logging.getLogger(__name__)

TIMEOUT_S = 10
"""How long Telegram holds a request while there is nothing."""
FIRST_DELAY_S, LONGEST_DELAY_S = 0.5, 30.0
"""Waits after failures: doubled each time."""
GOODBYE_S = 2.0
"""How long the last request may take, which confirms what was taken."""
REFUSED = (
    "Telegram refuses this token: set TELEGRAM_BOT_TOKEN to the one that @BotFather shows for your bot "
    "(/mybots, API Token)"
)
CONFLICT = (
    "another process polls with this bot's token, or a webhook is set (409): each update goes to one of them only. "
    "Stop the other one, or run replicas by webhook"
)


async def poll(bot: Bot, intake: Intake, metrics: Metrics, stop: asyncio.Event) -> None:
    """Take updates until ``stop`` is set.

    :raises BotError: Telegram refuses the token.
    """
    offset: int | None = None
    delay = FIRST_DELAY_S
    stopping = asyncio.ensure_future(stop.wait())
    try:
        while not stop.is_set():
            asking = asyncio.ensure_future(bot.raw_updates(offset, TIMEOUT_S, KINDS))
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                asking.cancel()  # nothing is lost: what it would have brought is not confirmed
                await asyncio.gather(asking, return_exceptions=True)
                break
            try:
                raws = asking.result()
                metrics.contact()
                await intake.take(raws)
                if raws:
                    offset = max(raw["update_id"] for raw in raws) + 1
                delay = FIRST_DELAY_S
            except InvalidToken:
                raise BotError(REFUSED) from None
            except (TelegramError, SQLAlchemyError, KeyError, TypeError, AttributeError) as error:
                wait = _wait(error, delay)
                _tell(error, wait, metrics)
                delay = min(2 * delay, LONGEST_DELAY_S)
                await asyncio.wait({stopping}, timeout=wait)
    finally:
        stopping.cancel()
    await _goodbye(bot, offset)


def _wait(error: Exception, delay: float) -> float:
    if isinstance(error, FloodError):
        return error.wait_s
    return 0.1 if isinstance(error, ReplyLostError) and delay == FIRST_DELAY_S else delay


def _tell(error: Exception, wait: float, metrics: Metrics) -> None:
    if isinstance(error, Conflict):
        metrics.telegram_error("conflict")
        log.error("%s; trying again in %.1f s", CONFLICT, wait)
    elif isinstance(error, SQLAlchemyError):
        log.error("updates cannot be stored (%s); trying again in %.1f s", type(error).__name__, wait)
    else:
        metrics.telegram_error("network")
        log.warning("Telegram cannot be asked for updates (%s); trying again in %.1f s", error, wait)


async def _goodbye(bot: Bot, offset: int | None) -> None:
    """Confirm what was taken; without it Telegram would deliver it again, which the journal would notice."""
    if offset is None:
        return
    try:
        await asyncio.wait_for(bot.raw_updates(offset, 0, KINDS), GOODBYE_S)
    except (TelegramError, TimeoutError) as error:
        log.info("the last updates could not be confirmed (%s); the journal knows them", type(error).__name__)
