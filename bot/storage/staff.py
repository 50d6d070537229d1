"""The staff lists of every council: brought into the directory once or many times over, with the same result."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.ids import Ids
from bot.storage.accounts import Seat, StoredAccounts
from bot.storage.database import transaction
from bot.storage.models import BudgetCode, Person, PersonRole, Timer
from bot.storage.staff_import import StaffImport
from bot.storage.staff_list import Code, Member, Saved

# A timer of any day that has passed is due at the next sweep.
AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)


class _Enough(Exception):
    """Ends the transaction of a trial run, so that nothing of it stays."""


@dataclass
class StoredStaff:
    """The people and budget codes of every council."""

    ids: Ids
    accounts: StoredAccounts = field(default_factory=StoredAccounts)

    async def managers(self, council: str) -> dict[str, str]:
        """Every active person's address with that of their manager, empty where there is none."""
        rows = await Person.filter(council=council, left=False)
        emails = {row.id: row.email for row in rows}
        return {row.email: emails.get(row.manager_id or "", "") for row in rows}

    async def listed(self, council: str) -> list[dict[str, Any]]:
        """Everybody who is or was on the staff, by name, with their parts and the codes that they hold."""
        rows = await Person.filter(council=council).order_by("name", "id")
        emails = {row.id: row.email for row in rows}
        roles, codes = await _by_person(council)
        return [
            {
                "name": row.name,
                "email": row.email,
                "job_title": row.job_title,
                "service": row.service,
                "manager": emails.get(row.manager_id or "", ""),
                "roles": sorted(roles[row.id]),
                "budget_codes": sorted(codes[row.id]),
                "status": "left" if row.left else "active",
            }
            for row in rows
        ]

    async def save(
        self,
        council: str,
        members: Sequence[Member],
        codes: Sequence[Code],
        *,
        source: str = "csv",
        missing_left: bool = False,
        dry_run: bool = False,
    ) -> Saved:
        """Add and change people by address and codes by code, all or nothing; nobody is ever deleted.

        Who is missing from the list stays as they are, or is noted as left with `missing_left`. A code changes hands
        only where the list names it. With `dry_run` everything is done and then taken back.
        """
        saved = Saved()
        with suppress(_Enough):
            async with transaction(patience=None):
                saved = await StaffImport(council, self.ids, source).run(members, codes, missing_left)
                await self._have_cases_looked_at(council, saved)
                if dry_run:
                    raise _Enough
        return saved

    async def _have_cases_looked_at(self, council: str, saved: Saved) -> None:
        if saved.added or saved.changed or saved.left or saved.codes:
            row = Timer(council=council, kind="staff_changed", ref=self.ids.event(), due=AT_ONCE)
            await Timer.bulk_create([row])

    async def seat(self, council: str, seats: Iterable[Seat]) -> None:
        """Bind accounts of a practice room to its sample people."""
        await self.accounts.seat(council, seats)


async def _by_person(council: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    roles: dict[str, list[str]] = defaultdict(list)
    codes: dict[str, list[str]] = defaultdict(list)
    for person, role, scope in await PersonRole.filter(council=council).values_list("person_id", "role", "scope"):
        roles[person].append(f"{role}:{scope}" if scope else role)
    for holder, code in await BudgetCode.filter(council=council).values_list("holder_id", "code"):
        codes[holder].append(code)
    return roles, codes
