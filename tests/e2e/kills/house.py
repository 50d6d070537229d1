"""An office whose application runs in a process of its own, and what is true of it however often that is killed."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tortoise.expressions import F

from bot.clock import FixedClock
from bot.messages import Reply
from bot.storage import models
from tests.e2e.delivery.desk import until
from tests.e2e.kills.platform import Platform, look
from tests.e2e.kills.process import Running, started
from tests.e2e.races.judging import faults
from tests.e2e.races.plan import Press, Race
from tests.e2e.races.preparing import people_of
from tests.e2e.races.racing import Ran
from tests.e2e.races.record import records
from tests.office import Office

SOON = 10


class Ticking(FixedClock):
    """A clock that goes on from a moment, the same in every process of this machine."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self._since = time.monotonic()

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=time.monotonic() - self._since)


@dataclass
class House:
    """The office, the process that serves it, and every click with the answer that was heard, if any."""

    office: Office
    platform: Platform
    running: Running | None = None
    heard: dict[str, Reply] = field(default_factory=dict)
    began: float = 0

    async def start(self, *, torn: bool = False) -> Running:
        """Start the application, after it was killed or for the first time; `torn` has no transactions."""
        self.began = time.monotonic()
        self.running = await started(self.office.app.settings, self.office.clock, self.platform.file, torn=torn)
        return self.running

    async def kill(self) -> None:
        """Kill it, if it still runs."""
        if self.running and not self.running.dead.is_set():
            await self.running.kill()

    async def press(self, press: Press) -> Reply | None:
        """Make a click and keep what was answered; a click that was answered before must get the same again."""
        assert self.running
        reply = await self.running.press(press)
        if reply is not None:
            assert self.heard.setdefault(press.delivery, reply) == reply
        return reply

    async def cards_right(self, seconds: float = SOON) -> None:
        """Wait until every card shows what it would show if drawn now; fails so many seconds after the last start."""
        await until(self._all_shown, self.began + seconds - time.monotonic())
        taken = self.platform.taken()
        for card in await models.Card.all():
            posting = await self.office.app.drawing.posting(card.id)
            assert posting
            assert taken[card.id][-1].look == look(posting.screen)

    async def _all_shown(self) -> bool:
        return not await models.Card.exclude(wanted=F("shown")).exists()

    async def wrong_with(self, races: Iterable[Race]) -> list[str]:
        """What is wrong with the stored cases: only the clicks that left a receipt may have left anything else."""
        people, stored = await people_of(self.office), await records()
        kept = {id_: Reply(**reply) for id_, reply in await models.Receipt.all().values_list("id", "reply")}
        found = [f"{d} was answered, but not kept" for d, reply in self.heard.items() if kept.get(d) != reply]
        for race in races:
            presses = tuple(p for p in race.presses if p.delivery in kept)
            answers = tuple(kept[p.delivery] for p in presses)
            found += faults(Ran(Race(race.case, presses), answers), stored[race.case], people)
        return found + self._went_back()

    def _went_back(self) -> list[str]:
        """Cards that were shown in an older version after a newer one, or in two messages."""
        return [
            f"card {card} was shown as {[t.version for t in taken]}"
            for card, taken in self.platform.taken().items()
            if sorted(taken, key=lambda t: t.version) != taken or len({t.message for t in taken}) > 1
        ]
