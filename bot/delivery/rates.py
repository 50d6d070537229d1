"""Keeps each platform's rates: per method and conversation, and a replica's share of what a whole workspace may do."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from bot.channels import Channel

# Waits up to this long are spent on the spot; longer ones are slept by the engine, which outlives this process.
ON_THE_SPOT = 2.0
MOST_BUCKETS = 10_000


@dataclass(frozen=True)
class Limit:
    """What a platform allows: so many sends in so many seconds, in each conversation or (`whole`) in all together."""

    count: int
    seconds: float
    whole: bool = False


@runtime_checkable
class Limited(Protocol):
    """A channel that declares limits, by method: `post` or `edit`."""

    @property
    def limits(self) -> Mapping[str, Limit]: ...


@dataclass
class Rates:
    """A bucket for each limit.

    One lane is served by one replica at a time, so a lane's bucket needs no sharing; what holds for a whole workspace
    is divided by `replicas`, the number that were alive at the last look.
    """

    channels: Mapping[str, Channel]
    replicas: int = 1
    _next: OrderedDict[tuple[str, str, str], float] = field(default_factory=OrderedDict)

    async def wait(self, channel: str, edit: bool, lane: str) -> float:
        """Take a place for one send, having waited a short while if need be; else the seconds to come back after."""
        limit = self._limit(channel, "edit" if edit else "post")
        if limit is None:
            return 0.0
        key = (channel, "edit" if edit else "post", "" if limit.whole else lane)
        delay = self._delay(key, limit)
        if delay > ON_THE_SPOT:
            return delay
        self._take(key, limit)
        await asyncio.sleep(delay)
        return 0.0

    def _limit(self, channel: str, method: str) -> Limit | None:
        known = self.channels.get(channel)
        return known.limits.get(method) if isinstance(known, Limited) else None

    def _delay(self, key: tuple[str, str, str], limit: Limit) -> float:
        # `_next` is when the bucket would be full again; a burst may run ahead of that by all but one place.
        ahead = self._next.get(key, 0.0) - asyncio.get_running_loop().time()
        return max(0.0, ahead - limit.seconds + self._gap(limit))

    def _take(self, key: tuple[str, str, str], limit: Limit) -> None:
        now = asyncio.get_running_loop().time()
        self._next[key] = max(self._next.get(key, 0.0), now) + self._gap(limit)
        self._next.move_to_end(key)
        while len(self._next) > MOST_BUCKETS:
            self._next.popitem(last=False)

    def _gap(self, limit: Limit) -> float:
        share = max(1, self.replicas) if limit.whole else 1
        return limit.seconds / limit.count * share
