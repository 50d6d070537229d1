"""What reports need from outside: where they are kept, who people are, and the cards that show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.approvals.audit import Entry, Private
from bot.approvals.ports import Cards, Content, Directory
from bot.clock import Clock
from bot.ids import Ids
from bot.reports.report import Report


@dataclass(frozen=True)
class Stored:
    """A report with what surrounds it. `subject` is the address of whom it is about, as the reporter gave it."""

    report: Report
    council: str
    reference: str
    policy: str
    subject: str
    opened: datetime
    updated: datetime
    seq: int = 0
    head: str = ""
    version: int = 0


class Reports(Protocol):
    """Stored reports with their entries. No call lists or counts them but for one person who has a part in each."""

    async def get(self, report_id: str) -> Stored | None:
        """The report of that id."""

    async def add(
        self, stored: Stored, content: Content, entries: Sequence[Entry], privates: Sequence[Private]
    ) -> None:
        """Store a new report; Conflict where its reference is taken."""

    async def save(self, before: Stored, after: Stored, entries: Sequence[Entry], privates: Sequence[Private]) -> None:
        """Store what a command made of a report; Conflict where its version is no longer that of `before`."""

    async def content(self, report_id: str) -> Content:
        """What was sent."""

    async def entries(self, report_id: str) -> Sequence[Entry]:
        """The record of a report, oldest first."""

    async def privates(self, report_id: str) -> Mapping[tuple[int, str], str]:
        """What people wrote, by (seq, name); what was erased is absent."""

    async def waiting_for(self, person_id: str) -> Sequence[Stored]:
        """Reports that wait for this person, oldest first."""

    async def sent_by(self, person_id: str) -> Sequence[Stored]:
        """Reports that this person sent, newest first."""

    async def unsettled(self, council: str) -> Sequence[Stored]:
        """Reports of a council that wait for somebody who has left, or for nobody."""


@dataclass(frozen=True)
class Desk:
    """All that a command works with; `fallback` names, by council, the roles that are told where nobody can get it."""

    reports: Reports
    cards: Cards
    directory: Directory
    clock: Clock
    ids: Ids
    fallback: Mapping[str, Sequence[str]]
