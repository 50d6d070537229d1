"""Keeps each platform's rates: by method and conversation, and a replica's share of what a workspace may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from bot.channels import Channel, Limit, Method
from bot.delivery.buckets import Bucket, Stopping

__all__ = ["Limited", "Place", "Rates", "Stopping"]

MOST_BUCKETS = 10_000
Key = tuple[str, str, str, Limit]


@runtime_checkable
class Limited(Protocol):
    """A channel whose platform has limits."""

    def method(self, address: str, *, edit: bool) -> Method:
        """What posts to that address, or edits there, and how often it may."""
        ...


@dataclass
class Place:
    """A place for one call in each bucket that the call falls under; `waited` says whether it had to be waited for.

    As a context it is given back where no call was made in it.
    """

    buckets: list[Bucket] = field(default_factory=list)
    waited: bool = False

    def answered(self) -> None:
        """The platform has answered the call."""
        for bucket in self._left():
            bucket.answered()

    def refused(self, retry_after: float) -> None:
        """The platform did not count the call, and wants no other one of that method in that workspace for so long."""
        for bucket in self._left():
            bucket.pause(retry_after)
            bucket.unused()

    def unused(self) -> None:
        """There was no call."""
        for bucket in self._left():
            bucket.unused()

    def _left(self) -> list[Bucket]:
        left, self.buckets = self.buckets, []
        return left

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        if kind:  # perhaps in the middle of a call, which the platform may have counted
            self.answered()
        else:
            self.unused()


@dataclass
class Rates:
    """A bucket for each limit.

    One lane is served by one replica at a time, so a conversation's bucket needs no sharing; what holds for a whole
    workspace is divided by `replicas`, the number that were alive at the last look.
    """

    channels: Mapping[str, Channel]
    replicas: int = 1
    _buckets: dict[Key, Bucket] = field(default_factory=dict)
    _closed: bool = False

    async def place(self, channel: str, address: str, *, edit: bool) -> Place:
        """Wait, for minutes if need be, for a place for one call, and take it; Stopping where delivery stops first."""
        place = Place()
        try:
            for bucket in self._over(channel, address, edit=edit):
                place.waited |= not bucket.ready()
                await bucket.take()
                place.buckets.append(bucket)
        except BaseException:
            place.unused()
            raise
        return place

    def close(self) -> None:
        """Send everybody away who waits for a place."""
        self._closed = True
        for bucket in self._buckets.values():
            bucket.close()

    def _over(self, channel: str, address: str, *, edit: bool) -> list[Bucket]:
        """The buckets over a call, that of the conversation before those of its workspace."""
        known = self.channels.get(channel)
        if not isinstance(known, Limited):
            return []
        method = known.method(address, edit=edit)
        limits = sorted(method.limits, key=lambda limit: limit.whole)
        return [self._bucket((channel, method.name, _place_of(address, limit), limit)) for limit in limits]

    def _bucket(self, key: Key) -> Bucket:
        bucket = self._buckets.setdefault(key, Bucket(key[-1]))
        bucket.share = self.replicas
        if self._closed:
            bucket.close()
        if len(self._buckets) > MOST_BUCKETS:
            self._forget(key)
        return bucket

    def _forget(self, but: Key) -> None:
        for key in [k for k, bucket in self._buckets.items() if k != but and bucket.idle()]:
            del self._buckets[key]


def _place_of(address: str, limit: Limit) -> str:
    workspace, slash, _ = address.partition("/")
    if limit.whole:
        return workspace if slash else ""
    return address
