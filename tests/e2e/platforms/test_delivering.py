"""The engine of a deployment carries cards to both platforms, whatever happens to one of them."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.storage import models
from tests.e2e.platforms.office import SLACK, TEAMS, BothOffice
from tests.e2e.platforms.stories import waits

# What is under way when a deployment stops is taken up by the next; here there is none.
WAIT = 60.0


@pytest.fixture
async def delivering(both: BothOffice) -> AsyncIterator[BothOffice]:
    """Nadia asks in Slack, and all others sit in Teams; the office's own engine carries what comes of it."""
    await both.seat(TEAMS, {"nadia": SLACK})
    await waits(both)
    both.teams.carried = False
    await both.app.delivery.start()
    try:
        yield both
        async with asyncio.timeout(WAIT):
            while (await both.app.delivery.backlog()).waiting:
                await asyncio.sleep(0.05)
    finally:
        await both.app.delivery.stop()


async def test_a_request_of_slack_is_decided_in_teams_and_the_answer_comes_back(delivering: BothOffice) -> None:
    await delivering.tobias.presses("Approve")
    await delivering.mei_lin.presses("Approve")
    await delivering.slack.nadia.sees("Approved")
    await delivering.teams.callum.sees("Mei-Lin Hughes")
    assert (await models.Case.get()).state == "approved"


async def test_a_platform_that_is_slow_holds_up_nobody_on_the_other(delivering: BothOffice) -> None:
    slack = delivering.slack.slack
    slack.faults.arm("chat.update", status=503, times=2)
    await delivering.tobias.presses("Approve")
    await delivering.mei_lin.presses("Decline", reason="The page is not ours.")
    await delivering.teams.callum.sees("Declined")
    await delivering.slack.nadia.sees("The page is not ours.")
    assert (await models.Case.get()).state == "declined"
