"""Asks platforms once a day how linked accounts stand there: what they tell by themselves may be lost on the way."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.conversations.ports import Links, Store
from bot.errors import ChannelError
from bot.messages import Account, Profile

OFTEN = timedelta(days=1)
# Of so many accounts each process asks at a time, a minute after the last: far below what any platform allows.
AT_A_TIME = 20


@dataclass(frozen=True)
class Listed:
    """A confirmed account, and when the platform was last asked of it or told of it."""

    id: int
    account: Account
    asked: datetime | None


class Accounts(Protocol):
    """The confirmed accounts of active people."""

    async def due(self, channels: Collection[str], before: datetime, limit: int) -> Sequence[Listed]:
        """Those on these channels of whom nothing was heard since that moment; the longest unheard of come first."""

    async def claim(self, listed: Listed, at: datetime) -> bool:
        """Note that it is asked about; False where another process has done so."""

    async def give_back(self, listed: Listed, at: datetime) -> None:
        """Take the note of that moment back, for nobody answered."""


@dataclass(frozen=True)
class Roll:
    """Goes through the accounts. `who` asks a channel's platform of one; no transaction is open meanwhile."""

    accounts: Accounts
    store: Store
    links: Links
    who: Mapping[str, Callable[[Account], Awaitable[Profile]]]
    clock: Clock

    async def call(self) -> None:
        """Ask of some accounts whose time has come; a platform that is away is asked another time."""
        now = self.clock.now()
        silent = set[str]()
        for listed in await self.accounts.due(self.who.keys(), now - OFTEN, AT_A_TIME):
            channel = listed.account.channel
            if channel not in silent and await self.accounts.claim(listed, now) and not await self._asked(listed, now):
                silent.add(channel)

    async def _asked(self, listed: Listed, now: datetime) -> bool:
        """Whether the platform answers; what it refuses to say of an account for good is asked again in a day."""
        try:
            profile = await self.who[listed.account.channel](listed.account)
        except ChannelError as refusal:
            structlog.get_logger().warning("standing_unknown", account=listed.id, code=refusal.code)
            if not refusal.permanent:
                await self.accounts.give_back(listed, now)
            return refusal.permanent
        async with self.store.transaction():
            await self.links.stands(listed.account, profile, now)
        return True
