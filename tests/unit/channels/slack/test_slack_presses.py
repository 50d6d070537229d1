"""Presses on cards in Slack: what counts is the token, what was typed comes along, and everybody gets an answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import FixedClock, system_clock
from bot.messages import Button, Facts, Input, Option, Posting, Reply, Screen, Text
from tests.contracts.office_cards import APPROVAL, CHOICE, QUESTION, REASON, RECEIPT
from tests.unit.channels.slack.desks import Desk, open_desk

LONG = Screen("A long card", "Long.", (Text("word " * 2000),), buttons=(Button("Go on", "go", "primary"),))
DECLINE = Screen("A request", "A request.", buttons=(Button("Decline", "decline", "danger", (REASON,)),))


async def test_a_press_brings_its_token_and_its_answer_is_for_the_person_alone(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.reply = Reply("Approved. Thank you.", "good")
    await amira.press("Approve")
    (told,) = desk.told
    assert (told.token, told.account.user, told.address) == ("approve", "U1", f"T1/{amira.direct.id}")
    assert await amira.sees("Approved. Thank you.")
    assert amira.seen()[-1].ephemeral


async def test_two_clicks_at_once_are_one_press_and_a_later_click_is_another() -> None:
    clock = FixedClock(system_clock.now())
    async with open_desk(clock) as desk:
        amira = desk.person()
        await desk.card(amira, APPROVAL)
        held = await amira.hold("Approve")
        await amira.let_go(held)
        await amira.let_go(held)
        assert desk.done == 1
        clock.move(timedelta(seconds=30))
        await amira.let_go(held)
        assert desk.done == 2


async def test_a_field_in_the_message_comes_with_the_press(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, QUESTION)
    await amira.press("Continue", {"Cost": "80"})
    assert (desk.told[0].token, desk.told[0].fields) == ("answer-cost", {"cost": "80"})


async def test_a_choice_in_the_message_comes_by_its_value(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, CHOICE)
    await amira.press("Continue", {"Choose one": "I do not know"})
    assert desk.told[0].fields == {"under18": "unsure"}


async def test_a_choice_whose_value_is_too_long_for_slack_comes_by_its_own_value(desk: Desk) -> None:
    amira, long = desk.person(), "v" * 400
    pick = Input("which", "Which one", "choice", options=(Option(long, "The long one"), Option("s", "The short one")))
    await desk.card(amira, Screen("Pick", "Pick.", inputs=(pick,), buttons=(Button("Go on", "go", "primary"),)))
    await amira.press("Go on", {"Which one": "The long one"})
    assert desk.told[0].fields == {"which": long}


async def test_several_options_come_in_a_row_and_none_as_none(desk: Desk) -> None:
    amira = desk.person()
    pick = Input("who", "Who", "many", options=(Option("a", "Ann"), Option("b", "Bob")), required=False)
    await desk.card(amira, Screen("Pick", "Pick.", inputs=(pick,), buttons=(Button("Go on", "go", "primary"),)))
    await amira.press("Go on")
    await amira.press("Go on", {"Who": ["Ann", "Bob"]})
    assert [t.fields for t in desk.told] == [{"who": ()}, {"who": ("a", "b")}]


async def test_what_is_wrong_is_shown_on_the_card_beside_the_field_with_what_was_typed(desk: Desk) -> None:
    amira = desk.person()
    message = await desk.card(amira, QUESTION)
    desk.reply = Reply("Write pounds.", "warn", {"cost": "Write pounds."})
    await amira.press("Continue", {"Cost": "lots"})
    await desk.settled()
    (seen,) = amira.seen()
    assert seen.ts == message
    assert "Write pounds." in seen.text
    element = next(b["element"] for b in amira.direct.messages[0].blocks if b["type"] == "input")
    assert element["initial_value"] == "lots"


async def test_what_somebody_typed_wrong_on_a_teams_card_is_told_to_them_alone(desk: Desk) -> None:
    desk.slack.channel("C1", "U1", "U2")
    amira, bryn = desk.person(), desk.person("U2", "Bryn Evans")
    await desk.post("T1/C1", QUESTION)
    desk.reply = Reply("", "warn", {"cost": "Write pounds."})
    await amira.press("Continue", {"Cost": "lots"}, channel="C1")
    assert await amira.sees("Write pounds.", "C1")
    assert "Write pounds." not in " ".join(bryn.texts("C1"))


async def test_an_error_that_belongs_to_no_field_of_the_card_is_said_below(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.reply = Reply("That is not open any more.", "warn", {"elsewhere": "That is not open any more."})
    await amira.press("Approve")
    assert (await amira.sees("not open any more")).count("not open any more") == 1


async def test_an_answer_to_change_is_found_by_its_digest(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, RECEIPT)
    await amira.choose("Change an answer", "Cost")
    assert desk.told[0].token == "change-Cost"


async def test_an_answer_that_cannot_be_changed_any_more_gets_a_sentence(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, RECEIPT)
    held = (await amira.hold("Change an answer")).choosing("Cost")
    desk.ports.cards["card-1"] = replace(desk.ports.cards["card-1"], screen=APPROVAL)
    await amira.let_go(held)
    assert await amira.sees("has changed")
    assert desk.told == []


async def test_all_of_a_card_that_was_shortened_can_be_read(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, LONG)
    assert "word " * 2000 not in amira.texts()[0]
    await amira.press("Read all")
    assert (await amira.sees_modal()).count("word") >= 2000
    assert desk.told == []


async def test_a_button_that_asks_first_opens_its_form(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, DECLINE)
    desk.reply = Reply("Declined.")
    await amira.press("Decline")
    await amira.submit({"Why?": "The dates overlap"})
    assert (desk.told[0].token, desk.told[0].fields) == ("decline", {"reason": "The dates overlap"})
    assert await amira.sees("Declined.")


async def test_a_stale_press_that_would_open_a_form_is_answered_with_what_happened(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, DECLINE)
    held = await amira.hold("Decline")
    desk.ports.cards["card-1"] = replace(desk.ports.cards["card-1"], screen=Screen("Decided", "Decided."))
    desk.reply = Reply("Grace decided this at noon.", "info")
    await amira.let_go(held)
    assert amira.modal() == ""
    assert await amira.sees("Grace decided this at noon.")


async def test_a_trigger_that_is_too_old_gets_a_sentence() -> None:
    async with open_desk() as desk:
        amira = desk.person()
        await desk.card(amira, DECLINE)
        desk.slack.faults.arm("views.open", error="expired_trigger_id")
        await amira.press("Decline")
        assert await amira.sees("too long")
        assert desk.told == []


async def test_a_slack_that_is_slow_to_open_a_form_does_not_hold_up_the_acknowledgement(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, DECLINE)
    desk.slack.faults.arm("views.open", delay=60.0)
    await amira.press("Decline")
    await desk.settled()
    assert any("too long" in text for text in amira.texts())


async def test_a_card_that_somebody_else_presses_opens_nothing_of_its_owners(desk: Desk) -> None:
    amira, otto = desk.person(), desk.person("U2", "Otto Lind")
    typed = replace(REASON, value="a secret draft")
    screen = Screen("A request", "A request.", buttons=(Button("Decline", "decline", "danger", (typed,)),))
    await desk.card(amira, screen)
    held, own = await amira.hold("Decline"), desk.linked(otto)
    desk.reply = Reply("You may not do this.", "bad")
    await otto.let_go(held)
    assert otto.modal() == ""
    assert desk.told[0].account.user == "U2"
    assert desk.told[0].address == own


async def test_a_teams_card_may_be_pressed_by_anybody_in_its_channel(desk: Desk) -> None:
    desk.slack.channel("C1", "U1", "U2")
    desk.person()
    bryn = desk.person("U2", "Bryn Evans")
    await desk.post("T1/C1", DECLINE)
    await bryn.press("Decline", channel="C1")
    assert "Why?" in await bryn.sees_modal()


async def test_what_a_press_in_a_channel_leads_to_is_seen_by_nobody_else(desk: Desk) -> None:
    desk.slack.channel("C1", "U1", "U2")
    amira, bryn = desk.person(), desk.person("U2", "Bryn Evans")
    await desk.post("T1/C1", APPROVAL)
    desk.reply = Reply("Approved.", screen=DECLINE)
    await amira.press("Approve", channel="C1")
    await desk.settled()
    assert len(bryn.texts("C1")) == 1
    assert len(amira.texts("C1")) == 3


async def test_a_response_url_that_is_used_up_does_not_lose_the_answer(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.slack.faults.arm("response_url", error="used_url", status=404)
    desk.slack.faults.arm("response_url", status=500)
    desk.reply = Reply("Approved.")
    await amira.press("Approve")
    assert await amira.sees("Approved.")


async def test_a_press_within_three_seconds_of_a_slow_database_is_acknowledged_in_time(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.delay = 2.0
    await amira.press("Approve")
    assert desk.done == 1


async def test_facts_that_look_like_tokens_are_only_facts(desk: Desk) -> None:
    amira = desk.person()
    screen = Screen("Facts", "Facts.", (Facts((("Cost", "80"),), {"Cost": ""}),))
    await desk.card(amira, screen)
    assert amira.buttons() == []


@pytest.mark.parametrize("value", ["", "0" * 32, "x" * 150])
async def test_a_made_up_change_is_refused(desk: Desk, value: str) -> None:
    amira = desk.person()
    await desk.card(amira, RECEIPT)
    posting: Posting = desk.ports.cards["card-1"]
    action = {
        "type": "static_select", "action_id": "change", "block_id": f"{posting.key}:1:do.0",
        "selected_option": {"value": value}, "action_ts": "1.1",
    }  # fmt: skip
    payload = {
        "type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "trigger_id": "1.2", "actions": [action],
        "container": {"type": "message", "channel_id": amira.direct.id, "message_ts": "1.1"},
    }  # fmt: skip
    answer = await desk.slack.wire.deliver("interactive", payload)
    await desk.settled()
    assert answer.status == 200
    assert desk.told == []
