"""Delivery's tables in memory, for tests of its logic; they pass the same contract as those in a database."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.delivery.ports import CardState, DueTimer, Row


@dataclass(frozen=True)
class MemoryRow:
    id: int
    card_id: str
    version: int
    created: datetime
    lane: str = "chat:ann"
    gen: int = 0
    attempts: int = 0
    queued: bool = False
    sent_at: datetime | None = None
    failed: str = ""

    @property
    def finished(self) -> bool:
        return bool(self.sent_at or self.failed)


@dataclass(frozen=True)
class MemoryCard:
    id: str
    channel: str = "chat"
    address: str = "ann"
    wanted: int = 1
    shown: int = 0
    message: str = ""


@dataclass(frozen=True)
class MemoryTimer:
    id: int
    council: str
    kind: str
    ref: str
    due: datetime
    done: bool = False


@dataclass(frozen=True)
class MemoryCounts:
    waiting: int
    parked: int
    oldest: datetime | None


@dataclass
class Memory:
    """All tables."""

    rows: dict[int, MemoryRow] = field(default_factory=dict)
    cards: dict[str, MemoryCard] = field(default_factory=dict)
    timers: dict[int, MemoryTimer] = field(default_factory=dict)
    beats: dict[str, datetime] = field(default_factory=dict)

    def say(self, card: MemoryCard, at: datetime) -> None:
        number = len(self.rows) + 1
        self.rows[number] = MemoryRow(number, card.id, card.wanted, at, f"{card.channel}:{card.address}")


@dataclass
class MemoryOutbox:
    memory: Memory

    async def row(self, row_id: int) -> MemoryRow | None:
        return self.memory.rows.get(row_id)

    async def unqueued(self, before: datetime, limit: int) -> Sequence[MemoryRow]:
        return [r for r in self._open() if not r.queued and r.created <= before][:limit]

    async def unsent(self, before: datetime, after: int, limit: int) -> Sequence[MemoryRow]:
        return [r for r in self._open() if r.queued and r.created <= before and r.id > after][:limit]

    async def queued(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if self.memory.rows[row.id].gen == row.gen:
                self._change(row.id, queued=True)

    async def delivered(self, card: CardState, message: str, at: datetime) -> None:
        kept = self.memory.cards[card.id]
        if kept.shown < card.wanted:
            self.memory.cards[card.id] = replace(kept, shown=card.wanted, message=message)
        for row in list(self.memory.rows.values()):
            if row.card_id == card.id and row.version <= card.wanted and not row.sent_at:
                self._change(row.id, sent_at=at, failed="")

    async def superseded(self, row: Row, at: datetime) -> None:
        if not self.memory.rows[row.id].sent_at:
            self._change(row.id, sent_at=at, failed="")

    async def tried(self, row: Row) -> None:
        self._change(row.id, attempts=self.memory.rows[row.id].attempts + 1)

    async def park(self, row: Row, code: str) -> None:
        if not self.memory.rows[row.id].finished:
            self._change(row.id, failed=code)

    async def again(self, row: Row) -> None:
        kept = self.memory.rows[row.id]
        if not kept.finished and kept.gen == row.gen:
            self._change(row.id, queued=False, gen=row.gen + 1)

    async def parked(self, limit: int) -> Sequence[MemoryRow]:
        return [r for r in self.memory.rows.values() if r.failed and not r.sent_at][:limit]

    async def backlog(self) -> MemoryCounts:
        waiting = self._open()
        oldest = min((r.created for r in waiting), default=None)
        return MemoryCounts(len(waiting), len(await self.parked(10_000)), oldest)

    def _open(self) -> list[MemoryRow]:
        return [r for _, r in sorted(self.memory.rows.items()) if not r.finished]

    def _change(self, row_id: int, **what: object) -> None:
        self.memory.rows[row_id] = replace(self.memory.rows[row_id], **what)  # type: ignore[arg-type]  # a fake


@dataclass
class MemoryCards:
    memory: Memory

    async def card(self, card_id: str) -> MemoryCard | None:
        return self.memory.cards.get(card_id)

    async def differing(self, after: str, limit: int) -> Sequence[MemoryCard]:
        behind = [c for _, c in sorted(self.memory.cards.items()) if c.id > after and c.wanted > c.shown]
        return [c for c in behind if not self._settled(c)][:limit]

    def _settled(self, card: MemoryCard) -> bool:
        rows = [r for r in self.memory.rows.values() if r.card_id == card.id and not r.sent_at]
        return any(not r.failed or r.version == card.wanted for r in rows)

    async def say_again(self, card: CardState, at: datetime) -> bool:
        kept = self.memory.cards.get(card.id)
        if kept is None or (kept.wanted, kept.shown) != (card.wanted, card.shown):
            return False
        self.memory.cards[card.id] = newer = replace(kept, wanted=kept.wanted + 1)
        self.memory.say(newer, at)
        return True


@dataclass
class MemoryTimers:
    memory: Memory

    async def due(self, now: datetime, after: int, limit: int) -> Sequence[MemoryTimer]:
        return [t for t in self.memory.timers.values() if not t.done and t.due <= now and t.id > after][:limit]

    @asynccontextmanager
    async def firing(self, timer: DueTimer) -> AsyncIterator[bool]:
        before = self.memory.timers[timer.id]
        self.memory.timers[timer.id] = replace(before, done=True)
        try:
            yield not before.done
        except BaseException:
            self.memory.timers[timer.id] = before
            raise


@dataclass
class MemoryReplicas:
    memory: Memory
    away: bool = False

    async def beat(self, name: str, at: datetime) -> None:
        if self.away:
            raise OSError("the database is away")
        self.memory.beats[name] = at

    async def alive(self, since: datetime) -> frozenset[str]:
        return frozenset(name for name, seen in self.memory.beats.items() if seen > since)

    async def leave(self, name: str) -> None:
        self.memory.beats.pop(name, None)
