"""Cases by other rules than Suffolk's: everybody, a number of people, and a step that runs out of time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.approvals import service
from bot.approvals.ports import Person, Stored
from bot.approvals.service import Draft
from bot.conversations.desk import expire
from bot.storage import models
from tests.office import Actor, Office


def draft(*approvals: dict[str, Any]) -> Draft:
    """Something to be decided by these steps."""
    steps = [{"of": "requester", "sections": [], "title": a["role"], **a} for a in approvals]
    outcome = {"kind": "approval", "approvals": steps, "tasks": [], "conflicts": [], "inferences": [], "notices": []}
    return Draft("boost", "A request", "open", "x" * 64, [], {**outcome, "sections": []}, {})


async def asks(who: Actor, *approvals: dict[str, Any]) -> Stored:
    """Submit a request with these steps."""
    app = who.office.app
    person = await who.office.person(who.user)
    requester = Person(person.id, person.council, person.service, person.name, person.email)
    async with app.front.store.transaction():
        return await service.submit(app.front.desk, requester, draft(*approvals))


async def state() -> str:
    return (await models.Case.get()).state


async def test_where_all_must_agree_one_approval_is_not_enough(office: Office) -> None:
    await asks(office.nadia, {"role": "communications", "rule": "all"})
    await office.callum.press("Approve")
    assert await state() == "in_review"
    await office.mei_lin.press("Approve")
    assert await state() == "approved"


async def test_where_all_must_agree_one_decline_ends_it(office: Office) -> None:
    await asks(office.nadia, {"role": "communications", "rule": "all"})
    await office.callum.press("Approve")
    await office.mei_lin.press("Decline", reason="Not this week.")
    assert await state() == "declined"


async def test_two_of_three_are_enough_and_one_decline_does_not_end_it(office: Office) -> None:
    darius = await office.person("darius")
    await models.PersonRole.create(council="suffolk", person=darius, role="communications")
    await asks(office.nadia, {"role": "communications", "rule": 2})
    await office.callum.press("Decline", reason="I would not.")
    assert await state() == "in_review"
    await office.mei_lin.press("Approve")
    await office.darius.press("Approve")
    assert await state() == "approved"


async def test_a_step_that_nobody_decides_in_time_expires_and_is_never_approved(office: Office) -> None:
    await asks(office.nadia, {"role": "communications", "rule": "any", "expires_after_working_days": 5})
    timer = await models.Timer.get(kind="expire")
    assert timer.due == datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    office.clock.move(timedelta(days=8))
    await expire(office.app.front.desk, timer.ref)
    assert await state() == "expired"
    assert [b.label for b in (await office.callum.card("case")).buttons] == []


async def test_a_timer_that_comes_after_the_decision_does_nothing(office: Office) -> None:
    await asks(office.nadia, {"role": "communications", "rule": "any", "expires_after_working_days": 5})
    await office.callum.press("Approve")
    await expire(office.app.front.desk, (await models.Timer.get(kind="expire")).ref)
    assert await state() == "approved"


async def test_nothing_expires_unless_the_policy_says_so(office: Office) -> None:
    await asks(office.nadia, {"role": "communications", "rule": "any"})
    assert not await models.Timer.exists(kind="expire")
