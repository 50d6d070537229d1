"""Working days: weekends and bank holidays are left out, and an unpublished year is unknown."""

from datetime import date

from bot.working_days import WorkingDays

DAYS = WorkingDays({"suffolk": "england-and-wales", "fife": "scotland"})


def test_weekends_and_bank_holidays_are_no_working_days() -> None:
    assert DAYS.after("suffolk", date(2026, 12, 23), 3) == date(2026, 12, 30)


def test_each_council_has_the_holidays_of_its_own_nation() -> None:
    assert DAYS.after("suffolk", date(2025, 12, 31), 1) == date(2026, 1, 2)
    assert DAYS.after("fife", date(2025, 12, 31), 1) == date(2026, 1, 5)


def test_no_working_days_later_is_the_same_day() -> None:
    assert DAYS.after("suffolk", date(2026, 11, 22), 0) == date(2026, 11, 22)


def test_a_year_that_is_not_published_is_unknown_and_never_guessed() -> None:
    assert DAYS.after("suffolk", date(2090, 1, 1), 1) is None


def test_a_day_is_worked_or_not_or_nobody_knows_yet() -> None:
    assert DAYS.works("suffolk", date(2026, 12, 24)) is True
    assert DAYS.works("suffolk", date(2026, 12, 25)) is False
    assert DAYS.works("suffolk", date(2026, 11, 22)) is False
    assert DAYS.works("suffolk", date(2090, 1, 3)) is None
