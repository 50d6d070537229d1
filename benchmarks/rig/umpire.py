"""Slack as far as its limits go: takes calls, refuses some at random, and notes each that should not have come."""

import asyncio
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.channels import Method
from bot.channels.slack.calling import rates
from bot.delivery.ports import CardState
from bot.errors import ChannelError
from bot.messages import Posting
from tests.fakes.slack.rates import IN_THE_WORKSPACE, MINUTE, TIER, TIERS, Limited, Rates

QUICKEST, SLOWEST = 0.05, 0.4
LONGEST_PAUSE = 5


@dataclass
class Umpire:
    """The channel to Slack. `refuses` of all calls meet a 429, with 1 to 5 seconds of Retry-After.

    `card` tells a card as it is at the moment, to see whether what is sent of it is the newest.
    """

    refuses: float
    card: Callable[[str], CardState]
    name: str = "slack"
    made: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    posted: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _table: Rates = field(default_factory=lambda: Rates(on=True))
    _paused: dict[tuple[str, str], float] = field(default_factory=dict)
    _sent: dict[str, int] = field(default_factory=dict)
    _calls: int = 0

    def method(self, address: str, *, edit: bool) -> Method:
        """The product's own limits."""
        return rates.method(address, edit=edit)

    async def send(self, posting: Posting) -> str:
        """Take a call, or refuse it; Slack counts it somewhere between its beginning and its answer."""
        name = self.method(posting.address, edit=bool(posting.message)).name
        team, _, conversation = posting.address.partition("/")
        self._look(posting, name, team)
        there, back = self._random() * SLOWEST / 2 + QUICKEST / 2, self._random() * SLOWEST / 2 + QUICKEST / 2
        await asyncio.sleep(there)
        refused = self._random() < self.refuses
        if not refused:
            self._count(name, team, conversation)
        await asyncio.sleep(back)
        if refused:
            self._refuse(name, team)
        self._note(posting, name)
        return posting.message or f"m{posting.key}"

    def routes(self, handle: object) -> tuple[()]:
        return ()

    async def close(self) -> None:
        """There is nothing to let go of."""

    def _look(self, posting: Posting, name: str, team: str) -> None:
        if _now() < self._paused.get((name, team), 0.0):
            self.faults.append(f"{name} was called before Retry-After had passed")
        if posting.version < self.card(posting.key).wanted:
            self.faults.append(f"{posting.key} was sent in version {posting.version} when a newer one was wanted")

    def _count(self, name: str, team: str, conversation: str) -> None:
        try:
            self._table.take(name, team, conversation, _now())
        except Limited:
            self.faults.append(f"{name} was called more often than the table allows")

    def _refuse(self, name: str, team: str) -> None:
        seconds = 1 + int(self._random() * LONGEST_PAUSE)
        self.refused += 1
        self._paused[name, team] = max(self._paused.get((name, team), 0.0), _now() + seconds)
        raise ChannelError("ratelimited", "Later.", permanent=False, retry_after=seconds)

    def _note(self, posting: Posting, name: str) -> None:
        self.made[name] += 1
        if not posting.message:
            self.posted[posting.address].append(posting.key)
        if posting.version <= self._sent.get(posting.key, 0):
            self.faults.append(f"{posting.key} went back to version {posting.version}")
        self._sent[posting.key] = posting.version

    def _random(self) -> float:
        # The same in each run, and as good as any other for this.
        self._calls += 1
        return zlib.crc32(f"storm {self._calls}".encode()) / 2**32


def least_seconds(posts: int, edits: int) -> float:
    """The least time in which the table allows so many posts and edits in one workspace, both at once, none refused."""
    return max(_least(posts, *IN_THE_WORKSPACE), _least(edits, TIER[TIERS["chat.update"]], MINUTE))


def _least(calls: int, count: int, seconds: float) -> float:
    return max(0, math.ceil(calls / count) - 1) * seconds


def _now() -> float:
    return asyncio.get_running_loop().time()
