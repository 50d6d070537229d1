"""A council's office in Slack: the real application on a real database behind its server, and the fake Slack."""

import re
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Application, Parts, compose
from bot.channels.slack.channel import ROUTE, SlackChannel
from bot.clock import FixedClock, system_clock
from bot.delivery.attempt import FINISHED, Attempts
from bot.delivery.pace import Pace
from bot.delivery.ports import Ports
from bot.delivery.rates import Rates
from bot.ids import system_ids
from bot.people.model import Seat
from bot.people.sample_people import seed
from bot.server import Health, make
from bot.settings import Settings
from bot.storage import models
from bot.storage.cards import StoredCards
from bot.storage.database import opened
from bot.storage.directory import StoredDirectory
from bot.storage.outbox import TortoiseCards, TortoiseOutbox
from bot.storage.reach import StoredReach
from bot.storage.staff import StoredStaff
from bot.storage.timers import TortoiseReplicas, TortoiseTimers
from bot.welcome import titles
from tests.fakes.slack import Slack, User, fake_slack
from tests.fakes.slack.person import Person
from tests.office import MORNING, packs, settings_for

TEAM = "T1"
ROUNDS = 50
# A slow machine that runs other tests beside is no slow application.


@dataclass
class SlackOffice:
    """The application and Slack; an attribute is somebody of the cast by their short name, in Slack."""

    slack: Slack
    clock: FixedClock
    settings: Settings
    by_socket: bool = False
    carried: bool = True
    app: Application = field(init=False)
    client: TestClient[web.Request, web.Application] = field(init=False)

    def __getattr__(self, name: str) -> Person:
        return self.slack.user(slack_id(name))

    @property
    def council(self) -> str:
        """The council that the workspace belongs to."""
        return self.settings.council

    async def begin(self) -> None:
        """Put the application together and serve it."""
        self.app = compose(Parts(self.settings, self.clock, system_ids), packs())
        self.app.prepare()
        health = Health(self.app.delivery.backlog, self.app.delivery.working, self.clock, system_ids)
        server = TestServer(make(self.app.front.handle, self.app.channels, health), host="127.0.0.1")
        self.client = TestClient(server)
        await self.client.start_server()
        self.slack.wire.app_url = "" if self.by_socket else str(server.make_url(ROUTE))

    async def end(self) -> None:
        """Stop serving, as at a deploy: the database and Slack stay as they are."""
        await self.client.close()

    @property
    def channel(self) -> SlackChannel:
        """The channel under test."""
        channel = self.app.channels["slack"]
        assert isinstance(channel, SlackChannel)
        return channel

    async def person(self, user: str) -> models.Person:
        """The stored person behind a short name."""
        return await models.Person.get(accounts__user=slack_id(user), accounts__channel="slack", council=self.council)

    async def settled(self) -> None:
        """Wait until everything that was promised is done, and every card that can be sent was sent."""
        for _ in range(ROUNDS):
            await self.channel.settled()
            if not (self.carried and await self._carry()):
                return
        raise AssertionError("there is always more to send")

    async def _carry(self) -> int:
        """One attempt for each row that waits, in order, as the engine makes them; how many rows it finished."""
        rows = await models.Outbox.filter(sent_at=None, failed="").order_by("id")
        attempts = self._attempts()
        waits = [await attempts.attempt(row.id, 0) for row in rows]
        return waits.count(FINISHED)

    def _attempts(self) -> Attempts:
        stored = (TortoiseOutbox(), TortoiseCards(), TortoiseTimers(), TortoiseReplicas())
        reach = StoredReach(StoredCards(StoredDirectory(), self.clock, system_ids))
        ports = Ports(*stored, self.app.drawing, self.app.channels, {}, reach.lost)
        return Attempts(ports, Pace(), Rates({}), self.clock, system_ids)

    async def readyz(self) -> dict[str, Any]:
        """What whoever watches it is told."""
        async with self.client.get("/readyz") as answer:
            told: dict[str, Any] = await answer.json()
            return told

    def token(self, value: str) -> list[Any]:
        """What is in the token of a button."""
        return list(self.app.front.signer.read(value))


def slack_id(user: str) -> str:
    """Somebody's id in Slack, by their short name."""
    return "U" + re.sub(r"[^A-Z0-9]", "", user.upper())


@asynccontextmanager
async def office_in_slack(
    council: str,
    url: str,
    folder: Path,
    environment: pytest.MonkeyPatch,
    *,
    everybody: bool = False,
    socket: bool = False,
    beside: AbstractAsyncContextManager[Slack] | None = None,
) -> AsyncIterator[SlackOffice]:
    """The office of a council; with `everybody`, whoever its practice room needs to play all of its parts.

    With `socket` the bot connects to Slack itself, by Socket Mode. `beside` is a Slack of another make than the fake.
    """
    async with beside or fake_slack(system_clock) as slack:
        environment.setenv("SLACK_BOT_TOKEN", slack.token())
        secret = ("SLACK_APP_TOKEN", slack.app_token) if socket else ("SLACK_SIGNING_SECRET", slack.signing_secret)
        environment.setenv(*secret)
        environment.setenv("COMMSDESK_SLACK_API_URL", slack.url)
        settings = settings_for(url, folder).model_copy(update={"council": council})
        async with opened(settings):
            await _move_in(slack, council, everybody=everybody)
            office = SlackOffice(slack, FixedClock(MORNING), settings, socket)
            await office.begin()
            try:
                yield office
            finally:
                await office.end()


async def _move_in(slack: Slack, council: str, *, everybody: bool) -> None:
    """Bring the sample people in, and move their accounts from the practice room to Slack."""
    staff, pack = StoredStaff(system_ids), packs().pack(council).council
    if everybody:
        await seed(staff, council, frozenset(pack.services), titles(pack))
    rooms = await models.Account.filter(council=council, channel="browser").prefetch_related("person")
    for account in rooms:
        assert account.person
        given = User(slack_id(account.user), TEAM, account.user, account.person.name, account.person.email)
        who = slack.add(given)
        address = f"{who.account.team}/{who.direct.id}"
        await staff.seat(council, [Seat(account.person.email, "slack", who.account.team, who.id, address)])
    await models.Account.filter(council=council, channel="browser").delete()
