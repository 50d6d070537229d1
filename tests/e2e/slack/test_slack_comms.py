"""The communications team at work in Slack: each of its commands as it is typed; nobody else sees an answer."""

import csv
import io

import pytest

from bot.storage import models
from tests.e2e.slack.office import SlackOffice
from tests.e2e.slack.walking import asks_for_a_boost
from tests.fakes.slack import User
from tests.fakes.slack.person import Person

SQUARE = "CSQUARE"
COMMANDS = ("queue", "mine", "accounts", "people Nadia", "state", "state set", "export cases", "parked", "help", "quee")


async def types(office: SlackOffice, who: Person, words: str, channel: str = "") -> str:
    """Somebody types a command of the team's; gives the newest that they then see there."""
    await who.command("/comms", words, channel)
    await office.settled()
    return who.texts(channel)[-1]


@pytest.fixture
async def office(slack_office: SlackOffice) -> SlackOffice:
    """A boost of Nadia's waits for Tobias; Callum, Nadia and Darius are in a public channel."""
    members = (slack_office.callum.id, slack_office.nadia.id, slack_office.darius.id)
    slack_office.slack.channel(SQUARE, *members)
    await asks_for_a_boost(slack_office)
    return slack_office


async def reference() -> str:
    return (await models.Case.get()).reference


async def test_a_request_opens_by_its_reference_however_it_is_typed(office: SlackOffice) -> None:
    typed = (await reference()).lower().replace("-", " ")
    for words in (f"case {typed}", typed.replace(" ", "")):
        assert "Nadia Rahman" in await types(office, office.callum, words)
    assert "Ask somebody else too" in office.callum.buttons()


async def test_somebody_else_is_asked_from_the_card_of_the_request(office: SlackOffice) -> None:
    await types(office, office.callum, f"case {await reference()}")
    await office.callum.press("Ask somebody else too")
    await office.callum.submit({"email": "gwen.prosser@council.example"})
    await office.settled()
    await office.callum.press("Ask Gwen Prosser")
    await office.callum.submit()
    await office.settled()
    assert "You are asked to decide" in "\n".join(office.gwen.texts())


async def test_a_mistyped_reference_leads_to_the_one_that_is_meant(office: SlackOffice) -> None:
    right = await reference()
    wrong = ("A" if right[0] != "A" else "B") + right[1:]
    assert wrong in await types(office, office.callum, f"case {wrong}")
    await office.callum.press(f"Show {right}")
    await office.settled()
    assert "Nadia Rahman" in office.callum.texts()[-1]


async def test_a_colleague_is_meant_by_the_name_that_slack_offers_as_well_as_by_the_address(
    office: SlackOffice,
) -> None:
    assert "tobias.okafor@council.example" in await types(office, office.callum, f"people <@{office.tobias.id}|tobias>")
    words = f"reassign {await reference()} to <@{office.gwen.id}> because Tobias is away"
    assert "Gwen Prosser" in await types(office, office.callum, words)
    stranger = office.slack.add(User("USTRANGER", "T1", "stranger", "A Stranger", "stranger@elsewhere.example"))
    assert "stranger@elsewhere.example" not in await types(office, office.callum, f"people <@{stranger.id}>")


async def test_only_what_waits_for_oneself_is_listed_as_mine(office: SlackOffice) -> None:
    assert await reference() not in await types(office, office.callum, "mine")
    await office.tobias.press("Approve")
    await office.settled()
    assert await reference() in await types(office, office.callum, "mine")


async def test_a_person_is_looked_up_with_what_they_do(office: SlackOffice) -> None:
    shown = await types(office, office.callum, "people Tobias")
    assert "tobias.okafor@council.example" in shown
    assert "Slack" in shown


async def test_one_of_several_people_is_chosen_with_a_press(office: SlackOffice) -> None:
    await types(office, office.callum, "people council.example")
    await office.callum.press("Show", beside="Nadia Rahman")
    await office.settled()
    assert "nadia.rahman@council.example" in office.callum.texts()[-1]


@pytest.mark.parametrize(
    "words", ["accounts", "accounts library", "people zzz", "people Nadia", "parked", "queue closed"]
)
async def test_no_answer_of_the_teams_is_a_dead_end(office: SlackOffice, words: str) -> None:
    await types(office, office.callum, words)
    before = office.callum.texts()
    await office.callum.press("The whole queue")
    await office.settled()
    assert await reference() not in before[-1]
    assert await reference() in office.callum.texts()[-1]


async def test_a_file_comes_to_ones_own_messages_wherever_it_was_asked_for(office: SlackOffice) -> None:
    await types(office, office.callum, "export cases", SQUARE)
    (sent,) = [m.files for m in office.callum.direct.messages if m.files]
    (upload,) = office.slack.state.uploads.values()
    assert upload.name == sent[0]["name"]
    (row,) = csv.DictReader(io.StringIO(upload.body.decode()))
    assert row["reference"] == await reference()
    assert office.darius.texts(SQUARE) == []


async def test_what_the_file_is_to_hold_is_chosen_with_a_press(office: SlackOffice) -> None:
    await types(office, office.callum, "export")
    await office.callum.press("Cases")
    await office.settled()
    (sent,) = [m.files for m in office.callum.direct.messages if m.files]
    assert "cases" in sent[0]["name"]


async def test_a_card_that_nobody_got_is_tried_again_and_arrives(office: SlackOffice) -> None:
    office.slack.faults.arm("chat.postMessage", error="restricted_action", channel=office.mei_lin.direct.id)
    await office.tobias.press("Approve")
    await office.settled()
    assert office.mei_lin.texts() == []
    shown = await types(office, office.callum, "parked")
    assert "Mei-Lin" in shown
    assert await reference() in shown
    await office.callum.press("Try again", beside="Mei-Lin")
    await office.settled()
    assert "Approve" in office.mei_lin.buttons()


async def test_a_slip_of_the_finger_is_a_press_away_from_what_was_meant(office: SlackOffice) -> None:
    assert "queue" in await types(office, office.callum, "quee")
    await office.callum.press("Yes: queue")
    await office.settled()
    assert await reference() in office.callum.texts()[-1]


async def test_help_lists_every_command_and_opens_the_first_of_them(office: SlackOffice) -> None:
    shown = await types(office, office.callum, "help")
    for name in ("queue", "case", "mine", "reassign", "accounts", "people", "state", "export", "parked", "here"):
        assert name in shown, name
    await office.callum.press("Queue")
    await office.settled()
    assert await reference() in office.callum.texts()[-1]


async def test_in_a_public_channel_nobody_else_sees_what_the_team_asks_for(office: SlackOffice) -> None:
    for words in (*COMMANDS, f"case {await reference()}"):
        await types(office, office.callum, words, SQUARE)
        await office.callum.close_modal(all_of_them=True)
    assert office.callum.texts(SQUARE)
    assert office.darius.texts(SQUARE) == office.nadia.texts(SQUARE) == []


async def test_others_are_told_the_same_whatever_they_ask_for(office: SlackOffice) -> None:
    there, not_there = f"case {await reference()}", "case AAAA-AAAA"
    told = {await types(office, office.darius, words) for words in (*COMMANDS, there, not_there, "here")}
    assert len(told) == 1
    assert "Callum" in told.pop()
    assert office.slack.state.uploads == {}
