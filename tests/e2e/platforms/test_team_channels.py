"""A team's channel on one platform, for requests from the other: whoever may decide does, and nobody else."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.storage import models
from tests.e2e.platforms.office import BOTH, SLACK, TEAMS, BothOffice
from tests.e2e.platforms.stories import waits
from tests.e2e.slack.office import slack_id
from tests.fakes.teams.state import Conversation

MEMBERS = ("mei_lin", "callum", "darius")
CHANNEL = "CTEAM"


class Square:
    """The team's channel on one platform, seen by one of those in it."""

    def __init__(self, office: BothOffice, platform: str) -> None:
        self.office, self.platform = office, platform
        self.chat: Conversation | None = None

    async def begin(self) -> None:
        """The bot is in it, and the team names it."""
        if self.platform == SLACK:
            self.office.slack.slack.channel(CHANNEL, *(getattr(self.office.slack, u).id for u in MEMBERS))
            await self.office.slack.mei_lin.command("/comms", "here", CHANNEL)
        else:
            made = await self.office.teams.team(*(getattr(self.office.teams, u) for u in MEMBERS))
            await self.office.teams.mei_lin.mention("comms here", made)
            self.chat = made
        await self.office.settled()

    def buttons(self, user: str) -> Sequence[str]:
        """What somebody could press there."""
        if self.platform == SLACK:
            return self.office.slack.slack.user(slack_id(user)).buttons(CHANNEL)
        return self.office.teams.cast[user.replace("_", "-")].buttons(self.chat)

    def reads(self, user: str) -> str:
        """What somebody reads there."""
        if self.platform == SLACK:
            return "\n".join(getattr(self.office.slack, user).texts(CHANNEL))
        return "\n".join(getattr(self.office.teams, user).lines(self.chat))

    async def presses(self, user: str, label: str) -> None:
        """Somebody presses there."""
        if self.platform == SLACK:
            await getattr(self.office.slack, user).press(label, channel=CHANNEL)
        else:
            await getattr(self.office.teams, user).press(label, chat=self.chat)
        await self.office.settled()


@pytest.mark.parametrize("requester", BOTH)
@pytest.mark.parametrize("platform", BOTH)
async def test_a_request_comes_to_the_teams_channel_from_either_platform(
    both: BothOffice, platform: str, requester: str
) -> None:
    await both.seat(platform, {"nadia": requester, "tobias": requester})
    square = Square(both, platform)
    await square.begin()
    reference = await waits(both)
    assert reference not in square.reads("callum")
    await both.tobias.presses("Approve")
    assert reference in square.reads("darius")
    await square.presses("callum", "Approve")
    assert (await models.Case.get()).state == "approved"
    assert "Approve" not in square.buttons("mei_lin")
    assert "Approve" not in both.mei_lin.buttons()
    assert "Approved" in both.nadia.reads()
    assert "Approved" in square.reads("darius")


async def test_whoever_is_reached_in_slack_decides_in_the_teams_channel_of_teams_by_their_account_there(
    both: BothOffice,
) -> None:
    await both.has_both("mei-lin", SLACK)
    await both.has_both("callum", TEAMS)
    square = Square(both, TEAMS)
    await square.begin()
    await waits(both)
    await both.tobias.presses("Approve")
    assert "Approve" in both.on(SLACK, "mei-lin").buttons()
    assert "Approve" in square.buttons("mei_lin")
    await square.presses("mei_lin", "Approve")
    assert "Approve" not in both.on(SLACK, "mei-lin").buttons()
    assert await models.Entry.filter(kind="approved").count() == 2


@pytest.mark.parametrize(("first", "second"), [(SLACK, TEAMS), (TEAMS, SLACK), (TEAMS, TEAMS)])
async def test_of_two_who_approve_at_once_one_counts_and_the_other_is_told_so(
    both: BothOffice, first: str, second: str
) -> None:
    await both.seat(SLACK, {"mei-lin": first, "callum": second})
    await waits(both)
    await both.tobias.presses("Approve")
    fingers = [await who.holds("Approve") for who in (both.mei_lin, both.callum)]
    await asyncio.gather(*(finger.let_go() for finger in fingers))
    await both.settled()
    assert await models.Entry.filter(kind="approved").count() == 2
    assert (await models.Case.get()).state == "approved"
    last = await models.Entry.filter(kind="approved").order_by("-seq").first()
    assert last
    winner = (await models.Person.get(id=last.actor)).name
    for who in (both.mei_lin, both.callum):
        assert f"{winner} approved" in who.reads()
        assert "Approve" not in who.buttons()


async def test_a_channel_from_which_the_bot_was_taken_is_shown_to_the_team_and_nothing_else_is_lost(
    both: BothOffice,
) -> None:
    await both.seat(TEAMS, {"nadia": SLACK})
    square = Square(both, TEAMS)
    await square.begin()
    assert square.chat
    await both.teams.mei_lin.uninstall(square.chat)
    await waits(both)
    await both.tobias.presses("Approve")
    assert (await both.readyz())["parked"] == 1
    assert await models.Account.filter(confirmed=True, reachable=False).count() == 0
    assert "Approve" in both.callum.buttons()
    await both.teams.mei_lin.install(square.chat)
    await both.mei_lin.says("parked")
    again = next(label for label in both.mei_lin.buttons() if label.startswith("Try again"))
    await both.mei_lin.presses(again)
    assert "Approve" in square.buttons("callum")
    await square.presses("callum", "Approve")
    assert (await models.Case.get()).state == "approved"
    assert (await both.readyz())["parked"] == 0
