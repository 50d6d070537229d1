"""What the application replies reaches the person, or they are told that it did not; nothing is silently lost."""

import pytest

from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.ports import Workspace
from bot.errors import ChannelError
from bot.messages import File, Reply
from tests.contracts.office_cards import APPROVAL
from tests.unit.channels.slack.desks import Desk

WRONG = [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}]


async def test_a_file_that_slack_does_not_take_is_not_lost_without_a_word(desk: Desk) -> None:
    amira = desk.person()
    desk.slack.state.tokens[desk.slack.token()].scopes.discard("files:write")
    desk.reply = Reply(files=(File("requests.csv", "reference\n"),))
    await amira.command("/comms", "export")
    assert "requests.csv" in await amira.sees("did not take the file")


async def test_a_screen_that_slack_does_not_take_is_said_in_one_line(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply(screen=APPROVAL)
    desk.slack.faults.arm("chat.postMessage", error="invalid_blocks")
    await amira.command("/comms", "case K7QX")
    assert await amira.sees(APPROVAL.summary)


async def test_whatever_is_sent_is_held_against_slacks_limits_where_that_is_asked_for(desk: Desk) -> None:
    calls = Calls(desk.slack.url, check=True)
    client = calls.passing(Workspace("T1", "suffolk", desk.slack.token()))
    desk.person()
    with pytest.raises(ChannelError, match="malformed"):
        await client.chat_postMessage(channel="U1", text="x", blocks=WRONG)
    with pytest.raises(ChannelError, match="malformed"):
        await client.views_publish(user_id="U1", view={"type": "home", "blocks": WRONG})
    with pytest.raises(ChannelError, match="malformed"):
        await calls.hook(f"{desk.slack.root}/hooks/1", {"text": "x", "blocks": WRONG})
    assert (await client.chat_postMessage(channel="U1", text="x"))["ok"]
    await calls.close()
    assert len(desk.slack.calls) == 1


async def test_nothing_is_held_against_them_elsewhere(desk: Desk) -> None:
    calls = Calls(desk.slack.url)
    client = calls.passing(Workspace("T1", "suffolk", desk.slack.token()))
    desk.person()
    with pytest.raises(Exception, match="invalid_blocks"):
        await client.chat_postMessage(channel="U1", text="x", blocks=WRONG)
    await calls.close()
    assert desk.slack.breaches
    desk.slack.breaches.clear()
