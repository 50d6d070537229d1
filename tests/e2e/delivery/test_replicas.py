"""Several processes on one PostgreSQL: each row once, and the work of one that dies is taken over."""

import asyncio
import signal

import pytest

from bot.storage import models
from tests.e2e.delivery.desk import Desk, until


@pytest.fixture(autouse=True)
def _postgres_only(database_kind: str) -> None:
    if database_kind != "postgres":
        pytest.skip("an SQLite file serves one process")


async def test_replicas_share_the_work_and_every_card_is_sent_once(desk: Desk) -> None:
    for _ in range(3):
        desk.process()
    await until(lambda: _alive(3))
    cards = await desk.write(*[f"lane{n % 10}" for n in range(60)])
    await until(desk.all_shown)
    assert sorted(s.key for s in desk.chat.sent()) == sorted(cards)
    for lane in range(10):
        assert [s.key for s in desk.chat.sent(f"lane{lane}")] == cards[lane::10]


async def test_the_work_of_a_replica_that_was_killed_is_taken_over_and_its_lane_is_not_blocked(desk: Desk) -> None:
    desk.chat.order("ann", slow=30)
    cards = await desk.write("ann", "ann")
    doomed = desk.process()
    await until(_handed_in)
    await asyncio.sleep(0.5)
    desk.process()
    await until(lambda: _alive(2))
    doomed.send_signal(signal.SIGKILL)
    desk.chat.order("ann")
    await until(desk.all_shown)
    assert [s.key for s in desk.chat.sent()] == cards
    assert {row.gen for row in await models.Outbox.all()} == {0}


async def test_a_replica_goes_on_after_the_database_cut_its_connections(desk: Desk) -> None:
    replica = desk.process()
    await desk.write("ann")
    await until(desk.all_shown)
    for n in range(3):
        await desk.write(f"lane{n}", f"lane{n}")
        await _cut_all_but_ours()
        await asyncio.sleep(0.3)
    await until(desk.all_shown)
    assert replica.poll() is None
    assert len({s.key for s in desk.chat.sent()}) == 7


async def test_a_process_that_only_hands_in_leaves_the_sending_to_those_that_work(desk: Desk) -> None:
    desk.process()
    await until(lambda: _alive(1))
    web = desk.delivery()
    desk.deliveries.append(web)
    await web.start(work=False)
    await desk.write("ann")
    web.nudge()
    await until(desk.all_shown)
    assert await models.Replica.all().count() == 1
    assert web.working()


async def _alive(count: int) -> bool:
    return await models.Replica.all().count() == count


async def _handed_in() -> bool:
    return await models.Outbox.filter(queued=True).exists()


async def _cut_all_but_ours() -> None:
    await models.Card._meta.db.execute_script(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()"
    )
