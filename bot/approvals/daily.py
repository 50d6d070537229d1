"""The daily anchor: a timer a council and day, so that it is written once however many replicas there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.approvals.anchors import AnchorStore, write_anchor
from bot.approvals.ports import Timers
from bot.clock import LONDON, Clock

AT = time(0, 5)


class Fired(Protocol):
    """A timer that fell due."""

    @property
    def council(self) -> str:
        """Whose it is."""
        ...


@dataclass(frozen=True)
class Daily:
    """Opens each council's next timer, and writes the anchor when it fires."""

    store: AnchorStore
    timers: Timers
    clock: Clock

    async def begin(self, councils: Iterable[str]) -> None:
        """See that every council's next anchor has a timer."""
        for council in councils:
            await self._next(council)

    async def fired(self, timer: Fired) -> None:
        """Anchor the council's cases for today, and open tomorrow's timer."""
        await write_anchor(self.store, timer.council, self.clock.now(), self._today())
        await self._next(timer.council)

    async def _next(self, council: str) -> None:
        tomorrow = self._today() + timedelta(days=1)
        await self.timers.add(council, "anchor", f"{council}.{tomorrow}", datetime.combine(tomorrow, AT, LONDON))

    def _today(self) -> date:
        return self.clock.today(LONDON)
