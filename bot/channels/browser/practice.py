"""What every part of the practice room shares: whose council it is, its ports, its stamps and its open pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.channels.browser.guard import Rejected, Stamps
from bot.channels.browser.ports import Ports, Sitter
from bot.channels.browser.streams import Streams
from bot.channels.browser.tray import Tray
from bot.messages import Account

NOBODY = "Nobody of that name sits in this practice room. Go back to the room and choose somebody from the list."


@dataclass(frozen=True)
class Practice:
    """The room of one council."""

    council: str
    ports: Ports
    stamps: Stamps
    streams: Streams
    tray: Tray = field(default_factory=Tray)

    async def sitters(self) -> Sequence[Sitter]:
        """The sample people, in the order in which they are shown."""
        return await self.ports.people.sitters(self.council)

    async def sitter(self, user: str) -> Sitter:
        """That sample person; Rejected with 404 where there is none."""
        found = next((s for s in await self.sitters() if s.user == user), None)
        if found is None:
            raise Rejected(404, NOBODY)
        return found

    def account(self, sitter: Sitter) -> Account:
        """The account under which the sample person acts."""
        return Account("browser", self.council, sitter.user)
