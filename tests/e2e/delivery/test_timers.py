"""What falls due happens once, in the transaction that acts on it, whatever else fails."""

import asyncio
from datetime import timedelta

from bot.clock import system_clock
from bot.delivery.ports import DueTimer, OnTimer
from bot.storage import models
from bot.storage.timers import TortoiseTimers
from tests.e2e.delivery.desk import COUNCIL, Desk, until

SOON = timedelta(seconds=1)


async def test_a_timer_fires_once_when_it_is_due_and_what_it_says_is_sent(desk: Desk) -> None:
    (card,) = await desk.write("ann")

    async def remind(timer: DueTimer) -> None:
        await desk.change(timer.ref)

    await desk.started(kinds={"remind": remind})
    await until(desk.all_shown)
    await _set("remind", card, SOON)
    await until(lambda: len(desk.chat.sent()) == 2)
    await asyncio.sleep(1.2)
    assert [s.version for s in desk.chat.sent()] == [1, 2]


async def test_a_timer_that_fails_is_taken_back_whole_and_holds_up_no_other(desk: Desk) -> None:
    fired: list[str] = []

    async def fail(timer: DueTimer) -> None:
        await models.Timer.create(council=COUNCIL, kind="left behind", ref="", due=timer.due)
        raise ZeroDivisionError("a mistake in what the timer does")

    async def note(timer: DueTimer) -> None:
        fired.append(timer.ref)

    kinds: dict[str, OnTimer] = {"fail": fail, "note": note}
    for kind, ref in (("fail", "a"), ("unknown", "b"), ("note", "c")):
        await _set(kind, ref, -SOON)
    await desk.started(kinds=kinds)
    await until(lambda: fired)
    await asyncio.sleep(1.2)
    assert fired == ["c"]
    assert sorted([t.kind for t in await models.Timer.filter(done=False)]) == ["fail", "unknown"]


async def test_a_timer_set_twice_for_the_same_moment_is_one_timer(desk: Desk) -> None:
    due = system_clock.now()
    for _ in range(2):
        await TortoiseTimers().add(COUNCIL, "anchor", "", due)
    assert await models.Timer.all().count() == 1


async def test_of_several_that_fire_a_timer_at_the_same_time_one_does(desk: Desk) -> None:
    await _set("note", "a", -SOON)
    timers = TortoiseTimers()
    (timer,) = await timers.due(system_clock.now(), 0, 10)

    async def fire() -> bool:
        async with timers.firing(timer) as mine:
            return mine

    assert sorted(await asyncio.gather(*[fire() for _ in range(5)])) == [False] * 4 + [True]


async def _set(kind: str, ref: str, later: timedelta) -> None:
    await TortoiseTimers().add(COUNCIL, kind, ref, system_clock.now() + later)
