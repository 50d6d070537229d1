"""What the practice room keeps: cards, what was said and answered, and the order in which it changed."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.channels.browser.ports import Message, Room
from bot.messages import Button, Citation, Citations, Facts, Screen, Text
from bot.settings import Settings
from bot.storage.room import StoredRoom
from tests.unit.channels.browser.rooms import FakeRoom

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
CARD = Screen(
    title="Boost a post",
    summary="Waiting for you",
    blocks=(
        Text("Please decide — £80 😀 \u202e<b>"),
        Facts((("Cost", "£80"),), {"Cost": "token"}),
        Citations((Citation("Social Media Policy", "2.7", "A budget holder approves."),)),
    ),
    buttons=(Button("Approve", "t1", "primary"),),
)


def titled(title: str) -> Screen:
    return Screen(title=title, summary=title)


@pytest.fixture(params=[FakeRoom, lambda: StoredRoom("suffolk", Message)], ids=["in memory", "stored"])
def room(request: pytest.FixtureRequest, storage: Settings) -> Room:
    made: Room = request.param()
    return made


async def test_a_card_comes_back_as_it_was_posted(room: Room) -> None:
    posted = await room.post("nadia", "case-1", 3, CARD, NOON)
    assert await room.messages("nadia") == [Message(posted, "nadia", NOON, "card", 1, 3, CARD)]


async def test_posting_the_same_key_again_edits_the_card_that_is_there(room: Room) -> None:
    first = await room.post("nadia", "case-1", 1, CARD, NOON)
    assert await room.post("nadia", "case-1", 2, titled("New"), NOON) == first
    (only,) = await room.messages("nadia")
    assert (only.version, only.screen) == (2, titled("New"))


@pytest.mark.parametrize("late", [1, 2])
async def test_an_older_or_equal_version_changes_nothing(room: Room, late: int) -> None:
    card = await room.post("nadia", "case-1", 2, titled("Two"), NOON)
    before = await room.messages("nadia")
    assert await room.edit(card, late, titled("Late"))
    await room.post("nadia", "case-1", late, titled("Late"), NOON)
    assert await room.messages("nadia") == before
    assert await room.latest() == 1


async def test_an_edit_is_a_change_after_the_last_one(room: Room) -> None:
    card = await room.post("nadia", "case-1", 1, titled("One"), NOON)
    await room.say("nadia", "said-1", "hello", NOON)
    assert await room.edit(card, 2, titled("Two"))
    assert [m.id for m in await room.messages("nadia", after=2)] == [card]
    assert await room.latest() == 3


@pytest.mark.parametrize("wrong", ["999", "", "abc", "-1", "1; DROP TABLE room_message"])
async def test_what_is_no_card_cannot_be_edited(room: Room, wrong: str) -> None:
    await room.say("nadia", "said-1", "hello", NOON)
    assert not await room.edit(wrong, 2, CARD)


async def test_what_was_said_is_no_card(room: Room) -> None:
    assert not await room.edit(await room.say("nadia", "said-1", "hello", NOON), 2, CARD)


async def test_what_a_person_says_is_kept_once_a_key(room: Room) -> None:
    first = await room.say("nadia", "said-1", "hello", NOON)
    assert await room.say("nadia", "said-1", "hello", NOON) == first
    await room.note("nadia", "Please choose one", "warn", NOON)
    assert [(m.kind, m.text, m.tone) for m in await room.messages("nadia")] == [
        ("said", "hello", "plain"),
        ("note", "Please choose one", "warn"),
    ]


async def test_a_chat_is_nobody_elses_and_stays_in_its_council(room: Room) -> None:
    card = await room.post("nadia", "case-1", 1, CARD, NOON)
    other = StoredRoom("ktc", Message)
    assert await room.messages("gwen") == []
    assert await other.messages("nadia") == []
    assert await other.latest() == 0
    assert not await other.edit(card, 2, titled("Two"))


async def test_a_very_long_text_is_kept_whole(room: Room) -> None:
    await room.say("nadia", "said-1", "é" * 100_000, NOON)
    assert (await room.messages("nadia"))[0].text == "é" * 100_000


async def test_the_same_card_posted_by_several_at_once_is_one_card(room: Room) -> None:
    ids = await asyncio.gather(*(room.post("nadia", "case-1", v, titled(str(v)), NOON) for v in range(1, 9)))
    assert len(set(ids)) == 1
    (only,) = await room.messages("nadia")
    assert (only.version, only.screen) == (8, titled("8"))


async def test_changes_are_numbered_in_the_order_in_which_they_can_be_seen(room: Room) -> None:
    seen: list[int] = []

    async def watch() -> None:
        while len(seen) < 30:
            seen.extend(m.changed for m in await room.messages("nadia", after=max(seen, default=0)))
            await asyncio.sleep(0)

    async with asyncio.timeout(30):
        await asyncio.gather(watch(), *(room.say("nadia", f"said-{n}", "hello", NOON) for n in range(30)))
    assert sorted(seen) == list(range(1, 31))
