"""The sweep: finds what a crash left behind and brings it back on its way. All of it may be done twice unharmed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.clock import Clock
from bot.delivery.engine import Engine
from bot.delivery.heart import Heart
from bot.delivery.pace import Pace
from bot.delivery.ports import GAVE_UP, DueTimer, Ports, Row
from bot.delivery.rates import Rates
from bot.ids import Ids

PAGE = 200


@dataclass
class Sweep:
    """What a replica looks after besides sending."""

    ports: Ports
    engine: Engine
    heart: Heart
    rates: Rates
    pace: Pace
    clock: Clock
    ids: Ids
    _purged: datetime | None = field(default=None)

    async def at_start(self) -> None:
        """The first look: whatever an earlier process, or a lost engine database, left behind, however new."""
        await self._parts(lambda: self.push(grace=0), lambda: self.repeat(stale=0), self.cards, self.fire, self.push)

    async def once(self) -> None:
        """One look at everything; a part that fails is logged and the others go on."""
        await self._parts(
            self.push, lambda: self.repeat(self.pace.stale), self.cards, self.fire, self.push, self.adopt, self.purge
        )

    async def _parts(self, *parts: Callable[[], Awaitable[None]]) -> None:
        for part in parts:
            await self._guarded(part)

    async def _guarded(self, part: Callable[[], Awaitable[None]]) -> None:
        try:
            await part()
        except Exception as bug:  # one part that fails must not keep the others from their work
            structlog.get_logger().exception("sweep_failed", event_id=self.ids.event(), kind=type(bug).__name__)

    async def push(self, grace: float | None = None) -> None:
        """Give the engine every row older than the grace that it has not been given."""
        before = self._ago(self.pace.grace if grace is None else grace)
        while rows := await self.ports.outbox.unqueued(before, PAGE):
            await self.engine.enqueue(rows)
            await self.ports.outbox.queued(rows)
            if len(rows) < PAGE:
                return

    async def repeat(self, stale: float) -> None:
        """Say again what the engine was given so long ago and no longer has, because it gave up or lost its records."""
        after, before = 0, self._ago(stale)
        while rows := await self.ports.outbox.unsent(before, after, PAGE):
            live = await self.engine.live(rows)
            for row in rows:
                if row.id not in live:
                    await self._again(row)
            after = rows[-1].id
        await self.push(grace=0)

    async def _again(self, row: Row) -> None:
        if row.gen + 1 >= self.pace.generations:
            await self.ports.outbox.park(row, GAVE_UP)
        else:
            await self.ports.outbox.again(row)

    async def cards(self) -> None:
        """Have cards drawn again that show something else than they should and that nothing will put right."""
        after = ""
        while cards := await self.ports.cards.differing(after, PAGE):
            for card in cards:
                await self.ports.cards.say_again(card, self.clock.now())
            after = cards[-1].id

    async def fire(self) -> None:
        """Fire the timers that have fallen due; one that fails is logged, stays due, and holds up no other."""
        after = 0
        while timers := await self.ports.timers.due(self.clock.now(), after, PAGE):
            for timer in timers:
                await self._guarded(partial(self._fire, timer))
            after = timers[-1].id
        await self.push(grace=0)

    async def _fire(self, timer: DueTimer) -> None:
        if (act := self.ports.kinds.get(timer.kind)) is None:
            structlog.get_logger().error("timer_unknown", timer=timer.id, kind_of_timer=timer.kind)
            return
        async with self.ports.timers.firing(timer) as mine:
            if mine:
                await act(timer)

    async def adopt(self) -> None:
        """Take over the work of replicas that stopped beating, and what this one was given and never got."""
        alive = await self.heart.alive()
        self.rates.replicas = len(alive)
        if self.heart.may_judge(alive) and (count := await self.engine.adopt(alive)):
            structlog.get_logger().warning("work_adopted", runs=count)
        if count := await self.engine.recover():
            structlog.get_logger().warning("work_recovered", runs=count)

    async def purge(self) -> None:
        """Once a day, delete what the engine keeps of runs that ended."""
        now = self.clock.now()
        if self._purged is None or now - self._purged > timedelta(seconds=self.pace.keep):
            await self.engine.purge(self._ago(self.pace.keep))
            self._purged = now

    def _ago(self, seconds: float) -> datetime:
        return self.clock.now() - timedelta(seconds=seconds)
