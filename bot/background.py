"""What is done after something was acknowledged: kept track of, waited for at the end, and logged where it fails."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.errors import ChannelError
from bot.ids import Ids

GRACE = 5.0


class Background:
    """The tasks of a channel that nobody waits for. What they do is a courtesy: cards come by the outbox."""

    def __init__(self, ids: Ids, channel: str) -> None:
        self._ids = ids
        self._channel = channel
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this soon."""
        task = asyncio.create_task(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until all of it is done, and all that came of it."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Give what is under way a moment to end, then stop it."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        log = structlog.get_logger()
        try:
            await work
        except ChannelError as refusal:
            log.warning(f"{self._channel}_not_told", event_id=self._ids.event(), code=refusal.code)
        except Exception as bug:  # the outermost edge of a task: nobody would ever see what escapes
            log.exception(f"{self._channel}_task_failed", event_id=self._ids.event(), kind=type(bug).__name__)
