"""What installing needs from outside: where installations are kept, and states that are good once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.channels.slack.ports import Ports


@dataclass(frozen=True)
class Installed:
    """The app in one workspace, with the token of its bot and what Slack said when it was installed."""

    team: str
    council: str
    token: str = field(repr=False)
    name: str = ""
    bot_user: str = ""
    bot_id: str = ""
    scopes: str = ""
    installed_by: str = ""


class Installations(Protocol):
    """Where installations are kept; no token can be read there."""

    def ready(self) -> None:
        """StartError where tokens cannot be encrypted."""

    async def save(
        self,
        *,
        team: str,
        council: str,
        token: str,
        name: str,
        bot_user: str,
        bot_id: str,
        scopes: str,
        installed_by: str,
    ) -> None:
        """Keep an installation, new or made again."""

    async def find(self, team: str) -> Installed | None:
        """The app in that workspace; ChannelError where nobody can tell at the moment."""

    async def all(self) -> Sequence[Installed]:
        """Every workspace with the app in it; ChannelError as `find`."""

    async def end(self, team: str, token: str) -> None:
        """Forget that token, unless there is a newer one; the accounts there cannot be reached any more."""

    async def unreached(self, team: str) -> None:
        """Note that nobody is reached in that workspace any more."""

    async def reached_again(self, team: str) -> None:
        """Note that the app is there, so that people are written to again where nobody was reached any more."""

    async def check(self, councils: Mapping[str, str]) -> None:
        """StartError where a token cannot be read, or a workspace was installed for another council."""


class Beginnings(Protocol):
    """Installations that were begun."""

    async def issue(self) -> str:
        """The secret of a new one."""

    async def use(self, secret: str) -> bool:
        """Whether that one may go on; it is used up."""


class InstallPorts(Ports, Protocol):
    """What the application hands to the channel, with what installing needs; `titles` are the councils by name."""

    @property
    def installations(self) -> Installations: ...
    @property
    def beginnings(self) -> Beginnings: ...
    @property
    def titles(self) -> Mapping[str, str]: ...
