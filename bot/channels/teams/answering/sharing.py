"""Keeps requests out of chats and channels that guests, or people of another organisation, read too."""

import asyncio

from bot.channels.teams.answering.identity import standing
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.ports import Reference
from bot.errors import ChannelError

YES, SHARED, ABSENT = "yes", "shared", "absent"
READ_BY_OTHERS = (
    "Guests or people of another organisation can read this chat in Teams, so no request goes there. "
    "Name another one: write to me there “comms here”."
)
# Guests may be let in at any time; asked each time, Teams would have to be asked twice for each card.
KNOWN_FOR = 300.0


class Sharing:
    """Knows for some minutes which chats and channels only people of their own tenant read."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._own: dict[str, float] = {}

    async def fits(self, where: Reference) -> str:
        """Whether requests may come there: yes, shared, or absent where the bot is not in it. ChannelError for now."""
        try:
            return YES if await self._own_alone(where) else SHARED
        except ChannelError as refusal:
            if refusal.permanent:
                return ABSENT
            raise

    async def check(self, where: Reference) -> None:
        """ChannelError, for good, where others read it too; and where Teams does not say who does, as it refuses."""
        if not await self._own_alone(where):
            raise ChannelError("shared_channel", READ_BY_OTHERS, permanent=True)

    def forget(self) -> None:
        """Ask anew: somebody was let in somewhere, and Teams names the team, not each of its channels."""
        self._own.clear()

    async def _own_alone(self, where: Reference) -> bool:
        now = asyncio.get_running_loop().time()
        if now < self._own.get(where.address, 0.0):
            return True
        self._own.pop(where.address, None)
        if any(standing(where.tenant, one) != "member" for one in await self._connector.members(where)):
            return False
        self._own[where.address] = now + KNOWN_FOR
        return True
