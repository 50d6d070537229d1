"""Who may call whom dead."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import FixedClock
from bot.delivery.heart import Heart
from bot.delivery.pace import Pace
from tests.quick_time import quickly
from tests.unit.delivery.memory import Memory, MemoryReplicas

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PACE = Pace(beat=0.02, dead=0.4)


def _heart(name: str = "a", replicas: MemoryReplicas | None = None) -> Heart:
    return Heart(name, replicas or MemoryReplicas(Memory()), PACE, FixedClock(NOW))


async def _beat_for(heart: Heart, seconds: float) -> None:
    until = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < until:
        await heart.beat()
        await asyncio.sleep(0.02)


@quickly
async def test_a_replica_judges_only_after_its_own_beat_was_steady_for_as_long_as_makes_one_dead() -> None:
    heart = _heart()
    await heart.beat()
    assert not heart.may_judge(await heart.alive())
    await _beat_for(heart, 0.5)
    assert heart.may_judge(await heart.alive())


@quickly
async def test_a_beat_that_fails_starts_the_count_again() -> None:
    replicas = MemoryReplicas(Memory())
    heart = _heart(replicas=replicas)
    await _beat_for(heart, 0.5)
    replicas.away = True
    await heart.beat()
    assert not heart.may_judge(await heart.alive())
    replicas.away = False
    await heart.beat()
    assert not heart.may_judge(await heart.alive())


@quickly
async def test_a_beat_that_comes_late_starts_the_count_again() -> None:
    heart = _heart()
    await _beat_for(heart, 0.5)
    await asyncio.sleep(0.3)
    await heart.beat()
    assert not heart.may_judge(await heart.alive())


@quickly
async def test_only_the_first_by_name_of_those_alive_judges() -> None:
    replicas = MemoryReplicas(Memory())
    first, second = _heart("a", replicas), _heart("b", replicas)
    for _ in range(24):
        await first.beat()
        await second.beat()
        await asyncio.sleep(0.02)
    alive = await first.alive()
    assert (first.may_judge(alive), second.may_judge(alive)) == (True, False)
    assert second.may_judge(frozenset({"b"}))


@quickly
async def test_who_has_not_beaten_for_long_enough_is_not_alive() -> None:
    replicas = MemoryReplicas(Memory())
    replicas.memory.beats = {"old": NOW - timedelta(seconds=1), "new": NOW}
    assert await _heart(replicas=replicas).alive() == {"new"}
