"""Measures how long the event loop was held up: while one part of the program keeps it, nobody else is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from time import perf_counter

from aiohttp import web
from prometheus_client import CollectorRegistry, Histogram

LOOK = 0.01
BOUNDS = (0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.5, 1.0, 5.0)
NAME = "commsdesk_loop_seconds"
WHAT = "Time from one look at the event loop to the next, 10 ms later unless something held it up"


class Stalls:
    """Looks every LOOK seconds while the server runs. What passed between two looks is no less than any stall then.

    All that keeps the loop from turning counts: code that does not wait, a call that blocks, looking for garbage, and a
    machine that is busy with other things.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._between = Histogram(NAME, WHAT, registry=registry, buckets=BOUNDS)

    async def watched(self, _: web.Application) -> AsyncIterator[None]:
        """For `cleanup_ctx`: look from the start of the server until its end."""
        looking = asyncio.create_task(self._look())
        yield
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking

    async def _look(self) -> None:
        last = perf_counter()
        while True:
            await asyncio.sleep(LOOK)
            now = perf_counter()
            self._between.observe(now - last)
            last = now
