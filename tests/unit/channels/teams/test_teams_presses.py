"""Presses in Teams: each is answered once, with the card as that account may see it now, or with a sentence."""

from typing import Any

import pytest

from bot.channels.teams.answering.invokes import SAID
from bot.channels.teams.answering.privately import ADD_ME
from bot.channels.teams.listening.presses import FINDING_OUT, GONE, NOT_YOURS, WHOLE
from bot.messages import Button, Input, Option, Reply, Screen, Text
from tests.contracts.office_cards import APPROVAL, DECIDED
from tests.fakes.teams import HOME, payloads
from tests.fakes.teams.person import Person
from tests.unit.channels.teams.desks import Desk, account

FORM = Screen(
    "A form", "A form.",
    inputs=(
        Input("answer", "How much?"),
        Input("which", "Which?", "many", options=(Option("a", "One"), Option("b", "Two"), Option("c", "Three"))),
    ),
    buttons=(Button("Continue", "go", "primary"), Button("Later", "later")),
)  # fmt: skip
LONG = Screen("A long card", "Long.", tuple(Text(f"{n} " + "word " * 700) for n in range(30)))


async def execute(who: Person, verb: str, data: Any, **more: Any) -> dict[str, Any]:
    """What an Action.Execute that no client draws is answered."""
    value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual", **more}
    activity = payloads.invoked(who.teams, who.account, who.direct, ("adaptiveCard/action", value), None)
    answer = await who.teams.wire.deliver(activity)
    assert answer.status == 200
    return answer.json


def drawn(**more: Any) -> dict[str, Any]:
    """The data of a button."""
    return {"commsdesk": {"token": "approve", "key": "card-1", "version": 1, **more}}


async def test_a_press_is_answered_with_the_card_as_it_is_by_then(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.reply = Reply("Approved.", "good")
    desk.ports.cards["card-1"] = (await desk.ports.posting("card-1", account(amira))) or desk.ports.cards["card-1"]
    held = await amira.hold("Approve")
    await desk.post(f"{HOME}/{amira.direct.id}", DECIDED, "card-1", 2, message="")
    await amira.let_go(held)
    assert DECIDED.title in amira.cards()[0]
    assert (desk.told[0].token, desk.told[0].address) == ("approve", f"{HOME}/{amira.direct.id}")
    assert await amira.sees("Approved.")


async def test_a_double_click_is_one_press_and_a_press_on_the_next_drawing_another(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    held = await amira.hold("Approve")
    await amira.let_go(held)
    await amira.let_go(held)
    assert desk.done == 1
    await amira.press("Approve")
    assert desk.done == 2
    await desk.settled()


async def test_fields_come_as_the_card_means_them(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, FORM)
    await amira.press("Continue", answer="80", which=["One", "Three"])
    assert desk.told[0].fields == {"answer": "80", "which": ("a", "c")}
    await amira.press("Later")
    assert desk.told[1].fields == {}
    await desk.settled()


async def test_what_is_wrong_stands_beside_its_field_with_what_was_typed_and_is_said_once(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, FORM)
    desk.reply = Reply("That is no amount.", "warn", {"answer": "That is no amount."})
    await amira.press("Continue", answer="much", which=["One"])
    await desk.settled()
    (card,) = amira.lines()
    assert "That is no amount." in card
    assert "much" in card


async def test_an_old_client_gets_its_card_back_with_what_is_wrong(desk: Desk) -> None:
    amira = desk.person()
    desk.teams.state.old_clients.add(amira.id)
    await desk.card(amira, FORM)
    desk.reply = Reply("That is no amount.", "warn", {"answer": "That is no amount."})
    await amira.press("Continue", answer="much", which=["One"])
    await desk.settled()
    (card,) = amira.lines()
    assert "That is no amount." in card
    assert desk.told[0].fields == {"answer": "much", "which": ("a",)}


async def test_an_old_clients_press_is_answered_by_a_line(desk: Desk) -> None:
    amira = desk.person()
    desk.teams.state.old_clients.add(amira.id)
    await desk.card(amira, APPROVAL)
    desk.reply = Reply("Approved.", "good")
    await amira.press("Approve")
    assert await amira.sees("Approved.")
    assert desk.told[0].token == "approve"


async def test_an_error_that_has_no_field_is_said(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.reply = Reply(errors={"nowhere": "This cannot be."}, tone="warn")
    await amira.press("Approve")
    assert await amira.sees("This cannot be.")


async def test_who_somebody_is_is_found_out_after_the_answer(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.strangers, desk.reply = True, Reply("Approved, Amira.", "good")
    await amira.press("Approve")
    assert amira.told == [FINDING_OUT]
    assert await amira.sees("Approved, Amira.")
    assert desk.told[0].profile
    assert desk.told[0].profile.name == "Amira Khan"


async def test_whoever_has_not_added_the_bot_is_told_how_where_they_pressed(desk: Desk) -> None:
    amira = desk.person(has_app=False, unheard=True)
    square = desk.teams.group("Square", amira)
    desk.know(square)
    await desk.post(f"{HOME}/{square.id}", APPROVAL, deciders=(account(amira),))
    desk.ports.owners["card-1"] = amira.account.object_id
    desk.strangers = True
    token = {"token": APPROVAL.buttons[0].token, "key": "card-1", "version": 1}
    value = {"action": {"type": "Action.Execute", "verb": "press", "data": {"commsdesk": token}}, "trigger": "manual"}
    activity = payloads.invoked(desk.teams, amira.account, square, ("adaptiveCard/action", value), None)
    answer = await desk.teams.wire.deliver(activity)
    assert answer.json["value"] == FINDING_OUT
    await desk.settled()
    assert ADD_ME in amira.lines(square)[-1]


async def test_what_is_said_instead_takes_the_place_of_what_was_pressed(desk: Desk) -> None:
    amira = desk.person()
    desk.answers = {"hi": Reply(screen=APPROVAL), "approve": Reply("It is done.", "good", instead=True)}
    await amira.say("hi")
    await amira.press("Approve")
    await desk.settled()
    assert "It is done." in amira.lines()[-1]
    assert len(amira.lines()) == 2
    assert "Approve" not in amira.buttons()


async def test_all_of_a_shortened_card_comes_as_another_to_read(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, LONG)
    await amira.press("Read all")
    await desk.settled()
    assert amira.told == [WHOLE]
    assert len(amira.cards()) == 2
    assert len(amira.cards()[-1]) >= len(amira.cards()[0])
    assert desk.told == []


async def test_a_card_of_somebody_elses_is_never_shown_nor_pressed_for_them(desk: Desk) -> None:
    amira, darius = desk.person(), desk.person("darius", "Darius Doe")
    await desk.card(amira, APPROVAL)
    desk.reply = Reply("This was made for somebody else.", "bad")
    for verb in ("refresh", "press", "whole"):
        answer = await execute(darius, verb, drawn())
        assert answer["type"] == SAID
        assert APPROVAL.title not in str(answer)
    assert [told.account for told in desk.told] == [account(darius)]
    await desk.settled()


async def test_a_card_that_is_forwarded_to_a_group_shows_others_nothing(desk: Desk) -> None:
    amira, darius = desk.person(), desk.person("darius", "Darius Doe")
    await desk.card(amira, APPROVAL)
    group = desk.teams.group("Group", amira, darius)
    (message,) = amira.direct.messages
    group.messages.append(message)
    message.conversation = group.id
    desk.reply = Reply("This was made for somebody else.", "bad")
    await darius.press("Approve", chat=group)
    await desk.settled()
    assert darius.told == ["This was made for somebody else."]
    assert desk.told[0].account == account(darius)


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("press", {}), ("press", None), ("press", "approve"), ("press", {"commsdesk": "approve"}),
        ("press", {"commsdesk": {"token": 1, "key": "card-1", "version": 1}}), ("press", drawn(key="")),
        ("press", drawn(version="1")), ("press", drawn(version=-1)), ("press", drawn(token="")),
        ("press", drawn(token="x" * 5000)), ("dance", drawn()), ("", drawn()), ("whole", drawn(key="gone")),
    ],
)  # fmt: skip
async def test_what_no_card_of_ours_brings_is_answered_with_a_sentence(desk: Desk, verb: str, data: Any) -> None:
    amira = desk.person()
    answer = await execute(amira, verb, data)
    assert (answer["type"], answer["value"]) == (SAID, GONE)
    assert desk.told == []


@pytest.mark.parametrize("key", ["asked-", "asked-!!!", "asked-W10=", "asked-bnVsbA==", "asked-WzEsMl0=", "kept-0"])
async def test_a_made_up_key_of_a_screen_shows_nothing(desk: Desk, key: str) -> None:
    amira = desk.person()
    assert (await execute(amira, "whole", drawn(key=key)))["value"] == GONE
    assert (await execute(amira, "refresh", drawn(key=key)))["value"] == NOT_YOURS
    assert desk.told == []


@pytest.mark.parametrize("verb", ["refresh", "whole", "press"])
async def test_what_one_person_was_shown_is_found_by_nobody_else_who_has_its_key(desk: Desk, verb: str) -> None:
    amira, darius = desk.person(), desk.person("darius", "Darius Okoro")
    words = "case K7QX " + "and more " * 30
    desk.answers = {words.strip(): Reply(screen=APPROVAL)}
    await amira.say(words)
    await amira.sees(APPROVAL.title)
    key = (await amira.hold("Approve")).spot.action["data"]["commsdesk"]["key"]
    desk.reply = Reply("No.", errors={"reason": "Say why."})
    answer = await execute(darius, verb, drawn(key=key, version=0))
    await desk.settled()
    assert answer["type"] == SAID
    assert not any(APPROVAL.title in card for card in darius.cards())


async def test_an_unknown_invoke_is_answered_with_a_sentence(desk: Desk) -> None:
    amira = desk.person()
    for name in ("task/fetch", "signin/verifyState", ""):
        activity = payloads.invoked(desk.teams, amira.account, amira.direct, (name, {}), None)
        answer = await desk.teams.wire.deliver(activity)
        assert answer.status == 200
        assert "help" in answer.text


async def test_whatever_fails_is_answered_with_a_sentence(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.failure = RuntimeError("a bug")
    held = await amira.hold("Approve")
    desk.ports.cards.clear()
    await amira.let_go(held)
    assert "report" in amira.told[0]
    await desk.settled()
