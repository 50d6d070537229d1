"""The points between a click and its card at which a process can be told to die, each a wrapper around a port."""

import os
import signal
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.approvals.audit import Entry, Private
from bot.approvals.ports import NOWHERE, Notice, Place, Stored
from bot.conversations.desk import FrontDesk
from bot.conversations.ports import Receipts
from bot.messages import Posting, Reply
from bot.reports.ports import Stored as Report
from bot.storage.cards import New, StoredCards
from bot.storage.cases import StoredCases
from bot.storage.outbox import CardRow, OutboxRow, TortoiseOutbox
from bot.storage.reports import StoredReports
from bot.storage.store import TortoiseStore
from tests.e2e.kills.platform import Platform

# In the order in which a click comes past them.
BEFORE_COMMIT = (
    "before begin", "after receipt lookup", "after decision", "after entries", "after cards wanted",
    "after outbox rows", "after receipt", "before commit",
)  # fmt: skip
AFTER_COMMIT = (
    "after commit", "before nudge", "before enqueue", "after enqueue", "after the note of the enqueue", "before send",
    "after send", "after the note",
)  # fmt: skip


@dataclass
class Fate:
    """Where this process will die, if anywhere."""

    at: str = ""

    def meet(self, label: str) -> None:
        """Die without another word where that is the point; it counts for whatever passes it first."""
        if self.at == label:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class MortalStore(TortoiseStore):
    fate: Fate

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        self.fate.meet("before begin")
        async with super().transaction():
            yield
            self.fate.meet("before commit")
        self.fate.meet("after commit")


@dataclass(frozen=True)
class MortalReceipts:
    fate: Fate
    ours: Receipts

    async def get(self, receipt_id: str) -> Reply | None:
        found = await self.ours.get(receipt_id)
        self.fate.meet("after receipt lookup")
        return found

    async def add(self, receipt_id: str, council: str, reply: Reply) -> None:
        await self.ours.add(receipt_id, council, reply)
        self.fate.meet("after receipt")


@dataclass(frozen=True)
class MortalCases(StoredCases):
    fate: Fate

    async def _append(self, stored: Stored, entries: Iterable[Entry], privates: Sequence[Private]) -> None:
        self.fate.meet("after decision")
        await super()._append(stored, entries, privates)
        self.fate.meet("after entries")


@dataclass(frozen=True)
class MortalReports(StoredReports):
    fate: Fate

    async def _append(self, stored: Report, entries: Sequence[Entry], privates: Sequence[Private]) -> None:
        self.fate.meet("after decision")
        await super()._append(stored, entries, privates)
        self.fate.meet("after entries")


class MortalCards(StoredCards):
    fate: Fate

    async def show(
        self, council: str, about: str, ref: str, people: Iterable[str], teams: Iterable[Place] = (),
        *, here: Mapping[str, Place] = NOWHERE, notices: Sequence[Notice] = (),
    ) -> None:  # fmt: skip
        await super().show(council, about, ref, people, teams, here=here, notices=notices)
        self.fate.meet("after outbox rows")

    async def _make(self, council: str, new: Sequence[New]) -> list[CardRow]:
        made = await super()._make(council, new)
        self.fate.meet("after cards wanted")
        return made


@dataclass(frozen=True)
class MortalOutbox(TortoiseOutbox):
    fate: Fate

    async def unqueued(self, before: datetime, limit: int) -> Sequence[OutboxRow]:
        rows = await super().unqueued(before, limit)
        if rows:
            self.fate.meet("before enqueue")
        return rows

    async def queued(self, rows: Sequence[Any]) -> None:
        self.fate.meet("after enqueue")
        await super().queued(rows)
        self.fate.meet("after the note of the enqueue")

    async def delivered(self, card: Any, message: str, at: datetime) -> None:
        await super().delivered(card, message, at)
        self.fate.meet("after the note")


@dataclass
class MortalPlatform(Platform):
    fate: Fate = field(default_factory=Fate)

    async def send(self, posting: Posting) -> str:
        self.fate.meet("before send")
        message = await super().send(posting)
        self.fate.meet("after send")
        return message


def mortal(front: FrontDesk, cards: MortalCards, fate: Fate) -> FrontDesk:
    """The same front desk, which dies where its fate says."""
    cards.fate = fate
    desk = replace(front.desk, cases=MortalCases(fate), cards=cards)
    reports = replace(front.reports, reports=MortalReports(fate), cards=cards)
    receipts, talk = MortalReceipts(fate, front.receipts), replace(front.talk, cards=cards)
    return replace(front, store=MortalStore(fate), receipts=receipts, desk=desk, reports=reports, talk=talk)
