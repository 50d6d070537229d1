"""What delivery's tables promise: every change conditional, nothing forgotten, the version shown never lower."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.delivery.ports import Cards, Outbox, Replicas, Timers
from bot.settings import Settings
from bot.storage import models
from bot.storage.database import transaction
from bot.storage.outbox import CardRow, TortoiseCards, TortoiseOutbox, say
from bot.storage.timers import TortoiseReplicas, TortoiseTimers
from tests.unit.delivery.memory import (
    Memory,
    MemoryCard,
    MemoryCards,
    MemoryOutbox,
    MemoryReplicas,
    MemoryTimer,
    MemoryTimers,
)

# The fixture that needs the database is asked for by name, where the marking cannot see it.
pytestmark = pytest.mark.database
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass
class InMemory:
    """The fakes of the unit tests."""

    memory: Memory

    @property
    def ports(self) -> tuple[Outbox, Cards, Timers, Replicas]:
        of = self.memory
        return MemoryOutbox(of), MemoryCards(of), MemoryTimers(of), MemoryReplicas(of)

    async def card(self, name: str, wanted: int = 1, shown: int = 0) -> None:
        self.memory.cards[name] = MemoryCard(name, wanted=wanted, shown=shown)

    async def row(self, name: str, version: int, at: datetime = NOW) -> int:
        self.memory.say(MemoryCard(name, wanted=version), at)
        return max(self.memory.rows)

    async def timer(self, due: datetime) -> None:
        number = len(self.memory.timers) + 1
        self.memory.timers[number] = MemoryTimer(number, "suffolk", "kind", "", due)


class InDatabase:
    """The tables."""

    ports = (TortoiseOutbox(), TortoiseCards(), TortoiseTimers(), TortoiseReplicas())

    async def card(self, name: str, wanted: int = 1, shown: int = 0) -> None:
        await models.Card.create(
            id=name, council="suffolk", about="case", ref=name, person_id="p", channel="chat", address="ann",
            wanted=wanted, shown=shown,
        )  # fmt: skip

    async def row(self, name: str, version: int, at: datetime = NOW) -> int:
        await say([CardRow(name, "suffolk", "chat", "ann", version, 0, "")], at)
        row = await models.Outbox.get(card_id=name, version=version)
        return int(row.id)

    async def timer(self, due: datetime) -> None:
        await TortoiseTimers().add("suffolk", "kind", "", due)


@pytest.fixture
async def in_memory() -> InMemory:
    return InMemory(Memory())


@pytest.fixture
async def in_database(storage: Settings) -> InDatabase:
    """Whose tables are open and empty."""
    return InDatabase()


@pytest.fixture(params=["in_memory", "in_database"])
def kept(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


async def test_rows_are_given_out_in_the_order_in_which_they_were_written_once_they_are_old_enough(kept: Any) -> None:
    outbox = kept.ports[0]
    numbers = [await kept.row(f"card{n}", 1, NOW - n * MINUTE) for n in range(4)]
    assert [r.id for r in await outbox.unqueued(NOW, 10)] == numbers
    assert [r.id for r in await outbox.unqueued(NOW - MINUTE, 2)] == numbers[1:3]


async def test_a_row_that_was_handed_in_waits_until_its_card_is_shown(kept: Any) -> None:
    outbox = kept.ports[0]
    await kept.card("card")
    await kept.row("card", 1)
    rows = await outbox.unqueued(NOW, 10)
    await outbox.queued(rows)
    assert not await outbox.unqueued(NOW, 10)
    assert [r.id for r in await outbox.unsent(NOW, 0, 10)] == [rows[0].id]
    assert not await outbox.unsent(NOW, rows[0].id, 10)
    await outbox.delivered(await kept.ports[1].card("card"), "m1", NOW)
    assert not await outbox.unsent(NOW, 0, 10)
    assert (await outbox.row(rows[0].id)).finished


async def test_showing_a_version_finishes_every_row_up_to_it_and_no_later_one(kept: Any) -> None:
    outbox, cards = kept.ports[:2]
    await kept.card("card", wanted=2)
    numbers = [await kept.row("card", version) for version in (1, 2, 3)]
    await outbox.park(await outbox.row(numbers[0]), "is_archived")
    await outbox.delivered(await cards.card("card"), "m1", NOW)
    assert [(await outbox.row(n)).finished for n in numbers] == [True, True, False]
    assert not await outbox.parked(10)


async def test_the_version_shown_never_goes_down(kept: Any) -> None:
    outbox, cards = kept.ports[:2]
    await kept.card("card")
    old = await cards.card("card")
    await cards.say_again(old, NOW)
    await outbox.delivered(await cards.card("card"), "newer", NOW)
    await outbox.delivered(old, "older", NOW)
    now = await cards.card("card")
    assert (now.shown, now.message) == (2, "newer")


async def test_a_row_that_was_taken_back_is_given_out_in_its_next_generation(kept: Any) -> None:
    outbox = kept.ports[0]
    await kept.row("card", 1)
    (before,) = await outbox.unqueued(NOW, 10)
    await outbox.queued([before])
    await outbox.again(before)
    await outbox.again(before)
    (after,) = await outbox.unqueued(NOW, 10)
    assert after.gen == 1
    await outbox.queued([before])
    assert await outbox.unqueued(NOW, 10), "the engine has another generation than this"


async def test_a_parked_row_is_shown_with_its_reason_and_not_given_out(kept: Any) -> None:
    outbox = kept.ports[0]
    number = await kept.row("card", 1)
    await kept.row("other", 1, NOW - MINUTE)
    row = await outbox.row(number)
    await outbox.park(row, "is_archived")
    await outbox.again(row)
    assert [(r.id, r.failed) for r in await outbox.parked(10)] == [(number, "is_archived")]
    backlog = await outbox.backlog()
    assert (backlog.waiting, backlog.parked, backlog.oldest) == (1, 1, NOW - MINUTE)


async def test_a_finished_row_cannot_be_parked_or_taken_back(kept: Any) -> None:
    outbox = kept.ports[0]
    row = await outbox.row(await kept.row("card", 1))
    await outbox.superseded(row, NOW)
    await outbox.park(row, "too late")
    await outbox.again(row)
    assert not await outbox.unqueued(NOW, 10)
    assert not await outbox.parked(10)
    assert (await outbox.backlog()).oldest is None


async def test_cards_that_differ_are_found_unless_a_row_waits_or_is_parked_for_their_version(kept: Any) -> None:
    outbox, cards = kept.ports[:2]
    for name, wanted, shown in (("a", 1, 0), ("b", 2, 1), ("c", 3, 3), ("d", 2, 0), ("e", 2, 0)):
        await kept.card(name, wanted, shown)
    await kept.row("b", 2)
    for name, version in (("d", 1), ("e", 2)):
        await outbox.park(await outbox.row(await kept.row(name, version)), "is_archived")
    assert [c.id for c in await cards.differing("", 10)] == ["a", "d"]
    assert [c.id for c in await cards.differing("a", 10)] == ["d"]
    assert [c.id for c in await cards.differing("", 1)] == ["a"]


async def test_a_card_is_said_again_by_one_of_those_who_saw_the_same_version(kept: Any) -> None:
    cards = kept.ports[1]
    await kept.card("card")
    seen = await cards.card("card")
    assert [await cards.say_again(seen, NOW), await cards.say_again(seen, NOW)] == [True, False]
    assert (await cards.card("card")).wanted == 2
    assert [r.version for r in await kept.ports[0].unqueued(NOW, 10)] == [2]
    assert await cards.card("erased") is None


async def test_a_card_that_was_shown_since_it_was_seen_is_not_said_again(kept: Any) -> None:
    outbox, cards = kept.ports[:2]
    await kept.card("card")
    (seen,) = await cards.differing("", 10)
    await outbox.delivered(seen, "m1", NOW)
    assert not await cards.say_again(seen, NOW)


async def test_a_timer_is_due_until_it_has_fired_and_an_error_takes_the_firing_back(kept: Any) -> None:
    timers = kept.ports[2]
    await kept.timer(NOW - MINUTE)
    await kept.timer(NOW + MINUTE)
    (timer,) = await timers.due(NOW, 0, 10)
    with pytest.raises(ZeroDivisionError):
        async with timers.firing(timer):
            raise ZeroDivisionError
    assert len(await timers.due(NOW, 0, 10)) == 1
    async with timers.firing(timer) as mine:
        assert mine
    async with timers.firing(timer) as mine:
        assert not mine
    assert not await timers.due(NOW, 0, 10)


async def test_a_replica_is_alive_while_it_beats(kept: Any) -> None:
    replicas = kept.ports[3]
    await replicas.beat("one", NOW - MINUTE)
    await replicas.beat("two", NOW)
    assert await replicas.alive(NOW - MINUTE) == {"two"}
    await replicas.beat("one", NOW)
    assert await replicas.alive(NOW - MINUTE) == {"one", "two"}
    await replicas.leave("two")
    assert await replicas.alive(NOW - MINUTE) == {"one"}


async def test_a_version_that_somebody_else_said_meanwhile_breaks_no_click(in_database: InDatabase) -> None:
    await in_database.row("card", 1)
    async with transaction():
        await say([CardRow("card", "suffolk", "chat", "ann", 1, 0, "")], NOW)
        await in_database.row("card", 2)
    assert await models.Outbox.all().count() == 2
