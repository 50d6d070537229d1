"""The Teams channel behind a real local server and in front of the fake Teams, with an application that takes notes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.teams.answering.drive import Drive
from bot.channels.teams.channel import ROUTE, Setup, TeamsChannel
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.ports import Reference
from bot.channels.teams.settings import TeamsSettings
from bot.clock import Clock, system_clock
from bot.ids import Ids, seeded_ids
from bot.messages import Account, Incoming, Posting, Reply, Screen
from tests.fakes.teams import HOME, FakeTeams, fake_teams
from tests.fakes.teams.person import Person
from tests.fakes.teams.state import Conversation
from tests.fakes.teams_references import MemoryReferences


@dataclass
class FakePorts:
    """Cards by their keys, as they look now, for whoever may see them; conversations in memory."""

    cards: dict[str, Posting] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    references: MemoryReferences = field(default_factory=MemoryReferences)
    clock: Clock = system_clock
    ids: Ids = field(default_factory=lambda: seeded_ids(1))
    titles: Mapping[str, str] = field(default_factory=lambda: {"suffolk": "Suffolk"})

    async def posting(self, key: str, account: Account) -> Posting | None:
        return self.cards.get(key) if self.owners.get(key, account.user) == account.user else None


@dataclass
class Desk:
    """The channel, Teams, what the application was told, and what it answers.

    That is by what was pressed or written (`answers`), else one reply after the other, else always `reply`.

    Where it knows nobody (`strangers`), it first wants to know who somebody is.
    """

    teams: FakeTeams
    channel: TeamsChannel
    ports: FakePorts
    told: list[Incoming] = field(default_factory=list)
    reply: Reply = field(default_factory=Reply)
    answers: dict[str, Reply] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    failure: Exception | None = None
    delay: float = 0.0
    strangers: bool = False
    seen: dict[str, Reply] = field(default_factory=dict)
    done: int = 0

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

    def person(self, short: str = "amira", name: str = "Amira Khan", **what: Any) -> Person:
        """Somebody who has the bot; the bot knows their chat unless it was `unheard` of."""
        unheard = what.pop("unheard", False)
        who = self.teams.person(short, name, **what)
        if not unheard and what.get("has_app", True):
            self.know(who.direct, who)
        return who

    def know(self, where: Conversation, who: Person | None = None) -> Reference:
        """Let the bot know a conversation, as after whatever happened there before."""
        own = (who.id, who.account.object_id) if who else ("", "")
        known = Reference(where.tenant, where.id, self.teams.service_url, self.teams.bot_id, where.kind, *own)
        self.ports.references.kept[known.tenant, known.conversation] = known
        return known

    async def card(self, person: Person, screen: Screen, key: str = "card-1", version: int = 1) -> str:
        """Send a card to the person, as delivery does, and let the application draw it from now on."""
        self.ports.owners[key] = person.account.object_id
        return await self.post(f"{person.account.tenant}/{person.direct.id}", screen, key, version)

    async def post(self, address: str, screen: Screen, key: str = "card-1", version: int = 1, **more: Any) -> str:
        self.ports.cards[key] = Posting(address, key, 0, screen, deciders=more.pop("deciders", ()))
        posting = Posting(address, key, version, screen, deciders=self.ports.cards[key].deciders, **more)
        return await self.channel.send(posting)

    async def settled(self) -> None:
        """Wait until everything that follows an answer is done."""
        await self.channel.settled()
        await self.teams.settled()


def account(person: Person) -> Account:
    """Somebody's account as the application knows it."""
    return Account("teams", person.account.tenant, person.account.object_id)


def local(url: str) -> bool:
    """Whether an address leads to the fake's own host of files."""
    return urlsplit(url).hostname == "127.0.0.1"


def made(teams: FakeTeams, ports: FakePorts, **changed: Any) -> TeamsChannel:
    """The channel of a bot for development: nobody is asked who they are, and files are on this machine."""
    given = {"teams_unsafe_local": True, "teams_check": True, "app_id": teams.app_id, **changed}
    settings = TeamsSettings(**given)
    credentials = Credentials(settings)
    return TeamsChannel(Setup(settings, ports, "suffolk", credentials, Connector(settings, credentials), Drive(local)))


@asynccontextmanager
async def serving(desk: Desk, channel: TeamsChannel) -> AsyncIterator[None]:
    """Teams reaches this channel until the block ends, as one of several replicas."""
    app = web.Application()
    app.add_routes(channel.routes(desk.handle))
    async with TestServer(app, host="127.0.0.1") as server:
        desk.teams.wire.bot_url = str(server.make_url(ROUTE))
        await channel.start()
        try:
            yield
        finally:
            await channel.close()


@asynccontextmanager
async def another_replica(desk: Desk) -> AsyncIterator[None]:
    """From now on Teams reaches another process with the same database, as behind a balancer or after a restart."""
    before, url = desk.channel, desk.teams.wire.bot_url
    desk.channel = made(desk.teams, desk.ports)
    async with serving(desk, desk.channel):
        yield
    desk.channel, desk.teams.wire.bot_url = before, url


@asynccontextmanager
async def open_desk(**settings: Any) -> AsyncIterator[Desk]:
    """A desk that Teams reaches until the block ends."""
    ports = FakePorts()
    async with fake_teams(open=True) as teams:
        channel = made(teams, ports, **settings)
        desk = Desk(teams, channel, ports)
        async with serving(desk, channel):
            yield desk


__all__ = ["HOME", "Desk", "FakePorts", "account", "another_replica", "made", "open_desk"]
