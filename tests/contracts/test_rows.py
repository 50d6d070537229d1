"""Statements that are worded once read and write the same as Tortoise's own."""

from datetime import UTC, datetime

import pytest
from tortoise.exceptions import IntegrityError

from bot.storage import models
from bot.storage.database import transaction
from bot.storage.rows import SKIP_TAKEN, Rows, ask

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("storage")]

AT = datetime(2026, 11, 23, 9, 30, 15, 250, tzinfo=UTC)
ROOM = Rows(models.RoomMessage)
OUTBOX = Rows(models.Outbox)
BODY = {"title": "Boost £80 – “now”?", "rows": [1, None, True]}


def message(address: str, **more: object) -> dict[str, object]:
    return {"council": "suffolk", "address": address, "kind": "card", "body": BODY, "at": AT, **more}


async def test_what_is_added_reads_the_same_through_tortoise_with_its_defaults() -> None:
    await ROOM.add([message("nadia"), message("tobias", version=3)])
    first, second = await models.RoomMessage.all().order_by("id")
    assert (first.address, first.body, first.at, first.version, first.key) == ("nadia", BODY, AT, 0, None)
    assert (second.address, second.version) == ("tobias", 3)


async def test_what_tortoise_added_is_found_with_the_types_of_the_model() -> None:
    await models.RoomMessage.create(council="suffolk", address="nadia", kind="card", body=BODY, at=AT)
    await models.Outbox.create(council="suffolk", card_id="c", version=1, lane="l", created=AT)
    assert await ROOM.find(("address", "body", "at", "key"), address="nadia") == [("nadia", BODY, AT, None)]
    ((queued, sent_at),) = await OUTBOX.find(("queued", "sent_at"), card_id="c", queued=False)
    assert queued is False
    assert sent_at is None


async def test_a_tuple_means_any_of_its_values_and_all_columns_must_agree() -> None:
    await ROOM.add([message("nadia"), message("tobias"), message("callum", kind="reply")])
    found = await ROOM.find(("address",), address=("nadia", "callum", "nobody"), kind="card")
    assert found == [("nadia",)]


async def test_a_change_says_how_many_rows_it_met() -> None:
    await ROOM.add([message("nadia"), message("nadia"), message("tobias")])
    assert await ROOM.change({"version": 2, "body": {}}, address="nadia", version=0) == 2
    assert await ROOM.change({"version": 2}, address="nadia", version=0) == 0
    assert sorted(await ROOM.find(("version", "body"), kind="card"), key=str) == [(0, BODY), (2, {}), (2, {})]


async def test_a_row_that_is_there_already_is_an_error_unless_it_may_be_skipped() -> None:
    row = {"council": "suffolk", "card_id": "c", "version": 1, "lane": "l", "created": AT}
    await OUTBOX.add([row])
    await OUTBOX.add([row, {**row, "version": 2}], taken=SKIP_TAKEN)
    assert sorted(await OUTBOX.find(("version",), card_id="c")) == [(1,), (2,)]
    with pytest.raises(IntegrityError):
        await OUTBOX.add([row])


async def test_a_statement_by_hand_runs_in_the_transaction_of_its_task() -> None:
    async def given_up() -> None:
        async with transaction():
            await ROOM.add([message("nadia")])
            assert await ask("SELECT address, version FROM room_message WHERE kind = ? AND version < ?", "card", 5)
            raise LookupError

    with pytest.raises(LookupError):
        await given_up()
    assert await ROOM.find(("address",), kind="card") == []
