"""Channels: one folder a platform, found by being here. Each turns wire into Incoming and draws Screen."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

from aiohttp import web

from bot.messages import Incoming, Posting, Reply

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


def find() -> dict[str, Any]:
    """The channel packages beside this file by name; each has `make(settings, ports) -> Channel | None`."""
    names = [m.name for m in pkgutil.iter_modules(__path__) if m.ispkg]
    return {n: importlib.import_module(f"{__name__}.{n}") for n in sorted(names)}
