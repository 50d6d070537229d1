"""Offices of every council, and accounts that their staff ask for with the answers of the council's worked cases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import flows
from bot.app import Parts, compose
from bot.clock import FixedClock
from bot.conversations import turn
from bot.ids import system_ids
from bot.messages import Facts, Screen, Steps, Text
from bot.people.sample_people import seed
from bot.policy.cases import Case, read_cases
from bot.storage import models
from bot.storage.database import opened
from bot.storage.staff import StoredStaff
from flows.engine import Given
from tests.office import MORNING, Actor, Office, packs, settings_for

PACKS = Path(__file__).parents[3] / "policy_data"
COVERED = ("suffolk", "cannock", "sthelens", "knowsley")
# Parts that the sample people do not play anyway, by council: role and the short name of who plays it.
PARTS = {
    "sthelens": (
        ("service_manager", "tobias"),
        ("customer_services", "callum"),
        ("information_management_group", "mei-lin"),
    )
}


@asynccontextmanager
async def office_of(council: str, url: str, folder: Path) -> AsyncIterator[Office]:
    """The office of a council with the sample people, some of whom play parts that only this council has."""
    settings = settings_for(url, folder).model_copy(update={"council": council})
    async with opened(settings):
        await seed(StoredStaff(system_ids), council, frozenset(packs().pack(council).council.services))
        clock = FixedClock(MORNING)
        office = Office(compose(Parts(settings, clock, system_ids), packs()), clock, council)
        for role, user in PARTS.get(council, ()):
            person = await office.person(user)
            await models.PersonRole.get_or_create(council=council, person=person, role=role, scope="")
        yield office


def worked(council: str, task: str = "") -> dict[str, Given]:
    """The answers of a worked case that needs approval, of one with that task where one is named."""
    cases = [c for c in read_cases(PACKS / council, flows.find()) if c.flow == "new_account"]
    found = next(c for c in cases if c.expect.outcome == "needs_approval" and _has(c, task))
    return dict(found.given)


def _has(case: Case, task: str) -> bool:
    return not case.service and (not task or task in (case.expect.tasks or ()))


async def asks_for_an_account(office: Office, answers: dict[str, Given]) -> str:
    """Nadia asks for an account; gives the reference of her request."""
    front, nadia = office.app.front, await office.person("nadia")
    async with front.store.transaction():
        person = await front.desk.directory.person(nadia.id)
        assert person is not None
        await turn.begin(front.talk, person, "new_account", "nadia", answers=answers)
    reply = await office.nadia.press("Send for approval")
    assert "Your reference is" in reply.text, reply.text
    return reply.text.split("reference is ")[1][:9]


async def everybody_agrees(office: Office) -> None:
    """Each step is approved by somebody who was asked."""
    while (case := await models.Case.get(council=office.council)).state == "in_review":
        seat = await models.Seat.filter(case=case, waiting=True).order_by("person__name").prefetch_related("person")
        account = await models.Account.get(person=seat[0].person)
        reply = await Actor(office, account.user).press("Approve")
        assert reply.tone == "good", reply.text


async def task(office: Office, key: str) -> models.Task:
    """The stored task of that key."""
    return await models.Task.get(council=office.council, key=key)


async def owners(office: Office, key: str) -> set[str]:
    """The short names of those for whom a task waits."""
    seats = models.TaskSeat.filter(council=office.council, task__key=key, waiting=True)
    return {str(user) for user in await seats.values_list("person__accounts__user", flat=True)}


async def task_card(who: Actor, text: str) -> Screen:
    """The newest card of the task with these words."""
    return [s for s in await who.cards("task") if text in s.summary][-1]


def labels(screen: Screen) -> list[str]:
    return [b.label for b in screen.buttons]


def words(screen: Screen) -> str:
    """Everything that a card says besides its sections and history."""
    said = [b.text for b in screen.blocks if isinstance(b, Text)]
    said += [f"{k}: {v}" for b in screen.blocks if isinstance(b, Facts) for k, v in b.rows]
    said += [f"{b.title} {' '.join(b.items)}" for b in screen.blocks if isinstance(b, Steps)]
    return "\n".join([screen.title, screen.label, *said])


async def does(who: Actor, key: str, label: str = "Done", **fields: str) -> str:
    """Press a button on the newest card of the task; gives what is answered."""
    found = await task(who.office, key)
    screen = await task_card(who, found.text)
    button = next(b for b in screen.buttons if b.label == label)
    reply = await who.send(button.token, **fields)
    return reply.text
