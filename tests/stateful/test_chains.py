"""Chains of any events: whatever one does to a row afterwards shows, and nothing shows where nobody did anything."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.approvals.anchors import Anchor, anchor
from bot.approvals.audit import GENESIS, Entry, Private, canonical, commitments, digest, seal, verify
from bot.approvals.model import Event, Kind
from tests.unit.approvals.chains import anchor_faults, day

CASES = ("case-1", "case-2", "case-3")
names = st.text(max_size=8)
plain = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8)
facts = st.dictionaries(names.filter(lambda n: n != "private"), plain | st.lists(plain, max_size=3), max_size=3)
events = st.builds(Event, st.sampled_from(Kind), names, facts)
quick = settings(max_examples=80, deadline=None)


@st.composite
def chains(draw: st.DrawFn, smallest: int = 1) -> list[Entry]:
    """The entries of one case, or of several that lie side by side."""
    cases = draw(st.lists(st.sampled_from(CASES), min_size=1, max_size=3, unique=True))
    return [e for case in cases for e in sealed(case, draw(st.lists(events, min_size=smallest, max_size=5)))]


def sealed(case: str, happened: list[Event]) -> list[Entry]:
    chain: list[Entry] = []
    for seq, event in enumerate(happened, 1):
        chain.append(seal(case, seq, chain[-1].hash if chain else GENESIS, event, f"2026-05-01T09:{seq:02}"))
    return chain


def anchored(entries: list[Entry]) -> Anchor:
    """An anchor over the heads of these chains."""
    heads = {e.case: (e.seq, e.hash) for e in entries}
    return anchor("suffolk", day(2), GENESIS, heads, "2026-05-02")


def shows(entries: list[Entry], held: Anchor) -> bool:
    """Whether the chains or the anchor have something to say."""
    found: dict[str, dict[int, str]] = {}
    for entry in entries:
        found.setdefault(entry.case, {})[entry.seq] = entry.hash
    return bool(verify(entries) or anchor_faults([held], found))


def one_of(draw: st.DataObject, entries: list[Entry]) -> int:
    return draw.draw(st.integers(0, len(entries) - 1), label="row")


@quick
@given(chains())
def test_chains_that_nobody_touched_have_no_fault(entries: list[Entry]) -> None:
    assert not shows(entries, anchored(entries))


@quick
@given(chains(), st.randoms(use_true_random=False))
def test_rows_may_come_in_any_order_and_through_json(entries: list[Entry], random: Any) -> None:
    rows = [json.dumps(vars(e), indent=1, ensure_ascii=False) for e in entries]
    random.shuffle(rows)
    read = [Entry(**json.loads(row)) for row in rows]
    assert not shows(read, anchored(entries))
    assert {canonical(vars(e)) for e in read} == {canonical(vars(e)) for e in entries}


@quick
@given(chains(), st.data())
def test_any_edit_of_any_field_of_any_row_shows(entries: list[Entry], data: st.DataObject) -> None:
    place = one_of(data, entries)
    field = data.draw(st.sampled_from(sorted(vars(entries[place]))), label="field")
    values: dict[str, st.SearchStrategy[Any]] = {"facts": facts, "seq": st.integers(-2, 9)}
    value = data.draw(values.get(field, st.sampled_from([*CASES, *Kind, GENESIS]) | names), label="value")
    assume(canonical(value) != canonical(getattr(entries[place], field)))
    held = anchored(entries)
    entries[place] = replace(entries[place], **{field: value})
    assert shows(entries, held)


@quick
@given(chains(), st.data())
def test_an_edit_with_a_hash_made_to_fit_shows(entries: list[Entry], data: st.DataObject) -> None:
    place, event = one_of(data, entries), data.draw(events)
    old, held = entries[place], anchored(entries)
    entries[place] = seal(old.case, old.seq, old.prev_hash, event, old.at)
    assume(entries[place] != old)
    assert shows(entries, held)


@quick
@given(chains(), st.data())
def test_any_deleted_row_shows(entries: list[Entry], data: st.DataObject) -> None:
    held = anchored(entries)
    del entries[one_of(data, entries)]
    assert shows(entries, held)


@quick
@given(chains(), st.data())
def test_any_inserted_row_shows_but_one_that_follows_the_last(entries: list[Entry], data: st.DataObject) -> None:
    after, held = entries[one_of(data, entries)], anchored(entries)
    seq = data.draw(st.integers(0, held.heads[after.case].seq), label="number")
    before = data.draw(st.sampled_from([GENESIS, after.hash, after.prev_hash]), label="follows")
    assert shows([*entries, seal(after.case, seq, before, data.draw(events), after.at)], held)


@quick
@given(chains(smallest=2), st.data())
def test_any_two_swapped_rows_show(entries: list[Entry], data: st.DataObject) -> None:
    one, other = one_of(data, entries), one_of(data, entries)
    assume(one != other)
    held, first, second = anchored(entries), entries[one], entries[other]
    entries[one] = replace(second, case=first.case, seq=first.seq)
    entries[other] = replace(first, case=second.case, seq=second.seq)
    assert shows(entries, held)


@quick
@given(chains(), st.data())
def test_any_tail_cut_off_before_the_anchor_shows(entries: list[Entry], data: st.DataObject) -> None:
    held, case = anchored(entries), entries[one_of(data, entries)].case
    kept = data.draw(st.integers(0, held.heads[case].seq - 1), label="kept")
    left = [e for e in entries if e.case != case or e.seq <= kept]
    assert verify(left) == []
    assert shows(left, held)


@quick
@given(chains(), st.data())
def test_a_case_made_anew_as_a_whole_shows_by_the_anchor(entries: list[Entry], data: st.DataObject) -> None:
    held, case = anchored(entries), entries[one_of(data, entries)].case
    anew = sealed(case, data.draw(st.lists(events, min_size=1, max_size=5)))
    old = [e for e in entries if e.case == case]
    assume(anew[: len(old)] != old)
    left = [e for e in entries if e.case != case] + anew
    assert verify(left) == []
    assert shows(left, held)


@quick
@given(st.lists(names, max_size=4), st.lists(names, max_size=4))
def test_two_lists_of_fields_have_one_hash_only_where_they_are_one(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


@quick
@given(st.dictionaries(names, names, max_size=4), st.data())
def test_any_values_may_be_erased_and_none_may_change(values: dict[str, str], data: st.DataObject) -> None:
    privates = [Private("case-1", 1, name, value, "salt") for name, value in values.items()]
    chain = sealed("case-1", [Event(Kind.DECLINED, "cara", commitments(privates))])
    left = [p for p in privates if data.draw(st.booleans())]
    assert verify(chain, left) == []
    changed = [replace(p, value=data.draw(names)) for p in left]
    assert len(verify(chain, changed)) == sum(a != b for a, b in zip(left, changed, strict=True))
