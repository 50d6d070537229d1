"""What is in force on a day, by what was recorded alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.registers.states import (
    BACKWARDS,
    OVER,
    TOO_FAR,
    TOO_LONG,
    Kind,
    Period,
    changed,
    in_force,
    may_be_set,
)

TODAY = date(2026, 11, 23)
DAYS = st.integers(-400, 400).map(lambda n: TODAY + timedelta(n))


def period(kind: Kind, first: date, last: date, ended: date | None = None) -> Period:
    return Period("p", kind, first, last, "callum", "2026-11-23T12:00:00+00:00", ended_on=ended)


@given(DAYS, DAYS, st.none() | DAYS, DAYS)
def test_a_period_is_in_force_to_come_or_over_and_never_two_of_them(
    first: date, last: date, ended: date | None, day: date
) -> None:
    each = period(Kind.EMERGENCY, min(first, last), max(first, last), ended)
    assert not (each.on(day) and each.to_come(day))
    assert each.open(day) == (each.on(day) or each.to_come(day))
    if ended is not None and day >= ended:
        assert not each.open(day)


@given(st.lists(st.tuples(st.sampled_from(list(Kind)), DAYS, DAYS), max_size=6), DAYS)
def test_of_each_kind_the_one_that_lasts_longest_counts(drawn: list[tuple[Kind, date, date]], day: date) -> None:
    periods = [period(kind, min(days), max(days)) for kind, *days in drawn]
    there = in_force(periods, day)
    assert [p.kind for p in there] == [k for k in Kind if any(p.kind is k and p.on(day) for p in periods)]
    for each in there:
        assert each.until == max(p.until for p in periods if p.kind is each.kind and p.on(day))


@given(DAYS, DAYS)
def test_days_make_sense_only_in_order_and_while_they_last(first: date, last: date) -> None:
    no = may_be_set(first, last, TODAY)
    if last < first:
        assert no is BACKWARDS
    elif last < TODAY:
        assert no is OVER
    else:
        assert no is (TOO_LONG if (last - first).days >= 366 else None)


def test_what_lies_far_ahead_is_not_set_yet() -> None:
    assert may_be_set(date(2029, 1, 1), date(2029, 1, 2), TODAY) is TOO_FAR
    assert may_be_set(TODAY, TODAY, TODAY) is None


def test_each_that_begins_or_ends_is_told_once() -> None:
    before, after = frozenset({"mourning"}), frozenset({"emergency", "pre_election"})
    assert len(changed(before, after)) == 3
    assert changed(before, before) == ()
