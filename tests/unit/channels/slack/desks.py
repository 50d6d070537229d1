"""The Slack channel behind a real local server and in front of the fake Slack, with an application that takes notes."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.calling.workspaces import SingleWorkspace
from bot.channels.slack.channel import Setup, SlackChannel
from bot.channels.slack.settings import SlackSettings
from bot.clock import Clock, system_clock
from bot.ids import Ids, seeded_ids
from bot.messages import Account, Incoming, Posting, Reply, Screen
from tests.fakes.slack import Slack, User, fake_slack
from tests.fakes.slack.person import Person

SECRET = "a secret that is long enough to seal with"


@dataclass
class FakeReach:
    """Remembers the workspaces where nobody is reached."""

    lost: set[str] = field(default_factory=set)

    async def unreached(self, team: str) -> None:
        self.lost.add(team)

    async def reached_again(self, team: str) -> None:
        self.lost.discard(team)


@dataclass
class FakePorts:
    """Cards by their keys, as they look now, and where the accounts of those who get cards are written to."""

    cards: dict[str, Posting] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    clock: Clock = system_clock
    ids: Ids = field(default_factory=lambda: seeded_ids(1))
    installations: FakeReach = field(default_factory=FakeReach)

    async def posting(self, key: str, _account: Account) -> Posting | None:
        return self.cards.get(key)

    async def reached(self, account: Account) -> str:
        return self.addresses.get(account.user, "")


@dataclass
class Desk:
    """The channel, Slack, what the application was told, and what it answers.

    That is by what was pressed or written (`answers`), else one reply after the other, else always `reply`.

    Where it knows nobody (`strangers`), it first wants to know who somebody is.
    """

    slack: Slack
    channel: SlackChannel
    ports: FakePorts
    told: list[Incoming] = field(default_factory=list)
    reply: Reply = field(default_factory=Reply)
    answers: dict[str, Reply] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    failure: Exception | None = None
    delay: float = 0.0
    strangers: bool = False
    url: str = ""
    seen: dict[str, Reply] = field(default_factory=dict)
    done: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def handle(self, incoming: Incoming) -> Reply:
        """What the application does: a repeat gets the answer that was given before, and does nothing."""
        if self.strangers and incoming.profile is None:
            return Reply(who=True)
        self.told.append(incoming)
        await asyncio.sleep(self.delay)
        if self.failure:
            raise self.failure
        if incoming.id not in self.seen:
            self.done += 1
            fixed = self.answers.get(incoming.token or incoming.text)
            self.seen[incoming.id] = fixed or (self.replies.pop(0) if self.replies else self.reply)
        return self.seen[incoming.id]

    def person(self, user: str = "U1", name: str = "Amira Khan", **what: Any) -> Person:
        return self.slack.add(User(user, what.pop("team", "T1"), name.lower().split()[0], name, **what))

    def linked(self, person: Person) -> str:
        """Where the application writes to the person from now on."""
        return self.ports.addresses.setdefault(person.id, f"T1/{person.direct.id}")

    async def card(self, person: Person, screen: Screen, key: str = "card-1", version: int = 1) -> str:
        """Send a card to the person, as delivery does, and let the application draw it from now on."""
        address = self.linked(person)
        return await self.post(address, screen, key, version)

    async def post(self, address: str, screen: Screen, key: str = "card-1", version: int = 1, message: str = "") -> str:
        self.ports.cards[key] = Posting(address, key, 0, screen)
        return await self.channel.send(Posting(address, key, version, screen, message))

    async def settled(self) -> None:
        """Wait until everything that follows an acknowledgement is done."""
        await self.channel.settled()


def made(slack: Slack, ports: FakePorts, **settings: Any) -> SlackChannel:
    """The channel of the workspace T1."""
    given = SlackSettings(slack_api_url=slack.url, **settings)
    calls = Calls(slack.url, check=given.slack_check)
    workspaces = SingleWorkspace(calls, slack.token(), "suffolk", FakeReach())
    return SlackChannel(Setup(given, ports, workspaces, calls, SECRET))


@asynccontextmanager
async def another_replica(desk: Desk) -> AsyncIterator[None]:
    """From now on Slack reaches another process with the same database, as behind a balancer or after a restart."""
    channel = made(desk.slack, desk.ports, signing_secret=SecretStr(desk.slack.signing_secret))
    app = web.Application()
    app.add_routes(channel.routes(desk.handle))
    async with TestServer(app, host="127.0.0.1") as server:
        desk.slack.wire.app_url = str(server.make_url("/slack/events"))
        try:
            yield
        finally:
            await channel.close()


@asynccontextmanager
async def open_desk(clock: Clock | None = None, **settings: Any) -> AsyncIterator[Desk]:
    """A desk that Slack reaches over HTTP until the block ends."""
    ports = FakePorts()
    async with fake_slack(clock) as slack:
        secret = SecretStr(slack.signing_secret)
        channel = made(slack, ports, **{"signing_secret": secret, "slack_check": True, **settings})
        desk = Desk(slack, channel, ports)
        app = web.Application()
        app.add_routes(channel.routes(desk.handle))
        async with TestServer(app, host="127.0.0.1") as server:
            slack.wire.app_url = str(server.make_url("/slack/events"))
            try:
                yield desk
            finally:
                await channel.close()
