"""People who type rather than press: what comes next stands below what they typed, and nothing is decided by typing."""

from bot.messages import Screen, Text
from tests.office import Actor, Office, asks_for_a_boost


def words(screen: Screen) -> str:
    """The paragraphs of a card."""
    return " ".join(b.text for b in screen.blocks if isinstance(b, Text))


async def pressable(who: Actor) -> list[Screen]:
    """The cards of theirs that have buttons."""
    return [card for card in await who.cards() if card.buttons]


async def test_the_next_question_stands_below_a_typed_answer_and_nowhere_else(office: Office) -> None:
    for said in ("boost", "facebook", "yes"):
        await office.nadia.says(said)
    cards = await office.nadia.cards("conversation")
    assert len(cards) == 3
    assert [c.waits for c in cards] == [False, False, True]
    assert all("further down" in words(c) for c in cards[:-1])
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
