"""The heartbeat of a replica: says that it is alive, and knows who else is and whether it may judge them."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.delivery.pace import Pace
from bot.delivery.ports import Replicas


@dataclass
class Heart:
    """Beats for one process under its name."""

    name: str
    replicas: Replicas
    pace: Pace
    clock: Clock
    _steady_since: float | None = field(default=None)
    _last: float = field(default=0.0)

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            await self.beat()
            await asyncio.sleep(self.pace.beat)

    async def beat(self) -> None:
        """Beat once. A beat that fails or comes late starts the count of steady beats again."""
        now = asyncio.get_running_loop().time()
        try:
            await self.replicas.beat(self.name, self.clock.now())
        except Exception as away:  # whatever it was, a replica that cannot beat must go on and must not judge
            structlog.get_logger().warning("beat_missed", kind=type(away).__name__)
            self._steady_since = None
            return
        if self._steady_since is None or now - self._last > self.pace.dead / 2:
            self._steady_since = now
        self._last = now

    async def alive(self) -> frozenset[str]:
        """The replicas that count as alive."""
        return await self.replicas.alive(self.clock.now() - timedelta(seconds=self.pace.dead))

    def may_judge(self, alive: frozenset[str]) -> bool:
        """Whether this replica may call others dead.

        After an outage of the database everybody looks dead, so its own beat must have been steady for as long as
        makes somebody dead; and only the first by name does it, so that two do not adopt the same work at once.
        """
        if self._steady_since is None or self.name != min(alive, default=""):
            return False
        return asyncio.get_running_loop().time() - self._steady_since > self.pace.dead
