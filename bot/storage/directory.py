"""The staff directory in the database: people, who manages whom, who plays which part, and where they are reached."""

from collections.abc import Iterable

from bot.approvals.ports import Person
from bot.messages import Account
from bot.storage import models
from bot.storage.budget import Register

LINE_MANAGER = "line_manager"
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
        wanted = list(ids)
        rows = await models.Person.filter(id__in=wanted) if wanted else []
        return {row.id: person_of(row) for row in rows}

    async def by_email(self, council: str, email: str) -> Person | None:
        """The active person with that address in that council, whatever its capitals."""
        row = await models.Person.get_or_none(council=council, email=email.strip().lower(), left=False)
        return person_of(row) if row else None

    async def holders(self, council: str, role: str, scope: str = "") -> tuple[str, ...]:
        """Who plays a role for a scope, by name: those named for the scope, and those who play it for everything.

        A line manager's scope is a person's id, a budget holder's a budget code; nobody plays those for everything.
        """
        if role == LINE_MANAGER:
            return await self._manager_in(council, scope)
        if role == BUDGET_HOLDER:
            found = await self._register.holder(council, scope)
            return tuple(await self.active([found] if found else []))
        rows = (
            await models.Person.filter(council=council, left=False, roles__role=role, roles__scope__in=["", scope])
            .distinct()
            .order_by("name", "id")
        )
        return tuple(row.id for row in rows)

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
        wanted = list(ids)
        rows = await models.Person.filter(id__in=wanted, left=False) if wanted else []
        return frozenset(row.id for row in rows)

    async def addresses(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Where each can be reached, (channel, address) by person id: the preferred account, else the oldest."""
        wanted = list(ids)
        accounts = models.Account.filter(person_id__in=wanted, person__left=False, confirmed=True, reachable=True)
        # The last one of a person counts: the preferred one, or the oldest.
        rows = accounts.exclude(address="").order_by("preferred", "-id").values_list("person_id", "channel", "address")
        return {person: (channel, address) for person, channel, address in (await rows if wanted else [])}

    async def account_person(self, account: Account) -> Person | None:
        """The active person who has confirmed this account."""
        row = await models.Person.filter(
            left=False,
            accounts__channel=account.channel,
            accounts__tenant=account.tenant,
            accounts__user=account.user,
            accounts__confirmed=True,
        ).first()
        return person_of(row) if row else None

    async def budget_code(self, council: str, code: str, requester_id: str) -> str | None:
        """Who holds a code, seen by who asks: active, requester, nobody or left; None where there is no such code."""
        return await self._register.verdict(council, code, requester_id)

    async def look_up(self, person: Person, register: str, code: str) -> str | None:
        """What a register says of a code for this person; None where it knows no such code, or is not known here."""
        if register != "budget_codes":
            return None
        return await self.budget_code(person.council, code, person.id)

    async def set_left(self, person_id: str) -> None:
        """Note that somebody has gone; their cases keep naming them."""
        await models.Person.filter(id=person_id).update(left=True)

    async def _manager_in(self, council: str, person_id: str) -> tuple[str, ...]:
        if not await models.Person.exists(id=person_id, council=council):
            return ()
        found = await self.manager(person_id)
        return (found,) if found else ()


def person_of(row: models.Person) -> Person:
    """The person whom a row describes."""
    return Person(
        id=row.id,
        council=row.council,
        service=row.service,
        name=row.name,
        email=row.email,
        job_title=row.job_title,
        manager=row.manager_id,
        active=not row.left,
    )
