"""The record of files that were taken out of the desk: who, when, what of which time, and how many rows; no content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from bot.approvals.audit import GENESIS, Entry, append, moment
from bot.approvals.ports import Person
from bot.clock import Clock
from bot.ids import Ids


class Taken(StrEnum):
    """What can be recorded here."""

    EXPORTED = "exported"


@dataclass(frozen=True)
class Export:
    """What is sealed of one file."""

    actor: str
    facts: Mapping[str, Any]
    kind: Taken = Taken.EXPORTED


def chain_of(council: str) -> str:
    """What a council's chain is called in its entries and in the anchors."""
    return f"exports.{council}"


class ExportShelf(Protocol):
    """Where the record is kept."""

    async def newest(self, council: str) -> tuple[int, str] | None:
        """The number and the hash of the newest link; None where there is none."""

    async def add(self, council: str, entry: Entry) -> None:
        """Keep one more link; Conflict where somebody else was first."""


@dataclass(frozen=True)
class Exports:
    """All that recording works with."""

    shelf: ExportShelf
    clock: Clock
    ids: Ids

    async def record(self, person: Person, what: str, rows: int, days: tuple[date, date] | None) -> None:
        """Note a file of so many rows, in the transaction that hands it out; `days` are its first and last, if any."""
        between = {"from": days[0].isoformat(), "until": days[1].isoformat()} if days else {}
        taken = Export(person.id, {"what": what, "rows": rows, **between})
        seq, head = await self.shelf.newest(person.council) or (0, GENESIS)
        at = moment(self.clock.now())
        [entry], _ = append(chain_of(person.council), seq, head, [(taken, {})], at=at, salt=self.ids.salt)
        await self.shelf.add(person.council, entry)
