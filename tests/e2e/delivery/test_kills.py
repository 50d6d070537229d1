"""Processes that are killed: nothing is lost, the order holds, and every card is right soon after the restart."""

import asyncio
import signal
import subprocess
from pathlib import Path

import pytest

from bot.ids import seeded_ids
from bot.storage import models
from tests.e2e.delivery.desk import Desk, until


async def test_rows_of_a_process_that_died_before_it_handed_them_in_are_sent_by_the_next(desk: Desk) -> None:
    (card,) = await desk.write("ann")
    desk.process()
    await until(desk.all_shown)
    assert [s.key for s in desk.chat.sent()] == [card]


async def test_a_crash_between_the_post_and_the_note_of_it_leaves_one_message_that_is_right(desk: Desk) -> None:
    desk.chat.order("ann", die=True)
    cards = await desk.write("ann", "ann")
    first = desk.process()
    await until(lambda: first.poll() is not None)
    assert (await models.Card.get(id=cards[0])).shown == 0
    desk.process()
    await until(desk.all_shown)
    assert {s.message for s in desk.chat.sent() if s.key == cards[0]} == {"m1"}
    assert [c.message for c in await models.Card.all().order_by("address")].count("m1") == 1


async def test_a_row_that_waits_is_carried_on_by_another_version_of_the_code_in_its_order(desk: Desk) -> None:
    desk.chat.order("ann", refuse={"code": "down", "permanent": False, "retry_after": 4})
    cards = await desk.write("ann", "ann", "ann")
    old = desk.process()
    await until(lambda: not (desk.chat.folder / "ann.orders").exists())
    await _row_noted_as_tried()
    _kill(old)
    desk.process("newer")
    await until(desk.all_shown)
    assert [s.key for s in desk.chat.sent()] == cards
    # Carried on, not said again after it had gone stale.
    assert {row.gen for row in await models.Outbox.all()} == {0}


async def test_nothing_is_lost_with_the_whole_database_of_the_engine(desk: Desk, database_kind: str) -> None:
    for address in ("ann", "bob"):
        desk.chat.order(address, refuse={"code": "down", "permanent": False, "retry_after": 60})
    cards = await desk.write("ann", "ann", "bob")
    first = desk.process()
    await until(lambda: not list(desk.chat.folder.glob("*.orders")))
    _kill(first)
    await _lose_the_engine(desk, database_kind)
    desk.process()
    await until(desk.all_shown)
    assert [s.key for s in desk.chat.sent("ann")] == cards[:2]
    assert len(desk.chat.sent()) == 3


async def test_a_second_process_on_an_sqlite_file_is_refused_with_a_sentence(desk: Desk, database_kind: str) -> None:
    if database_kind != "sqlite":
        pytest.skip("PostgreSQL is shared by any number of processes")
    desk.process()
    await desk.write("ann")
    await until(desk.all_shown)
    second = desk.process()
    await until(lambda: second.poll() is not None)
    assert second.returncode == 1
    assert "already running" in (desk.chat.folder / "worker1.log").read_text()


async def test_a_process_that_is_told_to_stop_finishes_its_send_and_leaves_the_rest(desk: Desk) -> None:
    desk.chat.order("ann", slow=1)
    cards = await desk.write("ann", "ann")
    first = desk.process()
    await until(lambda: models.Outbox.filter(queued=True).exists())
    await asyncio.sleep(0.5)
    first.send_signal(signal.SIGTERM)
    await until(lambda: first.poll() is not None)
    assert first.returncode == 0
    assert await models.Replica.all().count() == 0
    desk.process()
    await until(desk.all_shown)
    assert [s.key for s in desk.chat.sent()] == cards


async def test_killed_at_random_instants_nothing_is_lost_or_out_of_order(desk: Desk, rounds: int) -> None:
    luck = seeded_ids(7)
    written: list[str] = []
    process = desk.process()
    for _ in range(rounds // 8):
        written += await desk.write("ann", "bob", "ann")
        await desk.change(written[0])
        await asyncio.sleep(0.2 + int(luck.event()[:2], 16) / 200)
        _kill(process)
        process = desk.process()
    await until(desk.all_shown)
    firsts = list(dict.fromkeys(s.key for s in desk.chat.sent("ann")))
    assert firsts == [c for c in written if c in firsts]
    assert {s.key for s in desk.chat.sent()} == set(written)
    posts = [s.message for s in desk.chat.sent() if not s.edit]
    assert len(set(posts)) == len(written)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


async def _row_noted_as_tried() -> None:
    await until(lambda: models.Outbox.filter(attempts=1).exists())
    await asyncio.sleep(0.3)


async def _lose_the_engine(desk: Desk, kind: str) -> None:
    if kind == "sqlite":
        for file in Path(desk.settings.data_dir).glob("engine.db*"):
            file.unlink()
    else:
        await models.Card._meta.db.execute_script("drop schema dbos cascade")
