"""The outermost edge of each way in: nobody meets an error as it is, and the log has what nobody foresaw."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from bot.errors import CommsDeskError
from bot.ids import Ids
from bot.messages import Incoming, Reply

UNFORESEEN = "Something went wrong here, and nothing was lost. Try again; if it happens again, report {}."
T = TypeVar("T")


def unforeseen(bug: Exception, ids: Ids) -> str:
    """Note in the log what nobody has dealt with; the sentence for whoever met it, with the number of the note."""
    event = ids.event()
    structlog.get_logger().error("request_failed", event_id=event, kind=type(bug).__name__, exc_info=bug)
    return UNFORESEEN.format(event)


async def answered(handle: Callable[[Incoming], Awaitable[Reply]], incoming: Incoming, ids: Ids) -> Reply:
    """What the application answers, which by then has kept what it did; a sentence in place of any error."""
    try:
        return await handle(incoming)
    except CommsDeskError as error:
        return Reply(error.sentence, "bad")
    except Exception as bug:  # whoever did it gets a sentence, the log the rest
        return Reply(unforeseen(bug, ids), "bad")


async def in_time(read: Awaitable[T], seconds: float, event: str, ids: Ids) -> T | None:
    """What the application reads for a channel; None, and a warning of that name, where it cannot in so many seconds.

    What was kept before stays kept: whatever goes wrong here costs nobody more than a look.
    """
    try:
        async with asyncio.timeout(seconds):
            return await read
    except Exception as away:  # the database's own errors, of which channels know nothing
        structlog.get_logger().warning(event, event_id=ids.event(), kind=type(away).__name__)
        return None
