"""Where somebody is reached: nobody waits while Slack is asked, what is kept is used, no press teaches it wrongly."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from bot.messages import Account, Button, Reply, Screen
from tests.contracts.office_cards import APPROVAL, QUESTION, REASON
from tests.fakes.slack.person import Person
from tests.unit.channels.slack.desks import Desk, another_replica
from tests.unit.channels.slack.test_slack_forms import ANSWERS, FIRST, SECOND, but_drafts, now, opened

DECLINE = Screen("A request", "A request.", buttons=(Button("Decline", "decline", "danger", (REASON,)),))
OPEN = "conversations.open"
Way = Callable[[Desk, Person], Awaitable[object]]


async def reported(desk: Desk, amira: Person) -> None:
    await amira.message_shortcut("report_post", await amira.posts("Look at this", "C1"))


WAYS: dict[str, Way] = {
    "a command": lambda desk, amira: amira.command("/commsdesk", "mine", "C1"),
    "a shortcut": lambda desk, amira: amira.shortcut("my_requests"),
    "a report": reported,
    "a mention": lambda desk, amira: amira.says(f"<@{desk.slack.bot()}> mine", "C1"),
    "a press": lambda desk, amira: amira.press("Approve"),
    "a press in a channel": lambda desk, amira: amira.press("Approve", channel="C1"),
    "home": lambda desk, amira: amira.opens_home(),
}


@pytest.fixture
async def slow(desk: Desk) -> AsyncIterator[asyncio.Event]:
    """Until this is set, Slack does not say which somebody's direct messages are."""
    held = asyncio.Event()
    desk.slack.faults.arm(OPEN, held=held, times=99)
    yield held
    held.set()
    await desk.settled()


@pytest.fixture
def amira(desk: Desk) -> Person:
    """Somebody of whom nothing is kept, with cards before them."""
    desk.slack.channel("C1", "U1")
    return desk.person(email="amira@council.example")


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("way", WAYS)
async def test_nobody_waits_until_slack_says_where_they_are_reached(way: str, desk: Desk, amira: Person) -> None:
    for key, address in (("card-1", f"T1/{amira.direct.id}"), ("card-2", "T1/C1")):
        await desk.post(address, APPROVAL, key)
    await WAYS[way](desk, amira)
    (told,) = desk.told
    assert told.address == (f"T1/{amira.direct.id}" if way == "home" else "T1/U1")
    assert desk.slack.made(OPEN) == []


async def test_a_card_may_be_sent_to_somebody_by_their_own_id(desk: Desk, amira: Person) -> None:
    assert await desk.post("T1/U1", APPROVAL)
    assert any(APPROVAL.title in text for text in amira.texts())


async def test_whoever_is_asked_about_is_handed_in_with_their_direct_messages(desk: Desk, amira: Person) -> None:
    desk.strangers = True
    await amira.command("/commsdesk", "mine", "C1")
    await desk.settled()
    assert [told.address for told in desk.told] == [f"T1/{amira.direct.id}"]


async def test_a_guest_is_not_written_to_only_to_be_turned_away(desk: Desk) -> None:
    guest = desk.person("U7", "A Guest", guest=True)
    desk.strangers = True
    desk.reply = Reply("For staff only.", "warn")
    await guest.command("/commsdesk", "mine")
    await desk.settled()
    assert desk.slack.made(OPEN) == []
    assert any("For staff only." in text for text in guest.texts())


@pytest.mark.usefixtures("slow")
async def test_what_is_kept_of_an_account_outlives_a_restart(desk: Desk, amira: Person) -> None:
    await desk.card(amira, DECLINE)
    async with another_replica(desk):
        await amira.press("Decline")
        assert "Why?" in await amira.sees_modal()
        await amira.shortcut("my_requests")
    assert [told.address for told in desk.told] == [f"T1/{amira.direct.id}"]


@pytest.mark.parametrize("kept", ["", "T1/U1", "T2/DT2U1", "T1/C1", "nowhere"])
async def test_what_is_kept_and_is_no_direct_messages_of_that_workspace_is_not_used(
    desk: Desk, amira: Person, kept: str
) -> None:
    desk.ports.addresses["U1"] = kept
    await amira.shortcut("my_requests")
    assert desk.told[0].address == "T1/U1"


async def test_a_database_that_cannot_say_keeps_nobody_from_an_answer(
    desk: Desk, amira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_account: Account) -> str:
        raise OSError("away")

    monkeypatch.setattr(desk.ports, "reached", away)
    desk.reply = Reply("Here.")
    await amira.shortcut("my_requests")
    assert desk.told[0].address == "T1/U1"
    assert await amira.sees("Here.")


async def test_a_press_in_somebody_elses_messages_is_answered_in_ones_own_and_teaches_nothing(
    desk: Desk, amira: Person
) -> None:
    otto = desk.person("U2", "Otto Lind")
    await desk.card(amira, APPROVAL)
    desk.slack.faults.arm("response_url", status=500, times=9)
    desk.slack.faults.arm("chat.postEphemeral", error="user_not_in_channel", times=9)
    desk.reply = Reply("You may not do this.", "bad")
    await otto.let_go(await amira.hold("Approve"))
    await desk.settled()
    assert len(amira.texts()) == 1
    assert "You may not do this." in otto.texts()[-1]
    await otto.shortcut("my_requests")
    assert [told.address for told in desk.told] == ["T1/U2", f"T1/{otto.direct.id}"]


async def test_ones_own_card_in_somebody_elses_messages_is_not_drawn_there(desk: Desk, amira: Person) -> None:
    otto = desk.person("U2", "Otto Lind")
    await desk.card(amira, QUESTION)
    desk.ports.cards["card-1"] = replace(desk.ports.cards["card-1"], address=desk.linked(otto))
    desk.reply = Reply("", "warn", {"cost": "Write pounds."})
    await otto.let_go(await amira.hold("Continue"))
    await desk.settled()
    assert desk.slack.made("chat.update") == []


async def test_the_next_page_of_a_form_comes_though_nobody_knows_where_the_person_is_reached(desk: Desk) -> None:
    amira = await opened(desk)
    now(desk, SECOND)
    desk.ports.addresses.clear()
    async with another_replica(desk):
        await amira.submit(ANSWERS)
        assert "Who looks after it?" in amira.modal()
    assert but_drafts(desk)[-1].address == "T1/U1"


async def test_a_button_in_a_form_shows_the_page_though_nobody_knows_where_the_person_is_reached(desk: Desk) -> None:
    amira = await opened(desk, SECOND)
    now(desk, FIRST)
    desk.ports.addresses.clear()
    async with another_replica(desk):
        await amira.press("Back")
        assert await amira.sees_modal("Who is it for?")


async def test_a_form_that_is_opened_for_a_question_is_acknowledged_first(desk: Desk, amira: Person) -> None:
    held = asyncio.Event()
    desk.slack.faults.arm("views.open", held=held)
    await amira.shortcut("ask_question")
    assert amira.modal() == ""
    held.set()
    assert "What do you want to know?" in await amira.sees_modal()
