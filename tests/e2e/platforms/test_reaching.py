"""People who cannot be reached on one platform: found on the other, or shown to those who look after the desk."""

from collections.abc import Sequence

import pytest
from aiohttp import ClientConnectionError

from bot.storage import models
from tests.e2e.platforms.hands import Hands
from tests.e2e.platforms.office import SLACK, TEAMS, BothOffice
from tests.e2e.platforms.stories import waits
from tests.fakes.teams.person import Person

WAYS = ("blocks", "takes out")


async def goes(who: Person, way: str) -> None:
    """The person is not to be reached in Teams any more."""
    if way == "blocks":
        who.block()
    else:
        await who.uninstall()


async def comes_back(who: Person, way: str) -> None:
    """They let the bot write again, and say something."""
    if way == "blocks":
        who.unblock()
        await who.say("hello")
    else:
        await who.install()


async def reachable(office: BothOffice, user: str) -> Sequence[str]:
    """The platforms where they can be reached, as far as is known."""
    rows = models.Account.filter(person=await office.person(user), confirmed=True, reachable=True)
    return [str(channel) for channel in await rows.order_by("channel").values_list("channel", flat=True)]


async def parked(who: Hands) -> str:
    """What one of the team reads about cards that could not be delivered."""
    await who.says("parked")
    return who.reads()


@pytest.mark.parametrize("way", WAYS)
async def test_whoever_has_another_account_is_reached_there_from_the_first_card_on(both: BothOffice, way: str) -> None:
    await both.has_both("tobias", TEAMS)
    in_teams = both.teams.tobias
    await goes(in_teams, way)
    await waits(both)
    assert await reachable(both, "tobias") == [SLACK]
    assert "Approve" in both.on(SLACK, "tobias").buttons()
    assert (await both.readyz())["parked"] == 0
    assert "Tobias" not in await parked(both.mei_lin)
    await both.on(SLACK, "tobias").says("settings")
    assert "I cannot reach you there" in both.on(SLACK, "tobias").reads()
    await comes_back(in_teams, way)
    await both.settled()
    assert await reachable(both, "tobias") == [SLACK, TEAMS]
    await both.on(SLACK, "tobias").presses("Approve")
    assert await models.Entry.filter(kind="approved").count() == 1


@pytest.mark.parametrize("way", WAYS)
async def test_whoever_has_no_other_account_is_shown_to_the_team_until_they_are_back(
    both: BothOffice, way: str
) -> None:
    await both.seat(SLACK, {"tobias": TEAMS})
    in_teams = both.teams.tobias
    await goes(in_teams, way)
    await waits(both)
    assert await reachable(both, "tobias") == []
    assert (await both.readyz())["parked"] == 1
    assert "Tobias Okafor" in await parked(both.mei_lin)
    await comes_back(in_teams, way)
    await both.settled()
    assert (await both.readyz())["parked"] == 0
    assert "Approve" in both.tobias.buttons()
    await both.tobias.presses("Approve")
    assert await models.Entry.filter(kind="approved").count() == 1


async def test_an_old_card_where_nobody_was_reached_is_brought_up_to_date_by_coming_back(both: BothOffice) -> None:
    await both.seat(SLACK, {"tobias": TEAMS})
    await waits(both)
    in_teams = both.teams.tobias
    await in_teams.uninstall()
    await both.nadia.presses("Withdraw")
    assert await reachable(both, "tobias") == []
    await in_teams.install()
    await both.settled()
    assert "Approve" not in both.tobias.buttons()
    assert "Withdrawn" in both.tobias.reads()


async def test_a_guide_that_was_begun_goes_on_after_the_bot_was_taken_out_and_added_again(both: BothOffice) -> None:
    await both.seat(SLACK, {"nadia": TEAMS})
    await both.nadia.says("boost")
    await both.nadia.presses("Facebook")
    held = await both.nadia.holds("Yes")
    await both.teams.nadia.uninstall()
    await both.teams.nadia.install()
    await both.settled()
    await held.let_go()
    await both.settled()
    await both.nadia.says("carry on")
    assert (await models.Conversation.get()).state == "open"
    await both.nadia.presses("Continue", answer="LIB-2041")
    await both.nadia.presses("No")
    kept = await models.Conversation.get()
    assert {"network", "has_budget_code", "budget_code"} <= set(kept.answers)


@pytest.mark.parametrize("platform", [SLACK, TEAMS])
async def test_a_press_while_one_process_goes_and_the_next_comes_is_not_lost(both: BothOffice, platform: str) -> None:
    await both.seat(SLACK, {"tobias": platform})
    await waits(both)
    first, second = await both.tobias.holds("Approve"), await both.tobias.holds("Approve")
    await both.end()
    with pytest.raises(ClientConnectionError):
        await first.let_go()
    await both.begin()
    await second.let_go()
    await first.let_go()
    await both.settled()
    assert await models.Entry.filter(kind="approved").count() == 1
    assert "Approve" not in both.tobias.buttons()
    assert "Approve" in both.mei_lin.buttons()


async def test_whoever_links_another_account_after_they_were_lost_finds_there_what_waits(both: BothOffice) -> None:
    await both.seat(TEAMS)
    await models.Account.filter(channel=SLACK, user=both.account(SLACK, "tobias").user).delete()
    both.teams.tobias.block()
    await waits(both)
    assert (await both.readyz())["parked"] == 1
    here = both.on(SLACK, "tobias")
    await here.says("hello")
    await here.presses("Yes, this is me")
    assert "what waits for you comes here" in here.reads()
    await here.presses("Approve")
    assert await models.Entry.filter(kind="approved").count() == 1
    assert (await both.readyz())["parked"] == 0


async def test_whoever_was_lost_on_both_is_found_by_the_first_on_which_they_write(both: BothOffice) -> None:
    await both.has_both("tobias", SLACK)
    there = both.slack.tobias.direct.id
    both.slack.slack.faults.arm("chat.postMessage", error="user_disabled", channel=there)
    both.teams.tobias.block()
    await waits(both)
    assert await reachable(both, "tobias") == []
    assert (await both.readyz())["parked"] == 1
    both.teams.tobias.unblock()
    await both.on(TEAMS, "tobias").says("hello")
    await both.on(TEAMS, "tobias").presses("Approve")
    assert await models.Entry.filter(kind="approved").count() == 1
    assert (await both.readyz())["parked"] == 0
