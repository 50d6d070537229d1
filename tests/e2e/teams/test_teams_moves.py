"""Going about within a guide in Teams: back, a change with its preview, why, start again, leave off and carry on."""

import pytest

from bot.storage import models
from tests.e2e.teams.office import TeamsOffice

WORDS = "Because our library events are half empty and families do not hear of them."


async def at_the_code(office: TeamsOffice) -> None:
    """Nadia has answered two questions of a boost, and is asked for the budget code."""
    await office.nadia.say("boost")
    await office.settled()
    await office.nadia.press("Facebook")
    await office.nadia.press("Yes")
    await office.settled()


async def test_one_goes_back_and_on_again_on_the_same_card(teams_office: TeamsOffice) -> None:
    await at_the_code(teams_office)
    nadia = teams_office.nadia
    await nadia.press("Back")
    await teams_office.settled()
    assert "Yes" in nadia.buttons()
    await nadia.say("back")
    await teams_office.settled()
    assert "Facebook" in nadia.buttons()


async def test_a_change_is_shown_with_what_it_drops_before_it_is_made(teams_office: TeamsOffice) -> None:
    await at_the_code(teams_office)
    nadia = teams_office.nadia
    await nadia.press("Change: Budget code to hand")
    await nadia.press("No")
    assert "Check the change" in nadia.cards()[-1]
    await nadia.press("Keep it as it was")
    assert "What is the budget code?" in nadia.cards()[-1]
    await nadia.press("Change: Budget code to hand")
    await nadia.press("No")
    await nadia.press("Make this change")
    await teams_office.settled()
    assert "What is the budget code?" not in nadia.cards()[-1]
    assert len(nadia.cards()) == 1


async def test_why_something_is_asked_stands_on_the_card_and_is_told_when_asked(teams_office: TeamsOffice) -> None:
    await at_the_code(teams_office)
    nadia = teams_office.nadia
    assert "Why do you ask?" in nadia.cards()[-1]
    await nadia.say("why do you ask?")
    await teams_office.settled()
    assert [line for line in nadia.lines() if "The card below says why" in line]


async def test_all_answers_are_dropped_only_once_that_is_confirmed(teams_office: TeamsOffice) -> None:
    await at_the_code(teams_office)
    nadia = teams_office.nadia
    assert "drops all your answers" not in nadia.cards()[-1]
    finger = await nadia.hold("Start again")
    assert "drops all your answers" in nadia.cards()[-1]
    await nadia.let_go(finger)
    await teams_office.settled()
    assert "Question 1" in nadia.cards()[-1]


@pytest.mark.parametrize("pause", ["a deploy", "nothing"])
async def test_a_long_form_is_left_off_and_carried_on_with_what_was_typed(
    teams_office: TeamsOffice, pause: str
) -> None:
    await at_the_code(teams_office)
    nadia = teams_office.nadia
    await nadia.press("Continue", answer="LIB-2041")
    await nadia.press("No")
    await teams_office.settled()
    await nadia.press("Save for later", aim=WORDS)
    await teams_office.settled()
    if pause == "a deploy":
        await teams_office.end()
        await teams_office.begin()
    await nadia.say("carry on")
    await teams_office.settled()
    assert WORDS in nadia.cards()[-1]
    assert (await models.Conversation.get()).view["draft"]["aim"] == WORDS


async def test_a_guide_is_stopped_and_nothing_is_sent(teams_office: TeamsOffice) -> None:
    await at_the_code(teams_office)
    await teams_office.nadia.press("Stop")
    await teams_office.settled()
    assert (await models.Conversation.get()).state == "stopped"
    assert not await models.Case.exists()
