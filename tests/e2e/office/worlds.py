"""All that outsiders get of an office, to the byte: replies, cards, figures, and what commands print."""

import asyncio
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels import Handle
from bot.conversations.desk import FrontDesk
from bot.ids import seeded_ids
from bot.messages import Incoming, Posting, Reply
from bot.server import Health, make
from bot.storage import models
from tests.office import Actor, Office

# What varies from one run to the next in any world: ids, references, hashes and times.
VARIES = re.compile(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b|\b[34679AC-HJKMNPQRTVWXY]{4}-[34679AC-HJKMNPQRTVWXY]{4}\b")
TOKEN = re.compile(r"'\.?[\w-]+\.[\w-]{20,}'")
TIMED = re.compile(r"^(#|commsdesk_incoming_seconds_(bucket|sum)|commsdesk_loop_|.*_created).*\n", re.MULTILINE)
# Children before those they belong to.
HAPPENED = (
    models.SentFilePart, models.SentFile, models.ReportPrivate, models.ReportEntry, models.ReportSeat, models.Report,
    models.Private, models.Entry,
    models.Seat, models.Task, models.Revision, models.Case, models.Outbox, models.Card, models.Conversation,
    models.Receipt, models.Anchor, models.Timer, models.PersonRole,
)  # fmt: skip


@dataclass
class Line:
    """A channel without a wire: whatever it is handed is counted as the server counts."""

    name: str = "line"
    handle: Handle | None = None

    def routes(self, handle: Handle) -> Iterable[web.AbstractRouteDef]:
        self.handle = handle
        return ()

    async def send(self, posting: Posting) -> str:
        return posting.key

    async def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class Counted(FrontDesk):
    """The front desk behind the server's figures."""

    line: Line = field(default_factory=Line)

    async def handle(self, incoming: Incoming) -> Reply:
        assert self.line.handle
        return await self.line.handle(incoming)


@dataclass
class World:
    """An office whose every answer to an outsider is kept, with what varies in any world named by its order."""

    office: Office
    server: web.Application
    kept: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def keep(self, what: str, said: object) -> None:
        text = TOKEN.sub(self._opened, f"{what}: {said}")
        self.kept.append(VARIES.sub(self._named, text))

    async def says(self, user: str, text: str) -> None:
        self.keep(f"{user} says {text}", await Actor(self.office, user).says(text))

    async def sends(self, user: str, token: str, **fields: str) -> None:
        self.keep(f"{user} presses", await Actor(self.office, user).send(token, **fields))

    async def sees(self, *users: str) -> None:
        for user in users:
            for screen in await Actor(self.office, user).cards():
                self.keep(f"{user} sees", screen)

    async def figures(self) -> None:
        """What the addresses for those who watch it say."""
        async with TestClient(TestServer(self.server)) as client:
            for path in ("/healthz", "/readyz", "/metrics"):
                self.keep(path, TIMED.sub("", await (await client.get(path)).text()))

    async def commands(self, *lines: str) -> None:
        """What these commands print, and how they end; one process for all of them, for it takes long to start."""
        url = self.office.app.settings.database_url
        each = "import sys; from bot.cli import main; [print(a, main(a.split()), flush=True) for a in sys.argv[1:]]"
        call = (sys.executable, "-c", each, *lines)
        pipe = asyncio.subprocess.PIPE
        environment = {**os.environ, "COMMSDESK_DATABASE_URL": url}  # noqa: TID251 - it is handed on to a process
        process = await asyncio.create_subprocess_exec(*call, stdout=pipe, stderr=pipe, env=environment)
        out, err = await process.communicate()
        self.keep("commands", f"{out.decode()} {err.decode()} {process.returncode}")

    def _opened(self, found: re.Match[str]) -> str:
        return str(self.office.app.front.signer.read(found.group().strip("'")))

    def _named(self, found: re.Match[str]) -> str:
        return self.names.setdefault(found.group(), f"<{len(self.names)}>")


def world(office: Office) -> World:
    """The office as outsiders and those who watch it know it."""
    app, line = office.app, Line()
    parts: dict[str, Any] = vars(app.front)
    health = Health(app.delivery.backlog, lambda: True, office.clock, seeded_ids(1))
    server = make(app.front.handle, {"line": line}, health)
    return World(replace(office, app=replace(app, front=Counted(**parts, line=line))), server)


async def begin_again() -> None:
    """Take away all that has happened, and keep the people."""
    for model in HAPPENED:
        await model.all().delete()
