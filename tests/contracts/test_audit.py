"""Every store of the audit: what was sealed comes back digit for digit, and what was touched in the database shows."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import OperationalError

import bot.storage.audit
from bot.approvals.anchors import Head, anchor, write_anchor
from bot.approvals.audit import GENESIS, seal
from bot.approvals.examine import Chain, Examined, chain_faults, examine
from bot.approvals.model import Event, Kind
from bot.settings import Settings
from bot.storage import models
from bot.storage.audit import TortoiseAudit
from bot.storage.database import opened, transaction
from tests.contracts.audits import COUNCIL, seed
from tests.databases import empty
from tests.unit.approvals.cast import CARA, CARL, MALLORY, OLIVIA, SAM, play
from tests.unit.approvals.chains import MORNING, FakeAudit, day, whole

STORY = play("any", 2, barred=[SAM]).opens(CARA).asks_for_changes(CARA).resubmits(OLIVIA, "any").opens(CARA)
CHAINS = (
    whole(STORY.events, "case-1", "K7QX-M4TD"),
    whole(play("any").opens(CARL).declines(CARL).events, "case-2", "Q3WX-AAAA"),
    whole(play("all").opens(CARA, CARL).approves(CARA).events, "case-3", "T4TT-PPPP"),
)
Store = TortoiseAudit | FakeAudit


@pytest.fixture(scope="module")
def seeded(database_of_the_session: str | None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database with the three cases, for all tests here: each takes back what it writes."""
    if database_of_the_session:
        empty(database_of_the_session)
    url = database_of_the_session or f"sqlite:///{tmp_path_factory.mktemp('audit') / 'app.db'}"
    seed(url, *CHAINS)
    return url


@pytest.fixture
async def tables(seeded: str) -> AsyncIterator[TortoiseAudit]:
    async with opened(Settings(database_url=seeded), alone=False):
        await models.Anchor.all().delete()
        yield TortoiseAudit()


@pytest.fixture(params=["tortoise", "fake"])
async def store(request: pytest.FixtureRequest, tables: TortoiseAudit) -> Store:
    return tables if request.param == "tortoise" else FakeAudit(*CHAINS)


class Undone(Exception):
    """Takes back what was touched, so that the next thing is touched alone."""


@asynccontextmanager
async def undone() -> AsyncIterator[None]:
    """What is written inside is gone afterwards."""
    with suppress(Undone):
        async with transaction():
            yield
            raise Undone


async def examined(store: Store, reference: str = "") -> Examined:
    return [e async for e in examine(store, COUNCIL, reference)][-1]


async def test_every_chain_comes_back_as_it_was_sealed(store: Store) -> None:
    assert [c async for c in store.chains(COUNCIL)] == list(CHAINS)


async def test_one_chain_comes_back_by_its_reference(store: Store) -> None:
    assert [c async for c in store.chains(COUNCIL, "Q3WX-AAAA")] == [CHAINS[1]]
    assert [c async for c in store.chains(COUNCIL, "none")] == []


async def test_cases_are_counted(store: Store) -> None:
    assert (
        await store.count(COUNCIL),
        await store.count(COUNCIL, "Q3WX-AAAA"),
        await store.count(COUNCIL, "none"),
    ) == (3, 1, 0)


async def test_an_anchor_comes_back_as_it_was_sealed(store: Store) -> None:
    assert await store.newest(COUNCIL) is None
    made = await write_anchor(store, COUNCIL, MORNING, day(2))
    assert made
    assert made.heads == {c.row.case: Head(c.row.seq, c.row.head) for c in CHAINS}
    assert await store.newest(COUNCIL) == made
    assert [a async for a in store.anchors(COUNCIL)] == [made]


async def test_a_day_has_one_anchor_and_the_anchors_do_not_fork(store: Store) -> None:
    first = anchor(COUNCIL, day(2), GENESIS, {}, "t")
    assert await store.add(first)
    assert not await store.add(anchor(COUNCIL, day(2), first.hash, {"case-1": (1, "a" * 64)}, "t"))
    assert not await store.add(anchor(COUNCIL, day(3), GENESIS, {}, "t"))
    assert await store.add(anchor(COUNCIL, day(3), first.hash, {}, "t"))
    assert [a.day async for a in store.anchors(COUNCIL)] == [day(2), day(3)]


async def test_nothing_is_wrong_with_what_nobody_touched(store: Store) -> None:
    await write_anchor(store, COUNCIL, MORNING, day(2))
    await write_anchor(store, COUNCIL, MORNING, day(3))
    assert (await examined(store)).faults == []


async def test_an_anchor_that_loses_the_race_spoils_no_transaction(tables: TortoiseAudit) -> None:
    async with transaction():
        assert await tables.add(anchor(COUNCIL, day(2), GENESIS, {}, "t"))
        assert not await tables.add(anchor(COUNCIL, day(2), GENESIS, {}, "u"))
        assert await tables.count(COUNCIL) == 3


async def test_cases_of_another_council_are_not_read(tables: TortoiseAudit) -> None:
    await write_anchor(tables, COUNCIL, MORNING, day(2))
    assert (await tables.count("ktc"), await tables.heads("ktc"), await tables.newest("ktc")) == (0, {}, None)
    assert [c async for c in tables.chains("ktc")] == []
    assert [a async for a in tables.anchors("ktc")] == []


async def test_cases_are_read_in_batches_without_losing_any(
    tables: TortoiseAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.storage.audit, "BATCH", 1)
    assert [c async for c in tables.chains(COUNCIL)] == list(CHAINS)


async def test_a_case_that_changes_while_it_is_read_is_read_again(
    tables: TortoiseAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, waiting = bot.storage.audit._chains, [CHAINS[2]]

    async def disturbed(rows: Any) -> list[Chain]:
        if waiting:
            await append(waiting.pop())
        return await read(rows)

    monkeypatch.setattr(bot.storage.audit, "_chains", disturbed)
    async with undone():
        found = [c async for c in tables.chains(COUNCIL)]
    assert [len(c.entries) for c in sorted(found, key=lambda c: c.row.case)] == [5, 3, 4]
    assert [chain_faults(c) for c in found] == [[], [], []]


async def append(chain: Chain) -> None:
    """One more entry, as a command appends it."""
    head = chain.entries[-1]
    more = seal(head.case, head.seq + 1, head.hash, Event(Kind.ATTEMPT_REFUSED, MALLORY, {"code": "x"}), head.at)
    await models.Entry.create(
        council=COUNCIL, case_id=more.case, **{k: v for k, v in vars(more).items() if k != "case"}
    )
    await models.Case.filter(id=more.case).update(seq=more.seq, head=more.hash, version=2)


async def edit_an_entry() -> None:
    await models.Entry.filter(case_id="case-1", seq=3).update(actor=MALLORY)


async def edit_the_facts() -> None:
    await models.Entry.filter(case_id="case-3", seq=3).update(facts={"step": 1, "revision": 2})


async def edit_the_facts_to_something_odd() -> None:
    await models.Entry.filter(case_id="case-3", seq=3).update(facts=[])


async def delete_an_entry() -> None:
    await models.Entry.filter(case_id="case-1", seq=2).delete()


async def cut_a_tail() -> None:
    tail = whole(STORY.events[:3], "case-1")
    await models.Entry.filter(case_id="case-1", seq__gt=3).delete()
    await models.Case.filter(id="case-1").update(
        seq=3, head=CHAINS[0].entries[2].hash, state=tail.row.state, record=dict(tail.row.record)
    )
    await models.Revision.filter(case_id="case-1", number=2).delete()


async def edit_a_reason() -> None:
    await models.Private.filter(case_id="case-2").update(value="no reason")


async def edit_what_was_submitted() -> None:
    await models.Revision.filter(case_id="case-2").update(asked=[{"id": "cost", "answer": "8000"}])


async def edit_the_state() -> None:
    await models.Case.filter(id="case-2").update(state="approved")


async def edit_the_record() -> None:
    await models.Case.filter(id="case-3").update(record={**CHAINS[2].row.record, "barred": []})


async def remove_a_case() -> None:
    for table in (models.Entry, models.Private, models.Revision, models.Seat):
        await table.filter(case_id="case-2").delete()
    await models.Case.filter(id="case-2").delete()


async def edit_an_anchor() -> None:
    await models.Anchor.filter(day=day(2)).update(heads={})


async def remove_an_anchor() -> None:
    await models.Anchor.filter(day=day(2)).delete()


TOUCHES = [
    edit_an_entry, edit_the_facts, edit_the_facts_to_something_odd, delete_an_entry, cut_a_tail, edit_a_reason,
    edit_what_was_submitted, edit_the_state, edit_the_record, remove_a_case, edit_an_anchor, remove_an_anchor,
]  # fmt: skip


async def faults_after(tables: TortoiseAudit, touch: Callable[[], Awaitable[None]]) -> list[str]:
    async with undone():
        await touch()
        return (await examined(tables)).faults


async def test_whatever_is_touched_in_the_database_is_one_fault(tables: TortoiseAudit) -> None:
    await write_anchor(tables, COUNCIL, MORNING, day(2))
    await write_anchor(tables, COUNCIL, MORNING, day(3))
    found = {touch.__name__: await faults_after(tables, touch) for touch in TOUCHES}
    assert {name: len(faults) for name, faults in found.items()} == dict.fromkeys(found, 1), found
    assert (await examined(tables)).faults == []


async def test_erasing_a_reason_is_no_fault(tables: TortoiseAudit) -> None:
    async with undone():
        assert await models.Private.all().delete() == 2
        assert (await examined(tables)).faults == []


async def test_what_is_no_json_is_a_fault_and_not_a_crash(tables: TortoiseAudit, database_kind: str) -> None:
    await write_anchor(tables, COUNCIL, MORNING, day(2))
    for broken in ("entry SET facts", "approval_case SET record", "anchor SET heads"):
        async with undone():
            if database_kind == "postgres":
                with pytest.raises(OperationalError, match="invalid input syntax for type json"):
                    await get_connection("default").execute_query(f"UPDATE {broken} = '{{'")
                raise Undone
            await get_connection("default").execute_query(f"UPDATE {broken} = '{{'")
            assert (await examined(tables)).faults
