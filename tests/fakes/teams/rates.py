"""Teams' limits for a bot, in a conversation and in a tenant, and the 429 above them. Off until it is switched on."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.fakes.teams.state import TeamsError

# So many in so many seconds, for one bot in one conversation; reading has twice what writing has.
WRITES = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
READS = ((14, 1.0), (16, 2.0), (120, 30.0), (3_600, 3_600.0))
IN_A_TENANT = (30, 1.0)
READING = {"member", "members"}


class Throttled(TeamsError):
    """Too many: answered with 429 and Retry-After."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(429, "Throttled", "Too many requests.", retry_after=retry_after)


@dataclass
class Rates:
    """Counts calls in sliding windows by conversation, by what they do, and by tenant."""

    on: bool = False
    refused: int = 0
    _calls: dict[tuple[str, ...], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, call: str, tenant: str, conversation: str, now: float) -> None:
        """Count one call; Throttled above a limit, and then it is not counted."""
        if not self.on:
            return
        windows = _windows(call, tenant, conversation)
        waits = [wait for key, count, seconds in windows if (wait := self._wait(key, count, seconds, now))]
        if waits:
            self.refused += 1
            raise Throttled(math.ceil(max(waits)))
        for key, _, _ in windows:
            self._calls[key].append(now)

    def _wait(self, key: tuple[str, ...], count: int, seconds: float, now: float) -> float:
        calls = self._calls[key]
        while calls and calls[0] <= now - seconds:
            calls.popleft()
        return calls[0] + seconds - now if len(calls) >= count else 0.0


def _windows(call: str, tenant: str, conversation: str) -> list[tuple[tuple[str, ...], int, float]]:
    kind = "read" if call in READING else "create" if call == "create" else "write"
    own = [((kind, conversation, str(s)), n, s) for n, s in (READS if kind == "read" else WRITES)]
    return [*own, (("tenant", tenant), *IN_A_TENANT)]
