"""What must be said, in the database: rows of the outbox and the cards that they bring up to date."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from typing import NamedTuple, Protocol

from tortoise.expressions import F, Q

from bot.storage import models
from bot.storage.away import DatabaseAway, said_plainly
from bot.storage.database import transaction
from bot.storage.rows import SKIP_TAKEN, Rows, ask

OUTBOX, CARDS = Rows(models.Outbox), Rows(models.Card)
ROW = ("id", "card_id", "version", "lane", "gen", "attempts", "sent_at", "failed")
CARD = ("id", "council", "channel", "address", "wanted", "shown", "message")
UNFINISHED = Q(sent_at=None, failed="")
# Waits between tries at noting a send that has happened: without the note, the platform gets it twice.
PERSISTENCE = (0.1, 0.5, 2.0, 5.0)


# A figure that a confidential card moves would tell whoever reads it that there is one; a reminder may be of one too.
BACKLOG = """
    SELECT SUM(CASE WHEN o.failed = '' THEN 1 ELSE 0 END) AS waiting,
           SUM(CASE WHEN o.failed <> '' THEN 1 ELSE 0 END) AS parked,
           MIN(CASE WHEN o.failed = '' THEN o.created END) AS oldest
    FROM outbox o LEFT JOIN card c ON c.id = o.card_id
    WHERE o.sent_at IS NULL AND (c.about IS NULL OR c.about NOT IN ('matter', 'report', 'file', 'page.waiting'))
"""


class OutboxRow(NamedTuple):
    """A row as delivery reads it."""

    id: int
    card_id: str
    version: int
    lane: str
    gen: int
    attempts: int
    sent_at: datetime | None
    failed: str

    @property
    def finished(self) -> bool:
        """Whether nothing more is to be done for it."""
        return bool(self.sent_at or self.failed)


class CardRow(NamedTuple):
    """A card as delivery reads it."""

    id: str
    council: str
    channel: str
    address: str
    wanted: int
    shown: int
    message: str


class Counts(NamedTuple):
    """How many rows wait, how many are parked, and since when the oldest waits."""

    waiting: int
    parked: int
    oldest: datetime | None


class _Row(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def gen(self) -> int: ...


class _Card(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def wanted(self) -> int: ...
    @property
    def shown(self) -> int: ...


def lane(channel: str, address: str) -> str:
    """The lane of a conversation: within one, what is said keeps its order."""
    return f"{channel}:{address}"


class TortoiseOutbox:
    """The outbox table."""

    async def row(self, row_id: int) -> OutboxRow | None:
        found = await OUTBOX.find(ROW, id=row_id)
        return OutboxRow(*found[0]) if found else None

    async def unqueued(self, before: datetime, limit: int) -> Sequence[OutboxRow]:
        query = models.Outbox.filter(UNFINISHED, queued=False, created__lte=before)
        return _rows(await query.order_by("id").limit(limit).values_list(*ROW))

    async def unsent(self, before: datetime, after: int, limit: int) -> Sequence[OutboxRow]:
        query = models.Outbox.filter(UNFINISHED, queued=True, created__lte=before, id__gt=after)
        return _rows(await query.order_by("id").limit(limit).values_list(*ROW))

    async def queued(self, rows: Sequence[_Row]) -> None:
        # A row that was taken back meanwhile has another generation, and the engine does not have that one.
        for gen, same in groupby(sorted(rows, key=_gen), key=_gen):
            await models.Outbox.filter(id__in=[r.id for r in same], gen=gen).update(queued=True)

    async def delivered(self, card: _Card, message: str, at: datetime) -> None:
        for pause in PERSISTENCE:
            with suppress(DatabaseAway), said_plainly():
                return await self._delivered(card, message, at)
            await asyncio.sleep(pause)
        return await self._delivered(card, message, at)

    async def _delivered(self, card: _Card, message: str, at: datetime) -> None:
        older = models.Card.filter(id=card.id, shown__lt=card.wanted)
        await older.update(shown=card.wanted, message=message)
        # Should the process die between the two, the next attempt finds the card as it should be and ends here too.
        covered = models.Outbox.filter(card_id=card.id, version__lte=card.wanted, sent_at=None)
        await covered.update(sent_at=at, failed="")

    async def superseded(self, row: _Row, at: datetime) -> None:
        await models.Outbox.filter(id=row.id, sent_at=None).update(sent_at=at, failed="")

    async def tried(self, row: _Row) -> None:
        await models.Outbox.filter(id=row.id).update(attempts=F("attempts") + 1)

    async def park(self, row: _Row, code: str) -> None:
        await models.Outbox.filter(UNFINISHED, id=row.id).update(failed=code[: models.LINE])

    async def again(self, row: _Row) -> None:
        await models.Outbox.filter(UNFINISHED, id=row.id, gen=row.gen).update(queued=False, gen=row.gen + 1)

    async def parked(self, limit: int) -> Sequence[OutboxRow]:
        query = models.Outbox.filter(sent_at=None).exclude(failed="")
        return _rows(await query.order_by("id").limit(limit).values_list(*ROW))

    async def backlog(self) -> Counts:
        [(waiting, parked, oldest)] = await ask(BACKLOG)
        return Counts(waiting or 0, parked or 0, datetime.fromisoformat(oldest) if isinstance(oldest, str) else oldest)


class TortoiseCards:
    """The card table."""

    async def card(self, card_id: str) -> CardRow | None:
        found = await CARDS.find(CARD, id=card_id)
        return CardRow(*found[0]) if found else None

    async def differing(self, after: str, limit: int) -> Sequence[CardRow]:
        while page := await self._behind(after, limit):
            if unsaid := await self._unsaid(page):
                return unsaid
            after = page[-1].id
        return []

    async def _behind(self, after: str, limit: int) -> Sequence[CardRow]:
        query = models.Card.filter(id__gt=after, wanted__gt=F("shown"))
        return [CardRow(*c) for c in await query.order_by("id").limit(limit).values_list(*CARD)]

    async def _unsaid(self, cards: Sequence[CardRow]) -> Sequence[CardRow]:
        rows = models.Outbox.filter(card_id__in=[c.id for c in cards], sent_at=None)
        # A row that waits will put its card right; one that is parked for this version says why it cannot.
        settled = {
            (card_id, version) if failed else card_id
            for card_id, version, failed in await rows.values_list("card_id", "version", "failed")
        }
        return [c for c in cards if c.id not in settled and (c.id, c.wanted) not in settled]

    async def say_again(self, card: _Card, at: datetime) -> bool:
        async with transaction():
            row = await self.card(card.id)
            # As it was seen: one that has been shown meanwhile needs nothing more.
            same = models.Card.filter(id=card.id, wanted=card.wanted, shown=card.shown)
            if row is None or not await same.update(wanted=card.wanted + 1):
                return False
            await say([row._replace(wanted=card.wanted + 1)], at)
        return True


async def say(cards: Iterable[CardRow], at: datetime) -> None:
    """Write a row for each card, in that order, in the transaction that made it want its version."""
    rows = (
        {"council": c.council, "card_id": c.id, "version": c.wanted, "lane": lane(c.channel, c.address), "created": at}
        for c in cards
    )
    # Somebody else may just have wanted the same version: that row will do, for what it draws is the newest.
    await OUTBOX.add(rows, taken=SKIP_TAKEN)


def _rows(found: Iterable[Sequence[object]]) -> Sequence[OutboxRow]:
    return [OutboxRow(*row) for row in found]  # type: ignore[arg-type]  # the columns are in the order of ROW


def _gen(row: _Row) -> int:
    return row.gen
