"""The staff directory in the database: people, who manages whom, who plays which part, and where they are reached."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.approvals.ports import Person
from bot.conversations.ports import Arrived
from bot.messages import Account
from bot.storage import models
from bot.storage.budget import Register, canonical
from bot.storage.found import found_again
from bot.storage.rows import Rows, ask
from bot.storage.states import seen

PEOPLE, ACCOUNTS = Rows(models.Person), Rows(models.Account)
KEPT = ("id", "council", "service", "name", "email", "job_title", "manager_id", "left")
BY_ACCOUNT = """
    SELECT p.id, p.council, p.service, p.name, p.email, p.job_title, p.manager_id, p."left",
           (SELECT s.hash FROM state_entry s WHERE s.council = p.council ORDER BY s.seq DESC LIMIT 1),
           a.reachable, a.standing, a.address
    FROM account a JOIN person p ON p.id = a.person_id
    WHERE a.channel = ? AND a.tenant = ? AND a."user" = ? AND a.confirmed
"""
HOLDERS = """
    SELECT DISTINCT p.id, p.name FROM person_role r JOIN person p ON p.id = r.person_id
    WHERE p.council = ? AND NOT p."left" AND r.role = ? AND r.scope IN ('', ?) ORDER BY p.name, p.id
"""
# The last one of a person counts: the preferred one, or the oldest. A guest's counts where there is no other: what goes
# there is parked for all to see, and sent once the guest is a member again.
ADDRESSES = """
    SELECT a.person_id, a.channel, a.address FROM account a JOIN person p ON p.id = a.person_id
    WHERE a.confirmed AND a.reachable AND a.address <> '' AND NOT p."left" AND a.person_id IN ({})
    ORDER BY a.standing = 'member', a.preferred, a.id DESC
"""
# The parts that follow from who manages whom, and how many managers up.
CLIMBS = {"line_manager": 1, "managers_manager": 2}
MEMBER = "member"
BUDGET_HOLDER = "budget_holder"


class StoredDirectory:
    """Reads and changes people in the transaction of the task that asks; active people only, unless said."""

    def __init__(self) -> None:
        self._register = Register()

    async def person(self, person_id: str) -> Person | None:
        """The person, active or not."""
        return (await self.people([person_id])).get(person_id)

    async def people(self, ids: Iterable[str]) -> dict[str, Person]:
        """The people of these ids, active or not; an id that nobody has is absent."""
        wanted = tuple(ids)
        rows = await PEOPLE.find(KEPT, id=wanted) if wanted else []
        return {row[0]: person_of(row) for row in rows}

    async def by_email(self, council: str, email: str) -> Person | None:
        """The active person with that address in that council, whatever its capitals."""
        rows = await PEOPLE.find(KEPT, council=council, email=email.strip().lower(), left=False)
        return person_of(rows[0]) if rows else None

    async def holders(self, council: str, role: str, scope: str = "") -> tuple[str, ...]:
        """Who plays a role for a scope, by name: those named for the scope, and those who play it for everything.

        The scope of a line manager, and of a manager's manager, is a person's id, a budget holder's a budget code;
        nobody plays those for everything.
        """
        if role in CLIMBS:
            return await self._manager_in(council, scope, CLIMBS[role])
        if role == BUDGET_HOLDER:
            found = await self._register.holder(council, scope)
            return tuple(await self.active([found] if found else []))
        return tuple(person for person, _ in await ask(HOLDERS, council, role, scope))

    async def manager(self, person_id: str) -> str | None:
        """The nearest manager who is still on the staff; None where there is none, or managers go round in a loop."""
        seen = {person_id}
        row = await models.Person.get_or_none(id=person_id)
        while row and row.manager_id and row.manager_id not in seen:
            seen.add(row.manager_id)
            row = await models.Person.get_or_none(id=row.manager_id, council=row.council)
            if row and not row.left:
                return row.id
        return None

    async def roles(self, person_id: str) -> frozenset[tuple[str, str]]:
        """The parts that an active person plays, each with its scope, empty for everything."""
        rows = await models.PersonRole.filter(person_id=person_id, person__left=False)
        return frozenset((row.role, row.scope) for row in rows)

    async def active(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of the ids who are still on the staff."""
        wanted = tuple(ids)
        rows = await PEOPLE.find(("id",), id=wanted, left=False) if wanted else []
        return frozenset(person for (person,) in rows)

    async def addresses(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Where each can be reached, (channel, address) by person id: the preferred account, else the oldest."""
        wanted = tuple(ids)
        rows = await ask(ADDRESSES.format(", ".join("?" * len(wanted))), *wanted) if wanted else []
        return {person: (channel, address) for person, channel, address in rows}

    async def reached(self, account: Account) -> str:
        """Where a confirmed account is written to; empty where that is not known."""
        who = {"channel": account.channel, "tenant": account.tenant, "user": account.user}
        rows = await ACCOUNTS.find(("address",), **who, confirmed=True)
        return str(rows[0][0]) if rows else ""

    async def account_person(self, account: Account) -> Person | None:
        """The person who has confirmed this account, active or not."""
        rows = await ask(BY_ACCOUNT, account.channel, account.tenant, account.user)
        return person_of(rows[0][:-4]) if rows else None

    async def acting(self, account: Account) -> Person | None:
        """The same, if they are on the staff and the platform says that they are a member there."""
        rows = await ask(BY_ACCOUNT, account.channel, account.tenant, account.user)
        if not rows or rows[0][-2] != MEMBER:
            return None
        *row, head, _, _, _ = rows[0]
        person = person_of(row)
        seen(person.council, head)
        return person if person.active else None

    async def arrived(self, account: Account, address: str) -> Arrived | None:
        """The same, for somebody who has just written from there: a member who could not be reached can be again."""
        rows = await ask(BY_ACCOUNT, account.channel, account.tenant, account.user)
        if not rows:
            return None
        *row, head, reachable, standing, known = rows[0]
        if not reachable and standing == MEMBER:
            await found_again(account, address)
            known = address
        person = person_of(row)
        seen(person.council, head)
        return Arrived(person, standing, known or address)

    async def budget_code(self, council: str, code: str, requester_id: str) -> str | None:
        """Who holds a code, seen by who asks: active, requester, nobody or left; None where there is no such code."""
        return await self._register.verdict(council, code, requester_id)

    async def look_up(self, person: Person, register: str, code: str) -> tuple[str, str] | None:
        """A code as the register writes it and what it says of it; None for no such code, or no such register."""
        if register != "budget_codes":
            return None
        verdict = await self.budget_code(person.council, code, person.id)
        return (canonical(code), verdict) if verdict else None

    async def _manager_in(self, council: str, person_id: str, climb: int) -> tuple[str, ...]:
        if not await models.Person.exists(id=person_id, council=council):
            return ()
        found: str | None = person_id
        for _ in range(climb):
            found = await self.manager(found) if found else None
        # Where managers go round in a loop, somebody may come out as their own.
        return (found,) if found and found != person_id else ()


def person_of(row: Sequence[Any]) -> Person:
    """The person of a row with the columns of KEPT."""
    person_id, council, service, name, email, job_title, manager, left = row
    return Person(person_id, council, service, name, email, job_title, manager, active=not left)
