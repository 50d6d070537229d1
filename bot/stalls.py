"""Measures how long the event loop was held up: while one part of the program keeps it, nobody else is answered."""

import asyncio
from contextlib import suppress
from time import perf_counter, thread_time

from aiohttp import web
from prometheus_client import CollectorRegistry, Histogram

LOOK = 0.01
BOUNDS = (0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.5, 1.0, 5.0)
NAME, BUSY = "commsdesk_loop_seconds", "commsdesk_loop_processor_seconds"
WHAT = "Time from one look at the event loop to the next, 10 ms later unless something held it up"
WORKED = "Time of the processor that the event loop took between two such looks"


class Stalls:
    """Looks every LOOK seconds while the server runs. What passed between two looks is no less than any stall then.

    All that keeps the loop from turning counts: code that does not wait, a call that blocks, looking for garbage, and a
    machine that is busy with other things. The processor's time in between tells the first from the last.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._between = Histogram(NAME, WHAT, registry=registry, buckets=BOUNDS)
        self._worked = Histogram(BUSY, WORKED, registry=registry, buckets=BOUNDS)
        self._looking: asyncio.Task[None] | None = None

    async def start(self, _: web.Application) -> None:
        """Look from now on."""
        self._looking = asyncio.create_task(self._look())

    async def stop(self, _: web.Application) -> None:
        """Look no more."""
        if self._looking:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking

    async def _look(self) -> None:
        last, worked = perf_counter(), thread_time()
        while True:
            await asyncio.sleep(LOOK)
            now, by_now = perf_counter(), thread_time()
            self._between.observe(now - last)
            self._worked.observe(by_now - worked)
            last, worked = now, by_now
