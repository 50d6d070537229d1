"""Questions and staff's own words typed as commands: shown to them alone, while guides begin in the chat."""

import pytest

from bot.storage import models
from tests.e2e.office.commanding import read, typist
from tests.office import Office, asks_for_a_boost

pytestmark = pytest.mark.database


async def cards(office: Office, user: str) -> int:
    return await models.Card.filter(person_id=(await office.person(user)).id).count()


async def test_a_question_is_answered_at_once_and_nothing_is_posted_or_kept(office: Office) -> None:
    reply = await typist(office, "nadia").asks("may I pay to boost a post?")
    assert reply.screen
    assert reply.screen.label == "Answer"
    assert await cards(office, "nadia") == 0
    assert await models.Conversation.all().count() == 0
    assert await models.Receipt.all().count() == 0


async def test_no_question_is_answered_with_how_to_ask_and_examples(office: Office) -> None:
    reply = await typist(office, "nadia").asks("   ")
    assert reply.screen
    assert "/ask" in read(reply.screen)


async def test_a_question_amid_a_guide_leads_back_to_it(office: Office) -> None:
    await office.nadia.says("boost")
    nadia = typist(office, "nadia")
    await nadia.asks("who approves a boost?")
    await nadia.press("Back to your question")
    assert "further down" in (await office.nadia.cards())[0].title


@pytest.mark.parametrize("words", ["", "help", "HELP!", "mine", "my requests", "show my requests", "waiting"])
async def test_pages_are_shown_where_they_were_asked_for(office: Office, words: str) -> None:
    reply = await typist(office, "nadia").staff(words)
    assert reply.screen
    assert await cards(office, "nadia") == 0


async def test_own_requests_are_listed_with_where_they_stand(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    case = await models.Case.get()
    shown = read((await typist(office, "nadia").staff("mine")).screen)
    assert case.reference in shown
    assert case.reference not in read((await typist(office, "darius").staff("mine")).screen)


async def test_what_waits_can_be_shown_in_the_chat_with_a_press(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    tobias = typist(office, "tobias")
    await tobias.staff("waiting")
    before = await cards(office, "tobias")
    await tobias.press(next(b.label for b in tobias.screen.buttons if b.label.startswith("Show")))
    assert await cards(office, "tobias") == before + 1


@pytest.mark.parametrize("words", ["boost", "start boost", "Start a boost", "I want to boost a post"])
async def test_a_guide_begins_in_the_chat_and_the_reply_says_so(office: Office, words: str) -> None:
    reply = await typist(office, "nadia").staff(words)
    assert reply.text
    assert (await office.nadia.card("conversation")).waits


async def test_words_typed_as_a_command_never_answer_a_question_that_waits(office: Office) -> None:
    await office.nadia.says("boost")
    before = (await models.Conversation.get()).answers
    await typist(office, "nadia").staff("Facebook")
    assert (await models.Conversation.get()).answers == before


async def test_an_unfinished_guide_is_carried_on_in_the_chat(office: Office) -> None:
    await office.nadia.says("boost")
    reply = await typist(office, "nadia").staff("carry on")
    assert reply.text
    assert len(await office.nadia.cards("conversation")) == 2


async def test_words_that_fit_nothing_get_the_help(office: Office) -> None:
    reply = await typist(office, "nadia").staff("xyzzy plugh")
    assert reply.screen


async def test_an_unknown_family_of_commands_is_refused(office: Office) -> None:
    reply = await typist(office, "nadia").types("root", "help")
    assert reply.tone == "bad"


@pytest.mark.parametrize("words", ["settings", "home", "accounts"])
async def test_every_page_of_ones_own_is_shown(office: Office, words: str) -> None:
    assert (await typist(office, "nadia").staff(words)).screen


@pytest.mark.parametrize("text", ["/ask may I pay to boost a post?", "/commsdesk mine", "/COMMSDESK"])
async def test_a_command_with_its_slash_can_be_typed_in_the_chat(office: Office, text: str) -> None:
    assert (await office.nadia.says(text)).screen
    assert await cards(office, "nadia") == 0


@pytest.mark.parametrize(
    ("typed", "meant", "shows"),
    [("bosot", "boost", "page"), ("incident foto", "incident photo", "page"), ("hlep", "help", "help")],
)
async def test_a_slip_of_the_finger_is_a_press_away_from_what_was_meant(
    office: Office, typed: str, meant: str, shows: str
) -> None:
    nadia = typist(office, "nadia")
    assert f"Did you mean “{meant}”?" in read((await nadia.staff(typed)).screen)
    await nadia.press(f"Yes: {meant}")
    assert (await models.Conversation.exists(flow=meant.replace(" ", "_"))) is (shows == "page")
    assert await cards(office, "nadia") == 1


async def test_a_few_words_that_are_near_no_command_are_looked_up(office: Office) -> None:
    reply = await typist(office, "nadia").staff("lost passwords")
    assert reply.screen
    assert reply.screen.title != "Unknown command"
