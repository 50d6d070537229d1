"""Screens for one person alone, and the home page: their buttons keep working, whichever process drew them."""

import pytest

from bot.messages import Button, Reply, Screen, Text
from tests.contracts.office_cards import APPROVAL, DECIDED, REASON
from tests.unit.channels.slack.desks import Desk, another_replica

LONG = Screen("A long card", "Long.", (Text("word " * 2000),), buttons=(Button("Go on", "go", "primary"),))
DECLINE = Screen("A request", "A request.", buttons=(Button("Decline", "decline", "danger", (REASON,)),))


@pytest.mark.parametrize("words", ["case K7QX", "case K7QX " + "and more " * 30])
async def test_the_buttons_of_a_screen_that_was_shown_once_can_still_be_opened(desk: Desk, words: str) -> None:
    amira = desk.person()
    desk.answers = {words.strip(): Reply(screen=DECLINE), "decline": Reply("Declined.")}
    await amira.command("/comms", words)
    await amira.press("Decline")
    await amira.submit({"Why?": "Too dear"})
    assert (desk.told[-1].token, desk.told[-1].fields) == ("decline", {"reason": "Too dear"})
    assert await amira.sees("Declined.")


@pytest.mark.parametrize("channel", ["", "C1"])
async def test_they_can_be_opened_on_another_replica_and_after_a_restart(desk: Desk, channel: str) -> None:
    amira = desk.person()
    desk.slack.channel("C1", "U1")
    desk.answers = {"case K7QX": Reply(screen=DECLINE)}
    await amira.command("/comms", "case K7QX", channel)
    await desk.settled()
    async with another_replica(desk):
        await amira.press("Decline", channel=channel)
        assert "Why?" in await amira.sees_modal()


async def test_a_screen_that_is_shown_again_has_the_buttons_of_now(desk: Desk) -> None:
    amira = desk.person()
    desk.answers = {"case K7QX": Reply(screen=DECLINE)}
    await amira.command("/comms", "case K7QX")
    held = await amira.hold("Decline")
    desk.answers = {"case K7QX": Reply(screen=DECIDED), "decline": Reply("Grace decided this.", "info")}
    await amira.let_go(held)
    assert await amira.sees("Grace decided this.")
    assert amira.modal() == ""


@pytest.mark.parametrize("key", ["asked-", "asked-!!!", "asked-W10=", "asked-bnVsbA==", "asked-WzEsMl0=", "kept-0"])
async def test_a_made_up_key_of_such_a_screen_opens_nothing(desk: Desk, key: str) -> None:
    amira = desk.person()
    action = {"type": "button", "action_id": "whole", "block_id": f"{key}:0:do.0", "value": "whole"}
    payload = {
        "type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "trigger_id": "1.2", "actions": [action],
        "container": {"type": "message", "channel_id": amira.direct.id, "message_ts": "1.1"},
    }  # fmt: skip
    assert (await desk.slack.wire.deliver("interactive", payload)).status == 200
    assert await amira.sees("from before")
    assert amira.modal() == ""


async def test_a_press_at_home_is_answered_in_a_window(desk: Desk) -> None:
    amira = desk.person()
    await desk.post("T1/U1#home", APPROVAL)
    desk.reply = Reply("It is in our messages.", "info")
    await amira.press("Approve", home=True)
    assert (desk.told[0].token, desk.told[0].given) == ("approve", {"home": "T1/U1#home"})
    assert desk.told[0].address == "T1/U1"
    assert await amira.sees_modal("It is in our messages.")
    assert amira.texts() == []


async def test_a_window_that_slack_does_not_open_is_a_message_instead(desk: Desk) -> None:
    amira = desk.person()
    await desk.post("T1/U1#home", APPROVAL)
    desk.reply = Reply("Approved.")
    desk.slack.faults.arm("views.open", error="expired_trigger_id")
    await amira.press("Approve", home=True)
    assert await amira.sees("Approved.")


async def test_a_button_at_home_that_asks_first_opens_its_form(desk: Desk) -> None:
    amira = desk.person()
    await desk.post("T1/U1#home", DECLINE)
    desk.answers = {"decline": Reply("Declined.")}
    await amira.press("Decline", home=True)
    await amira.submit({"Why?": "Too dear"})
    assert desk.told[0].fields == {"reason": "Too dear"}
    assert await amira.sees("Declined.")
