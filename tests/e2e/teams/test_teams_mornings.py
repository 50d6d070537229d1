"""What comes by itself in Teams, and what becomes of cards that Teams refuses: nothing is lost, and it shows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.storage import models
from tests.e2e.teams.office import TeamsOffice
from tests.e2e.teams.walking import asks_for_a_boost, budget_agreed
from tests.fakes.teams.person import Person

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@asynccontextmanager
async def engine(office: TeamsOffice) -> AsyncIterator[None]:
    """The office's own engine at work, as in a deployment, in place of the tests' carrying of cards."""
    await office.app.daily.begin(office.app.packs.councils())
    await office.app.delivery.start()
    try:
        yield
    finally:
        await office.app.delivery.stop()


def reminders(who: Person) -> list[str]:
    return [line for line in who.lines() if "Waiting for you" in line]


async def parked(office: TeamsOffice) -> set[str]:
    """Why rows were given up, as the database and whoever watches have it."""
    reasons = {str(r) for (r,) in await models.Outbox.exclude(failed="").values_list("failed")}
    assert (await office.readyz())["parked"] == await models.Outbox.exclude(failed="").count()
    return reasons


async def test_one_reminder_comes_at_nine_and_a_restart_brings_no_second(teams_office: TeamsOffice) -> None:
    office = teams_office
    await office.app.daily.begin([office.council])
    await budget_agreed(office)
    office.clock.set(TUESDAY)
    async with engine(office):
        for who in (office.callum, office.mei_lin):
            await who.sees("Waiting for you")
    await office.end()
    await office.begin()
    async with engine(office):
        await office.callum.press("Show", about="Waiting for you")
        await office.callum.press("Approve")
        await office.nadia.sees("Approved")
    assert [len(reminders(who)) for who in (office.callum, office.mei_lin)] == [1, 1]
    assert [reminders(who) for who in (office.tobias, office.nadia, office.darius)] == [[], [], []]


async def test_every_copy_says_the_same_once_somebody_decided_in_the_channel(teams_office: TeamsOffice) -> None:
    office = teams_office
    team = await office.team(office.callum, office.mei_lin, office.darius)
    await office.callum.mention("comms here", team)
    case = await budget_agreed(office)
    await office.mei_lin.press("Approve", chat=team)
    await office.settled()
    for who in (office.callum, office.mei_lin, office.tobias, office.nadia):
        (card,) = [c for c in who.cards() if case.reference in c and "What has happened so far" in c]
        assert "Mei-Lin Hughes" in card
        assert "[Approve]" not in card
    assert "Mei-Lin Hughes" in office.darius.cards(team)[-1]


async def test_the_team_takes_its_channel_back(teams_office: TeamsOffice) -> None:
    office = teams_office
    square = await office.team(office.callum, office.darius)
    await office.callum.mention("comms here", square)
    await office.settled()
    await office.callum.mention("comms not here", square)
    await office.settled()
    case = await budget_agreed(office)
    assert case.reference not in "\n".join(office.darius.lines(square))
    assert "Approve" in office.mei_lin.buttons()


async def test_a_group_chat_without_guests_may_be_the_teams_place_too(teams_office: TeamsOffice) -> None:
    office = teams_office
    group = office.teams.group("Communications", office.callum, office.mei_lin)
    await office.callum.install(group)
    await office.callum.mention("comms here", group)
    case = await budget_agreed(office)
    assert case.reference in office.mei_lin.cards(group)[-1]
    await office.callum.press("Approve", chat=group)
    await office.settled()
    assert (await models.Case.get()).state == "approved"


async def test_once_a_guest_reads_along_no_request_comes_there_and_the_team_sees_why(
    teams_office: TeamsOffice,
) -> None:
    office = teams_office
    square = await office.team(office.callum, office.mei_lin)
    await office.callum.mention("comms here", square)
    await office.settled()
    guest = office.teams.person("guest", "A Guest", "guest@elsewhere.example", guest=True)
    await guest.joins(square)
    case = await budget_agreed(office)
    assert case.reference not in "\n".join(guest.lines(square))
    assert "Approve" in office.mei_lin.buttons()
    assert await parked(office) == {"shared_channel"}
    await office.callum.say("parked")
    await office.settled()
    assert "guest" in office.callum.lines()[-1].lower()


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 429, "retry_after": 1}, {"status": 412}, {"status": 502}, {"status": 504}, {"status": 500},
        {"dropped": True},
    ],
    ids=["too many", "two at once", "bad gateway", "too slow", "its own error", "dropped"],
)  # fmt: skip
async def test_what_teams_refuses_for_now_comes_later_and_once(
    teams_office: TeamsOffice, trouble: dict[str, Any]
) -> None:
    tobias = teams_office.tobias
    teams_office.teams.faults.arm("send", conversation=tobias.direct.id, times=99, **trouble)
    await asks_for_a_boost(teams_office)
    assert tobias.cards() == []
    assert (await teams_office.readyz())["waiting"] >= 1
    teams_office.teams.faults.armed.clear()
    await teams_office.settled()
    assert len([card for card in tobias.cards() if "[Approve]" in card]) == 1
    assert await parked(teams_office) == set()


async def test_an_edit_that_is_refused_for_now_shows_the_newest_in_the_end(teams_office: TeamsOffice) -> None:
    await asks_for_a_boost(teams_office)
    teams_office.teams.faults.arm("update", status=429, retry_after=1, times=4)
    await teams_office.tobias.press("Approve")
    for _ in range(6):
        await teams_office.settled()
    assert "Approve" not in teams_office.tobias.buttons()
    assert "Approve" in teams_office.callum.buttons()


@pytest.mark.parametrize(
    "code", ["BotDisabledByAdmin", "MessageWritesBlocked", "ForbiddenOperationException", "BotNotInConversationRoster"]
)
async def test_a_refusal_for_good_is_shown_to_the_team_and_to_whoever_watches(
    teams_office: TeamsOffice, code: str
) -> None:
    teams_office.teams.faults.arm("send", conversation=teams_office.tobias.direct.id, times=99, status=403, code=code)
    await asks_for_a_boost(teams_office)
    assert await parked(teams_office) == {code}
    await teams_office.callum.say("parked")
    await teams_office.settled()
    shown = teams_office.callum.lines()[-1]
    assert "Tobias" in shown
    assert code in shown
    assert "as it was refused" not in shown
    assert (await models.Case.get()).state == "in_review"
