"""Opens what follows an approval, in its transaction: tasks with owners, an account to tick, an agreement to sign."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from bot.approvals.model import Event, Kind
from bot.approvals.ports import Content, Directory, Notice, Opened, Place, Stored
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
    clock: Clock
    ids: Ids
    keepers: Mapping[str, str]

    async def open(self, stored: Stored, content: Content) -> Opened:
        """Keep the tasks and what they are about; each owner is told of theirs."""
        wanted = list({t["id"]: t for t in content.outcome["tasks"]}.values())
        if not wanted:
            return Opened()
        playing, where = await self._playing(stored, {each["role"] for each in wanted})
        tasks = [self._task(stored, place, each, playing[each["role"]]) for place, each in enumerate(wanted, 1)]
        await self.tasks.add(tasks)
        notices = [Notice("task", t.id, person) for t in tasks for person in sorted(await self._told(t))]
        account = await self._account(stored, content, tasks)
        facts = {"tasks": {t.key: sorted(t.owners) for t in tasks}, **({"account": account} if account else {})}
        asked = [await self._ask(stored, t, account) for t in tasks if t.register == AGREEMENTS]
        events = [Event(Kind.TASKS_OPENED, "", facts), *(event for event, _ in asked)]
        return Opened(events, [*notices, *(notice for _, notice in asked)], where)

    async def _playing(
        self, stored: Stored, roles: Iterable[str]
    ) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, Place]]:
        """Who owns the tasks of each role, and where they and whoever asked are reached."""
        requester = stored.case.requester
        holders = {role: await _holders(self.directory, stored, role) for role in sorted(roles)}
        where = await self.directory.addresses(sorted({requester, *chain(*holders.values())}))
        return {role: _reached(people, where, requester) for role, people in holders.items()}, where

    def _task(self, stored: Stored, place: int, wanted: Mapping[str, Any], owners: Iterable[str]) -> Task:
        sections = [*wanted["sections"], *wanted.get("law", ())]
        return Task(
            self.ids.delivery(), stored.council, stored.case.id, wanted["id"], place, wanted["text"], wanted["role"],
            wanted["title"], wanted.get("register", ""), sections, frozenset(owners),
        )  # fmt: skip

    async def _told(self, task: Task) -> Collection[str]:
        return await self.directory.holders(task.council, self.keepers[task.council]) if task.orphaned else task.owners

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

    async def _ask(self, stored: Stored, task: Task, account: str) -> tuple[Event, Notice]:
        """Whoever asked for an account will use it, and so is the first who is asked to agree to the rules."""
        whom, now = stored.case.requester, self.clock.now()
        agreement = replace(asking(self.ids.delivery(), stored, task, whom, now), account=account)
        await self.agreements.add(agreement)
        facts = {"task": task.key, "agreement": agreement.id, "to": agreement.person}
        return Event(Kind.AGREEMENT_ASKED, "", facts), Notice("agreement", agreement.id, agreement.person)


def asking(name: str, stored: Stored, task: Task, person: str, now: datetime) -> Agreement:
    """An agreement that somebody is asked for, under the policy that the case was decided by."""
    return Agreement(name, stored.council, stored.case.id, task.id, person, "", stored.policy, now)


async def owners_of(directory: Directory, stored: Stored, role: str) -> tuple[str, ...]:
    """Whose job a task is: those who play its part for whoever asked, and can be reached in chat."""
    holders = await _holders(directory, stored, role)
    return _reached(holders, await directory.addresses(holders), stored.case.requester)


async def _holders(directory: Directory, stored: Stored, role: str) -> tuple[str, ...]:
    requester = stored.case.requester
    return (requester,) if role in REQUESTERS else await directory.holders(stored.council, role, requester)


def _reached(holders: Iterable[str], where: Collection[str], requester: str) -> tuple[str, ...]:
    return rules.owners([p for p in holders if p in where], requester)
