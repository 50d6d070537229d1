"""What the registers need from outside: where tasks, accounts and agreements are kept, and who looks after them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.approvals.ports import Desk as Approvals
from bot.registers.account import AccountEntry
from bot.registers.agreement import Agreement
from bot.registers.task import Task


class Tasks(Protocol):
    """Tasks that follow approvals. The caller has changed the case first, so that nobody else changes its tasks."""

    async def get(self, task_id: str) -> Task | None:
        """The task of that id."""

    async def of_case(self, case_id: str) -> Sequence[Task]:
        """The tasks of a case, in order."""

    async def add(self, tasks: Iterable[Task]) -> None:
        """Keep new tasks."""

    async def save(self, task: Task) -> None:
        """Keep what a command made of a task."""

    async def waiting_for(self, person_id: str) -> Sequence[Task]:
        """Tasks that wait for this person."""

    async def orphaned(self, council: str) -> Sequence[Task]:
        """Tasks of a council that wait for nobody."""

    async def unsettled(self, council: str) -> Sequence[Task]:
        """Tasks of a council that wait for somebody who has left, or for nobody."""


class Accounts(Protocol):
    """The register of accounts."""

    async def of_case(self, case_id: str) -> AccountEntry | None:
        """The account that a case was about."""

    async def add(self, entry: AccountEntry) -> None:
        """Keep a new entry."""

    async def save(self, entry: AccountEntry) -> None:
        """Keep what a command made of an entry."""

    async def listed(self, council: str) -> Sequence[AccountEntry]:
        """Every account of a council, by name."""


class Agreements(Protocol):
    """The register of agreements."""

    async def get(self, agreement_id: str) -> Agreement | None:
        """The agreement of that id."""

    async def of_task(self, task_id: str) -> Sequence[Agreement]:
        """Whoever was asked for a task, in the order of asking."""

    async def add(self, agreement: Agreement) -> None:
        """Keep a new agreement; Conflict where that person has been asked for that task."""

    async def save(self, agreement: Agreement) -> None:
        """Keep what a command made of an agreement."""

    async def waiting_for(self, person_id: str) -> Sequence[Agreement]:
        """Agreements that this person has been asked for and has not signed."""

    async def of_leavers(self, council: str) -> Sequence[Agreement]:
        """Agreements of people who have left, signed or asked for, that have not ended."""

    async def listed(self, council: str) -> Sequence[Agreement]:
        """Every agreement of a council, in the order of asking."""


@dataclass(frozen=True)
class Desk:
    """All that a command works with; `keepers` is the role that keeps the registers, by council."""

    tasks: Tasks
    accounts: Accounts
    agreements: Agreements
    approvals: Approvals
    keepers: Mapping[str, str]

    async def keeps(self, person: str, council: str) -> bool:
        """Whether the person keeps the council's registers."""
        return person in await self.keepers_of(council)

    async def keepers_of(self, council: str) -> tuple[str, ...]:
        """Who keeps the council's registers."""
        return await self.approvals.directory.holders(council, self.keepers[council])
