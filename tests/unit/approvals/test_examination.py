"""The examination of a council: stored cases, what was submitted, and the anchors over all."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.approvals.anchors import anchor, write_anchor
from bot.approvals.audit import GENESIS, canonical, commit
from bot.approvals.examine import Chain, Examined, Sealed, chain_faults, examine
from bot.approvals.model import Event, Kind
from tests.unit.approvals.cast import CARA, CARL, OLIVIA, play
from tests.unit.approvals.chains import MORNING, SALT, FakeAudit, anchor_faults, day, sealed, whole

STORY = play("any", "any").opens(CARA).asks_for_changes(CARA).resubmits(OLIVIA, "any").opens(CARA).approves(CARA)
OTHER = play("any").opens(CARL).declines(CARL)


@pytest.fixture
def chain() -> Chain:
    return whole(STORY.events)


@pytest.fixture
def store(chain: Chain) -> FakeAudit:
    return FakeAudit(chain, whole(OTHER.events, "case-2", "Q3WX-AAAA"))


async def examined(store: FakeAudit, reference: str = "") -> Examined:
    return [e async for e in examine(store, "suffolk", reference)][-1]


def cut(chain: Chain, *, seq: int) -> Chain:
    """The chain as somebody leaves it who deletes its newest entries and makes the stored case fit."""
    shorter = whole([e.event for e in chain.entries][:seq], chain.row.case, chain.row.reference)
    return replace(shorter, privates=tuple(p for p in chain.privates if p.seq <= seq))


def test_a_case_that_nobody_touched_has_no_fault(chain: Chain) -> None:
    assert chain_faults(chain) == []
    assert chain.privates
    assert len(chain.contents) == 2


def without_last_entry(chain: Chain) -> Chain:
    return replace(chain, entries=chain.entries[:-1])


def with_another_state(chain: Chain) -> Chain:
    return replace(chain, row=replace(chain.row, state="declined"))


def said_to_be_orphaned(chain: Chain) -> Chain:
    return replace(chain, row=replace(chain.row, orphaned=True))


def with_another_record(chain: Chain) -> Chain:
    return replace(chain, row=replace(chain.row, record={**chain.row.record, "requester": CARL}))


def with_another_head(chain: Chain) -> Chain:
    return replace(chain, row=replace(chain.row, head=GENESIS))


def with_other_answers(chain: Chain) -> Chain:
    first, *rest = chain.contents
    return replace(chain, contents=(replace(first, asked=[{"id": "cost", "answer": "8000"}]), *rest))


def with_a_hash_that_fits_other_answers(chain: Chain) -> Chain:
    first, *rest = with_other_answers(chain).contents
    fitting = commit(SALT, canonical([first.asked, first.outcome]))
    return replace(chain, contents=(replace(first, hash=fitting), *rest))


def without_a_revision(chain: Chain) -> Chain:
    return replace(chain, contents=chain.contents[:1])


def without_any_entry(chain: Chain) -> Chain:
    return replace(chain, entries=(), privates=())


@pytest.mark.parametrize(
    ("touch", "says"),
    [
        (without_last_entry, "there should be 6 entries, but the last one there is number 5."),
        (without_any_entry, "there should be 6 entries, but the last one there is number 0."),
        (with_another_head, "the newest entry is not the one that the case names."),
        (with_another_state, "it is listed as declined, but its entries make it approved."),
        (said_to_be_orphaned, "it is listed as approved and orphaned, but its entries make it approved."),
        (with_another_record, "the stored case is not what its entries make of it."),
        (with_other_answers, "what was submitted as revision 1 has been changed."),
        (with_a_hash_that_fits_other_answers, "what was submitted as revision 1 has been changed."),
        (without_a_revision, "what was submitted as revision 2 is missing."),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_what_was_touched_beside_the_chain_is_said(chain: Chain, touch: Callable[[Chain], Chain], says: str) -> None:
    assert chain_faults(touch(chain)) == [f"K7QX-M4TD: {says}"]


def test_what_was_submitted_can_be_erased(chain: Chain) -> None:
    erased = tuple(replace(c, asked=[], outcome={}, salt="") for c in chain.contents)
    assert chain_faults(replace(chain, contents=erased)) == []


def test_entries_that_make_no_case_are_said_and_not_a_crash(chain: Chain) -> None:
    for events in ([*OTHER.events, OTHER.events[0]], OTHER.events[1:], [Event(Kind.SUBMITTED, OLIVIA)]):
        entries = tuple(sealed(events))
        row = replace(chain.row, seq=len(entries), head=entries[-1].hash)
        assert chain_faults(Chain(row, entries)) == ["K7QX-M4TD: its entries do not make a case."]


async def test_a_council_without_a_case_has_no_fault() -> None:
    assert await examined(FakeAudit()) == Examined(newest=GENESIS)


async def test_an_examination_says_how_much_it_read(store: FakeAudit) -> None:
    await write_anchor(store, "suffolk", MORNING, day(2))
    found = await examined(store)
    assert (found.cases, found.entries, found.anchors, found.faults) == (2, 9, 1, [])
    assert found.newest == store.kept[0].hash


async def test_a_sealed_record_is_held_to_its_anchor_and_never_counted(chain: Chain) -> None:
    hidden = Sealed("report-1", "A confidential record", {1: "1" * 64})
    store = FakeAudit(chain, sealed=[hidden])
    store.kept = [anchor("suffolk", day(1), GENESIS, {**await store.heads("suffolk"), "report-1": (1, "1" * 64)}, "")]
    whole_again = await examined(store)
    assert (whole_again.cases, whole_again.entries) == (1, len(chain.entries))
    assert whole_again.faults == []
    store.confidential = [replace(hidden, hashes={1: "2" * 64}, faults=("It was changed.",))]
    found = (await examined(store)).faults
    assert found == [
        "It was changed.",
        "A confidential record, entry 1: it is not the entry that was there on 2026-05-01.",
    ]


async def test_one_case_can_be_examined_alone(store: FakeAudit) -> None:
    await write_anchor(store, "suffolk", MORNING, day(2))
    store.stored[0] = without_last_entry(store.stored[0])
    assert (await examined(store, "Q3WX-AAAA")).faults == []
    assert (await examined(store, "K7QX-M4TD")).faults


async def test_a_tail_that_was_cut_shows_by_the_anchor_alone(store: FakeAudit) -> None:
    await write_anchor(store, "suffolk", MORNING, day(2))
    store.stored[0] = cut(store.stored[0], seq=5)
    assert chain_faults(store.stored[0]) == []
    assert (await examined(store)).faults == ["K7QX-M4TD, entry 6: it is missing. It was there on 2026-05-02."]


async def test_a_case_that_is_missing_shows_by_the_anchor(store: FakeAudit) -> None:
    await write_anchor(store, "suffolk", MORNING, day(2))
    del store.stored[1]
    assert (await examined(store)).faults == ["Case case-2: the case is missing. It was there on 2026-05-02."]


async def test_a_chain_that_was_written_anew_shows_by_the_anchor(store: FakeAudit) -> None:
    await write_anchor(store, "suffolk", MORNING, day(2))
    store.stored[1] = whole(play("any").opens(CARL).approves(CARL).events, "case-2", "Q3WX-AAAA")
    assert (await examined(store)).faults == [
        "Q3WX-AAAA, entry 3: it is not the entry that was there on 2026-05-02.",
    ]


async def test_an_anchor_that_was_noted_must_still_be_there(store: FakeAudit) -> None:
    await write_anchor(store, "suffolk", MORNING, day(2))
    noted = store.kept[0].hash
    await write_anchor(store, "suffolk", MORNING, day(3))
    assert [e async for e in examine(store, "suffolk", noted=noted)][-1].faults == []
    del store.stored[1], store.kept[:]
    await write_anchor(store, "suffolk", MORNING, day(2))
    assert (await examined(store)).faults == []
    assert [e async for e in examine(store, "suffolk", noted=noted)][-1].faults == [
        "The anchor that you noted is not there: the record may have been made anew as a whole."
    ]


async def test_a_broken_case_is_told_of_once_however_many_anchors_show_it(store: FakeAudit) -> None:
    for number in range(2, 6):
        await write_anchor(store, "suffolk", MORNING, day(number))
    del store.stored[1]
    assert len((await examined(store)).faults) == 1


async def test_an_entry_after_the_newest_anchor_is_no_fault(store: FakeAudit) -> None:
    store.stored[0] = cut(store.stored[0], seq=4)
    await write_anchor(store, "suffolk", MORNING, day(2))
    store.stored[0] = whole(STORY.events)
    assert (await examined(store)).faults == []


async def test_an_anchor_written_while_the_examination_reads_is_left_for_the_next_one(store: FakeAudit) -> None:
    await write_anchor(store, "suffolk", MORNING, day(2))
    examination = examine(store, "suffolk")
    await anext(examination)
    store.stored[0] = whole([*STORY.events, Event(Kind.ATTEMPT_REFUSED, CARL)])
    await write_anchor(store, "suffolk", MORNING, day(3))
    assert [e async for e in examination][-1].faults == []


async def test_a_day_is_anchored_once_however_often_it_is_asked_for(store: FakeAudit) -> None:
    assert await write_anchor(store, "suffolk", MORNING, day(2))
    assert await write_anchor(store, "suffolk", MORNING, day(2)) is None
    assert await write_anchor(store, "suffolk", MORNING, day(1)) is None
    assert await write_anchor(store, "suffolk", MORNING, day(4))
    assert [a.day for a in store.kept] == [day(2), day(4)]
    assert [a.prev_hash for a in store.kept] == [GENESIS, store.kept[0].hash]


async def test_of_two_processes_one_writes_the_anchor(store: FakeAudit) -> None:
    class Late(FakeAudit):
        async def newest(self, council: str) -> None:
            return None

    late = Late(*store.stored)
    assert await write_anchor(late, "suffolk", MORNING, day(2))
    assert await write_anchor(late, "suffolk", MORNING, day(2)) is None


@pytest.mark.parametrize(
    "edit",
    [{"council": "ktc"}, {"day": day(9)}, {"heads": {}}, {"at": "now"}, {"hash": "f" * 64}],
    ids=lambda e: str(*e),
)
def test_an_edited_anchor_shows(edit: dict[str, object]) -> None:
    changed = replace(anchor("suffolk", day(1), GENESIS, {"case-1": (1, "a" * 64)}, "t"), **edit)  # type: ignore[arg-type]  # any field
    assert len(anchor_faults([changed], {"case-1": {1: "a" * 64}})) == 1


def test_a_deleted_anchor_shows_by_the_next_one() -> None:
    first = anchor("suffolk", day(1), GENESIS, {}, "t")
    second = anchor("suffolk", day(2), first.hash, {}, "t")
    assert anchor_faults([first, second], {}) == []
    assert anchor_faults([second], {}) == ["Anchor of 2026-05-02: the anchor before it is missing or has been changed."]
