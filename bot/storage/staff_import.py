"""One import of a staff list into the directory, in the transaction of the task that asks."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.ids import Ids
from bot.storage.budget import canonical
from bot.storage.models import Account, BudgetCode, Person, PersonRole
from bot.storage.staff_list import Code, Member, Saved

BATCH = 500


class StaffImport:
    """Compares a council's people with a list, and writes only what differs."""

    def __init__(self, council: str, ids: Ids, source: str) -> None:
        self._council = council
        self._ids = ids
        self._source = source
        self._people: dict[str, Person] = {}

    async def run(self, members: Sequence[Member], codes: Sequence[Code], missing_left: bool) -> Saved:
        """Do it all and say what was done."""
        self._people = {row.email: row for row in await Person.filter(council=self._council)}
        listed = {m.email for m in members}
        missing = {email for email, row in self._people.items() if email not in listed and not row.left}
        added = {m.email for m in members if m.email not in self._people}
        self._people |= {m.email: self._fresh(m) for m in members if m.email in added}
        differing = [m for m in members if self._differs(m)]
        left = {m.email for m in differing if m.left and m.email not in added}
        left = {email for email in left if not self._people[email].left} | (missing if missing_left else set())
        await self._write(differing, added)
        changed = {m.email for m in differing} | await self._give_roles(members) | await self._know_accounts(members)
        await Person.filter(council=self._council, email__in=list(missing if missing_left else ())).update(left=True)
        return Saved(
            added=_sorted(added),
            changed=_sorted(changed - added - left),
            left=_sorted(left),
            unchanged=_sorted(listed - added - changed - left),
            missing=_sorted(missing),
            codes=await self._keep_codes(codes),
            unnamed_codes=await self._unnamed(listed, codes),
            without_manager=_sorted(m.email for m in members if m.manager and self._id(m.manager) is None),
        )

    def _fresh(self, member: Member) -> Person:
        return Person(id=self._ids.person(), council=self._council, email=member.email, name="", source=self._source)

    def _differs(self, member: Member) -> bool:
        row = self._people[member.email]
        return any(getattr(row, name) != value for name, value in self._wanted(member).items())

    def _wanted(self, member: Member) -> dict[str, Any]:
        return {
            "name": member.name,
            "job_title": member.job_title,
            "service": member.service,
            "manager_id": self._id(member.manager),
            "left": member.left,
        }

    async def _write(self, members: Iterable[Member], added: set[str]) -> None:
        for member in members:
            self._people[member.email].update_from_dict(self._wanted(member))
        await Person.bulk_create([self._people[email] for email in _sorted(added)], batch_size=BATCH)
        for member in members:
            if member.email not in added:
                await self._people[member.email].save()

    async def _give_roles(self, members: Sequence[Member]) -> set[str]:
        """Give each exactly the parts that the list names; say for whom that changed anything."""
        emails = {self._people[m.email].id: m.email for m in members}
        rows = PersonRole.filter(council=self._council).values_list("person_id", "role", "scope", "id")
        had = {(person, role, scope): row for person, role, scope, row in await rows if person in emails}
        wanted = {(self._people[m.email].id, role, scope) for m in members for role, scope in m.roles}
        gone = [had[key] for key in had.keys() - wanted]
        if gone:
            await PersonRole.filter(id__in=gone).delete()
        fresh = sorted(wanted - had.keys())
        await PersonRole.bulk_create(
            [PersonRole(council=self._council, person_id=p, role=r, scope=s) for p, r, s in fresh], batch_size=BATCH
        )
        return {emails[person] for person, _, _ in wanted ^ had.keys()}

    async def _know_accounts(self, members: Sequence[Member]) -> set[str]:
        """Note the accounts that the list names and nobody knows yet, and say whose; somebody else's stays theirs."""
        named = {account: m.email for m in members for account in m.accounts}
        rows = Account.filter(channel__in={channel for channel, _ in named}).values_list("channel", "user")
        fresh = named.keys() - {(str(channel), str(user)) for channel, user in await rows}
        await Account.bulk_create(
            [
                Account(council=self._council, channel=channel, tenant="", user=user, confirmed=True,
                        person_id=self._people[named[channel, user]].id)
                for channel, user in sorted(fresh)
            ],
            batch_size=BATCH,
        )  # fmt: skip
        return {named[account] for account in fresh}

    async def _keep_codes(self, codes: Iterable[Code]) -> tuple[str, ...]:
        """Write the codes that are new or differ, and name them."""
        rows = {row.code: row for row in await BudgetCode.filter(council=self._council)}
        written = []
        for code in codes:
            row = rows.get(canonical(code.code)) or BudgetCode(council=self._council, code=canonical(code.code))
            wanted = {"title": code.title or row.title, "holder_id": self._id(code.holder)}
            if row.code not in rows or (row.title, row.holder_id) != tuple(wanted.values()):
                await row.update_from_dict(wanted).save()
                written.append(row.code)
        return _sorted(written)

    async def _unnamed(self, listed: set[str], codes: Iterable[Code]) -> tuple[str, ...]:
        named = {canonical(code.code) for code in codes}
        holders = {self._people[email].id for email in listed}
        rows = await BudgetCode.filter(council=self._council)
        return _sorted(row.code for row in rows if row.holder_id in holders and row.code not in named)

    def _id(self, email: str) -> str | None:
        return self._people[email].id if email in self._people else None


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words))
