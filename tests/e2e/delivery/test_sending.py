"""What is committed is said: once a card, in order, the newest version only, and never given up in silence."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import system_clock
from bot.delivery import Delivery
from bot.errors import StartError
from bot.storage import models
from tests.e2e.delivery.desk import FAST, Desk, until

HOUR = timedelta(hours=1)
FEW_TURNS = replace(FAST, turns=2, generations=2, stale=0.3)


async def test_what_was_committed_is_sent_soon_after_the_nudge(desk: Desk) -> None:
    delivery = await desk.started()
    (card,) = await desk.write("ann")
    delivery.nudge()
    await until(desk.all_shown)
    (sent,) = desk.chat.sent()
    assert (sent.key, sent.version, sent.edit) == (card, 1, False)
    assert (await models.Card.get(id=card)).message == sent.message


async def test_rows_of_one_transaction_arrive_in_the_order_in_which_they_were_written(desk: Desk) -> None:
    delivery = await desk.started()
    cards = await desk.write(*["ann"] * 20)
    delivery.nudge()
    await until(desk.all_shown)
    assert [s.key for s in desk.chat.sent()] == cards


async def test_order_is_kept_while_the_platform_asks_to_wait_and_other_lanes_go_on(desk: Desk) -> None:
    delivery = await desk.started()
    desk.chat.order("ann", refuse={"code": "ratelimited", "permanent": False, "retry_after": 0.7}, times=2)
    began = asyncio.get_running_loop().time()
    cards = await desk.write("ann", "ann", "ann", "bob")
    delivery.nudge()
    await until(desk.all_shown)
    assert [s.key for s in desk.chat.sent("ann")] == cards[:3]
    assert desk.chat.sent()[0].address == "bob"
    assert desk.chat.sent("ann")[0].at - began > 1.4


async def test_lanes_that_wait_do_not_starve_the_others(desk: Desk) -> None:
    waiting = [f"away{n}" for n in range(80)]
    for address in waiting:
        desk.chat.order(address, refuse={"code": "down", "permanent": False, "retry_after": 60})
    delivery = await desk.started()
    await desk.write(*waiting)
    delivery.nudge()
    await until(lambda: not list(desk.chat.folder.glob("away*.orders")))
    await desk.write("ann")
    delivery.nudge()
    await until(lambda: desk.chat.sent("ann"))


async def test_only_the_newest_of_many_quick_versions_need_be_sent(desk: Desk) -> None:
    delivery = await desk.started()
    desk.chat.order("ann", slow=0.3)
    (card,) = await desk.write("ann")
    for _ in range(9):
        delivery.nudge()
        await desk.change(card)
    delivery.nudge()
    await until(desk.all_shown)
    versions = [s.version for s in desk.chat.sent()]
    assert versions == sorted(set(versions))
    assert versions[-1] == 10
    assert len(versions) < 5
    assert [s.message for s in desk.chat.sent()] == ["m1"] * len(versions)
    await until(lambda: _nothing_waits(desk))


async def test_what_is_refused_for_good_is_parked_and_shown_and_the_lane_goes_on(desk: Desk) -> None:
    delivery = await desk.started()
    desk.chat.order("ann", refuse={"code": "is_archived", "permanent": True})
    refused, _ = await desk.write("ann", "ann")
    delivery.nudge()
    await until(lambda: desk.chat.sent("ann"))
    (parked,) = await delivery.parked()
    assert (parked.card_id, parked.failed) == (refused, "is_archived")
    await until(lambda: _nothing_waits(desk))
    assert (await delivery.backlog()).parked == 1
    # The sweep leaves it alone, until somebody wants the card again.
    await asyncio.sleep(1.2)
    assert len(desk.chat.sent()) == 1
    assert await delivery.repair(refused)
    await until(desk.all_shown)
    await until(lambda: _nothing_parked(delivery))


async def test_a_mistake_in_our_drawing_loses_nothing(desk: Desk) -> None:
    delivery = await desk.started()
    (card,) = await desk.write("ann", about="bug")
    delivery.nudge()
    await until(lambda: len(desk.drawing.mistakes) == 2)
    assert not desk.chat.sent()
    await models.Card.filter(id=card).update(about="case")
    await until(desk.all_shown)
    # The same run of the engine went on: the mistake did not end it.
    assert (await models.Outbox.get(card_id=card)).gen == 0


async def test_a_message_that_somebody_deleted_is_posted_anew(desk: Desk) -> None:
    delivery = await desk.started()
    (card,) = await desk.write("ann")
    delivery.nudge()
    await until(desk.all_shown)
    desk.chat.forget("m1")
    await desk.change(card)
    delivery.nudge()
    await until(desk.all_shown)
    assert [(s.message, s.edit) for s in desk.chat.sent()] == [("m1", False), ("m2", False)]
    assert (await models.Card.get(id=card)).message == "m2"


async def test_a_card_that_is_no_longer_to_be_shown_is_not_sent(desk: Desk) -> None:
    delivery = await desk.started()
    await desk.write("ann", about="hidden")
    delivery.nudge()
    await until(desk.all_shown)
    assert not desk.chat.sent()


async def test_a_card_that_differs_with_nothing_under_way_is_drawn_again(desk: Desk) -> None:
    await desk.started()
    (card,) = await desk.write("ann")
    await until(desk.all_shown)
    await models.Card.filter(id=card).update(wanted=7)
    await until(desk.all_shown)
    assert desk.chat.sent()[-1].version >= 7


async def test_a_card_can_be_drawn_again_though_it_shows_its_version(desk: Desk) -> None:
    delivery = await desk.started()
    (card,) = await desk.write("ann")
    delivery.nudge()
    await until(desk.all_shown)
    assert await delivery.repair(card)
    assert not await delivery.repair("no such card")
    await until(lambda: len(desk.chat.sent()) == 2)
    assert desk.chat.sent()[-1].edit


async def test_a_row_whose_engine_gives_it_up_is_said_again_and_in_the_end_parked(desk: Desk) -> None:
    delivery = await desk.started(FEW_TURNS)
    desk.chat.order("ann", refuse={"code": "down", "permanent": False, "retry_after": 0.01}, times=10_000)
    await desk.write("ann")
    delivery.nudge()
    await until(lambda: _parked(desk))
    (row,) = await models.Outbox.all()
    assert (row.gen, row.failed, row.attempts) == (1, "gave_up", 4)


async def test_the_engine_keeps_nothing_of_what_ended_longer_ago_than_a_day(desk: Desk) -> None:
    delivery = await desk.started()
    await desk.write(*"abcdefgh")
    delivery.nudge()
    await until(desk.all_shown)
    await asyncio.sleep(0.5)
    assert await delivery._engine.purge(system_clock.now() - HOUR) == 0
    assert await delivery._engine.purge(system_clock.now() + HOUR) == 8


async def test_stopping_does_not_wait_for_lanes_that_wait_and_the_next_start_goes_on(desk: Desk) -> None:
    delivery = await desk.started()
    desk.chat.order("ann", refuse={"code": "down", "permanent": False, "retry_after": 3})
    cards = await desk.write("ann", "ann")
    delivery.nudge()
    await until(lambda: not list(desk.chat.folder.glob("ann.orders")))
    before = asyncio.get_running_loop().time()
    await delivery.stop()
    assert asyncio.get_running_loop().time() - before < 5
    await desk.started()
    await until(desk.all_shown)
    assert [s.key for s in desk.chat.sent()] == cards


async def test_an_engine_database_that_is_no_database_is_named_with_what_to_do(desk: Desk, database_kind: str) -> None:
    if database_kind != "sqlite":
        pytest.skip("PostgreSQL has no such file")
    file = desk.settings.data_dir / "engine.db"
    file.write_text("This is no database, though it is long enough to be looked at as if it were one." * 20)
    with pytest.raises(StartError, match=r"engine.db and start again"):
        await desk.delivery().start()
    file.unlink()
    await desk.started()
    await desk.write("ann")
    await until(desk.all_shown)


async def _nothing_parked(delivery: Delivery) -> bool:
    return (await delivery.backlog()).parked == 0


async def _nothing_waits(desk: Desk) -> bool:
    return not await models.Outbox.filter(sent_at=None, failed="").exists()


async def _parked(desk: Desk) -> bool:
    return await models.Outbox.exclude(failed="").exists()
