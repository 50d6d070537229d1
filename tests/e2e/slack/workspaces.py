"""Two councils that install the app in their own workspaces: the real application, and somebody with a browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Application, Parts, compose
from bot.channels.slack.channel import ROUTE, SlackChannel
from bot.channels.slack.installing.flow import INSTALL, REDIRECT
from bot.clock import FixedClock, system_clock
from bot.delivery.attempt import Attempts
from bot.delivery.pace import Pace
from bot.delivery.ports import Ports
from bot.delivery.rates import Rates
from bot.ids import system_ids
from bot.people.sample_people import seed
from bot.server import Health, make
from bot.settings import Settings
from bot.storage import models
from bot.storage.database import opened
from bot.storage.outbox import TortoiseCards, TortoiseOutbox
from bot.storage.staff import StoredStaff
from bot.storage.timers import TortoiseReplicas, TortoiseTimers
from tests.fakes.slack import Slack, fake_slack
from tests.fakes.slack.interactions import event
from tests.fakes.slack.wire import Answer
from tests.office import MORNING, packs, settings_for

COUNCILS = {"T1": "suffolk", "T2": "cannock"}
COOKIE = "slack-app-oauth-state"


@dataclass(frozen=True)
class Shown:
    """What a browser got."""

    status: int
    text: str
    headers: dict[str, str]
    cookie: str = ""

    @property
    def link(self) -> str:
        """Where the button leads."""
        found = re.search(r'class="button" href="([^"]*)"', self.text)
        return unescape(found[1]) if found else ""

    @property
    def query(self) -> dict[str, list[str]]:
        """What the button's address carries."""
        return parse_qs(urlsplit(self.link).query)

    @property
    def words(self) -> str:
        """The words of the page."""
        return unescape(re.sub(r"<[^>]+>", " ", self.text.partition("<body>")[2]))


@dataclass
class Workplace:
    """The application, Slack, and a browser without any cookie of its own."""

    app: Application
    slack: Slack
    clock: FixedClock
    client: TestClient[web.Request, web.Application]

    @property
    def channel(self) -> SlackChannel:
        """The channel under test."""
        channel = self.app.channels["slack"]
        assert isinstance(channel, SlackChannel)
        return channel

    async def settled(self) -> None:
        """Wait until everything that was promised is done, and try once to send each card that waits."""
        await self.channel.settled()
        stored = (TortoiseOutbox(), TortoiseCards(), TortoiseTimers(), TortoiseReplicas())
        ports = Ports(*stored, self.app.drawing, self.app.channels, {})
        attempts = Attempts(ports, Pace(), Rates({}), self.clock, system_ids)
        for row in await models.Outbox.filter(sent_at=None, failed="").order_by("id"):
            await attempts.attempt(row.id, 0)
        await self.channel.settled()

    async def get(self, path: str, cookie: str = "", **query: str) -> Shown:
        """Open a page."""
        headers = {"Cookie": cookie} if cookie else {}
        async with self.client.get(path, params=query, headers=headers) as answer:
            given = answer.headers.get("Set-Cookie", "")
            return Shown(answer.status, await answer.text(), dict(answer.headers), given.partition(";")[0])

    async def begin(self) -> Shown:
        """Open the page on which installing begins."""
        return await self.get(INSTALL)

    async def back(self, begun: Shown, team: str, **other: str) -> Shown:
        """Agree in Slack, and come back with its code."""
        query = {"code": self.slack.code(team), "state": begun.query["state"][0], **other}
        return await self.get(REDIRECT, begun.cookie, **query)

    async def install(self, team: str) -> Shown:
        """Install the app in a workspace, from the first page to the last."""
        return await self.back(await self.begin(), team)

    async def tell(self, team: str, kind: str) -> Answer:
        """Slack tells what happened to the app there."""
        return await self.slack.wire.deliver("events_api", event(self.slack, team, {"type": kind}))


def given(slack: Slack, environment: pytest.MonkeyPatch) -> None:
    """Set what several workspaces need."""
    listed = ",".join(f"{team}={council}" for team, council in COUNCILS.items())
    settings = {
        "SLACK_CLIENT_ID": slack.client_id, "SLACK_CLIENT_SECRET": slack.client_secret, "SLACK_WORKSPACES": listed,
        "SLACK_SIGNING_SECRET": slack.signing_secret, "COMMSDESK_SLACK_API_URL": slack.url,
        "COMMSDESK_ENCRYPTION_KEY": "A" * 43 + "=",
    }  # fmt: skip
    for name, value in settings.items():
        environment.setenv(name, value)


@asynccontextmanager
async def served(settings: Settings, slack: Slack) -> AsyncIterator[Workplace]:
    """The application behind its server, on a database that is open."""
    clock = FixedClock(MORNING)
    app = compose(Parts(settings, clock, system_ids), packs())
    health = Health(app.delivery.backlog, app.delivery.working, clock, system_ids)
    server = TestServer(make(app.front.handle, app.channels, health), host="127.0.0.1")
    async with server, TestClient(server) as client:
        slack.wire.app_url = str(server.make_url(ROUTE))
        yield Workplace(app, slack, clock, client)


@asynccontextmanager
async def workplace(url: str, folder: Path, environment: pytest.MonkeyPatch) -> AsyncIterator[Workplace]:
    """The workspaces T1 and T2 of two councils, and T9 of nobody's; the app is in none of them yet."""
    async with fake_slack(system_clock) as slack:
        slack.revoke()
        for team, name in (("T2", "Cannock & Chase"), ("T9", "Other <b>people</b>")):
            slack.team(team, name, install=False)
        given(slack, environment)
        settings = settings_for(url, folder)
        async with opened(settings):
            for council in COUNCILS.values():
                await seed(StoredStaff(system_ids), council)
            await models.Account.all().delete()  # of the practice room
            async with served(settings, slack) as place:
                yield place
