"""The message extension: a post is brought along with its author, and nobody in the conversation is told."""

import asyncio
from typing import Any

import pytest

from bot.channels.teams.answering.privately import ADD_ME, LATER
from bot.channels.teams.listening.extension import GOES_ON, REPORT, UNKNOWN
from bot.messages import Reply
from tests.contracts.office_cards import APPROVAL
from tests.fakes.teams import HOME, payloads
from tests.fakes.teams.state import Conversation
from tests.unit.channels.teams.desks import Desk, account


async def test_a_post_is_brought_along_with_its_link_and_its_author(desk: Desk) -> None:
    amira, darius = desk.person(), desk.person("darius", "Darius Doe")
    square = desk.teams.channel("Square", amira, darius)
    post = await darius.post("What a silly policy.", square)
    desk.reply = Reply("It begins.")
    await amira.extension(REPORT, post)
    (told,) = desk.told
    assert (told.start, told.account, told.address) == (
        "report_colleague", account(amira), f"{HOME}/{amira.direct.id}",
    )  # fmt: skip
    assert told.given["author"] == f"{HOME}/{darius.account.object_id}"
    assert post.id in told.given["link"]
    assert GOES_ON in amira.dialog()
    await amira.press("Open our chat")
    assert amira.told[-1].endswith(desk.teams.app_id)
    await desk.settled()
    assert "It begins." in amira.lines()[-1]
    assert darius.lines(square) == ["What a silly policy."]
    assert [c for c in desk.teams.calls if c.conversation == square.id] == []


async def test_what_somebody_wrote_to_a_colleague_alone_is_never_answered_in_the_chat_of_the_two(desk: Desk) -> None:
    amira, darius = desk.person(), desk.person("darius", "Darius Doe")
    both = f"19:{amira.account.object_id}_{darius.account.object_id}@unq.gbl.spaces"
    desk.teams.state.conversations[both] = Conversation(both, HOME, "personal", members={amira.id, darius.id})
    desk.reply = Reply("It begins.")
    await amira.extension(REPORT, await darius.post("You fool.", desk.teams.state.conversations[both]))
    await desk.settled()
    assert desk.told[0].address == f"{HOME}/{amira.direct.id}"
    assert await amira.sees("It begins.")
    assert [c for c in desk.teams.calls if c.conversation == both] == []
    known = await desk.ports.references.personal(HOME, amira.account.object_id)
    assert known
    assert known.conversation == amira.direct.id


async def test_a_post_of_an_app_has_no_author(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    await amira.extension(REPORT, amira.direct.messages[0])
    assert set(desk.told[0].given) == {"link"}
    await desk.settled()


async def test_the_same_invoke_again_is_the_same_delivery_and_another_of_the_same_post_is_not(desk: Desk) -> None:
    amira = desk.person()
    square = desk.teams.channel("Square", amira)
    post = await amira.post("Oops.", square)
    await amira.extension(REPORT, post)
    await desk.teams.wire.again(desk.teams.wire.sent[-1])
    assert desk.done == 1
    await amira.extension(REPORT, post)
    assert desk.done == 2
    await desk.settled()


async def test_who_somebody_is_is_found_out_after_the_dialog_has_its_answer(desk: Desk) -> None:
    amira = desk.person()
    square = desk.teams.channel("Square", amira)
    desk.strangers, desk.reply = True, Reply("Is this you?")
    await amira.extension(REPORT, await amira.post("Oops.", square))
    assert GOES_ON in amira.dialog()
    assert await amira.sees("Is this you?")
    assert desk.told[0].start == "report_colleague"


@pytest.mark.parametrize("name", ["composeExtension/fetchTask", "composeExtension/submitAction"])
async def test_whoever_has_not_added_the_bot_is_told_how_in_the_dialog_and_nobody_else_anything(
    desk: Desk, name: str
) -> None:
    amira, darius = desk.person(has_app=False, unheard=True), desk.person("darius", "Darius Doe")
    square = desk.teams.channel("Square", amira, darius)
    post = await darius.post("Oops.", square)
    desk.reply = Reply("It begins.")
    value = {"commandId": REPORT, "messagePayload": payloads.payload(desk.teams, square, post)}
    activity = payloads.invoked(desk.teams, amira.account, square, (name, value), None)
    answer = await desk.teams.wire.deliver(activity)
    assert answer.json == {"task": {"type": "message", "value": ADD_ME}}
    assert desk.told[0].start == "report_colleague"
    await desk.settled()
    assert darius.lines(square) == ["Oops."]


async def test_a_chat_that_cannot_be_begun_in_time_is_said_to_be_so_in_the_dialog(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.teams.answering.privately.PATIENCE", 0.05)
    amira = desk.person(unheard=True)
    post = await amira.post("Oops.", desk.teams.channel("Square", amira))
    slow = desk.teams.faults.arm("create", held=asyncio.Event(), times=2)
    await amira.extension(REPORT, post)
    assert amira.told == [LATER]
    assert slow.held
    slow.held.set()
    await desk.settled()


async def test_who_somebody_is_is_found_out_where_the_bot_is_not_in_the_chat_of_the_post(desk: Desk) -> None:
    amira, darius = desk.person(unheard=True), desk.person("darius", "Darius Doe")
    group = desk.teams.group("Lunch", amira, darius, installed=False)
    desk.strangers, desk.reply = True, Reply("Is this you?")
    await amira.extension(REPORT, await darius.post("Oops.", group))
    assert await amira.sees("Is this you?")
    assert desk.told[0].profile
    assert desk.told[0].profile.name == "Amira Khan"
    assert [c for c in desk.teams.calls if c.conversation == group.id] == []


async def test_what_was_not_kept_is_said_in_the_dialog(desk: Desk) -> None:
    amira = desk.person()
    square = desk.teams.channel("Square", amira)
    desk.reply = Reply("That was not saved.", "bad")
    await amira.extension(REPORT, await amira.post("Oops.", square))
    assert amira.told == ["That was not saved."]
    assert amira.dialog() == ""


@pytest.mark.parametrize(
    "value",
    [None, {}, {"commandId": "dance"}, {"commandId": REPORT}, {"commandId": REPORT, "messagePayload": "x"},
     {"commandId": REPORT, "messagePayload": {"id": 5}}],
)  # fmt: skip
@pytest.mark.parametrize("name", ["composeExtension/fetchTask", "composeExtension/submitAction"])
async def test_what_no_client_sends_is_answered_with_a_sentence(desk: Desk, name: str, value: Any) -> None:
    amira = desk.person()
    activity = payloads.invoked(desk.teams, amira.account, amira.direct, (name, {}), None)
    answer = await desk.teams.wire.deliver({**activity, "value": value})
    assert answer.json == {"task": {"type": "message", "value": UNKNOWN}}
    assert desk.told == []


async def test_a_link_is_made_where_teams_names_none(desk: Desk) -> None:
    amira = desk.person()
    value = {"commandId": REPORT, "messagePayload": {"id": "1700000000000", "from": None}}
    activity = payloads.invoked(
        desk.teams, amira.account, amira.direct, ("composeExtension/submitAction", value), None
    )  # fmt: skip
    assert (await desk.teams.wire.deliver(activity)).json["task"]["value"] == GOES_ON
    link = desk.told[0].given["link"]
    assert link == f"https://teams.microsoft.com/l/message/{amira.direct.id}/1700000000000?tenantId={HOME}"
    await desk.settled()
