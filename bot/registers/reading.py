"""Reads a register whole: its entries, with the names of people and the references of cases."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.approvals.ports import Cases, Directory
from bot.registers.book import Book
from bot.registers.ports import Accounts, Agreements, Desk


@dataclass(frozen=True)
class Shelf:
    """Where the registers stand, and who knows what their ids mean."""

    accounts: Accounts
    agreements: Agreements
    cases: Cases
    directory: Directory

    async def read(self, kind: str, council: str) -> Book:
        """The register of `accounts` or of `agreements` of one council."""
        entries = await self.accounts.listed(council)
        accounts = {e.id: e.name or e.platform for e in entries}
        if kind == "accounts":
            references = await self._references(e.case for e in entries)
            return Book(entries, await self._names(e.owner for e in entries), references, accounts)
        signed = await self.agreements.listed(council)
        references = await self._references(a.case for a in signed)
        return Book(signed, await self._names(a.person for a in signed), references, accounts)

    async def _names(self, people: Iterable[str]) -> dict[str, str]:
        found = await self.directory.people(sorted(set(people)))
        return {p.id: p.name for p in found.values()}

    async def _references(self, cases: Iterable[str]) -> dict[str, str]:
        found = [await self.cases.get(case) for case in dict.fromkeys(cases)]
        return {stored.case.id: stored.reference for stored in found if stored}


def shelf(desk: Desk) -> Shelf:
    """The registers of a desk."""
    return Shelf(desk.accounts, desk.agreements, desk.approvals.cases, desk.approvals.directory)
