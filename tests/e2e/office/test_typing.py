"""People who type rather than press: what comes next stands below what they typed, and nothing is decided by typing."""

from datetime import timedelta

from bot.messages import Citations, Screen, Steps, Text
from bot.storage import models
from tests.office import Actor, Office, asks_for_a_boost


def words(screen: Screen) -> str:
    """The paragraphs of a card."""
    return " ".join(b.text for b in screen.blocks if isinstance(b, Text))


async def pressable(who: Actor) -> list[Screen]:
    """The cards of theirs that have buttons."""
    return [card for card in await who.cards() if card.buttons]


async def test_after_a_typed_answer_that_cannot_be_read_the_question_stands_below_with_its_ways_out(
    office: Office,
) -> None:
    await office.nadia.says("boost")
    cards = len(await office.nadia.cards("conversation"))
    assert (await office.nadia.says("qwertz uiop")).tone == "warn"
    shown = await office.nadia.cards("conversation")
    assert len(shown) == cards + 1
    assert "Stop" in [b.label for b in shown[-1].buttons]


async def test_the_next_question_stands_below_a_typed_answer_and_nowhere_else(office: Office) -> None:
    for said in ("boost", "facebook", "yes"):
        await office.nadia.says(said)
    cards = await office.nadia.cards("conversation")
    assert len(cards) == 3
    assert [c.waits for c in cards] == [False, False, True]
    assert all("further down" in c.title for c in cards[:-1])
    assert len(await pressable(office.nadia)) == 1
    await office.nadia.says("back")
    assert "budget code for this" in words(await office.nadia.card())


async def test_a_card_that_is_shown_again_can_be_decided_in_one_place_only(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.says("queue")
    await office.tobias.press((await office.tobias.card()).buttons[0].label)
    assert [c.waits for c in await office.tobias.cards("case")] == [False, True]
    await office.tobias.press("Approve")
    assert "Communications Team" in words(await office.tobias.card("case"))


async def test_a_typed_yes_decides_nothing_and_shows_what_waits(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    for said in ("approve", "Yes.", "ok"):
        reply = await office.tobias.says(said)
        assert "press the button" in reply.text
        assert (await office.tobias.card()).title == "Waiting for you"
    assert (await models.Case.get()).state == "in_review"


async def test_a_typed_yes_answers_the_question_that_waits(office: Office) -> None:
    for said in ("boost", "facebook", "yes"):
        reply = await office.nadia.says(said)
    assert reply.text == ""
    assert (await models.Conversation.get()).answers["has_budget_code"][0] == "yes"


async def test_thanks_get_a_friendly_word_and_no_card(office: Office) -> None:
    assert "welcome" in (await office.nadia.says("Thank you!")).text
    assert await office.nadia.cards() == []


async def test_help_counts_only_what_there_is(office: Office) -> None:
    await office.nadia.says("help me please")
    assert "request" not in words(await office.nadia.card()).replace("take requests", "")
    await asks_for_a_boost(office.nadia)
    await office.nadia.says("help")
    assert "You have sent 1 request." in words(await office.nadia.card())
    await office.tobias.says("help")
    assert "1 thing waits for you." in words(await office.tobias.card())


async def test_whoever_cannot_be_asked_instead_is_said_beside_the_address(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    for name in ("nadia.rahman", "tobias.okafor", "leonard.mbeki", "nobody"):
        reply = await office.tobias.press("Pass on", email=f"{name}@council.example")
        assert list(reply.errors) == ["email"], name
    assert "Pass on" in [b.label for b in (await office.tobias.card("case")).buttons]


async def test_what_waits_is_told_apart_by_who_asked_and_when(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    office.clock.move(timedelta(minutes=5))
    await asks_for_a_boost(office.darius)
    await office.tobias.says("what waits for me")
    (listed,) = [b for b in (await office.tobias.card()).blocks if isinstance(b, Steps)]
    assert "Asked by Nadia Rahman on 23 November 2026 at 09:30." in listed.items[0]
    assert "Asked by Darius Kowalski on 23 November 2026 at 09:35." in listed.items[1]


async def test_whoever_asks_why_sees_the_question_again_with_its_sections_and_answers_nothing(office: Office) -> None:
    await office.nadia.says("boost")
    before = (await models.Conversation.get()).answers
    assert "below says why" in (await office.nadia.says("Why do you ask?")).text
    shown = await office.nadia.card("conversation")
    assert shown.waits
    assert "Why do you ask?" in [block.title for block in shown.blocks if isinstance(block, Citations)]
    assert (await models.Conversation.get()).answers == before


async def test_whoever_asks_why_while_nothing_is_asked_is_told_so(office: Office) -> None:
    assert "nothing under way" in (await office.nadia.says("why?")).text


async def test_a_link_that_nobody_asked_for_is_looked_up_nowhere(office: Office) -> None:
    assert "I asked you for none" in (await office.nadia.says("https://council.slack.com/files/U1/F1/photo.jpg")).text
    assert await models.Conversation.all().count() == 0


async def test_the_words_beside_a_link_do_not_spoil_it_where_a_link_is_asked_for(office: Office) -> None:
    for said in ("boost", "facebook", "yes", "LIB-2041", "no"):
        await office.nadia.says(said)
    reply = await office.nadia.says("It is here: https://www.facebook.com/council/posts/1.")
    assert reply.text == ""
    answers = (await models.Conversation.get()).answers
    assert answers["post_link"][0] == "https://www.facebook.com/council/posts/1"


async def test_one_answer_that_stays_is_spoken_of_as_one(office: Office) -> None:
    for said in ("boost", "facebook", "yes"):
        await office.nadia.says(said)
    await office.nadia.change("Budget code to hand")
    await office.nadia.press("No")
    assert "1 of your other answers stays as it is." in words(await office.nadia.card())
