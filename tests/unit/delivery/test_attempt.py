"""One attempt at a row: what is sent, what is not, and when it is tried again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from bot.channels import Channel, Limit, Method
from bot.clock import FixedClock
from bot.delivery.attempt import Attempts
from bot.delivery.pace import Pace
from bot.delivery.ports import Ports
from bot.delivery.rates import Rates
from bot.errors import ChannelError
from bot.ids import seeded_ids
from bot.messages import Posting, Screen
from tests.quick_time import run_quickly
from tests.unit.delivery.memory import Memory, MemoryCard, MemoryCards, MemoryOutbox, MemoryReplicas, MemoryTimers

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PACE = Pace(first_wait=2, longest_wait=60)


@dataclass
class Platform:
    """Takes what it is sent, or refuses as it is told."""

    name: str = "chat"
    limits: tuple[Limit, ...] = ()
    taken: list[Posting] = field(default_factory=list)
    refusals: list[ChannelError] = field(default_factory=list)

    async def send(self, posting: Posting) -> str:
        if self.refusals:
            raise self.refusals.pop(0)
        self.taken.append(posting)
        return posting.message or f"m{len(self.taken)}"

    def method(self, address: str, *, edit: bool) -> Method:
        return Method("edit" if edit else "post", self.limits)

    def routes(self, handle: object) -> tuple[()]:
        return ()

    async def close(self) -> None:
        """There is nothing to let go of."""


@dataclass
class Artist:
    """Draws a card as its newest version says, after whatever happens just before."""

    memory: Memory
    hidden: bool = False
    mistaken: bool = False
    meanwhile: int = 0

    async def posting(self, card_id: str) -> Posting | None:
        if self.mistaken:
            raise ZeroDivisionError("a mistake in the drawing")
        card = self.memory.cards[card_id]
        self.memory.cards[card_id] = replace(card, wanted=card.wanted + self.meanwhile)
        return None if self.hidden else Posting(card.address, "ours", 99, Screen("A card", "A card"))


@dataclass
class Stage:
    memory: Memory = field(default_factory=Memory)
    platform: Platform = field(default_factory=Platform)

    def __post_init__(self) -> None:
        self.artist = Artist(self.memory)
        self.channels: dict[str, Channel] = {"chat": self.platform}
        of = self.memory
        self.ports = Ports(
            MemoryOutbox(of), MemoryCards(of), MemoryTimers(of), MemoryReplicas(of), self.artist, self.channels, {}
        )
        self.rates = Rates(self.channels)
        self.attempts = Attempts(self.ports, PACE, self.rates, FixedClock(NOW), seeded_ids(1))

    async def waits_for_a_minute(self, meanwhile: Callable[[], object]) -> float:
        """An attempt at the first row while the only place is taken, and what happens before it is free."""
        self.platform.limits = (Limit(1, 60.0),)
        (await self.rates.place("chat", "ann", edit=True)).answered()
        attempt = asyncio.create_task(self.attempts.attempt(1, 0))
        await asyncio.sleep(30)
        assert not self.platform.taken
        meanwhile()
        return await attempt

    def want(self, wanted: int = 1, shown: int = 0, message: str = "") -> MemoryCard:
        card = MemoryCard("card", wanted=wanted, shown=shown, message=message)
        self.memory.cards["card"] = card
        self.memory.say(card, NOW)
        return card


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_a_new_card_is_posted_under_its_own_key_and_version(stage: Stage) -> None:
    stage.want()
    assert await stage.attempts.attempt(1, 0) == 0
    (posting,) = stage.platform.taken
    assert (posting.key, posting.version, posting.message) == ("card", 1, "")
    assert stage.memory.cards["card"].message == "m1"


async def test_a_card_that_stands_already_is_edited_in_place(stage: Stage) -> None:
    stage.want(wanted=4, shown=3, message="m7")
    assert await stage.attempts.attempt(1, 0) == 0
    assert stage.platform.taken[0].message == "m7"


async def test_a_row_behind_what_the_card_shows_is_finished_without_sending(stage: Stage) -> None:
    stage.want(wanted=3, shown=3)
    assert await stage.attempts.attempt(1, 0) == 0
    assert not stage.platform.taken
    assert stage.memory.rows[1].finished


@pytest.mark.parametrize("row", [1, 2])
async def test_a_row_that_is_finished_or_erased_needs_nothing(stage: Stage, row: int) -> None:
    stage.want()
    stage.memory.rows[1] = replace(stage.memory.rows[1], sent_at=NOW)
    assert await stage.attempts.attempt(row, 0) == 0
    assert not stage.platform.taken


async def test_the_row_of_a_card_that_was_erased_is_finished(stage: Stage) -> None:
    stage.want()
    stage.memory.cards.clear()
    assert await stage.attempts.attempt(1, 0) == 0
    assert stage.memory.rows[1].finished


async def test_what_changes_while_a_card_is_drawn_is_said_by_its_own_row(stage: Stage) -> None:
    stage.want()
    stage.artist.meanwhile = 1
    assert await stage.attempts.attempt(1, 0) == 0
    card = stage.memory.cards["card"]
    assert (card.shown, card.wanted) == (1, 2)


async def test_a_card_that_is_no_longer_shown_counts_as_up_to_date(stage: Stage) -> None:
    stage.want(wanted=2, shown=1, message="m1")
    stage.artist.hidden = True
    assert await stage.attempts.attempt(1, 0) == 0
    assert not stage.platform.taken
    assert (stage.memory.cards["card"].shown, stage.memory.cards["card"].message) == (2, "m1")


async def test_a_platform_that_names_a_time_is_tried_again_then(stage: Stage) -> None:
    stage.want()
    stage.platform.refusals = [ChannelError("ratelimited", "Later.", permanent=False, retry_after=17)]
    assert await stage.attempts.attempt(1, 0) == 17
    assert (stage.memory.rows[1].attempts, stage.memory.rows[1].finished) == (1, False)


async def test_without_a_time_the_waits_double_up_to_the_longest(stage: Stage) -> None:
    stage.want()
    stage.platform.refusals = [ChannelError("down", "Later.", permanent=False) for _ in range(3)]
    waits = [await stage.attempts.attempt(1, turn) for turn in (0, 1, 100)]
    assert waits[1] == pytest.approx(2 * waits[0])
    assert 48 <= waits[2] <= 72


async def test_a_refusal_for_good_parks_the_row(stage: Stage) -> None:
    stage.want()
    stage.platform.refusals = [ChannelError("is_archived", "Never.", permanent=True)]
    assert await stage.attempts.attempt(1, 0) == 0
    assert stage.memory.rows[1].failed == "is_archived"


async def test_a_message_that_is_gone_is_posted_anew(stage: Stage) -> None:
    stage.want(wanted=2, shown=1, message="m5")
    stage.platform.refusals = [ChannelError("message_not_found", "Gone.", permanent=True)]
    assert await stage.attempts.attempt(1, 0) == 0
    assert [p.message for p in stage.platform.taken] == [""]
    assert stage.memory.cards["card"].message == "m1"


async def test_a_new_card_whose_message_is_said_to_be_gone_is_parked_not_posted_for_ever(stage: Stage) -> None:
    stage.want()
    stage.platform.refusals = [ChannelError("message_not_found", "Gone.", permanent=True)]
    assert await stage.attempts.attempt(1, 0) == 0
    assert stage.memory.rows[1].failed == "message_not_found"


async def test_a_channel_that_is_not_connected_here_may_be_later(stage: Stage) -> None:
    stage.want()
    stage.channels.clear()
    assert await stage.attempts.attempt(1, 0) > 0
    assert not stage.memory.rows[1].finished


async def test_a_mistake_never_escapes_and_is_tried_again_with_growing_waits(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.want()
    stage.artist.mistaken = True
    assert 0 < await stage.attempts.attempt(1, 0) < await stage.attempts.attempt(1, 3)
    assert "delivery_failed" in capsys.readouterr().out


def test_what_a_card_comes_to_want_while_it_waits_for_its_place_is_said_along_with_it(stage: Stage) -> None:
    stage.want(wanted=2, shown=1, message="m1")
    assert run_quickly(stage.waits_for_a_minute(lambda: stage.want(wanted=3, shown=1, message="m1"))) == 0
    assert [p.version for p in stage.platform.taken] == [3]
    assert all(row.finished for row in stage.memory.rows.values())


def test_a_row_that_somebody_else_finished_while_it_waited_is_not_sent_and_its_place_is_free(stage: Stage) -> None:
    stage.want(wanted=2, shown=1, message="m1")

    async def waits() -> None:
        assert await stage.waits_for_a_minute(stage.memory.cards.clear) == 0
        assert not (await stage.rates.place("chat", "ann", edit=True)).waited

    run_quickly(waits())
    assert not stage.platform.taken


def test_a_refusal_with_a_time_holds_back_every_call_of_that_method(stage: Stage) -> None:
    stage.platform.limits = (Limit(9, 60.0, whole=True),)
    stage.want(wanted=2, shown=1, message="m1")
    stage.platform.refusals = [ChannelError("ratelimited", "Later.", permanent=False, retry_after=17)]

    async def refused() -> tuple[float, float]:
        assert await stage.attempts.attempt(1, 0) == 17
        began = asyncio.get_running_loop().time()
        (await stage.rates.place("chat", "bob", edit=False)).answered()
        between = asyncio.get_running_loop().time()
        (await stage.rates.place("chat", "bob", edit=True)).answered()
        return between - began, asyncio.get_running_loop().time() - began

    assert run_quickly(refused()) == (0, 17)


def test_a_message_that_is_posted_anew_waits_for_the_place_of_a_post(stage: Stage) -> None:
    stage.want(wanted=2, shown=1, message="m5")
    stage.platform.limits = (Limit(1, 60.0),)
    stage.platform.refusals = [ChannelError("message_not_found", "Gone.", permanent=True)]

    async def anew() -> float:
        (await stage.rates.place("chat", "ann", edit=False)).answered()
        assert await stage.attempts.attempt(1, 0) == 0
        return asyncio.get_running_loop().time()

    assert run_quickly(anew()) == 60
    assert [p.message for p in stage.platform.taken] == [""]


def test_when_delivery_stops_a_row_that_waits_for_its_place_is_left_to_the_next_process(stage: Stage) -> None:
    stage.want(wanted=2, shown=1, message="m1")
    assert run_quickly(stage.waits_for_a_minute(stage.rates.close)) > 0
    assert not stage.platform.taken
    assert not stage.memory.rows[1].finished
