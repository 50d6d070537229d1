"""What the communications team's commands need from outside: a council's cases as a whole, and its staff by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.approvals.ports import Person, Stored
from bot.registers.exporting import Exports


class Overview(Protocol):
    """A council's cases; confidential reports are none and are never among them."""

    async def unfinished(self, council: str) -> Sequence[Stored]:
        """Cases that have not ended, oldest first."""

    async def ended(self, council: str, limit: int) -> Sequence[Stored]:
        """The cases that ended last, newest first."""

    async def opened(self, council: str, since: datetime, before: datetime) -> Sequence[Stored]:
        """Cases that were opened between these moments, oldest first."""

    async def waiting_since(self, council: str) -> Mapping[str, datetime]:
        """Since when each unfinished case has waited where it now waits, by its id."""

    async def named(self, council: str, reference: str) -> Stored | None:
        """The case of that reference."""

    async def references(self, council: str) -> Sequence[str]:
        """Every case's reference."""


class Staff(Protocol):
    """The staff list, searched by name."""

    async def find(self, council: str, words: Sequence[str], limit: int) -> Sequence[Person]:
        """People in whose name or address every word stands, by name, leavers too."""

    async def roles(self, person_id: str) -> Sequence[tuple[str, str]]:
        """The parts that a person plays, each with its scope, empty for everything."""

    async def platforms(self, person_id: str) -> Sequence[str]:
        """The channels on which the person has confirmed an account."""

    async def waits(self, person_id: str) -> int:
        """How many requests, tasks and agreements wait for the person."""


@dataclass(frozen=True)
class Team:
    """All of it."""

    cases: Overview
    staff: Staff
    exports: Exports
