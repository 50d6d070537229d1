"""The record of files that were taken comes back as it was on every database, cannot fork, and stays in its council."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.approvals.audit import verify
from bot.approvals.ports import Conflict, Person
from bot.clock import FixedClock
from bot.ids import seeded_ids
from bot.registers.exporting import Exports, chain_of
from bot.settings import Settings
from bot.storage import models
from bot.storage.audit import TortoiseAudit
from bot.storage.exports import StoredExports, examined, head
from bot.storage.store import TortoiseStore

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CALLUM = Person("callum", "suffolk", service="", name="Callum Fraser", email="callum@council.example")
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


async def taken(*rows: int, who: Person = CALLUM) -> None:
    exports = Exports(StoredExports(), FixedClock(NOON), seeded_ids(7))
    for count in rows:
        async with TortoiseStore().transaction():
            await exports.record(who, "cases", count, NOVEMBER)


async def test_who_took_what_of_which_time_and_how_many_rows_is_kept_and_nothing_else(storage: Settings) -> None:
    await taken(12, 3)
    entries = await StoredExports().entries("suffolk")
    assert [(e.seq, e.kind, e.actor) for e in entries] == [(1, "exported", "callum"), (2, "exported", "callum")]
    assert dict(entries[0].facts) == {"what": "cases", "rows": 12, "from": "2026-11-01", "until": "2026-11-30"}
    assert entries[0].at.startswith("2026-11-23T12:00")
    assert verify(entries) == []
    assert (await examined("suffolk"))[1] == []
    assert (await head("suffolk"))[chain_of("suffolk")].hash == entries[1].hash


@pytest.mark.parametrize("change", [{"actor": "nadia"}, {"facts": {"what": "cases", "rows": 1}}, {"at": "2026"}])
async def test_whatever_is_changed_in_it_shows(storage: Settings, change: dict[str, object]) -> None:
    await taken(12, 3)
    await models.ExportEntry.filter(seq=1).update(**change)
    assert (await examined("suffolk"))[1]
    found = [one async for one in TortoiseAudit().sealed("suffolk")]
    assert [one.id for one in found if one.faults] == [chain_of("suffolk")]


async def test_a_link_that_is_taken_out_shows_by_the_anchors_and_the_chain(storage: Settings) -> None:
    await taken(12, 3)
    assert (await TortoiseAudit().heads("suffolk"))[chain_of("suffolk")].seq == 2
    await models.ExportEntry.filter(seq=1).delete()
    assert (await examined("suffolk"))[1]


async def test_each_council_has_a_chain_of_its_own(storage: Settings) -> None:
    await taken(12)
    await taken(3, who=replace(CALLUM, council="cannock"))
    assert [e.facts["rows"] for e in await StoredExports().entries("cannock")] == [3]
    assert await head("knowsley") == {}


async def test_a_chain_cannot_fork(storage: Settings) -> None:
    await taken(12)
    [first] = await StoredExports().entries("suffolk")

    async def again() -> bool:
        with suppress(Conflict):
            async with TortoiseStore().transaction():
                await StoredExports().add("suffolk", replace(first, seq=2, prev_hash=first.hash))
                return True
        return False

    assert sorted(await asyncio.gather(again(), again())) == [False, True]
    assert await models.ExportEntry.all().count() == 2
