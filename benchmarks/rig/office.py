"""An office to measure in: the real application without a channel, people who answer and decide, a bare transaction."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from pydantic import SecretStr
from tortoise.transactions import in_transaction

from benchmarks.rig.finding import Place
from bot.app import Parts, compose
from bot.clock import FixedClock
from bot.conversations.desk import FrontDesk
from bot.ids import system_ids
from bot.messages import Account, Incoming, Reply
from bot.people.sample_people import seed
from bot.policy import Packs
from bot.settings import Settings
from bot.storage import models
from bot.storage.database import opened
from bot.storage.migrating import migrate
from bot.storage.staff import StoredStaff
from flows.engine import Answers, Given, replay, token

FLOW, COUNCIL = "boost", "suffolk"
MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WRITTEN = {
    "network": Given("facebook"),
    "has_budget_code": Given("yes"),
    "budget_code": Given("LIB-2041", "active"),
    "holder_agreed": Given("no"),
    "post_link": Given("https://www.facebook.com/suffolklibraries/posts/1"),
    "aim": Given("More families at the winter reading events."),
    "audience": Given("Parents of young children in and around Lowestoft."),
    "starts": Given("2026-12-01"),
    "ends": Given("2026-12-08"),
    "cost": Given("80"),
    "political": Given("no"),
}
Press = Callable[[], Awaitable[Reply]]


@dataclass(frozen=True)
class Office:
    """The application on an open database, and what its people press; delivery is told nothing."""

    front: FrontDesk

    async def walk(self, user: str) -> Sequence[Press]:
        """Begin the flow; gives a press for each of its questions, in order, each of which answers one."""
        conversation, written = await self._begin(user), list(WRITTEN.items())
        drawn = [self._button("answer", conversation, dict(written[:n]), written[n][0]) for n in range(len(written))]
        answers = zip(drawn, WRITTEN.values(), strict=True)
        return [partial(self._press, user, pressed, answer=str(given.raw)) for pressed, given in answers]

    async def case(self, user: str) -> str:
        """Walk the whole flow and send it; gives the case's id."""
        for answer in await self.walk(user):
            await answer()
        kept = await models.Conversation.get(state="open")
        await self._press(user, self._button("submit", kept.id, WRITTEN))
        return str((await models.Conversation.get(id=kept.id)).case_id)

    async def approval(self, user: str, case: str, step: int) -> Press:
        """A press with which this person approves a step of a case."""
        person = await models.Person.get(accounts__user=user)
        pressed = self.front.signer.sign("approve", case, step, 1, person.id)
        return partial(self._press, user, pressed)

    async def _press(self, user: str, pressed: str, **fields: str) -> Reply:
        """Hand in a press as a channel would; AssertionError where it did not do what it should."""
        incoming = Incoming(
            system_ids.delivery(), Account("browser", COUNCIL, user), user, token=pressed, fields=fields
        )
        reply = await self.front.handle(incoming)
        assert reply.tone in ("plain", "good"), reply.text
        return reply

    async def _begin(self, user: str) -> str:
        """Give up what is under way and begin the flow as this person; gives the conversation's id."""
        await models.Conversation.filter(state="open").update(state="stopped")
        await self._press(user, self.front.signer.sign("start", FLOW))
        return (await models.Conversation.get(state="open")).id

    def _button(self, action: str, conversation: str, answers: Answers, *more: str) -> str:
        talk = self.front.talk
        policy = talk.policies.current(COUNCIL, talk.policies.situation(COUNCIL, "", MORNING.date()))
        drawn_from = token(replay(talk.flows[FLOW], policy, answers))
        return self.front.signer.sign(action, conversation, 1, drawn_from, *more)


@asynccontextmanager
async def office(place: Place) -> AsyncIterator[Office]:
    """The office with the standing cast, on the place's database."""
    settings = Settings(database_url=place.url, data_dir=place.folder, secret=SecretStr("s" * 40), policy_path=())
    await migrate(settings)
    async with opened(settings):
        await seed(StoredStaff(system_ids), COUNCIL)
        front = compose(Parts(settings, FixedClock(MORNING), system_ids), Packs()).front
        yield Office(replace(front, nudge=lambda: None))


async def bare() -> None:
    """What everything is compared with: one transaction of Tortoise's own that writes one row, by the same client."""
    async with in_transaction():
        await models.Replica.create(id=system_ids.delivery(), seen=MORNING)
