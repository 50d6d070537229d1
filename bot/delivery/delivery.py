"""Delivery: what the application starts and stops, and nudges after a commit."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.clock import Clock
from bot.delivery.attempt import Attempts
from bot.delivery.engine import SOLO, Engine
from bot.delivery.heart import Heart
from bot.delivery.pace import Pace, from_settings
from bot.delivery.ports import Backlog, Ports, Row
from bot.delivery.rates import Rates
from bot.delivery.runs import Runs
from bot.delivery.sweep import Sweep
from bot.ids import Ids
from bot.settings import Settings


class Delivery:
    """Brings every card up to date and fires every timer, in as many processes as share the database."""

    def __init__(self, settings: Settings, ports: Ports, clock: Clock, ids: Ids, pace: Pace | None = None) -> None:
        self._ports, self._clock, self._ids = ports, clock, ids
        self._pace = pace or from_settings(settings)
        self._alone = settings.sqlite_file is not None
        self._rates = rates = Rates(ports.channels)
        # On SQLite the name stays, so that the next process takes up what this one had in hand at once.
        name = SOLO if self._alone else f"replica-{ids.delivery()}"
        attempts = Attempts(ports, self._pace, rates, clock, ids)
        self._engine = Engine(settings.engine_url, name, Runs(attempts.attempt, self._pace.turns), self._pace.poll)
        self._heart = Heart(name, ports.replicas, self._pace, clock)
        self._sweep = Sweep(ports, self._engine, self._heart, rates, self._pace, clock, ids)
        self._nudged, self._sent = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, *, work: bool = True) -> None:
        """Begin to deliver. Without `work` this process only hands in rows, and others carry them out.

        Call it outside any transaction, in the loop that serves, after the database has been opened.
        """
        if work:
            await self._heart.beat()
        await self._engine.start(work=work)
        loops = [self._push, self._heart.run, self._look, self._fetch, self._ask] if work else [self._push]
        self._tasks = [asyncio.create_task(loop(), name=f"delivery-{loop.__name__}") for loop in loops]

    async def stop(self) -> None:
        """Finish what is being sent, for some seconds at most, and leave the rest to the next process."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._rates.close()
        await self._engine.stop(self._pace.patience)
        with contextlib.suppress(OSError):
            await self._ports.replicas.leave(self._heart.name)

    def nudge(self) -> None:
        """Say that rows were committed: another task hands them in at once. Without it the sweep finds them."""
        self._nudged.set()

    def fetch(self) -> None:
        """Say that files were sent: another task fetches them at once. Without it the next look does."""
        self._sent.set()

    async def repair(self, card_id: str) -> bool:
        """Have a card drawn again though it shows its version, as when somebody clicks one that looks old."""
        card = await self._ports.cards.card(card_id)
        said = card is not None and await self._ports.cards.say_again(card, self._clock.now())
        self.nudge()
        return said

    async def parked(self, limit: int = 100) -> Sequence[Row]:
        """What was given up, and why, oldest first."""
        return await self._ports.outbox.parked(limit)

    async def backlog(self) -> Backlog:
        """How much is left to say, for the metrics and for readiness."""
        return await self._ports.outbox.backlog()

    def working(self) -> bool:
        """Whether every task of delivery is alive, for readiness."""
        return bool(self._tasks) and not any(task.done() for task in self._tasks)

    async def _push(self) -> None:
        while True:
            await self._nudged.wait()
            # What others commit within a moment is handed in along with it, in the same few statements.
            await asyncio.sleep(self._pace.gather)
            self._nudged.clear()
            await self._unharmed("push_failed", lambda: self._sweep.push(grace=0))

    async def _look(self) -> None:
        await self._sweep.at_start()
        while True:
            await asyncio.sleep(self._pace.sweep)
            await self._sweep.once()

    async def _fetch(self) -> None:
        while True:
            self._sent.clear()
            await self._unharmed("fetch_failed", self._ports.fetch)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._sent.wait(), self._pace.sweep)

    async def _ask(self) -> None:
        while True:
            await asyncio.sleep(self._pace.sweep)
            await self._unharmed("ask_failed", self._ports.ask)

    async def _unharmed(self, event: str, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception as bug:  # committed already: neither this nor a crash loses anything, the sweep finds it
            structlog.get_logger().exception(event, event_id=self._ids.event(), kind=type(bug).__name__)
