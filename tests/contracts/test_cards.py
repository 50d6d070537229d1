"""Which cards are made and brought up to date by one call: for a thing, and for notices that go with it."""

from collections.abc import Sequence

import pytest

from bot.approvals.ports import Notice
from bot.clock import system_clock
from bot.ids import system_ids
from bot.storage import models
from bot.storage.cards import StoredCards
from bot.storage.database import transaction
from bot.storage.directory import StoredDirectory

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("storage")]

CHAT = "chat of {}"
HERE = {person: ("browser", CHAT.format(person)) for person in ("nadia", "tobias", "mei-lin")}
TASK, NEWS, CASE = (Notice(about, "1", "nadia") for about in ("task", "news", "case"))


async def show(*people: str, notices: Sequence[Notice] = ()) -> None:
    cards = StoredCards(StoredDirectory(), system_clock, system_ids)
    async with transaction():
        await cards.show("suffolk", "case", "1", people, here=HERE, notices=notices)


async def kept() -> list[tuple[str, str, int, int]]:
    """What each card is about, whose it is, its place in its chat, and the version that is wanted."""
    rows = await models.Card.all().order_by("about", "person_id", "slot")
    return [(row.about, row.person_id, row.slot, row.wanted) for row in rows]


async def said() -> list[tuple[str, int, int]]:
    """What delivery is told, in order: about what, in which slot and version."""
    cards = {card.id: card for card in await models.Card.all()}
    rows = await models.Outbox.all().order_by("id")
    return [(cards[row.card_id].about, cards[row.card_id].slot, row.version) for row in rows]


async def test_notices_come_after_the_cards_in_their_order() -> None:
    await show("nadia", notices=[TASK, NEWS])
    assert await kept() == [("case", "nadia", 0, 1), ("news", "nadia", 0, 1), ("task", "nadia", 0, 1)]
    assert await said() == [("case", 0, 1), ("task", 0, 1), ("news", 0, 1)]


async def test_a_notice_of_what_was_told_before_comes_again_and_the_one_before_it_says_so() -> None:
    await show("nadia", notices=[NEWS])
    await show("nadia", notices=[TASK, NEWS])
    assert await kept() == [
        ("case", "nadia", 0, 2), ("news", "nadia", 0, 2), ("news", "nadia", 1, 1), ("task", "nadia", 0, 1),
    ]  # fmt: skip
    assert (await said())[-4:] == [("case", 0, 2), ("news", 0, 2), ("task", 0, 1), ("news", 1, 1)]


async def test_whoever_has_just_got_the_card_gets_no_other_of_the_same() -> None:
    await show("nadia", "tobias", notices=[CASE])
    assert await kept() == [("case", "nadia", 0, 1), ("case", "tobias", 0, 1)]


async def test_a_card_of_one_person_is_not_counted_for_another() -> None:
    await show("nadia", notices=[NEWS])
    await show("nadia", notices=[Notice("news", "1", "tobias"), Notice("task", "2", "mei-lin")])
    assert [row for row in await kept() if row[0] != "case"] == [
        ("news", "nadia", 0, 1), ("news", "tobias", 0, 1), ("task", "mei-lin", 0, 1),
    ]  # fmt: skip


async def test_nobody_gets_a_notice_whom_no_chat_reaches() -> None:
    await show("nadia", notices=[Notice("news", "1", "callum")])
    assert await kept() == [("case", "nadia", 0, 1)]
