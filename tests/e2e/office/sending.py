"""A platform that holds what the cast send as files, and the sending of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from aiohttp import web

from bot.channels import Handle
from bot.errors import ChannelError
from bot.ids import system_ids
from bot.messages import Account, Incoming, Posting, Reply, SentFile
from tests.office import Actor, Office

PNG = b"\x89PNG\r\n\x1a\n" + b"a post" * 10


@dataclass
class Platform:
    """Has the bytes by id; `trouble` is raised, the newest first, before it gives any."""

    files: dict[str, bytes] = field(default_factory=dict)
    trouble: list[ChannelError] = field(default_factory=list)
    asked: list[tuple[Account, str]] = field(default_factory=list)
    name: str = "browser"

    async def fetch(self, account: Account, file: SentFile) -> bytes:
        self.asked.append((account, file.id))
        if self.trouble:
            raise self.trouble.pop()
        if file.id not in self.files:
            raise ChannelError("file_not_found", "It is gone.", permanent=True)
        return self.files[file.id]

    def routes(self, handle: Handle) -> Iterable[web.AbstractRouteDef]:
        return ()

    async def send(self, posting: Posting) -> str:
        return posting.key

    async def close(self) -> None:
        """Nothing is open."""


def platform(office: Office) -> Platform:
    """A platform to which the office's people belong."""
    there = Platform()
    cast("dict[str, Any]", office.app.channels)["browser"] = there
    return there


async def sends(who: Actor, *files: SentFile, text: str = "", event: str = "") -> Reply:
    """Send files, with words or without."""
    account = Account("browser", who.office.council, who.user)
    incoming = Incoming(event or system_ids.delivery(), account, who.user, text=text, files=files)
    return await who.office.app.front.handle(incoming)


async def a_picture(who: Actor, there: Platform, name: str = "post.png", body: bytes = PNG) -> Reply:
    """Send one picture that the platform has."""
    sent = SentFile(f"F{len(there.files)}", name, "image/png", len(body), f"https://files.example.org/{name}")
    there.files[sent.id] = body
    return await sends(who, sent)
