"""A chat platform that outlives whoever sends to it: a file with every message and edit, in the order it took them."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from aiohttp import web

from bot.channels import Handle
from bot.messages import Posting, Screen


@dataclass(frozen=True)
class Taken:
    """One send that the platform took: `key` names the card, `look` what it looked like."""

    key: str
    version: int
    message: str
    look: str


@dataclass
class Platform:
    """The channel to it, and what a test reads; it finds a card by its key, so that none stands there twice."""

    file: Path
    name: str = "browser"

    def routes(self, handle: Handle) -> Iterable[web.AbstractRouteDef]:
        return ()

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def send(self, posting: Posting) -> str:
        taken = Taken(posting.key, posting.version, f"m-{posting.key}", look(posting.screen))
        with self.file.open("a") as file:
            file.write(json.dumps(asdict(taken)) + "\n")
        return taken.message

    def taken(self) -> dict[str, list[Taken]]:
        """All that was sent, by card, in order."""
        cards: dict[str, list[Taken]] = {}
        for line in self.file.read_text().splitlines() if self.file.exists() else []:
            one = Taken(**json.loads(line))
            cards.setdefault(one.key, []).append(one)
        return cards


def look(screen: Screen) -> str:
    """The same for two screens that look the same."""
    return sha256(repr(screen).encode()).hexdigest()
