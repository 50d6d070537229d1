"""The outbox in memory, with a queue that does what the engine does: a lane runs one row at a time, in order."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.channels import Channel
from bot.clock import FixedClock
from bot.delivery.attempt import FINISHED, Attempts
from bot.delivery.pace import Pace
from bot.delivery.ports import CardState, Ports
from bot.delivery.rates import Rates
from bot.ids import seeded_ids
from bot.messages import Posting, Screen
from tests.unit.delivery.memory import Memory, MemoryCard, MemoryCards, MemoryOutbox, MemoryReplicas, MemoryTimers

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SCREEN = Screen("A card", "A card")


@dataclass
class Outbox(MemoryOutbox):
    """The tests' outbox, which here finds the rows of a card without looking at all others."""

    of: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    async def delivered(self, card: CardState, message: str, at: datetime) -> None:
        kept = self.memory.cards[card.id]
        self.memory.cards[card.id] = replace(kept, shown=card.wanted, message=message)
        for row in self.of[card.id]:
            if self.memory.rows[row].version <= card.wanted and not self.memory.rows[row].sent_at:
                self._change(row, sent_at=at)


@dataclass
class Drawing:
    """Draws every card alike."""

    memory: Memory

    async def posting(self, card_id: str) -> Posting:
        return Posting(self.memory.cards[card_id].address, card_id, 0, SCREEN)


class Lanes:
    """Delivery's own attempts and rates, the rows of all cards, and what the engine does with them in its stead.

    As in the engine, the next row of a lane begins when the queue is next looked at, and a row that must wait holds its
    lane and comes again after that time, so many times at most.
    """

    def __init__(self, channel: Channel, pace: Pace) -> None:
        self.memory, self._pace = Memory(), pace
        self.outbox = Outbox(self.memory)
        stored = (self.outbox, MemoryCards(self.memory), MemoryTimers(self.memory), MemoryReplicas(self.memory))
        ports = Ports(*stored, Drawing(self.memory), {channel.name: channel}, {})
        self._attempts = Attempts(ports, pace, Rates(ports.channels), FixedClock(AT), seeded_ids(1))
        self._waiting: dict[str, deque[int]] = defaultdict(deque)
        self._running: dict[str, asyncio.Task[None]] = {}
        self.given_up: list[int] = []

    def say(self, cards: Sequence[MemoryCard]) -> None:
        """Commit that these cards want their version, and hand the rows in."""
        for card in cards:
            self.memory.cards[card.id] = card
            self.memory.say(card, AT)
            row = self.memory.rows[len(self.memory.rows)]
            self.outbox.of[card.id].append(row.id)
            self._waiting[row.lane].append(row.id)
            if row.lane not in self._running:
                self._running[row.lane] = asyncio.create_task(self._run(row.lane))

    async def drained(self) -> None:
        """Wait until every lane is empty."""
        while self._running:
            await asyncio.gather(*self._running.values())

    async def _run(self, lane: str) -> None:
        while self._waiting[lane]:
            now = asyncio.get_running_loop().time()
            await asyncio.sleep(self._pace.poll - now % self._pace.poll)
            await self._carry_out(self._waiting[lane].popleft())
        del self._running[lane]

    async def _carry_out(self, row: int) -> None:
        for turn in range(self._pace.turns):
            if (wait := await self._attempts.attempt(row, turn)) == FINISHED:
                return
            await asyncio.sleep(wait)
        self.given_up.append(row)
