"""What is confidential stays so across platforms: outsiders get the same bytes, and chats of several show nothing."""

from collections.abc import Mapping

import pytest

from bot.channels.teams.listening.messages import MOVED
from bot.storage import models
from tests.e2e.platforms.hands import Hands
from tests.e2e.platforms.office import SLACK, TEAMS, BothOffice
from tests.e2e.platforms.outsiders import an_ordinary_day, everything
from tests.e2e.platforms.stories import short
from tests.e2e.slack.walking import ABOUT, answers_of, covered

PERSONAL = ("help", "report a colleague", "my requests", "waiting for me", "settings", "home", "stop")


async def reports(office: BothOffice) -> Hands:
    """Nadia reports Darius; whoever gets it looks at it, asks her something, and she answers; gives who has it."""
    worked = covered("suffolk", "report_colleague")
    assert worked
    assert await office.nadia.walks("report a colleague", answers_of(worked)) == "Send in confidence"
    seat = await models.ReportSeat.filter(waiting=True).order_by("person__name").prefetch_related("person").first()
    assert seat
    holder: Hands = getattr(office, short(office, seat.person.email))
    await holder.presses("Start to look at it")
    await holder.presses("Ask the person", text="When did you see it?")
    await office.nadia.presses("Add something", text="On Monday.")
    return holder


@pytest.mark.parametrize("seats", [{"nadia": SLACK}, {"gwen": SLACK}, {}], ids=str)
async def test_outsiders_in_teams_get_the_same_bytes_whether_there_is_a_report_or_not(
    both: BothOffice, seats: Mapping[str, str]
) -> None:
    outsiders = ("darius", "callum")
    await an_ordinary_day(both, dict(seats))
    without = await everything(both, outsiders)
    await an_ordinary_day(both, dict(seats))
    await reports(both)
    there = await everything(both, outsiders)
    assert len(there) == len(without)
    assert [pair for pair in zip(there, without, strict=True) if pair[0] != pair[1]] == []


async def test_the_comparison_finds_a_request_that_is_not_confidential(both: BothOffice) -> None:
    await an_ordinary_day(both, {})
    without = await everything(both, ("callum",))
    await an_ordinary_day(both, {})
    await both.tobias.presses("Approve")
    assert await everything(both, ("callum",)) != without


@pytest.mark.parametrize("platform", [SLACK, TEAMS])
async def test_whoever_is_reported_learns_nothing_on_either_of_their_platforms(both: BothOffice, platform: str) -> None:
    await both.seat(TEAMS, {"nadia": platform})
    await both.has_both("darius", platform)
    holder = await reports(both)
    assert "On Monday." in holder.reads()
    for there in (both.on(SLACK, "darius"), both.on(TEAMS, "darius")):
        assert there.reads().strip() == ""
        await there.says("waiting for me")
        assert ABOUT not in there.reads()
        assert "On Monday." not in there.reads()


async def test_a_chat_that_others_read_shows_nothing_personal(both: BothOffice) -> None:
    await both.seat(TEAMS)
    nadia, darius = both.teams.nadia, both.teams.darius
    group, square = both.teams.teams.group("Lunch", nadia, darius), await both.teams.team(nadia, darius)
    await nadia.install(group)
    await both.settled()
    for chat in (group, square):
        for words in PERSONAL:
            await nadia.mention(words, chat)
            await both.settled()
        said = [seen.text for seen in darius.seen(chat) if seen.author == both.teams.teams.bot_id]
        assert len(said) == len(PERSONAL)
        assert len(set(said)) == 1
        assert MOVED in said[0]
        assert darius.cards(chat) == []
        assert darius.buttons(chat) == []
    assert darius.lines() == []
    assert "Report" in both.nadia.reads()
