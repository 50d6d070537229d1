"""What the Teams channel needs from outside: cards drawn anew, the clock, ids, and where conversations stand."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.clock import Clock
from bot.ids import Ids
from bot.messages import Account, Posting

Kind = Literal["personal", "groupChat", "channel"]


@dataclass(frozen=True)
class Reference:
    """A conversation that the bot is in, with all that it takes to write there without having been written to.

    `bot` and `user` are ids as Teams makes them for this bot (`28:…`, `29:…`), `object_id` is the person's in Entra.
    Both are empty but in a `personal` conversation.
    """

    tenant: str
    conversation: str
    service_url: str
    bot: str
    kind: Kind
    user: str = ""
    object_id: str = ""

    @property
    def address(self) -> str:
        """The address under which the core knows the conversation."""
        return f"{self.tenant}/{self.conversation}"


class References(Protocol):
    """Kept conversation references, for every process and after every restart."""

    async def keep(self, reference: Reference) -> None:
        """Keep it, in place of what was known of that conversation before."""

    async def find(self, tenant: str, conversation: str) -> Reference | None:
        """The conversation of that id."""

    async def personal(self, tenant: str, object_id: str) -> Reference | None:
        """The personal chat with the person of that Entra id."""

    async def service_url(self, tenant: str) -> str:
        """Where the tenant was last heard from; empty where it never was."""

    async def users(self, tenant: str, object_ids: Sequence[str]) -> Mapping[str, str]:
        """The ids in Teams of those people, by their Entra ids, as far as they have ever written to the bot."""

    async def welcome(self, tenant: str, conversation: str) -> bool:
        """Whether this conversation is still to be welcomed; True once only, whoever asks."""

    async def forget(self, tenant: str, conversation: str) -> None:
        """Let go of a conversation from which the bot was removed."""


class Ports(Protocol):
    """What the application hands to the channel; any object with these will do."""

    @property
    def posting(self) -> Callable[[str, Account], Awaitable[Posting | None]]: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def ids(self) -> Ids: ...
    @property
    def references(self) -> References: ...
    @property
    def titles(self) -> Mapping[str, str]: ...
