"""A crowd with conversations under way: the application prepares them, and everybody has a press that can be sent."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from pydantic import SecretStr
from tortoise.expressions import F

from benchmarks.rig.load import Request
from benchmarks.rig.office import COUNCIL, FLOW, WRITTEN
from bot.app import Application, Parts, compose
from bot.clock import LONDON, system_clock
from bot.ids import system_ids
from bot.messages import Account, Incoming, Posting, Screen
from bot.people.sample_people import seed
from bot.policy import Packs
from bot.settings import Settings
from bot.storage import models
from bot.storage.database import opened
from bot.storage.staff import StoredStaff
from flows.engine import replay, token

SECRET = "s" * 40
PEOPLE = 200


@dataclass(frozen=True)
class Member:
    """One of the crowd: who they are, and where they are reached."""

    id: str
    account: Account
    address: str


@dataclass(frozen=True)
class Asked:
    """A card on which a question waits, the token of the button that answers it, and what to type beside it."""

    posting: Posting
    token: str
    answer: str


class Press(Protocol):
    """A press that somebody may make now. `message` is the platform's id of the message with the card."""

    @property
    def message(self) -> str: ...

    def request(self) -> Request:
        """The request that the platform sends for it, signed now."""


P_co = TypeVar("P_co", bound=Press, covariant=True)


class Platform(Protocol[P_co]):
    """Where the crowd is."""

    @property
    def members(self) -> Sequence[Member]:
        """All who are known; the first PEOPLE of them press."""

    def press(self, member: Member, asked: Asked) -> P_co:
        """Show the member that card; their press of its button."""


@dataclass
class Crowd(Generic[P_co]):
    """Everybody, and the application that they speak with; what it should send is taken for sent."""

    app: Application
    platform: Platform[P_co]
    begun: int = 0

    async def presses(self, questions: Sequence[int]) -> list[P_co]:
        """A conversation for each, in which that question waits, and the press that answers it or opens its form."""
        await models.Conversation.filter(state="open").update(state="stopped")
        made = [await self._press(question) for question in questions]
        await models.Conversation.filter(state="aside").update(state="open")
        await models.Outbox.filter(sent_at=None).update(sent_at=system_clock.now(), queued=True)
        await models.Card.all().update(shown=F("wanted"))
        return made

    async def _press(self, question: int) -> P_co:
        self.begun += 1
        member = self.platform.members[self.begun % PEOPLE]
        conversation = await self._begin(member)
        written = list(WRITTEN.items())
        for n, (name, given) in enumerate(written[:question]):
            await self._handle(member, self._button("answer", conversation, dict(written[:n]), name), str(given.raw))
        # Aside, so that the person may begin another.
        card = await models.Card.get(about="conversation", ref=conversation)
        press = self.platform.press(member, await self._asked(card, str(written[question][1].raw)))
        await models.Card.filter(id=card.id).update(message=press.message)
        await models.Conversation.filter(id=conversation).update(state="aside")
        return press

    async def _begin(self, member: Member) -> str:
        await self._handle(member, self.app.front.signer.sign("start", FLOW))
        return (await models.Conversation.get(state="open", person_id=member.id)).id

    async def _handle(self, member: Member, pressed: str, answer: str = "") -> None:
        fields = {"answer": answer} if answer else {}
        incoming = Incoming(system_ids.delivery(), member.account, member.address, token=pressed, fields=fields)
        reply = await self.app.front.handle(incoming)
        assert reply.tone in ("plain", "good"), reply.text

    def _button(self, action: str, conversation: str, answers: Any, *more: str) -> str:
        talk = self.app.front.talk
        today: date = system_clock.today(LONDON)
        policy = talk.policies.current(COUNCIL, talk.policies.situation(COUNCIL, "", today))
        drawn_from = token(replay(talk.flows[FLOW], policy, answers))
        return self.app.front.signer.sign(action, conversation, 1, drawn_from, *more)

    async def _asked(self, card: models.Card, answer: str) -> Asked:
        posting = await self.app.drawing.posting(card.id)
        assert posting, card.ref
        return Asked(replace(posting, version=card.wanted), self._answering(posting.screen, answer), answer)

    def _answering(self, screen: Screen, answer: str) -> str:
        """The token of the button that answers so: the one with that option, or the first."""
        read = self.app.front.signer.read
        tokens = [button.token for button in screen.buttons]
        return next((t for t in tokens if list(read(t))[-1] == answer), tokens[0])


@asynccontextmanager
async def crowd(settings: Settings, platform: Platform[P_co]) -> AsyncIterator[Crowd[P_co]]:
    """The crowd, on a database that is there and empty."""
    ours = settings.model_copy(update={"secret": SecretStr(SECRET)})
    async with opened(ours):
        await seed(StoredStaff(system_ids), COUNCIL)
        await models.Person.bulk_create([_known(member) for member in platform.members])
        await models.Account.bulk_create([_account(member) for member in platform.members])
        yield Crowd(compose(Parts(ours, system_clock, system_ids), Packs()), platform)


async def turns() -> int:
    """How many turns all conversations of the flow have had: each answer is one."""
    return sum(kept.version for kept in await models.Conversation.filter(flow=FLOW))


async def begun(flow: str) -> int:
    """How many conversations of another flow have been begun."""
    return await models.Conversation.filter(flow=flow).count()


def _known(member: Member) -> models.Person:
    name = member.account.user
    return models.Person(id=member.id, council=COUNCIL, name=f"User {name}", email=f"{member.id}@suffolk.gov.uk")


def _account(member: Member) -> models.Account:
    who = member.account
    where = {"channel": who.channel, "tenant": who.tenant, "user": who.user, "address": member.address}
    return models.Account(council=COUNCIL, person_id=member.id, confirmed=True, **where)
