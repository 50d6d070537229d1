"""The registers of accounts and of agreements in the database; nothing in them crosses from one council to another."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from tortoise.models import Model

from bot.registers.account import AccountEntry, AccountState
from bot.registers.agreement import Agreement, AgreementState
from bot.storage import models

LINKED = ("case", "task", "person", "policy")
HOLDING = (AgreementState.ASKED.value, AgreementState.SIGNED.value)


class StoredRegister:
    """The register of accounts."""

    async def of_case(self, case_id: str) -> AccountEntry | None:
        """The account that a case was about."""
        found = await models.RegisteredAccount.get_or_none(case_id=case_id)
        return _entry(found) if found else None

    async def add(self, entry: AccountEntry) -> None:
        """Keep a new entry."""
        await models.RegisteredAccount.bulk_create([models.RegisteredAccount(**_entry_row(entry))])

    async def save(self, entry: AccountEntry) -> None:
        """Keep what a command made of an entry."""
        row = _entry_row(entry)
        await models.RegisteredAccount.filter(id=row.pop("id")).update(**row)

    async def listed(self, council: str) -> Sequence[AccountEntry]:
        """Every account of a council, by name."""
        rows = models.RegisteredAccount.filter(council=council).order_by("name", "platform", "id")
        return [_entry(row) for row in await rows]


class StoredAgreements:
    """The register of agreements."""

    async def get(self, agreement_id: str) -> Agreement | None:
        """The agreement of that id."""
        found = await models.Agreement.get_or_none(id=agreement_id)
        return _agreement(found) if found else None

    async def of_task(self, task_id: str) -> Sequence[Agreement]:
        """Whoever was asked for a task, in the order of asking."""
        return [_agreement(row) for row in await models.Agreement.filter(task_id=task_id).order_by("asked_at", "id")]

    async def add(self, agreement: Agreement) -> None:
        """Keep a new agreement; one that is there already fails the transaction."""
        await models.Agreement.bulk_create([models.Agreement(**_agreement_row(agreement))])

    async def save(self, agreement: Agreement) -> None:
        """Keep what a command made of an agreement."""
        row = _agreement_row(agreement)
        await models.Agreement.filter(id=row.pop("id")).update(**row)

    async def waiting_for(self, person_id: str) -> Sequence[Agreement]:
        """Agreements that this person has been asked for and has not signed."""
        rows = models.Agreement.filter(person_id=person_id, state=AgreementState.ASKED.value)
        return [_agreement(row) for row in await rows.order_by("asked_at", "id")]

    async def of_leavers(self, council: str) -> Sequence[Agreement]:
        """Agreements of people who have left, signed or asked for, that have not ended."""
        rows = models.Agreement.filter(council=council, person__left=True, state__in=HOLDING)
        return [_agreement(row) for row in await rows.order_by("asked_at", "id")]

    async def listed(self, council: str) -> Sequence[Agreement]:
        """Every agreement of a council, in the order of asking."""
        return [_agreement(row) for row in await models.Agreement.filter(council=council).order_by("asked_at", "id")]


def _entry_row(entry: AccountEntry) -> dict[str, Any]:
    row = {**vars(entry), "state": entry.state.value}
    return {f"{name}_id" if name in ("case", "owner") else name: value for name, value in row.items()}


def _entry(row: models.RegisteredAccount) -> AccountEntry:
    kept = _kept(row, AccountEntry, ("case", "owner"))
    return AccountEntry(**{**kept, "state": AccountState(row.state)})


def _agreement_row(agreement: Agreement) -> dict[str, Any]:
    row = {**vars(agreement), "state": agreement.state.value}
    return {f"{name}_id" if name in LINKED else name: value for name, value in row.items()}


def _agreement(row: models.Agreement) -> Agreement:
    kept = _kept(row, Agreement, LINKED)
    return Agreement(**{**kept, "state": AgreementState(row.state)})


def _kept(row: Model, kind: type, linked: tuple[str, ...]) -> dict[str, Any]:
    """What a row holds, by the fields of what it is; those that are `linked` by their ids."""
    return {f.name: getattr(row, f"{f.name}_id" if f.name in linked else f.name) for f in fields(kind)}
