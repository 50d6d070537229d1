"""A council's office in Teams: the real application on a real database behind its server, and the fake Teams."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Application, Parts, compose
from bot.channels.teams import making
from bot.channels.teams.answering.drive import Drive
from bot.channels.teams.channel import ROUTE, TeamsChannel
from bot.channels.teams.ports import Reference
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
from bot.storage.database import opened
from bot.storage.outbox import TortoiseCards, TortoiseOutbox
from bot.storage.reach import StoredReach
from bot.storage.references import StoredReferences
from bot.storage.staff import StoredStaff
from bot.storage.timers import TortoiseReplicas, TortoiseTimers
from bot.welcome import titles
from tests.fakes.teams import HOME, FakeTeams, fake_teams
from tests.fakes.teams.person import Person
from tests.office import MORNING, packs, settings_for
from tests.unit.channels.teams.desks import local

ROUNDS = 50


@dataclass
class TeamsOffice:
    """The application and Teams; an attribute is somebody of the cast by their short name, in Teams."""

    teams: FakeTeams
    clock: FixedClock
    settings: Settings
    cast: dict[str, Person] = field(default_factory=dict)
    app: Application = field(init=False)
    client: TestClient[web.Request, web.Application] = field(init=False)

    def __getattr__(self, name: str) -> Person:
        return self.cast[name.replace("_", "-")]

    @property
    def council(self) -> str:
        """The council that the tenant belongs to."""
        return self.settings.council

    async def begin(self) -> None:
        """Put the application together and serve it."""
        self.app = compose(Parts(self.settings, self.clock, system_ids), packs())
        self.app.prepare()
        health = Health(self.app.delivery.backlog, self.app.delivery.working, self.clock, system_ids)
        server = TestServer(make(self.app.front.handle, self.app.channels, health), host="127.0.0.1")
        self.client = TestClient(server)
        await self.client.start_server()
        self.teams.wire.bot_url = str(server.make_url(ROUTE))

    async def end(self) -> None:
        """Stop serving, as at a deploy: the database and Teams stay as they are."""
        await self.client.close()

    @property
    def channel(self) -> TeamsChannel:
        """The channel under test."""
        channel = self.app.channels["teams"]
        assert isinstance(channel, TeamsChannel)
        return channel

    async def person(self, user: str) -> models.Person:
        """The stored person behind a short name."""
        who = self.cast[user.replace("_", "-")].account
        return await models.Person.get(accounts__user=who.object_id, accounts__channel="teams", council=self.council)

    async def settled(self) -> None:
        """Wait until everything that was promised is done, and every card that can be sent was sent."""
        for _ in range(ROUNDS):
            await self.channel.settled()
            await self.teams.settled()
            if not await self._carry():
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
        lost = StoredReach(self.app.front.talk.cards).lost  # type: ignore[arg-type]  # the stored ones
        ports = Ports(*stored, self.app.drawing, self.app.channels, {}, lost)
        return Attempts(ports, Pace(), Rates({}), self.clock, system_ids)

    def about(self, token: str) -> tuple[str, list[Any]]:
        """What is in the token of a button: its action, and what it is about."""
        action, *about = self.app.front.signer.read(token)
        return str(action), about

    def holder(self, account: models.Account) -> Person:
        """Whose account that is in Teams."""
        return next(who for who in self.cast.values() if who.account.object_id == account.user)

    async def readyz(self) -> dict[str, Any]:
        """What whoever watches it is told."""
        async with self.client.get("/readyz") as answer:
            told: dict[str, Any] = await answer.json()
            return told

    async def team(self, *people: Person) -> Any:
        """A channel in which these people are, with the bot, which has heard of it."""
        made = self.teams.channel("Communications", *people)
        await people[0].install(made)
        return made


@asynccontextmanager
async def office_in_teams(
    council: str, url: str, folder: Path, environment: pytest.MonkeyPatch, *, everybody: bool = False
) -> AsyncIterator[TeamsOffice]:
    """The office of a council; with `everybody`, whoever its practice room needs to play all of its parts."""
    async with fake_teams(system_clock) as teams:
        for name, value in teams.settings_for().items():
            environment.setenv(name, value)
        environment.setattr(making, "Drive", lambda: Drive(local))
        settings = settings_for(url, folder).model_copy(update={"council": council})
        async with opened(settings):
            office = TeamsOffice(teams, FixedClock(MORNING), settings)
            await _move_in(office, everybody=everybody)
            await office.begin()
            try:
                yield office
            finally:
                await office.end()


async def _move_in(office: TeamsOffice, *, everybody: bool) -> None:
    """Bring the sample people in, and move their accounts from the practice room to Teams."""
    staff, pack = StoredStaff(system_ids), packs().pack(office.council).council
    if everybody:
        await seed(staff, office.council, frozenset(pack.services), titles(pack))
    rooms = await models.Account.filter(council=office.council, channel="browser").prefetch_related("person")
    references = StoredReferences(Reference, office.clock)
    for room in rooms:
        assert room.person
        who = office.teams.person(room.user, room.person.name, room.person.email)
        office.cast[room.user] = who
        user, chat = who.account, who.direct.id
        bot, url = office.teams.bot_id, office.teams.service_url
        await references.keep(Reference(HOME, chat, url, bot, "personal", user.id, user.object_id))
        await staff.seat(
            office.council, [Seat(room.person.email, "teams", HOME, user.object_id, f"{HOME}/{chat}")]
        )  # fmt: skip
    await models.Account.filter(council=office.council, channel="browser").delete()
    await models.ConversationReference.all().update(welcomed=True)
