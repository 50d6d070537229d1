"""Sending to Slack: where cards go, and what each of Slack's refusals means for the delivery engine."""

from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot.channels import Starting
from bot.channels.slack.calling import refusals
from bot.delivery.ports import MESSAGE_GONE
from bot.delivery.rates import Limited
from bot.errors import ChannelError
from bot.messages import Button, Posting, Screen, Text
from tests.contracts.office_cards import APPROVAL, DECIDED
from tests.unit.channels.slack.desks import Desk, open_desk

WAYS = (("T1/C1", False), ("T1/C1", True), ("T1/U1#home", False), ("T1/U1#home", True))


async def refusal(desk: Desk, address: str = "", message: str = "", screen: Screen = APPROVAL) -> ChannelError:
    """How the channel refuses to send."""
    amira = desk.slack.user("U1") if "U1" in desk.slack.state.users else desk.person()
    with pytest.raises(ChannelError) as refused:
        await desk.channel.send(Posting(address or f"T1/{amira.direct.id}", "card-1", 1, screen, message))
    assert refused.value.sentence.endswith(".")
    return refused.value


async def test_a_card_for_a_home_page_is_published_there_and_drawn_anew(desk: Desk) -> None:
    amira = desk.person()
    first = await desk.post("T1/U1#home", APPROVAL)
    assert APPROVAL.title in amira.home()
    assert await desk.post("T1/U1#home", DECIDED, version=2, message=first) == first
    assert DECIDED.title in amira.home()
    assert amira.texts() == []


async def test_a_card_for_somebody_who_never_wrote_opens_direct_messages_with_them_once(desk: Desk) -> None:
    amira = desk.person()
    message = await desk.post("T1/U1", APPROVAL)
    assert await desk.post("T1/U1", DECIDED, version=2, message=message) == message
    assert len(amira.texts()) == 1
    assert len(desk.slack.made("conversations.open")) == 1


async def test_a_card_for_a_teams_channel_is_posted_there(desk: Desk) -> None:
    desk.slack.channel("C1", "U1")
    amira = desk.person()
    await desk.post("T1/C1", APPROVAL)
    assert APPROVAL.title in amira.texts("C1")[0]


@pytest.mark.parametrize("address", ["T2/C1", "C1", "", "T1", "T1/"])
async def test_an_address_in_no_workspace_of_ours_is_refused_for_good(desk: Desk, address: str) -> None:
    desk.person()
    with pytest.raises(ChannelError) as refused:
        await desk.channel.send(Posting(address, "card-1", 1, APPROVAL))
    assert refused.value.permanent
    assert desk.slack.made("chat.postMessage") == []


@pytest.mark.parametrize("code", sorted(refusals.SENTENCES))
async def test_what_slack_refuses_for_good_is_parked_with_what_to_do(desk: Desk, code: str) -> None:
    desk.slack.faults.arm("chat.postMessage", error=code)
    refused = await refusal(desk)
    assert (refused.code, refused.permanent, refused.sentence) == (code, True, refusals.SENTENCES[code])


async def test_a_refusal_that_nobody_has_met_yet_is_parked_rather_than_tried_for_ever(desk: Desk) -> None:
    desk.slack.faults.arm("chat.postMessage", error="brand_new_error")
    refused = await refusal(desk)
    assert (refused.code, refused.permanent) == ("brand_new_error", True)


@pytest.mark.parametrize("code", sorted(refusals.FOR_NOW))
async def test_slacks_own_trouble_is_for_now(desk: Desk, code: str) -> None:
    desk.slack.faults.arm("chat.postMessage", error=code)
    refused = await refusal(desk)
    assert (refused.permanent, refused.retry_after) == (False, None)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_broken_answer_is_for_now(desk: Desk, status: int) -> None:
    desk.slack.faults.arm("chat.postMessage", status=status)
    assert not (await refusal(desk)).permanent


async def test_too_many_messages_say_when_to_come_back_and_are_not_tried_again_here(desk: Desk) -> None:
    desk.slack.faults.arm("chat.postMessage", retry_after=7)
    refused = await refusal(desk)
    assert (refused.code, refused.permanent, refused.retry_after) == ("ratelimited", False, 7.0)
    assert len(desk.slack.made("chat.postMessage")) == 1


async def test_an_answer_that_is_lost_on_the_way_is_for_now(desk: Desk) -> None:
    desk.slack.faults.arm("chat.postMessage", lost=True)
    assert not (await refusal(desk)).permanent


async def test_a_card_whose_answer_was_lost_stands_there_once_with_its_newest_version(desk: Desk) -> None:
    amira = desk.person()
    desk.slack.faults.arm("chat.postMessage", lost=True)
    await refusal(desk)
    message = await desk.post(f"T1/{amira.direct.id}", DECIDED, version=2)
    (seen,) = amira.seen()
    assert seen.ts == message
    assert DECIDED.title in seen.text


async def test_a_card_that_slack_never_took_is_posted_again(desk: Desk) -> None:
    amira = desk.person()
    desk.slack.faults.arm("chat.postMessage", status=503)
    await refusal(desk)
    await desk.post(f"T1/{amira.direct.id}", APPROVAL, "card-2")
    await desk.post(f"T1/{amira.direct.id}", APPROVAL)
    assert len(amira.texts()) == 2
    assert len(desk.slack.made("conversations.history")) == 1


async def test_where_the_bot_may_not_read_a_card_is_rather_there_twice_than_never(desk: Desk) -> None:
    desk.slack.channel("C1", "U1")
    amira = desk.person()
    desk.slack.faults.arm("chat.postMessage", lost=True)
    await refusal(desk, "T1/C1")
    await desk.post("T1/C1", APPROVAL)
    assert len(amira.texts("C1")) == 2


async def test_a_slack_that_cannot_say_whether_it_has_a_card_is_asked_again_later(desk: Desk) -> None:
    amira = desk.person()
    desk.slack.faults.arm("chat.postMessage", lost=True)
    await refusal(desk)
    desk.slack.faults.arm("conversations.history", status=503)
    assert not (await refusal(desk)).permanent
    await desk.post(f"T1/{amira.direct.id}", APPROVAL)
    assert len(amira.texts()) == 1


async def test_a_slack_that_is_away_is_for_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.slack.calling.calls.PATIENCE", 0.2)
    async with open_desk() as desk:
        desk.slack.faults.arm("chat.postMessage", delay=60.0)
        assert not (await refusal(desk)).permanent


async def test_a_message_that_somebody_deleted_is_said_to_be_gone(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    amira.direct.messages.clear()
    refused = await refusal(desk, message="1.1")
    assert (refused.code, refused.permanent) == (MESSAGE_GONE, True)


async def test_a_closed_direct_message_an_archived_channel_and_a_switched_off_account_are_parked(desk: Desk) -> None:
    amira = desk.person()
    where = desk.slack.channel("C1", "U1")
    where.archived = True
    assert (await refusal(desk, "T1/C1")).code == "is_archived"
    amira.direct.closed = True
    assert (await refusal(desk)).code == "channel_not_found"
    amira.direct.closed, amira.account.deleted = False, True
    assert (await refusal(desk, f"T1/{amira.direct.id}")).permanent


async def test_a_card_that_meets_a_revoked_token_is_parked(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.slack.revoke()
    assert (await refusal(desk)).code == "token_revoked"


async def test_a_card_that_slack_would_not_show_is_refused_before_it_is_sent_where_that_is_checked(desk: Desk) -> None:
    wrong = Screen("Twice", "Twice.", (Text("x"),), buttons=(Button("", ""), Button("", "")))
    refused = await refusal(desk, screen=wrong)
    assert (refused.code, refused.permanent) == ("malformed", True)
    assert desk.slack.made("chat.postMessage") == []


async def test_links_in_cards_are_not_unfolded(desk: Desk) -> None:
    await desk.card(desk.person(), APPROVAL)
    (call,) = desk.slack.made("chat.postMessage")
    assert {call.args["unfurl_links"], call.args["unfurl_media"]} <= {"0", False}


async def test_a_line_for_notifications_goes_with_every_card(desk: Desk) -> None:
    await desk.card(desk.person(), APPROVAL)
    assert desk.slack.made("chat.postMessage")[0].args["text"] == APPROVAL.summary


async def test_the_rates_of_slack_are_declared_for_the_engine(desk: Desk) -> None:
    assert isinstance(desk.channel, Limited)
    ways = {(address, edit): desk.channel.method(address, edit=edit) for address, edit in WAYS}
    assert [m.name for m in ways.values()] == ["chat.postMessage", "chat.update", "views.publish", "views.publish"]
    assert all(m.limits for m in ways.values())


async def test_a_wrong_token_does_not_keep_the_server_from_starting(desk: Desk) -> None:
    desk.slack.revoke()
    assert isinstance(desk.channel, Starting)
    await desk.channel.start()
    assert (await refusal(desk)).code == "token_revoked"


async def test_slack_is_asked_whose_token_it_is_once(desk: Desk) -> None:
    amira = desk.person()
    await desk.channel.start()
    await desk.card(amira, APPROVAL)
    await amira.says("help")
    assert len(desk.slack.made("auth.test")) == 1


async def test_a_slack_that_was_away_at_the_start_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.slack.calling.workspaces.PAUSE", 0.0)
    async with open_desk(bot_token=SecretStr("xoxb-1")) as desk:
        desk.slack.faults.arm("auth.test", status=503)
        await desk.channel.start()
        await desk.card(desk.person(), APPROVAL)
        assert len(desk.slack.made("chat.postMessage")) == 1


async def test_an_uninstalled_app_is_forgotten_and_its_new_installation_found(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    told = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": {"type": "app_uninstalled"}}
    assert (await desk.slack.wire.deliver("events_api", told)).status == 200
    await desk.post(f"T1/{amira.direct.id}", replace(DECIDED), "card-2")
    assert len(desk.slack.made("auth.test")) == 2
