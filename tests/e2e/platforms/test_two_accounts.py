"""One person on both platforms: linked by their own word, reached where they chose, with one vote."""

import asyncio

import pytest

from bot.channels.teams.listening.extension import REPORT
from bot.storage import models
from tests.e2e.platforms.office import BOTH, SLACK, TEAMS, BothOffice
from tests.e2e.platforms.stories import a_reminder_in_the_morning, everybody_agrees, waits

NAMES = {SLACK: "Slack", TEAMS: "Microsoft Teams"}
OTHER = {SLACK: TEAMS, TEAMS: SLACK}


async def approvals() -> int:
    return await models.Entry.filter(kind="approved").count()


async def only_on(office: BothOffice, user: str, platform: str) -> None:
    """Nobody knows the other account of theirs."""
    await models.Account.filter(channel=OTHER[platform], user=office.account(OTHER[platform], user).user).delete()
    office.sits[user] = platform
    theirs = models.Account.filter(channel=platform, user=office.account(platform, user).user)
    await theirs.update(confirmed=True, preferred=True)


@pytest.mark.parametrize("first", BOTH)
async def test_a_second_account_is_linked_by_a_confirm_that_shows_both_and_the_first_is_told(
    both: BothOffice, first: str
) -> None:
    await only_on(both, "nadia", first)
    there, here = both.on(first, "nadia"), both.on(OTHER[first], "nadia")
    await here.says("boost")
    asked = here.reads()
    for shown in ("Is this you?", f"Nadia Rahman in {NAMES[OTHER[first]]}", "Library Officer", NAMES[first]):
        assert shown in asked
    assert not await models.Conversation.exists()
    await here.presses("Yes, this is me")
    assert f"still comes in {NAMES[first]}" in here.reads()
    assert "Facebook" in here.buttons()
    assert "Facebook" not in there.buttons()
    assert "Another account is yours now" in there.reads()
    await there.presses(f"Unlink {NAMES[OTHER[first]]}")
    await here.says("my requests")
    assert here.reads().count("Is this you?") >= 1
    assert await models.Account.filter(person=await both.person("nadia"), confirmed=True).count() == 1


@pytest.mark.parametrize("first", BOTH)
async def test_somebody_chooses_in_either_platform_where_they_are_reached(both: BothOffice, first: str) -> None:
    await both.seat(first)
    await both.has_both("tobias", first)
    chosen = both.on(OTHER[first], "tobias")
    for there in (chosen, both.on(first, "tobias")):
        await there.says("settings")
        assert f"Write to me in {NAMES[OTHER[first]]}" in there.buttons()
    await chosen.presses(f"Write to me in {NAMES[OTHER[first]]}")
    await waits(both)
    assert "Approve" in chosen.buttons()
    assert "Approve" not in both.on(first, "tobias").buttons()


async def test_whoever_chooses_another_platform_finds_there_what_waited_already(both: BothOffice) -> None:
    await both.has_both("tobias", SLACK)
    reference = await waits(both)
    await both.on(SLACK, "tobias").says("settings")
    await both.on(SLACK, "tobias").presses("Write to me in Microsoft Teams")
    here = both.on(TEAMS, "tobias")
    await here.presses("Show", beside=reference)
    await here.presses("Approve")
    assert await approvals() == 1
    assert "Approve" not in both.on(SLACK, "tobias").buttons()


async def has_a_card_in_both(office: BothOffice) -> None:
    """A boost waits for Tobias, and its card stands in front of him on either platform."""
    await office.has_both("tobias", SLACK)
    reference = await waits(office)
    here = office.on(TEAMS, "tobias")
    await here.says("waiting for me")
    await here.presses("Show", beside=reference)
    assert "Approve" in here.buttons()


@pytest.mark.parametrize("platform", BOTH)
async def test_what_was_decided_on_one_platform_shows_on_the_other(both: BothOffice, platform: str) -> None:
    await has_a_card_in_both(both)
    other = both.on(OTHER[platform], "tobias")
    late = await other.holds("Approve")
    await both.on(platform, "tobias").presses("Approve")
    assert "Approve" not in other.buttons()
    assert "Tobias Okafor approved" in other.reads()
    await late.let_go()
    await both.settled()
    assert await approvals() == 1


async def test_both_accounts_pressed_at_the_same_moment_are_one_vote(both: BothOffice) -> None:
    await has_a_card_in_both(both)
    fingers = [await both.on(platform, "tobias").holds("Approve") for platform in BOTH]
    await asyncio.gather(*(finger.let_go() for finger in fingers))
    await both.settled()
    assert await approvals() == 1
    for platform in BOTH:
        assert "Approve" not in both.on(platform, "tobias").buttons()
        assert "Tobias Okafor approved" in both.on(platform, "tobias").reads()
    await everybody_agrees_but_not(both, "tobias")


async def everybody_agrees_but_not(office: BothOffice, user: str) -> None:
    """The rest of the way is for others: a second account is no second person."""
    assert not await models.Seat.exists(waiting=True, person=await office.person(user))
    await everybody_agrees(office)
    assert await approvals() == 2


async def test_an_account_that_was_given_up_decides_nothing_and_reads_nothing_new(both: BothOffice) -> None:
    await has_a_card_in_both(both)
    old = await both.on(SLACK, "tobias").holds("Approve")
    here = both.on(TEAMS, "tobias")
    await here.says("settings")
    await here.presses("Unlink Slack")
    both.sits["tobias"] = TEAMS
    before = both.on(SLACK, "tobias").reads()
    await old.let_go()
    await both.settled()
    assert await approvals() == 0
    assert "Is this you?" in both.on(SLACK, "tobias").reads().replace(before, "")
    await here.presses("Approve")
    assert "Tobias Okafor approved" not in both.on(SLACK, "tobias").reads()
    assert "Tobias Okafor approved" in here.reads()


async def test_a_requester_does_not_decide_by_an_account_on_the_other_platform(both: BothOffice) -> None:
    await both.has_both("nadia", SLACK)
    await waits(both, code="LIB-2099")
    for platform in BOTH:
        await both.on(platform, "nadia").says("waiting for me")
        assert "Approve" not in both.on(platform, "nadia").buttons()
    assert not await models.Seat.exists(person=await both.person("nadia"))


async def test_a_post_that_is_reported_in_teams_goes_on_there_though_its_reporter_is_reached_in_slack(
    both: BothOffice,
) -> None:
    await both.has_both("nadia", SLACK)
    nadia, darius = both.teams.nadia, both.teams.darius
    post = await darius.post("What a silly policy.", await both.teams.team(nadia, darius))
    await nadia.extension(REPORT, post)
    await nadia.close_dialog()
    await both.settled()
    assert (await models.Conversation.get()).flow == "report_colleague"
    assert "Stop" in both.on(TEAMS, "nadia").buttons()
    assert both.on(SLACK, "nadia").reads().strip() == ""
    assert darius.lines() == []


async def test_a_reminder_comes_once_to_whoever_has_two_accounts(both: BothOffice) -> None:
    await both.has_both("tobias", TEAMS)
    await a_reminder_in_the_morning(both)
    assert await models.Card.filter(about="page.waiting").count() == 1
    assert both.on(SLACK, "tobias").reads().strip() == ""
