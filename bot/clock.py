"""The one place that reads the clock; everything else is given a moment or a Clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""

    def today(self, zone: ZoneInfo) -> date:
        """The day it is in that zone, which near midnight is not the day in UTC."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self, zone: ZoneInfo) -> date:
        return self.now().astimezone(zone).date()


class FixedClock:
    """A clock that stands still until it is moved, for tests and for asking about another day."""

    def __init__(self, moment: datetime) -> None:
        self.set(moment)

    def set(self, moment: datetime) -> None:
        """Put the clock to an aware moment; ValueError for one without a zone, which could mean any."""
        if moment.tzinfo is None:
            raise ValueError("give a moment with its time zone")
        self._moment = moment.astimezone(UTC)

    def move(self, by: timedelta) -> None:
        """Let that much time pass; a negative length turns the clock back."""
        self._moment += by

    def now(self) -> datetime:
        return self._moment

    def today(self, zone: ZoneInfo) -> date:
        return self._moment.astimezone(zone).date()


system_clock: Clock = SystemClock()
