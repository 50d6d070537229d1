"""One council's office on Slack and on Teams at once: one application on a real database, and both fake platforms."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.app import Application
from bot.channels.slack.channel import ROUTE
from bot.channels.teams import making
from bot.channels.teams.answering.drive import Drive
from bot.channels.teams.ports import Reference
from bot.clock import FixedClock, system_clock
from bot.ids import system_ids
from bot.people.sample_people import seed
from bot.storage import models
from bot.storage.database import opened
from bot.storage.references import StoredReferences
from bot.storage.staff import StoredStaff
from bot.welcome import titles
from tests.e2e.office.worlds import HAPPENED
from tests.e2e.platforms.hands import Hands, SlackHands, TeamsHands
from tests.e2e.slack.office import TEAM, SlackOffice, slack_id
from tests.e2e.teams.office import ROUNDS, TeamsOffice
from tests.fakes.slack import User, fake_slack
from tests.fakes.teams import HOME, fake_teams
from tests.office import MORNING, packs, settings_for
from tests.unit.channels.teams.desks import local

SLACK, TEAMS = "slack", "teams"
BOTH = (SLACK, TEAMS)
# What is kept of an office that begins anew: who plays which part.
PARTS = models.PersonRole
FOLLOWED = (
    models.TaskSeat, models.Agreement, models.Task, models.RegisteredAccount, models.Preference, models.TeamChannel,
)  # fmt: skip


@dataclass
class InTeams(TeamsOffice):
    """The Teams side, which waits for the other one, too; cards are `carried` by the tests, or by the engine."""

    beside: SlackOffice | None = None
    carried: bool = True

    async def settled(self) -> None:
        for _ in range(ROUNDS):
            assert self.beside
            await self.beside.channel.settled()
            await self.channel.settled()
            await self.teams.settled()
            if not (self.carried and await self._carry()):
                return
        raise AssertionError("there is always more to send")


@dataclass
class InSlack(SlackOffice):
    """The Slack side, which waits for the other one, too."""

    beside: InTeams | None = None

    async def settled(self) -> None:
        assert self.beside
        await self.beside.settled()


@dataclass
class BothOffice:
    """The application on both; an attribute is somebody of the cast by their short name, where they sit now."""

    slack: InSlack
    teams: InTeams
    sits: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Hands:
        user = name.replace("_", "-")
        return self.on(self.sits[user], user)

    def on(self, platform: str, user: str) -> Hands:
        """Somebody on that platform, whether they are reached there or not."""
        if platform == SLACK:
            return SlackHands(self.slack, user)
        return TeamsHands(self.teams, user)

    @property
    def app(self) -> Application:
        """The application."""
        return self.teams.app

    @property
    def clock(self) -> FixedClock:
        """Its clock."""
        return self.teams.clock

    async def begin(self) -> None:
        """Put the application together and serve it to both platforms."""
        await self.teams.begin()
        self.slack.app, self.slack.client = self.teams.app, self.teams.client
        self.slack.slack.wire.app_url = str(self.teams.client.make_url(ROUTE))

    async def end(self) -> None:
        """Stop serving, as at a deploy."""
        await self.teams.end()

    async def settled(self) -> None:
        """Wait until everything that was promised is done, and every card that can be sent was sent."""
        await self.teams.settled()

    async def readyz(self) -> dict[str, Any]:
        """What whoever watches it is told."""
        return await self.teams.readyz()

    async def person(self, user: str) -> models.Person:
        """The stored person behind a short name."""
        return await models.Person.get(email=self.teams.cast[user.replace("_", "-")].account.email)

    async def seat(self, otherwise: str, given: Mapping[str, str] | None = None) -> None:
        """Let everybody have one account, on that platform unless another is `given` for them by short name."""
        self.sits = dict.fromkeys(self.teams.cast, otherwise) | dict(given or {})
        await models.Account.all().update(confirmed=False, preferred=False, reachable=True)
        for platform in BOTH:
            users = [self.account(platform, u).user for u, p in self.sits.items() if p == platform]
            await models.Account.filter(channel=platform, user__in=users).update(confirmed=True, preferred=True)

    async def has_both(self, user: str, preferred: str) -> None:
        """Let somebody have both accounts."""
        self.sits[user] = preferred
        for platform in BOTH:
            theirs = models.Account.filter(channel=platform, user=self.account(platform, user).user)
            await theirs.update(confirmed=True, preferred=platform == preferred)

    def account(self, platform: str, user: str) -> "Named":
        """Somebody's account there."""
        if platform == SLACK:
            return Named(TEAM, slack_id(user))
        return Named(HOME, self.teams.cast[user].account.object_id)

    async def begins_anew(self) -> None:
        """Take away all that has happened here and in every chat, and keep the people."""
        await self.settled()
        for model in (*FOLLOWED, *(m for m in HAPPENED if m is not PARTS)):
            await model.all().delete()
        self.slack.slack.state.stacks.clear()
        self.teams.teams.state.dialogs.clear()
        self.teams.teams.state.told.clear()
        for direct in self.slack.slack.state.conversations.values():
            direct.messages.clear()
        for chat in self.teams.teams.state.conversations.values():
            chat.messages.clear()
        self.clock.set(MORNING)


@dataclass(frozen=True)
class Named:
    """An account by the ids that never change."""

    tenant: str
    user: str


@asynccontextmanager
async def office_on_both(
    url: str, folder: Path, environment: pytest.MonkeyPatch, council: str = "suffolk"
) -> AsyncIterator[BothOffice]:
    """The office of a council, with whoever its practice room needs; all of them have an account on either platform."""
    async with fake_slack(system_clock) as slack, fake_teams(system_clock) as teams:
        environment.setenv("SLACK_BOT_TOKEN", slack.token())
        environment.setenv("SLACK_SIGNING_SECRET", slack.signing_secret)
        environment.setenv("COMMSDESK_SLACK_API_URL", slack.url)
        for name, value in teams.settings_for().items():
            environment.setenv(name, value)
        environment.setattr(making, "Drive", lambda: Drive(local))
        settings = settings_for(url, folder).model_copy(update={"council": council})
        async with opened(settings):
            clock = FixedClock(MORNING)
            office = BothOffice(InSlack(slack, clock, settings), InTeams(teams, clock, settings))
            office.slack.beside, office.teams.beside = office.teams, office.slack
            await _move_in(office)
            await office.begin()
            try:
                yield office
            finally:
                await office.end()


async def _move_in(office: BothOffice) -> None:
    """Bring the sample people in, each with an account on either platform in place of a seat in the practice room."""
    council, pack = office.teams.council, packs().pack(office.teams.council).council
    await seed(StoredStaff(system_ids), council, frozenset(pack.services), titles(pack))
    rooms = await models.Account.filter(channel="browser").prefetch_related("person")
    await models.Account.bulk_create([a for room in rooms for a in await _accounts(office, room)])
    await models.Account.filter(channel="browser").delete()
    await models.ConversationReference.all().update(welcomed=True)
    office.sits = {room.user: SLACK for room in rooms}


async def _accounts(office: BothOffice, room: models.Account) -> Iterable[models.Account]:
    assert room.person
    slack, person = office.slack.slack, room.person
    there = slack.add(User(slack_id(room.user), TEAM, room.user, person.name, person.email))
    who = office.teams.cast[room.user] = office.teams.teams.person(room.user, person.name, person.email)
    chat, user, bot = who.direct.id, who.account, office.teams.teams.bot_id
    reference = Reference(HOME, chat, office.teams.teams.service_url, bot, "personal", user.id, user.object_id)
    await StoredReferences(Reference, office.clock).keep(reference)
    whose: dict[str, Any] = {"council": room.council, "person": person, "confirmed": False, "reachable": True}
    return (
        models.Account(channel=SLACK, tenant=TEAM, user=there.id, address=f"{TEAM}/{there.direct.id}", **whose),
        models.Account(channel=TEAMS, tenant=HOME, user=user.object_id, address=f"{HOME}/{chat}", **whose),
    )
