"""Forms in Slack's modals: pages, errors beside their fields, drafts that survive, and nothing that can be forged."""

from dataclasses import replace
from typing import Any

import pytest

from bot.messages import Button, Incoming, Input, Reply, Screen, Text
from tests.fakes.slack.person import Person
from tests.fakes.slack.stack import top
from tests.unit.channels.slack.desks import Desk

SAVE = Button("Save for later", "save", "quiet", partial=True)
BACK = Button("Back", "back", "quiet")
FIRST = Screen(
    "Ask for an account",
    "Why do you want it?",
    (Text("Say why residents need it."),),
    (Input("answer", "Who is it for?", "long_text"), Input("aim", "What should it do?", "long_text", required=False)),
    (Button("Continue", "answer-1", "primary"), SAVE, BACK),
    label="Questions 1 to 2",
)
SECOND = replace(
    FIRST,
    title="Ask for an account, still",
    inputs=(Input("answer", "Who looks after it?", "long_text"), Input("cover", "Who covers?", "long_text")),
    buttons=(Button("Continue", "answer-2", "primary"), replace(SAVE, token="save-2"), replace(BACK, token="back-2")),
)
ADVICE = Screen(
    "Send it", "Send it.", (Text("This needs two approvals."),), buttons=(Button("Send", "send", "primary"),)
)
ANSWERS = {"Who is it for?": "Parents", "What should it do?": "Tell them of events"}


async def opened(desk: Desk, screen: Screen = FIRST) -> Person:
    """Amira with the form open."""
    amira = desk.person()
    await desk.card(amira, screen)
    await amira.press("Fill in")
    await amira.sees_modal()
    return amira


def now(desk: Desk, screen: Screen) -> None:
    """What the card looks like from now on."""
    desk.ports.cards["card-1"] = replace(desk.ports.cards["card-1"], screen=screen)


def but_drafts(desk: Desk) -> list[Incoming]:
    """What was pressed and sent; drafts are handed in while somebody types."""
    return [t for t in desk.told if not t.token.startswith("save")]


async def test_a_long_form_is_filled_in_in_a_modal_page_by_page(desk: Desk) -> None:
    amira = await opened(desk)
    now(desk, SECOND)
    await amira.submit(ANSWERS)
    (told,) = but_drafts(desk)
    assert (told.token, told.fields) == ("answer-1", {"answer": "Parents", "aim": "Tell them of events"})
    assert "Who looks after it?" in amira.modal()
    now(desk, ADVICE)
    await amira.submit({"Who looks after it?": "Amira", "Who covers?": "Bryn"})
    assert but_drafts(desk)[1].token == "answer-2"
    assert amira.modal() == ""


async def test_the_second_page_holds_nothing_of_the_first(desk: Desk) -> None:
    amira = await opened(desk)
    now(desk, SECOND)
    await amira.submit(ANSWERS)
    assert "Parents" not in amira.modal()


async def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    amira = await opened(desk)
    desk.reply = Reply("Say more.", "warn", {"aim": "Say more."})
    await amira.submit(ANSWERS)
    assert "Say more." in amira.modal()
    assert "Parents" in amira.modal()
    await desk.settled()
    assert len(amira.texts()) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply("That was not saved: press it again in a minute.", "bad"),
        Reply("Somebody else changed this at the same moment.", "warn"),
        Reply("Write something.", "warn", {"no_such_field": "Write something."}),
    ],
)
async def test_what_could_not_be_done_is_said_in_the_form_so_that_nothing_typed_is_lost(
    desk: Desk, reply: Reply
) -> None:
    amira = await opened(desk)
    desk.reply = reply
    await amira.submit(ANSWERS)
    assert reply.text in amira.modal()
    assert "Parents" in amira.modal()


async def test_an_error_never_stands_beside_what_is_no_field(desk: Desk) -> None:
    await opened(desk)
    view = top(desk.slack, "U1")
    assert view
    field = next(b["block_id"] for b in view.body["blocks"] if b["type"] == "input")
    menu = {"change": {"type": "static_select", "selected_option": None}}
    state = {"values": {"card-1:1:do.0": menu, field: {"draft": {"type": "plain_text_input", "value": "Parents"}}}}
    desk.reply = Reply("That was not saved.", "bad")
    answer = await sent(desk, "view_submission", state=state)
    assert answer.json == {"response_action": "errors", "errors": {field: "That was not saved."}}
    desk.failure = RuntimeError("upside down")
    answer = await sent(desk, "view_submission", state=state)
    assert list(answer.json["errors"]) == [field]


async def test_an_error_of_the_application_keeps_the_form_open_with_what_was_typed(desk: Desk) -> None:
    amira = await opened(desk)
    for label, value in ANSWERS.items():
        await amira.fill(label, value)
    desk.failure = RuntimeError("upside down")
    await amira.submit()
    assert "Something went wrong" in amira.modal()
    assert "Parents" in amira.modal()


async def test_a_form_that_is_stale_closes_and_says_what_happened(desk: Desk) -> None:
    amira = await opened(desk)
    now(desk, ADVICE)
    desk.reply = Reply("You answered this already.", "info")
    await amira.submit(ANSWERS)
    assert amira.modal() == ""
    assert await amira.sees("You answered this already.")


async def test_going_back_in_a_form_keeps_what_was_typed_and_shows_the_page_before(desk: Desk) -> None:
    amira = await opened(desk, SECOND)
    now(desk, FIRST)
    await amira.press("Back", {"Who looks after it?": "Amira"})
    assert "Who is it for?" in await amira.sees_modal("Who is it for?")
    assert [(t.token, t.fields["answer"]) for t in desk.told[-2:]] == [("save-2", "Amira"), ("back-2", "Amira")]


async def test_a_button_in_a_form_that_ends_it_says_so_in_the_form(desk: Desk) -> None:
    amira = await opened(desk)
    now(desk, ADVICE)
    desk.reply = Reply("Stopped. Nothing was sent.", "info")
    await amira.press("Back")
    assert await amira.sees_modal("Stopped. Nothing was sent.")


async def test_a_form_that_changed_meanwhile_is_drawn_all_the_same(desk: Desk) -> None:
    amira = await opened(desk, SECOND)
    now(desk, FIRST)
    desk.slack.faults.arm("views.update", error="hash_conflict")
    await amira.press("Back")
    assert await amira.sees_modal("Who is it for?")


async def test_saving_for_later_keeps_what_is_filled_in_and_says_so(desk: Desk) -> None:
    amira = await opened(desk)
    await amira.fill("Who is it for?", "Parents")
    desk.told.clear()
    desk.reply = Reply("Saved.", "good")
    await amira.press("Save for later")
    assert [(t.token, t.fields["answer"]) for t in desk.told] == [("save", "Parents")]
    assert "Who is it for?" not in await amira.sees_modal("Saved.")


async def test_saving_for_later_beside_the_closed_form_keeps_the_draft_as_it_is(desk: Desk) -> None:
    amira = desk.person()
    drafted = replace(FIRST, inputs=(replace(FIRST.inputs[0], value="Parents"), FIRST.inputs[1]))
    await desk.card(amira, drafted)
    await amira.press("Save for later")
    assert desk.told[0].fields == {"answer": "Parents", "aim": ""}


async def test_what_is_typed_is_kept_while_it_is_typed(desk: Desk) -> None:
    amira = await opened(desk)
    for typed in ("Par", "Parents", "Par"):
        await amira.fill("Who is it for?", typed)
    assert [(t.token, t.fields["answer"]) for t in desk.told] == [("save", "Par"), ("save", "Parents"), ("save", "Par")]
    assert desk.done == 3
    await desk.settled()
    assert len(amira.texts()) == 1


async def test_a_form_that_is_closed_says_nothing_and_can_be_opened_again_with_its_draft(desk: Desk) -> None:
    amira = await opened(desk)
    await amira.fill("Who is it for?", "Parents")
    await amira.close_modal()
    now(desk, replace(FIRST, inputs=(replace(FIRST.inputs[0], value="Parents"), FIRST.inputs[1])))
    await amira.press("Fill in")
    await amira.sees_modal()
    assert "Parents" in amira.modal()


async def test_closing_a_form_hands_in_whatever_slack_says_was_in_it(desk: Desk) -> None:
    amira = await opened(desk)
    view = top(desk.slack, "U1")
    assert view
    block = next(b["block_id"] for b in view.body["blocks"] if b["type"] == "input")
    state = {"values": {block: {"draft": {"type": "plain_text_input", "value": "Parents"}}}}
    assert (await sent(desk, "view_closed", state=state)).status == 200
    assert [(t.token, t.fields) for t in desk.told] == [("save", {"answer": "Parents"})]
    assert amira.modal()


async def test_whoever_closes_a_form_that_cannot_be_kept_is_told_so(desk: Desk) -> None:
    amira = await opened(desk)
    view = top(desk.slack, "U1")
    assert view
    block = next(b["block_id"] for b in view.body["blocks"] if b["type"] == "input")
    state = {"values": {block: {"draft": {"type": "plain_text_input", "value": "Parents"}}}}
    desk.reply = Reply("That was not saved.", "bad")
    assert (await sent(desk, "view_closed", state=state)).status == 200
    assert await amira.sees("could not keep what you last typed")


async def test_a_card_that_keeps_no_drafts_wants_to_hear_of_no_closing(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, replace(FIRST, buttons=(FIRST.buttons[0],)))
    await amira.press("Fill in")
    await amira.sees_modal()
    await amira.close_modal()
    assert desk.told == []


@pytest.mark.parametrize("metadata", ["", "{}", '{"key": "card-1"}', "x.y", "é" * 50])
async def test_a_form_whose_contents_were_changed_on_the_way_is_refused(desk: Desk, metadata: str) -> None:
    await opened(desk)
    answer = await sent(desk, "view_submission", private_metadata=metadata)
    assert (answer.status, answer.json["response_action"]) == (200, "update")
    assert (await sent(desk, "view_closed", private_metadata=metadata)).status == 200
    assert desk.told == []


async def test_the_seal_of_one_form_is_no_use_with_another_secret(desk: Desk) -> None:
    await opened(desk)
    view = top(desk.slack, "U1")
    assert view
    changed = view.body["private_metadata"].replace("c", "d", 1)
    answer = await sent(desk, "view_submission", private_metadata=changed)
    assert answer.json["response_action"] == "update"
    assert desk.told == []


async def test_a_form_that_somebody_else_sends_is_theirs_and_shows_nothing_of_the_card(desk: Desk) -> None:
    await opened(desk)
    desk.person("U2", "Otto Lind")
    answer = await sent(desk, "view_submission", user="U2")
    assert desk.told[0].account.user == "U2"
    assert "Who is it for?" not in answer.text


async def test_the_same_form_sent_twice_has_one_effect(desk: Desk) -> None:
    amira = await opened(desk)
    now(desk, SECOND)
    await amira.submit(ANSWERS)
    answer = await desk.slack.wire.again(desk.slack.wire.sent[-1])
    assert answer.json["response_action"] == "update"
    assert len({t.id for t in but_drafts(desk)}) == 1


async def test_what_follows_a_form_from_a_channel_is_told_to_that_person_alone(desk: Desk) -> None:
    desk.slack.channel("C1", "U1", "U2")
    amira, bryn = desk.person(), desk.person("U2", "Bryn Evans")
    reason = Button("Decline", "decline", "danger", (Input("reason", "Why?", "long_text"),))
    await desk.post("T1/C1", Screen("A request", "A request.", buttons=(reason,)))
    desk.reply = Reply("Declined.", "good")
    await amira.press("Decline", channel="C1")
    await amira.submit({"Why?": "Too dear"})
    assert await amira.sees("Declined.", "C1")
    assert len(bryn.texts("C1")) == 1


async def test_a_database_that_was_slow_leaves_the_form_time_to_answer(desk: Desk) -> None:
    amira = await opened(desk)
    desk.delay = 2.0
    await amira.submit({"Who is it for?": "Parents"})
    assert but_drafts(desk)


async def test_a_form_is_never_opened_for_a_card_that_is_gone(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, FIRST)
    held = await amira.hold("Fill in")
    desk.ports.cards.clear()
    desk.reply = Reply("This is not open any more.", "info")
    await amira.let_go(held)
    assert await amira.sees("not open any more")


async def sent(desk: Desk, kind: str, user: str = "U1", **view: Any) -> Any:
    """What Slack would send of the modal that Amira has open, with something in it changed."""
    there = top(desk.slack, "U1")
    assert there
    drawn = {
        "id": there.id, "type": "modal", "hash": there.hash, "callback_id": there.body["callback_id"],
        "private_metadata": there.body["private_metadata"], "state": {"values": {}},
    }  # fmt: skip
    payload = {"type": kind, "team": {"id": "T1"}, "user": {"id": user}, "view": {**drawn, **view}}
    return await desk.slack.wire.deliver("interactive", payload)
