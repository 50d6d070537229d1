"""One limit of a platform, kept: so many calls within any so many seconds, and who comes first is served first."""

import asyncio
import math
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from bot.channels import Limit


class Stopping(Exception):
    """Delivery stops, and whoever waited for a place is sent away."""


@dataclass
class Bucket:
    """The places of one limit. `share` is how many replicas there are to divide them between.

    A place is taken from before the call until `seconds` after its answer: by then at the latest the platform has
    counted the call, so that however long either took on its way, no window of the platform's ever holds too many.
    """

    limit: Limit
    share: int = 1
    _calling: int = 0
    _answered: deque[float] = field(default_factory=deque)
    _paused: float = 0.0
    _closed: bool = False
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self) -> None:
        """Wait for a place and take it; Stopping where the bucket is closed."""
        async with self._turn:  # a lock lets in whoever came first
            while not self._closed and (wait := self._wait()):
                self._changed.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), None if math.isinf(wait) else wait)
            if self._closed:
                raise Stopping
            self._calling += 1

    def answered(self) -> None:
        """The platform has answered the call that had a place."""
        self._calling -= 1
        self._answered.append(_now())
        self._changed.set()

    def unused(self) -> None:
        """Give a place back: there was no call, or the platform refused to count it."""
        self._calling -= 1
        self._changed.set()

    def pause(self, seconds: float) -> None:
        """Let nobody have a place for so long, as the platform asked."""
        self._paused = max(self._paused, _now() + seconds)

    def close(self) -> None:
        """Send everybody away who waits, and whoever comes after them."""
        self._closed = True
        self._changed.set()

    def ready(self) -> bool:
        """Whether there is a place to be had at once."""
        return not (self._turn.locked() or self._wait())

    def idle(self) -> bool:
        """Whether nothing would be lost with this bucket."""
        return self.ready() and not (self._calling or self._answered)

    def _wait(self) -> float:
        """Seconds until something may have changed; 0 where there is a place."""
        now, seconds = _now(), self._seconds()
        while self._answered and self._answered[0] + seconds <= now:
            self._answered.popleft()
        if self._paused > now:
            return self._paused - now
        if self._calling + len(self._answered) < self._places():
            return 0.0
        return self._answered[0] + seconds - now if self._answered else math.inf

    def _places(self) -> int:
        return max(1, self.limit.count // self._sharing())

    def _seconds(self) -> float:
        # More replicas than places: one place each, for longer.
        return self.limit.seconds * max(1.0, self._sharing() / self.limit.count)

    def _sharing(self) -> int:
        return max(1, self.share) if self.limit.whole else 1


def _now() -> float:
    return asyncio.get_running_loop().time()
