"""The record of what is in force comes back as it was on every database, cannot fork, and stays in its council."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, date, datetime

import pytest

from bot.approvals.audit import GENESIS, Entry, Private, append, moment, verify
from bot.approvals.ports import Conflict
from bot.ids import seeded_ids
from bot.registers.states import Change, Done, Kind, Period
from bot.registers.stating import chain_of
from bot.settings import Settings
from bot.storage import models
from bot.storage.database import reading, transaction
from bot.storage.states import StoredStates, examined, head, seen
from bot.storage.store import TortoiseStore

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
IDS = seeded_ids(7)


class TornDown(Exception):
    """What ends a transaction in these tests."""


def link(council: str, after: Entry | None, name: str, *, on: str = "") -> tuple[Entry, Private]:
    """The next link of a council's chain: a period that is set, or one that ends."""
    facts = {"period": name, "on": on} if on else {"period": name, "state": "mourning", "from": "2026-11-23",
                                                    "until": "2026-11-30"}  # fmt: skip
    change = Change(Done.ENDED if on else Done.SET, "callum", facts)
    seq, before = (after.seq, after.hash) if after else (0, GENESIS)
    [entry], [why] = append(
        chain_of(council), seq, before, [(change, {"why": f"For {name}."})], at=moment(NOON), salt=IDS.salt
    )
    return entry, why


async def kept(council: str, *names: str) -> list[Entry]:
    made: list[Entry] = []
    for name in names:
        entry, why = link(council, made[-1] if made else None, name)
        async with transaction():
            await StoredStates().add(council, entry, why)
        made.append(entry)
    return made


async def test_a_chain_comes_back_as_it_was_and_is_whole(storage: Settings) -> None:
    made = await kept("suffolk", "first", "second")
    shelf = StoredStates()
    assert await shelf.entries("suffolk") == made
    assert await shelf.wrote("suffolk") == {1: "For first.", 2: "For second."}
    assert verify(made) == []
    assert (await examined("suffolk"))[1] == []
    assert (await head("suffolk"))[chain_of("suffolk")].hash == made[1].hash


async def test_the_periods_are_what_the_entries_make(storage: Settings) -> None:
    [first] = await kept("suffolk", "first")
    entry, why = link("suffolk", first, "first", on="2026-11-25")
    async with transaction():
        await StoredStates().add("suffolk", entry, why)
    days = date(2026, 11, 23), date(2026, 11, 30)
    ended = {"ended_on": date(2026, 11, 25), "ended_by": "callum"}
    assert list(await StoredStates().periods("suffolk")) == [
        Period("first", Kind.MOURNING, *days, "callum", moment(NOON), **ended)  # type: ignore[arg-type]  # as named
    ]


async def test_nothing_crosses_from_one_council_to_another(storage: Settings) -> None:
    await kept("suffolk", "first")
    shelf = StoredStates()
    assert (await shelf.entries("cannock"), await shelf.wrote("cannock"), await shelf.periods("cannock")) == (
        [],
        {},
        (),
    )
    assert await head("cannock") == {}
    await models.StateEntry.all().update(council="cannock")
    assert len((await examined("cannock"))[1]) > 0


async def test_a_chain_cannot_fork(storage: Settings) -> None:
    [first] = await kept("suffolk", "first")
    made = [link("suffolk", first, name) for name in ("second", "other")]

    async def add(entry: Entry, why: Private) -> bool:
        with suppress(Conflict):
            async with TortoiseStore().transaction():
                await StoredStates().add("suffolk", entry, why)
                return True
        return False

    added = await asyncio.gather(*(add(*each) for each in made))
    assert sorted(added) == [False, True]
    assert [e.seq for e in await StoredStates().entries("suffolk")] == [1, 2]


async def test_what_was_rolled_back_is_not_remembered(storage: Settings) -> None:
    [first] = await kept("suffolk", "first")
    shelf = StoredStates()
    with suppress(TornDown):
        async with transaction():
            await shelf.add("suffolk", *link("suffolk", first, "never"))
            assert len(await shelf.periods("suffolk")) == 2
            raise TornDown
    await StoredStates().add("suffolk", *link("suffolk", first, "instead"))
    assert [p.id for p in await shelf.periods("suffolk")] == ["first", "instead"]


@pytest.mark.parametrize("block", [reading, transaction])
async def test_what_was_seen_in_one_go_is_not_believed_after_it(
    storage: Settings, block: Callable[[], AbstractAsyncContextManager[object]]
) -> None:
    async with block():
        seen("suffolk", None)
    await asyncio.create_task(kept("suffolk", "first"))  # by somebody else, so that nothing is forgotten here
    assert [p.id for p in await StoredStates().periods("suffolk")] == ["first"]
    async with block():
        assert [p.id for p in await StoredStates().periods("suffolk")] == ["first"]


async def test_what_was_seen_in_a_transaction_is_believed_there_once(storage: Settings) -> None:
    await kept("suffolk", "first")
    async with transaction():
        seen("suffolk", None)
        assert [len(await StoredStates().periods("suffolk")) for _ in range(2)] == [0, 1]


async def test_an_erased_reason_leaves_the_chain_whole(storage: Settings) -> None:
    await kept("suffolk", "first")
    await models.StateEntry.all().update(why="", salt="")
    assert (await examined("suffolk"))[1] == []
    assert await StoredStates().wrote("suffolk") == {}
