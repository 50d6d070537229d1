"""Every way into the bot in Slack, on the whole application: nobody but the person sees what is theirs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import models
from tests.e2e.slack.office import SlackOffice, office_in_slack
from tests.e2e.slack.walking import asks_for_a_boost, decided, left_half_written
from tests.fakes.slack.wire import NotAcknowledged

QUESTION = "Can I put a photo of children on our page?"
SECTION = "2.9"


@pytest.fixture
def square(slack_office: SlackOffice) -> SlackOffice:
    """A public channel, C1, in which Nadia, Tobias and Darius are."""
    slack_office.slack.channel("C1", *(getattr(slack_office, u).id for u in ("nadia", "tobias", "darius")))
    return slack_office


async def test_a_question_in_a_channel_is_answered_to_whoever_asked_alone(square: SlackOffice) -> None:
    await square.nadia.command("/ask", QUESTION, "C1")
    await square.settled()
    assert [t for t in square.nadia.texts("C1") if SECTION in t]
    assert square.darius.texts("C1") == square.tobias.texts("C1") == []


async def test_naming_the_bot_in_a_channel_answers_whoever_did_alone(square: SlackOffice) -> None:
    said = f"<@{square.slack.bot()}> {QUESTION}"
    await square.nadia.says(said, "C1")
    await square.settled()
    assert [t for t in [*square.nadia.texts("C1"), *square.nadia.texts()] if SECTION in t]
    assert not [t for t in square.darius.texts("C1") if SECTION in t]


async def test_personal_pages_asked_for_in_a_channel_stay_with_the_person(square: SlackOffice) -> None:
    await asks_for_a_boost(square)
    reference = (await models.Case.get()).reference
    await square.nadia.command("/commsdesk", "mine", "C1")
    await square.settled()
    assert [t for t in square.nadia.texts("C1") if reference in t]
    assert square.darius.texts("C1") == []


async def test_a_guide_begins_by_a_command_in_the_persons_own_messages(square: SlackOffice) -> None:
    await square.nadia.command("/commsdesk", "boost", "C1")
    await square.settled()
    assert await models.Conversation.exists(flow="boost")
    assert "Facebook" in square.nadia.buttons()
    assert not [t for t in square.nadia.texts("C1") if "Facebook" in t]


async def test_a_post_is_reported_from_its_message_and_nobody_there_learns_of_it(square: SlackOffice) -> None:
    post = await square.darius.posts("What a silly policy.", "C1")
    await square.nadia.message_shortcut("report_post", post)
    await square.settled()
    assert await models.Conversation.exists(flow="report_colleague")
    assert square.darius.texts() == []
    assert [t for where in ("C1",) for t in square.darius.texts(where)] == ["What a silly policy."]
    assert [c.method for c in square.slack.calls if c.args.get("channel") == "C1"] == []


async def test_home_shows_what_waits_and_keeps_up(square: SlackOffice) -> None:
    await asks_for_a_boost(square)
    reference = (await models.Case.get()).reference
    for who in (square.tobias, square.nadia, square.darius):
        await who.opens_home()
    await square.settled()
    assert reference in square.tobias.home()
    assert reference in square.nadia.home()
    assert reference not in square.darius.home()
    await square.tobias.press("Open", beside="Boost a Facebook post", home=True)
    await square.settled()
    assert await models.Conversation.exists(flow="boost", state="open")


async def test_the_shortcuts_open_what_they_say(slack_office: SlackOffice) -> None:
    nadia = slack_office.nadia
    await nadia.shortcut("ask_question")
    await nadia.submit({"question": QUESTION})
    await nadia.shortcut("start_guide")
    await nadia.shortcut("my_requests")
    await slack_office.settled()
    said = "\n".join(nadia.texts())
    assert SECTION in said
    assert "Comms Desk" in said
    assert "You have not sent any request yet" in said


async def test_what_was_typed_survives_a_closed_form_and_a_deploy(slack_office: SlackOffice) -> None:
    nadia = await left_half_written(slack_office)
    await nadia.press("Fill in")
    await slack_office.settled()
    assert "More families, half written" in nadia.modal()


async def test_a_press_during_a_deploy_is_refused_by_nobody_and_works_afterwards(slack_office: SlackOffice) -> None:
    await asks_for_a_boost(slack_office)
    held = await slack_office.tobias.hold("Approve")
    await slack_office.end()
    with pytest.raises((OSError, NotAcknowledged)):
        await slack_office.tobias.let_go(held)
    assert await models.Entry.filter(kind="approved").count() == 0
    await slack_office.begin()
    await slack_office.tobias.let_go(held)
    await slack_office.settled()
    assert await models.Entry.filter(kind="approved").count() == 1


@pytest.fixture
async def by_socket(seeded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SlackOffice]:
    """The same office, connected by Socket Mode."""
    async with office_in_slack("suffolk", seeded, tmp_path, monkeypatch, socket=True) as office:
        await office.slack.until(lambda: office.slack.sockets.connected)
        yield office


async def test_a_boost_goes_through_by_socket_mode_and_over_a_refreshed_connection(by_socket: SlackOffice) -> None:
    await asks_for_a_boost(by_socket)
    await by_socket.slack.sockets.refresh()
    await by_socket.slack.until(lambda: by_socket.slack.sockets.opened == 2 and by_socket.slack.sockets.connected == 1)
    assert (await decided(by_socket)).state == "approved"
    assert by_socket.slack.wire.sent == []
