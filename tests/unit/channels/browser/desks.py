"""A practice room behind a real local server, with a fake application that writes down what it is told."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.browser.channel import BrowserChannel
from bot.channels.browser.guard import Stamps
from bot.channels.browser.practice import Practice
from bot.channels.browser.streams import Streams
from bot.messages import Incoming, Posting, Reply, Screen
from tests.unit.channels.browser.rooms import AMIRA, FakePorts
from tests.unit.channels.browser.tree import Node, parse

KEY = "a key that is long enough to sign with"
Client = TestClient[web.Request, web.Application]
FORM = "application/x-www-form-urlencoded"
SCRIPT = {"Accept": "application/json"}


@dataclass
class Desk:
    """The room, its server's client, what the application was told, and what it answers next."""

    ports: FakePorts
    channel: BrowserChannel
    told: list[Incoming] = field(default_factory=list)
    reply: Reply = field(default_factory=Reply)
    failure: Exception | None = None
    _client: Client | None = None

    @property
    def client(self) -> Client:
        assert self._client
        return self._client

    async def handle(self, incoming: Incoming) -> Reply:
        self.told.append(incoming)
        if self.failure:
            raise self.failure
        return self.reply

    async def page(self, show: str = "amira,grace") -> Node:
        answer = await self.client.get("/practice", params={"show": show})
        assert answer.status == 200
        return parse(await answer.text())

    async def card(self, screen: Screen, address: str = AMIRA.address, key: str = "case-1", version: int = 1) -> str:
        return await self.channel.send(Posting(address, key, version, screen))

    async def stamp(self, user: str = "amira") -> str:
        form = (await self.page(user)).one("section", id=f"chat-{user}").one("form", cls="composer")
        return form.one("input", name="stamp").attrs["value"]

    async def say(self, text: str, stamp: str, user: str = "amira", **headers: str) -> ClientResponse:
        data = {"person": user, "show": "amira,grace", "stamp": stamp, "text": text}
        return await self.post("say", data, **headers)

    async def press(
        self, token: str, message: str, fields: dict[str, str] | None = None, stamp: str = "", **headers: str
    ) -> ClientResponse:
        named = {f"f.{name}": value for name, value in (fields or {}).items()}
        stamp = stamp or await self.stamp()
        data = {"person": "amira", "show": "amira", "stamp": stamp, "message": message, "token": token}
        return await self.post("press", data | named, **headers)

    async def post(self, what: str, data: dict[str, str], **headers: str) -> ClientResponse:
        body = io.BytesIO(urlencode(data).encode())
        sent = {"Content-Type": FORM, **headers}
        return await self.client.post(f"/practice/{what}", data=body, headers=sent, allow_redirects=False)


@asynccontextmanager
async def open_desk() -> AsyncIterator[Desk]:
    """A desk that is served until the block ends."""
    ports = FakePorts()
    desk = Desk(ports, BrowserChannel(Practice("suffolk", ports, Stamps(KEY), Streams())))
    app = web.Application()
    app.add_routes(desk.channel.routes(desk.handle))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        desk._client = client
        yield desk
        await desk.channel.close()
