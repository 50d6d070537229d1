"""The communications team at work in Teams: each of its commands as it is typed; nobody else sees an answer."""

import csv
import io

import pytest

from bot.storage import models
from tests.e2e.teams.office import TeamsOffice
from tests.e2e.teams.walking import asks_for_a_boost
from tests.fakes.teams.person import Person

COMMANDS = (
    "comms queue", "comms mine", "comms accounts", "comms people Nadia", "comms state", "comms state set",
    "comms export cases", "comms parked", "comms help", "comms quee", "comms here",
)  # fmt: skip
WHY = "The palace has announced it."


async def types(office: TeamsOffice, who: Person, words: str) -> str:
    """Somebody types a command of the team's; gives the newest that they then see."""
    await who.say(words)
    await office.settled()
    return who.lines()[-1]


async def reference() -> str:
    return (await models.Case.get()).reference


@pytest.fixture
async def office(teams_office: TeamsOffice) -> TeamsOffice:
    """A boost of Nadia's waits for Tobias."""
    await asks_for_a_boost(teams_office)
    return teams_office


async def test_a_request_opens_by_its_reference_however_it_is_typed(office: TeamsOffice) -> None:
    typed = (await reference()).lower().replace("-", " ")
    for words in (f"comms case {typed}", f"case {typed}", f"/comms {typed.replace(' ', '')}"):
        assert "Nadia Rahman" in await types(office, office.callum, words)
    assert "Ask somebody else too" in office.callum.buttons()


async def test_the_queue_leads_to_the_request(office: TeamsOffice) -> None:
    assert await reference() in await types(office, office.callum, "comms queue")
    await office.callum.press("Show", beside=await reference())
    await office.settled()
    assert "Nadia Rahman" in office.callum.lines()[-1]


async def test_a_mistyped_reference_leads_to_the_one_that_is_meant(office: TeamsOffice) -> None:
    right = await reference()
    wrong = ("A" if right[0] != "A" else "B") + right[1:]
    assert wrong in await types(office, office.callum, f"case {wrong}")
    await office.callum.press(f"Show {right}")
    await office.settled()
    assert "Nadia Rahman" in office.callum.lines()[-1]


async def test_only_what_waits_for_oneself_is_listed_as_mine(office: TeamsOffice) -> None:
    assert await reference() not in await types(office, office.callum, "comms mine")
    await office.tobias.press("Approve")
    await office.settled()
    assert await reference() in await types(office, office.callum, "comms mine")


async def test_somebody_else_is_asked_by_a_command_and_from_the_card_of_the_request(office: TeamsOffice) -> None:
    words = f"reassign {(await reference()).lower()} to gwen.prosser@council.example because of leave"
    await types(office, office.callum, words)
    await office.callum.press("Ask Gwen Prosser")
    await office.settled()
    await office.gwen.press("🕘 What has happened so far")
    assert "of leave" in await office.gwen.sees("You are asked to decide")
    await types(office, office.callum, f"case {await reference()}")
    await office.callum.press("Ask somebody else too", email="mei.lin.hughes@council.example")
    await office.settled()
    await office.callum.press("Ask Mei-Lin Hughes")
    await office.settled()
    await office.mei_lin.sees("You are asked to decide")


async def test_a_person_is_looked_up_with_what_they_do(office: TeamsOffice) -> None:
    shown = await types(office, office.callum, "comms people Tobias")
    assert "tobias.okafor@council.example" in shown
    assert "Teams" in shown


async def test_one_of_several_people_is_chosen_with_a_press(office: TeamsOffice) -> None:
    await types(office, office.callum, "comms people council.example")
    await office.callum.press("Show", beside="Nadia Rahman")
    await office.settled()
    assert "nadia.rahman@council.example" in office.callum.lines()[-1]


@pytest.mark.parametrize(
    "words", ["accounts", "accounts library", "people zzz", "people Nadia", "parked", "queue closed"]
)
async def test_no_answer_of_the_teams_is_a_dead_end(office: TeamsOffice, words: str) -> None:
    await types(office, office.callum, f"comms {words}")
    before = office.callum.lines()
    await office.callum.press("The whole queue")
    await office.settled()
    assert await reference() not in before[-1]
    assert await reference() in office.callum.lines()[-1]


async def test_what_the_file_is_to_hold_is_chosen_with_a_press(office: TeamsOffice) -> None:
    await types(office, office.callum, "comms export")
    await office.callum.press("Cases")
    await office.settled()
    (name,) = {line.partition("\n")[0] for line in office.callum.lines() if "[Accept]" in line}
    await office.callum.accept(name)
    await office.settled()
    (row,) = csv.DictReader(io.StringIO((await office.callum.uploaded(name)).decode()))
    assert row["reference"] == await reference()


async def test_what_is_in_force_is_set_from_a_form_reaches_everybody_and_is_ended(office: TeamsOffice) -> None:
    await types(office, office.callum, "state set")
    asked = {"kind": "Mourning pause", "from": "2026-11-23", "until": "2026-12-03"}
    await office.callum.press("Check it", asked)
    await office.settled()
    assert "11 days" in await office.callum.sees("Check this before it is set")
    await office.callum.press("Set it", why=WHY)
    await office.settled()
    await office.callum.sees("A mourning pause is in force")
    for words in ("help", "home"):
        assert "until 3 December 2026" in await types(office, office.darius, words)
    await types(office, office.callum, "state end")
    await office.callum.press("End it now: Mourning pause", why="It is over.")
    await office.settled()
    assert "3 December" not in await types(office, office.darius, "home")


async def test_a_card_that_nobody_got_is_tried_again_and_arrives(office: TeamsOffice) -> None:
    office.mei_lin.block()
    await office.tobias.press("Approve")
    await office.settled()
    assert office.mei_lin.lines() == []
    shown = await types(office, office.callum, "parked")
    assert "Mei-Lin" in shown
    assert await reference() in shown
    office.mei_lin.unblock()
    await office.callum.press("Try again", beside="Mei-Lin")
    await office.settled()
    assert "Approve" in office.mei_lin.buttons()


@pytest.mark.parametrize(("slip", "meant"), [("quee", "queue"), ("acounts", "accounts"), ("exprot queue", "export")])
async def test_a_slip_of_the_finger_is_a_press_away_from_what_was_meant(
    office: TeamsOffice, slip: str, meant: str
) -> None:
    assert meant in await types(office, office.callum, f"comms {slip}")
    (yes,) = [label for label in office.callum.buttons() if label.startswith(f"Yes: {meant}")]
    before = len(office.callum.lines())
    await office.callum.press(yes)
    await office.settled()
    assert len(office.callum.lines()) > before


async def test_help_lists_every_command_and_opens_the_first_of_them(office: TeamsOffice) -> None:
    shown = await types(office, office.callum, "comms help")
    for name in ("queue", "case", "mine", "reassign", "accounts", "people", "state", "export", "parked", "here"):
        assert name in shown, name
    await office.callum.press("Queue")
    await office.settled()
    assert await reference() in office.callum.lines()[-1]


async def test_in_a_channel_nobody_else_sees_what_the_team_asks_for(office: TeamsOffice) -> None:
    square = await office.team(office.callum, office.nadia, office.darius)
    for words in (*COMMANDS[:-1], "comms case pxp4"):
        before = len(office.callum.lines())
        await office.callum.mention(words, square)
        await office.settled()
        assert len(office.callum.lines()) > before, words
    assert await reference() not in "\n".join(office.darius.lines(square))
    assert office.darius.lines() == []


async def test_others_are_told_the_same_whatever_they_ask_for(office: TeamsOffice) -> None:
    square = await office.team(office.callum, office.darius)
    there, not_there = f"comms case {await reference()}", "comms case AAAA-AAAA"
    told = {await types(office, office.darius, words) for words in (*COMMANDS, there, not_there)}
    await office.darius.mention("comms here", square)
    await office.settled()
    told.add(office.darius.lines()[-1])
    assert len(told) == 1
    assert "Callum" in told.pop()
    assert not office.teams.uploaded()
