"""What the Slack channel needs from outside: cards drawn anew, the clock, ids, and which workspaces there are."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.clock import Clock
from bot.ids import Ids
from bot.messages import Account, Posting


@dataclass(frozen=True)
class Workspace:
    """A workspace where the app is installed, the council that it belongs to, and the bot as it is known there."""

    team: str
    council: str
    token: str = field(repr=False)
    bot_user: str = ""
    bot_id: str = ""


class Workspaces(Protocol):
    """The workspaces where the app is installed."""

    async def of(self, team: str) -> Workspace | None:
        """The workspace of that team id; None where the app is not installed there or may not be used there.

        ChannelError where nobody can tell at the moment.
        """

    async def gone(self, team: str) -> None:
        """Forget the token of a workspace that has uninstalled the app or revoked it."""

    async def begin(self) -> None:
        """Find out what can be found out before the first request."""


class Reach(Protocol):
    """Whether people are written to in a workspace at all."""

    async def unreached(self, team: str) -> None:
        """Note that nobody is reached in that workspace any more."""

    async def reached_again(self, team: str) -> None:
        """Note that the app is there, so that people are written to again where nobody was reached any more."""


class Ports(Protocol):
    """What the application hands to the channel; any object with these will do."""

    @property
    def posting(self) -> Callable[[str, Account], Awaitable[Posting | None]]: ...
    @property
    def reached(self) -> Callable[[Account], Awaitable[str]]: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def ids(self) -> Ids: ...
