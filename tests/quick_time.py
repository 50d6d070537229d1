"""An event loop whose waits take no time: when nothing is left to do, its clock goes on to what comes next."""

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class QuickSelector(selectors.DefaultSelector):
    """Waits for nobody; what would have been waited is told to the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.waited = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready; where nothing is, the clock has gone on by `timeout`."""
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("everybody waits, and nothing will ever happen")
        self.waited += 0.0 if ready else max(0.0, timeout or 0.0)
        return ready


class QuickLoop(asyncio.SelectorEventLoop):
    """The loop. Only what stays within it can run here: no threads, no sockets."""

    def __init__(self) -> None:
        self._quick = QuickSelector()
        super().__init__(self._quick)

    def time(self) -> float:
        """Seconds on its clock, which begins at nought."""
        return self._quick.waited


def run_quickly(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives, however long it waits meanwhile."""
    with asyncio.Runner(loop_factory=QuickLoop) as runner:
        return runner.run(work)


def quickly(test: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """A test whose waits take no time, and which a busy machine cannot make late."""

    @functools.wraps(test)
    def run() -> None:
        run_quickly(test())

    return run
