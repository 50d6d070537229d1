"""Channels: one folder a platform, found by being here. Each turns wire into Incoming and draws Screen."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from aiohttp import web

from bot.errors import ChannelError
from bot.messages import Account, Incoming, Posting, Profile, Reply, SentFile

Handle = Callable[[Incoming], Awaitable[Reply]]


class Channel(Protocol):
    """One platform. `send` raises ChannelError, which says whether to try again and when."""

    name: str

    def routes(self, handle: Handle) -> Iterable[web.AbstractRouteDef]:
        """The HTTP routes by which the platform reaches the bot; each calls `handle` once it knows who it is."""
        ...

    async def send(self, posting: Posting) -> str:
        """Post or edit one message and give the platform's id of it; `posting.message` names the one to edit."""
        ...

    async def close(self) -> None:
        """Let go of connections and streams."""
        ...


@runtime_checkable
class Starting(Protocol):
    """A channel that does something of its own for as long as the server runs; `close` ends it."""

    async def start(self) -> None:
        """Begin, once the routes are there; StartError where it cannot."""
        ...


@runtime_checkable
class Listening(Protocol):
    """A channel that is reached by a connection of its own, which may be lost."""

    async def hears(self) -> bool:
        """Whether what people do there reaches the bot at this moment."""
        ...


@runtime_checkable
class Fetching(Protocol):
    """A channel from which the files that people send there can be fetched."""

    async def fetch(self, account: Account, file: SentFile) -> bytes:
        """What the account sent, asked for after it was acknowledged; by its `id` alone, for the rest is for people.

        ChannelError, for good, where the file is gone, may not be read, or has more than LARGEST bytes (the code
        `too_large`, and no more than that is ever read); for now where the platform is away or asks to wait.
        """
        ...


@runtime_checkable
class Knowing(Protocol):
    """A channel whose platform says at any time who an account is."""

    async def who(self, account: Account) -> Profile:
        """What the platform says of the account now; ChannelError where it does not say."""
        ...


@dataclass(frozen=True)
class Limit:
    """What a platform allows: so many calls in so many seconds, in each conversation, or (`whole`) in each workspace.

    The workspace is what stands before the first slash of an address; addresses without one are all of the same.
    """

    count: int
    seconds: float
    whole: bool = False


@dataclass(frozen=True)
class Method:
    """What a channel calls to send something, and every limit over it."""

    name: str
    limits: tuple[Limit, ...]


def fetcher(channels: Mapping[str, Channel]) -> Callable[[Account, SentFile], Awaitable[bytes]]:
    """Fetches a file from whichever of these channels the account belongs to; ChannelError where that brings none."""

    async def fetch(account: Account, file: SentFile) -> bytes:
        channel = channels.get(account.channel)
        if not isinstance(channel, Fetching):
            raise ChannelError("no_files", f"No file can be fetched from {account.channel}.", permanent=True)
        return await channel.fetch(account, file)

    return fetch


def knowing(channels: Mapping[str, Channel]) -> Mapping[str, Callable[[Account], Awaitable[Profile]]]:
    """What says of an account who it is, for each of these channels that can."""
    return {name: channel.who for name, channel in channels.items() if isinstance(channel, Knowing)}


def find() -> dict[str, Any]:
    """The channel packages beside this file by name; each has `make(settings, ports) -> Channel | None`."""
    names = [m.name for m in pkgutil.iter_modules(__path__) if m.ispkg]
    return {n: importlib.import_module(f"{__name__}.{n}") for n in sorted(names)}
