"""Working days of the nations of the United Kingdom; a year whose bank holidays are not yet published is unknown."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govuk_bank_holidays.bank_holidays import BankHolidays


class WorkingDays:
    """The working days of councils, by the division of each: england-and-wales, scotland, northern-ireland."""

    def __init__(self, divisions: Mapping[str, str]) -> None:
        self._divisions = divisions

    def after(self, council: str, day: date, working_days: int) -> date | None:
        """The day that many working days later; None where a year on the way has no published bank holidays."""
        division = self._divisions[council]
        while working_days > 0:
            day += timedelta(days=1)
            if day > _published_until(division):
                return None
            working_days -= _holidays().is_work_day(day, division)
        return day

    def works(self, council: str, day: date) -> bool | None:
        """Whether people work that day; None where the bank holidays of that year are not yet published."""
        division = self._divisions[council]
        return bool(_holidays().is_work_day(day, division)) if day <= _published_until(division) else None


@cache
def _holidays() -> "BankHolidays":
    # It brings an HTTP client, for which the start of a server need not wait.
    from govuk_bank_holidays.bank_holidays import BankHolidays  # noqa: PLC0415

    return BankHolidays(use_cached_holidays=True)


@cache
def _published_until(division: str) -> date:
    """The last day of the last year for which the library has the division's holidays."""
    return date(max(h["date"].year for h in _holidays().get_holidays(division)), 12, 31)
