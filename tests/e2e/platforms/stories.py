"""What people do with requests and reports, in words of their own: Nadia asks, and others decide, wherever they sit."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.conversations import turn
from bot.storage import models
from flows.engine import Given
from tests.e2e.office.test_digest import begins, fire
from tests.e2e.platforms.office import BothOffice
from tests.e2e.slack.walking import ABOUT, AGREE, answers_of, cases, covered
from tests.office import ANSWERS, Office

Story = Callable[[BothOffice], Awaitable[None]]
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
GWEN = "gwen.prosser@council.example"
WHY = "The page is not ours."
SENDS = "Send for approval"


async def waits(office: BothOffice, user: str = "nadia", code: str = "LIB-2041") -> str:
    """A boost that somebody sends, the guide behind them; gives its reference."""
    worked = covered("suffolk", "boost")
    assert worked
    known = {**answers_of(worked), **{q: Given(raw) for q, raw in ANSWERS.items()}}
    verdict = {"LIB-2099": "requester"}.get(code, "active")
    await begins_with(office, user, "boost", known | {"budget_code": Given(code, verdict)})
    await getattr(office, user).presses(SENDS)
    return (await models.Case.all().order_by("-opened", "-id"))[0].reference


async def begins_with(office: BothOffice, user: str, flow: str, answers: dict[str, Given]) -> None:
    """Somebody has answered every question of a guide, and the last card is in front of them."""
    front, stored = office.app.front, await office.person(user)
    async with front.store.transaction():
        person = await front.desk.directory.person(stored.id)
        assert person
        await turn.begin(front.talk, person, flow, "", answers=answers)
    await office.settled()


async def everybody_agrees(office: BothOffice) -> None:
    """Whoever is asked agrees, one after the other."""
    while (case := await models.Case.get()).state == "in_review":
        seats = models.Seat.filter(case=case, waiting=True).order_by("person__name").prefetch_related("person")
        seat = await seats.first()
        assert seat, f"nobody is asked: {case.record}"
        asked = getattr(office, short(office, seat.person.email))
        (label,) = set(AGREE) & set(asked.buttons())
        await asked.presses(label, about=case.reference)


def short(office: BothOffice, email: str) -> str:
    """Somebody's short name, by their address."""
    return next(user for user, who in office.teams.cast.items() if who.account.email == email)


async def a_boost_with_two_approvals(office: BothOffice) -> None:
    worked = covered("suffolk", "boost")
    assert worked
    known = {**answers_of(worked), **{q: Given(raw) for q, raw in ANSWERS.items()}}
    assert (await office.nadia.walks("boost", known)).startswith("Send")
    await office.tobias.presses("Approve")
    await office.mei_lin.presses("Approve")
    assert "Approved" in office.nadia.reads()


async def a_boost_declined_with_a_reason(office: BothOffice) -> None:
    await waits(office)
    await office.tobias.presses("Decline", reason=WHY)
    assert WHY in office.nadia.reads()


async def changes_asked_for_and_sent_again(office: BothOffice) -> None:
    await waits(office)
    await office.tobias.presses("Approve")
    await office.mei_lin.presses("Ask for changes", reason="Give the dates.")
    assert "Give the dates." in office.nadia.reads()
    await office.nadia.presses("Change and send again")
    await office.nadia.presses(SENDS)
    await everybody_agrees(office)


async def a_new_account_with_its_tasks(office: BothOffice) -> None:
    await _asked_and_agreed(office, "new_account")
    await _everything_is_done(office)


async def a_new_account_with_its_agreement(office: BothOffice) -> None:
    """In St Helens, whose policy wants one."""
    await _asked_and_agreed(office, "new_account")
    await office.nadia.presses("I have read it and agree")
    await _everything_is_done(office)
    assert (await models.Agreement.get()).state == "signed"


async def _everything_is_done(office: BothOffice) -> None:
    for task in await models.Task.filter(state="open").order_by("place"):
        seat = await models.TaskSeat.filter(task=task, waiting=True).order_by("person__name").first()
        assert seat
        await seat.fetch_related("person")
        await getattr(office, short(office, seat.person.email)).presses("Done", about=task.text, note="Seen to.")
    assert (await models.RegisteredAccount.get()).state == "live"


async def a_photo_whose_consent_is_unclear(office: BothOffice) -> None:
    await _asked_and_agreed(office, "photo_consent")


async def a_post_that_may_be_restricted(office: BothOffice) -> None:
    await _asked_and_agreed(office, "political_restriction")


async def _asked_and_agreed(office: BothOffice, flow: str) -> None:
    worked = covered(office.teams.council, flow)
    assert worked
    assert (await office.nadia.walks(flow.replace("_", " "), answers_of(worked))).startswith("Send")
    await everybody_agrees(office)


async def a_picture_of_an_incident(office: BothOffice) -> None:
    worked = next(c for c in cases("suffolk") if c.expect.outcome == "ask_station_manager")
    assert (await office.bryony.walks("incident photo", answers_of(worked))).startswith("Send")
    await everybody_agrees(office)


async def a_colleague_reported_in_confidence(office: BothOffice) -> None:
    worked = covered("suffolk", "report_colleague")
    assert worked
    assert await office.nadia.walks("report a colleague", answers_of(worked)) == "Send in confidence"
    seat = await models.ReportSeat.filter(waiting=True).order_by("person__name").prefetch_related("person").first()
    assert seat
    holder = getattr(office, short(office, seat.person.email))
    for label in ("Start to look at it", "I will deal with it", "Start the review"):
        await holder.presses(label)
    await holder.presses("Ask the person", text="When did you see it?")
    await office.nadia.presses("Add something", text="On Monday.")
    await holder.presses("Action agreed", reason="A first warning.", tell="Thank you, we have acted.")
    await holder.presses("Close it")
    assert (await models.Report.get()).state == "closed"
    assert ABOUT not in office.darius.reads()
    assert office.darius.buttons() == []


async def comments_of_both_sides(office: BothOffice) -> None:
    await waits(office)
    await office.tobias.presses("Comment", text="Which library is it?")
    assert "Which library is it?" in office.nadia.reads()
    await office.nadia.presses("Comment", text="The one in Lowestoft.")
    assert "The one in Lowestoft." in office.tobias.reads()


async def a_request_withdrawn(office: BothOffice) -> None:
    await waits(office)
    await office.nadia.presses("Withdraw")
    assert not set(AGREE) & set(office.tobias.buttons())


async def a_decision_passed_on(office: BothOffice) -> None:
    await waits(office)
    await office.tobias.presses("Pass on", email=GWEN)
    assert "Approve" not in office.tobias.buttons()
    await office.gwen.presses("Approve")
    await office.callum.presses("Approve")


async def a_reminder_in_the_morning(office: BothOffice) -> None:
    plain = Office(office.app, office.clock)
    await begins(plain)
    reference = await waits(office)
    office.clock.set(TUESDAY)
    await fire(plain)
    await office.settled()
    await office.tobias.presses("Show", beside=reference)
    await office.tobias.presses("Approve")


async def an_approver_who_is_the_requester(office: BothOffice) -> None:
    await waits(office, code="LIB-2099")
    assert "Approve" not in office.nadia.buttons()
    await everybody_agrees(office)


async def a_press_that_comes_too_late(office: BothOffice) -> None:
    await waits(office)
    await office.tobias.presses("Approve")
    held = await office.callum.holds("Approve")
    await office.mei_lin.presses("Approve")
    await held.let_go()
    await office.settled()
    assert "Mei-Lin" in office.callum.reads()
    assert "Approve" not in office.callum.buttons()


async def somebody_outside_presses_nothing(office: BothOffice) -> None:
    await waits(office)
    for who in (office.darius, office.gwen):
        await who.says("waiting for me")
        assert (await models.Case.get()).reference not in who.reads()


STORIES: tuple[Story, ...] = (
    a_boost_with_two_approvals, a_boost_declined_with_a_reason, changes_asked_for_and_sent_again,
    a_new_account_with_its_tasks, a_photo_whose_consent_is_unclear, a_picture_of_an_incident,
    a_post_that_may_be_restricted, a_colleague_reported_in_confidence, comments_of_both_sides, a_request_withdrawn,
    a_decision_passed_on, a_reminder_in_the_morning, an_approver_who_is_the_requester, a_press_that_comes_too_late,
    somebody_outside_presses_nothing,
)  # fmt: skip
