"""What falls due when, and which processes are alive, in the database."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import NamedTuple, Protocol

from bot.storage import models
from bot.storage.database import transaction

TIMER = ("id", "council", "kind", "ref", "due")


class TimerRow(NamedTuple):
    """A timer as delivery reads it."""

    id: int
    council: str
    kind: str
    ref: str
    due: datetime


class _Timer(Protocol):
    @property
    def id(self) -> int: ...


class TortoiseTimers:
    """The timer table."""

    async def due(self, now: datetime, after: int, limit: int) -> Sequence[TimerRow]:
        query = models.Timer.filter(done=False, due__lte=now, id__gt=after)
        return [TimerRow(*t) for t in await query.order_by("id").limit(limit).values_list(*TIMER)]

    @asynccontextmanager
    async def firing(self, timer: _Timer) -> AsyncIterator[bool]:
        async with transaction():
            yield bool(await models.Timer.filter(id=timer.id, done=False).update(done=True))

    async def add(self, council: str, kind: str, ref: str, due: datetime) -> None:
        """Have something fall due; the same thing at the same moment is set once, however often this is called."""
        timer = models.Timer(council=council, kind=kind, ref=ref, due=due)
        await models.Timer.bulk_create([timer], ignore_conflicts=True)


class TortoiseReplicas:
    """The table of heartbeats."""

    async def beat(self, name: str, at: datetime) -> None:
        if not await models.Replica.filter(id=name).update(seen=at):
            await models.Replica.bulk_create([models.Replica(id=name, seen=at)], ignore_conflicts=True)

    async def alive(self, since: datetime) -> frozenset[str]:
        return frozenset(name for (name,) in await models.Replica.filter(seen__gt=since).values_list("id"))

    async def leave(self, name: str) -> None:
        await models.Replica.filter(id=name).delete()
