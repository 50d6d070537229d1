"""The daily anchor: a timer a council and day writes it once, and it holds every case's head."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.approvals.anchors import Anchor
from bot.approvals.daily import Daily
from bot.clock import FixedClock
from bot.storage import models
from bot.storage.audit import TortoiseAudit
from bot.storage.timers import TortoiseTimers
from tests.office import Office, asks_for_a_boost

SUNDAY_NIGHT = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)


@pytest.fixture
def daily(office: Office) -> Daily:
    office.clock.set(SUNDAY_NIGHT)
    return Daily(TortoiseAudit(), TortoiseTimers(), office.clock)


async def due(clock: FixedClock) -> models.Timer:
    """The one anchor timer that has fallen due."""
    return await models.Timer.get(kind="anchor", due__lte=clock.now())


async def anchors() -> list[Anchor]:
    return [a async for a in TortoiseAudit().anchors("suffolk")]


async def test_every_council_has_one_timer_for_the_next_morning_however_often_a_process_starts(daily: Daily) -> None:
    await daily.begin(["suffolk", "hamlet"])
    await daily.begin(["suffolk", "hamlet"])
    timers = await models.Timer.filter(kind="anchor").order_by("council")
    assert [t.council for t in timers] == ["hamlet", "suffolk"]
    assert {t.due for t in timers} == {datetime(2026, 11, 23, 0, 5, tzinfo=UTC)}


async def test_an_anchor_holds_the_head_of_every_case_and_opens_the_next_days_timer(
    daily: Daily, office: Office
) -> None:
    await daily.begin(["suffolk"])
    await asks_for_a_boost(office.nadia)
    office.clock.move(timedelta(minutes=10))
    await daily.fired(await due(office.clock))
    case = await models.Case.get()
    (anchor,) = await anchors()
    assert anchor.day == date(2026, 11, 23)
    assert anchor.heads[case.id] == (case.seq, case.head)
    assert await models.Timer.exists(kind="anchor", ref="suffolk.2026-11-24")


async def test_a_timer_that_fires_twice_writes_one_anchor(daily: Daily, office: Office) -> None:
    await daily.begin(["suffolk"])
    office.clock.move(timedelta(minutes=10))
    timer = await due(office.clock)
    await daily.fired(timer)
    await daily.fired(timer)
    assert len(await anchors()) == 1


async def test_each_anchor_follows_the_one_before_it(daily: Daily, office: Office) -> None:
    await daily.begin(["suffolk"])
    office.clock.move(timedelta(minutes=10))
    for _ in range(3):
        await daily.fired(await models.Timer.get(kind="anchor", ref=f"suffolk.{office.clock.now():%Y-%m-%d}"))
        office.clock.move(timedelta(days=1))
    kept = await anchors()
    assert [a.prev_hash for a in kept[1:]] == [a.hash for a in kept[:-1]]
