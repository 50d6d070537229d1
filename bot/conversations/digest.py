"""Reminders: one card a working day for everybody for whom something waits since before that day."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from bot.approvals.daily import Daily
from bot.approvals.ports import Desk
from bot.clock import LONDON
from bot.conversations.ports import Undelivered

AT = time(9, 0)
# Whoever could not be reminded before this is reminded the next day: a bell in the evening helps nobody.
LATEST = time(17, 0)


class Fired(Protocol):
    """A timer that fell due."""

    @property
    def council(self) -> str:
        """Whose it is."""

    @property
    def ref(self) -> str:
        """What it is about."""

    @property
    def due(self) -> datetime:
        """When it fell due."""


class Waiting(Protocol):
    """Knows for whom something waits."""

    async def waits_since(self, council: str, before: datetime) -> frozenset[str]:
        """The people for whom something has waited since before that moment."""

    async def reminded(self, council: str, people: Iterable[str]) -> frozenset[str]:
        """Those of them who are on the staff and have not switched reminders off."""


@dataclass(frozen=True)
class Digest:
    """Opens each council's next timer, and one for each person to be reminded when that fires.

    Each of these fires in a transaction of its own, so that nobody's click waits for a whole council's reminders.
    """

    desk: Desk
    waiting: Waiting
    undelivered: Undelivered

    async def begin(self, councils: Iterable[str]) -> None:
        """See that every council's next reminders have a timer."""
        now = self.desk.clock.now().astimezone(LONDON)
        for council in councils:
            await self._at(council, now.date() + timedelta(days=now.time() >= AT))

    async def fired(self, timer: Fired) -> None:
        """Have everybody reminded for whom something waits, where this is a working day; open the next timer."""
        today = self._today()
        if timer.due.astimezone(LONDON).date() < today:
            await self._at(timer.council, today)  # nobody was there that day, and today's reminders say as much
            return
        await self._at(timer.council, today + timedelta(days=1))
        works = self.desk.calendar.works(timer.council, today)
        if works is None:
            await self._unknown(timer.council, today)
        elif works and self.desk.clock.now().astimezone(LONDON).time() < LATEST:
            await self._all(timer.council, today)

    async def remind(self, timer: Fired) -> None:
        """Remind one person, whose id the timer's ref is; what waits is read when the card is drawn."""
        await self.desk.cards.again(timer.council, "page.waiting", timer.ref, timer.ref)

    async def _all(self, council: str, today: date) -> None:
        people = await self.waiting.waits_since(council, datetime.combine(today, time(), LONDON))
        if await self.undelivered.count(council):
            people |= frozenset(await self.desk.stewards_of(council))
        for person in sorted(await self.waiting.reminded(council, people)):
            await self.desk.timers.add(council, "remind", person, datetime.combine(today, AT, LONDON))

    async def _unknown(self, council: str, today: date) -> None:
        """On the first day of which nobody knows whether it is a holiday, say so to those who can see to it."""
        if self.desk.calendar.works(council, today - timedelta(days=1)) is not None:
            for person in await self.desk.stewards_of(council):
                await self.desk.cards.again(council, "page.calendar", person, person)

    async def _at(self, council: str, day: date) -> None:
        await self.desk.timers.add(council, "digest", f"{council}.{day}", datetime.combine(day, AT, LONDON))

    def _today(self) -> date:
        return self.desk.clock.today(LONDON)


@dataclass(frozen=True)
class Rounds:
    """What is done once a day for every council: the anchor of its record, and reminders."""

    anchors: Daily
    digest: Digest

    async def begin(self, councils: Iterable[str]) -> None:
        """See that each has its next timers."""
        every = tuple(councils)
        await self.anchors.begin(every)
        await self.digest.begin(every)

    def kinds(self) -> Mapping[str, Callable[[Any], Awaitable[None]]]:
        """What each of their timers does, by its kind."""
        return {"anchor": self.anchors.fired, "digest": self.digest.fired, "remind": self.digest.remind}
