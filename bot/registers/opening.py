"""Opens what follows an approval, in its transaction: tasks with owners, an account to tick, an agreement to sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.approvals.model import Event, Kind
from bot.approvals.ports import Cards, Content, Directory, Stored
from bot.clock import Clock
from bot.ids import Ids
from bot.registers import rules
from bot.registers.account import REGISTER as ACCOUNTS
from bot.registers.account import AccountEntry, filled
from bot.registers.agreement import REGISTER as AGREEMENTS
from bot.registers.agreement import Agreement
from bot.registers.ports import Accounts, Agreements, Tasks
from bot.registers.task import Task

REQUESTERS = ("requester", "account_owner", "account_administrator")
"""Parts that whoever asked plays themselves."""


@dataclass(frozen=True)
class Opening:
    """Opens tasks for the approvals; `keepers` is the role that keeps the registers, by council."""

    tasks: Tasks
    accounts: Accounts
    agreements: Agreements
    directory: Directory
    cards: Cards
    clock: Clock
    ids: Ids
    keepers: Mapping[str, str]

    async def open(self, stored: Stored, content: Content) -> Sequence[Event]:
        """Keep the tasks and what they are about, see that each owner has a card; gives what to record of it."""
        wanted = list({t["id"]: t for t in content.outcome["tasks"]}.values())
        if not wanted:
            return ()
        tasks = [await self._task(stored, place, each) for place, each in enumerate(wanted, 1)]
        await self.tasks.add(tasks)
        for task in tasks:
            await self._show(task)
        account = await self._account(stored, content, tasks)
        facts = {"tasks": {t.key: sorted(t.owners) for t in tasks}, **({"account": account} if account else {})}
        opened = Event(Kind.TASKS_OPENED, "", facts)
        return (opened, *[await self._ask(stored, t, account) for t in tasks if t.register == AGREEMENTS])

    async def _task(self, stored: Stored, place: int, wanted: Mapping[str, Any]) -> Task:
        owners = await owners_of(self.directory, stored, wanted["role"])
        sections = [*wanted["sections"], *wanted.get("law", ())]
        return Task(
            self.ids.delivery(), stored.council, stored.case.id, wanted["id"], place, wanted["text"], wanted["role"],
            wanted["title"], wanted.get("register", ""), sections, frozenset(owners),
        )  # fmt: skip

    async def _show(self, task: Task) -> None:
        keepers = await self.directory.holders(task.council, self.keepers[task.council]) if task.orphaned else ()
        await self.cards.show(task.council, "task", task.id, sorted({*task.owners, *keepers}))

    async def _account(self, stored: Stored, content: Content, tasks: Sequence[Task]) -> str:
        """Enter the account in its register, where the case is about one; gives its id."""
        fields = filled(content.asked)
        if not fields or not any(t.register == ACCOUNTS for t in tasks):
            return ""
        owner, now = stored.case.requester, self.clock.now()
        person = await self.directory.person(owner)
        service = person.service if person else ""
        entry = AccountEntry(self.ids.delivery(), stored.council, stored.case.id, owner, now, now, service, **fields)
        await self.accounts.add(entry)
        return entry.id

    async def _ask(self, stored: Stored, task: Task, account: str) -> Event:
        """Whoever asked for an account will use it, and so is the first who is asked to agree to the rules."""
        whom, now = stored.case.requester, self.clock.now()
        agreement = replace(asking(self.ids.delivery(), stored, task, whom, now), account=account)
        await self.agreements.add(agreement)
        await self.cards.show(stored.council, "agreement", agreement.id, [agreement.person])
        return Event(Kind.AGREEMENT_ASKED, "", {"task": task.key, "agreement": agreement.id, "to": agreement.person})


def asking(name: str, stored: Stored, task: Task, person: str, now: datetime) -> Agreement:
    """An agreement that somebody is asked for, under the policy that the case was decided by."""
    return Agreement(name, stored.council, stored.case.id, task.id, person, "", stored.policy, now)


async def owners_of(directory: Directory, stored: Stored, role: str) -> tuple[str, ...]:
    """Whose job a task is: those who play its part for whoever asked, and can be reached in chat."""
    requester = stored.case.requester
    if role in REQUESTERS:
        holders: tuple[str, ...] = (requester,)
    else:
        holders = await directory.holders(stored.council, role, requester)
    where = await directory.addresses(holders) if holders else {}
    return rules.owners([p for p in holders if p in where], requester)
