"""The clock: aware moments, days by zone, and a clock that tests can move."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.clock import LONDON, FixedClock, system_clock

JUST_BEFORE_MIDNIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


def test_the_system_clock_gives_aware_moments_in_utc() -> None:
    assert system_clock.now().utcoffset() == timedelta(0)


def test_the_system_clock_gives_the_day_in_the_zone_that_is_asked_for() -> None:
    before, day, after = system_clock.now(), system_clock.today(LONDON), system_clock.now()
    assert before.astimezone(LONDON).date() <= day <= after.astimezone(LONDON).date()


def test_a_summer_evening_in_utc_is_already_the_next_day_in_london() -> None:
    assert FixedClock(JUST_BEFORE_MIDNIGHT).today(LONDON) == date(2026, 7, 1)


def test_a_fixed_clock_stands_still_until_it_is_moved() -> None:
    clock = FixedClock(JUST_BEFORE_MIDNIGHT)
    assert clock.now() == clock.now() == JUST_BEFORE_MIDNIGHT
    clock.move(timedelta(hours=1))
    assert clock.now() == JUST_BEFORE_MIDNIGHT + timedelta(hours=1)


def test_a_fixed_clock_keeps_a_moment_of_another_zone_in_utc() -> None:
    clock = FixedClock(datetime(2026, 7, 1, 12, 0, tzinfo=LONDON))
    assert clock.now().isoformat() == "2026-07-01T11:00:00+00:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2026, 7, 1, 12, 0))  # noqa: DTZ001  # the mistake that is being tested
