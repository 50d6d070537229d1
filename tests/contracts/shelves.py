"""Registers with something in them: two councils, each with a case, its people, tasks, an account and an agreement."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.registers.account import AccountEntry
from bot.registers.agreement import Agreement
from bot.registers.task import Task
from bot.storage import models
from bot.storage.followups import StoredTasks
from bot.storage.registers import StoredAgreements, StoredRegister

NOON = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
SECTIONS = [{"document": "Policy", "section": "5.6", "rows": ["suffolk-5.6-a"], "says": "Turn it on."}]
HOSTILE = '=HYPERLINK("http://example.org","Click")'


@dataclass(frozen=True)
class Shelf:
    """The stored registers of two councils; every id begins with its council's name."""

    tasks: StoredTasks
    accounts: StoredRegister
    agreements: StoredAgreements


async def filled() -> Shelf:
    """Suffolk and Cannock, each with Nadia, Gwen and an account."""
    shelf = Shelf(StoredTasks(), StoredRegister(), StoredAgreements())
    for council in ("suffolk", "cannock"):
        await _staff(council)
        await shelf.tasks.add([task(council, "two_factor", 2), task(council, "sign_agreement", 1)])
        await shelf.accounts.add(entry(council))
        await shelf.agreements.add(agreement(council))
    return shelf


async def _staff(council: str) -> None:
    for name in ("Nadia", "Gwen"):
        email = f"{name.lower()}@council.example"
        await models.Person.create(id=f"{council}-{name.lower()}", council=council, name=name, email=email)
    await models.Case.create(
        id=f"{council}-case", council=council, reference="K7QX-M4TD", flow="new_account", title="An account",
        visibility="open", state="approved", requester_id=f"{council}-nadia", policy_id="p" * 64, salt="s",
        seq=1, head="h", opened=NOON, updated=NOON,
        record={
            "id": f"{council}-case", "requester": f"{council}-nadia", "barred": [], "state": "approved",
            "revision": 1, "steps": [], "orphaned": False, "former": [],
        },
    )  # fmt: skip


def task(council: str, key: str, place: int) -> Task:
    """A task that is Gwen's."""
    return Task(
        f"{council}-{key}", council, f"{council}-case", key, place, f"Do {key}.", "line_manager", "Line manager",
        "accounts", SECTIONS, frozenset({f"{council}-gwen"}),
    )  # fmt: skip


def entry(council: str) -> AccountEntry:
    """An account whose name is no good for a spreadsheet."""
    return AccountEntry(
        f"{council}-account", council, f"{council}-case", f"{council}-nadia", NOON, NOON, service="corporate",
        platform="Facebook", name=HOSTILE, purpose="+44 and more", administrators="Nadia; Gwen", two_factor=True,
    )  # fmt: skip


def agreement(council: str) -> Agreement:
    """An agreement that Nadia is asked for."""
    review = (NOON + timedelta(days=365)).date()
    return Agreement(
        f"{council}-agreement", council, f"{council}-case", f"{council}-sign_agreement", f"{council}-nadia",
        f"{council}-account", "p" * 64, NOON, review=review,
    )  # fmt: skip
