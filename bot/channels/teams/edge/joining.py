"""Something slow that is done once at a time, however many wait for it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable


class Joined:
    """A call whose outcome the caller keeps; who asks while it runs joins in, and nobody who goes away ends it."""

    def __init__(self, call: Callable[[], Awaitable[None]]) -> None:
        self._call = call
        self._task: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether it is being done at this moment."""
        return self._task is not None and not self._task.done()

    def begin(self) -> asyncio.Task[None]:
        """Begin it, unless it runs; nobody has to wait for it."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return self._task

    async def wait(self) -> None:
        """Begin it, unless it runs, and wait for its end; the call must deal with its own errors."""
        await asyncio.shield(self.begin())

    async def close(self) -> None:
        """End it, if it runs."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        await self._call()
