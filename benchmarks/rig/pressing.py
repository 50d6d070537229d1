"""People in Slack with conversations under way: the application prepares them, and each gives a press to send."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from pydantic import SecretStr
from tortoise.expressions import F

from benchmarks.rig.load import Request, request
from benchmarks.rig.office import COUNCIL, FLOW, WRITTEN
from bot.app import Application, Parts, compose
from bot.channels.slack.channel import ROUTE
from bot.channels.slack.drawing import render
from bot.clock import LONDON, system_clock
from bot.ids import system_ids
from bot.messages import Account, Incoming
from bot.people.sample_people import seed
from bot.policy import Packs
from bot.settings import Settings
from bot.storage import models
from bot.storage.database import opened
from bot.storage.staff import StoredStaff
from flows.engine import replay, token
from tests.fakes.slack import Slack, User
from tests.fakes.slack.checking import elements
from tests.fakes.slack.interactions import Surface, pressed
from tests.fakes.slack.payloads import completed
from tests.fakes.slack.state import Json, Message
from tests.fakes.slack.wire import FORM, signature

TEAM, SECRET = "T1", "s" * 40
PEOPLE = 200
# The questions that are answered on the card itself, and one that is answered in a modal.
ON_CARDS, IN_A_MODAL = (0, 1, 2, 3), 5


@dataclass(frozen=True)
class Press:
    """A press that somebody may make now. `opens` says that it opens a modal."""

    slack: Slack
    user: User
    surface: Surface
    action: Json
    opens: bool

    def request(self) -> Request:
        """The request that Slack sends for it, signed now."""
        body = urlencode({"payload": json.dumps(pressed(self.slack, self.user, self.surface, self.action))}).encode()
        headers = signature(self.slack.signing_secret, body, int(system_clock.now().timestamp()))
        return request(ROUTE, {**headers, "Content-Type": FORM}, body)


@dataclass
class Crowd:
    """Everybody, and the application that they speak with; what it should send is taken for sent."""

    app: Application
    slack: Slack
    begun: int = 0

    async def presses(self, questions: Sequence[int]) -> list[Press]:
        """A conversation for each, in which that question waits, and the press that answers it or opens its modal."""
        await models.Conversation.filter(state="open").update(state="stopped")
        made = [await self._press(question) for question in questions]
        await models.Conversation.filter(state="aside").update(state="open")
        await models.Outbox.filter(sent_at=None).update(sent_at=system_clock.now(), queued=True)
        await models.Card.all().update(shown=F("wanted"), message="1.000001")
        return made

    async def _press(self, question: int) -> Press:
        self.begun += 1
        user = self.slack.state.users[f"U{self.begun % PEOPLE}"]
        conversation = await self._begin(user)
        written = list(WRITTEN.items())
        for n, (name, given) in enumerate(written[:question]):
            await self._handle(user, self._button("answer", conversation, dict(written[:n]), name), str(given.raw))
        return await self._on_card(user, conversation, str(written[question][1].raw))

    async def _begin(self, user: User) -> str:
        await self._handle(user, self.app.front.signer.sign("start", FLOW))
        return (await models.Conversation.get(state="open", person_id=_person(user))).id

    async def _handle(self, user: User, pressed: str, answer: str = "") -> None:
        fields = {"answer": answer} if answer else {}
        where = f"{TEAM}/{self.slack.direct(TEAM, user.id).id}"
        incoming = Incoming(system_ids.delivery(), Account("slack", TEAM, user.id), where, token=pressed, fields=fields)
        reply = await self.app.front.handle(incoming)
        assert reply.tone in ("plain", "good"), reply.text

    def _button(self, action: str, conversation: str, answers: Any, *more: str) -> str:
        talk = self.app.front.talk
        today: date = system_clock.today(LONDON)
        policy = talk.policies.current(COUNCIL, talk.policies.situation(COUNCIL, "", today))
        drawn_from = token(replay(talk.flows[FLOW], policy, answers))
        return self.app.front.signer.sign(action, conversation, 1, drawn_from, *more)

    async def _on_card(self, user: User, conversation: str, answer: str) -> Press:
        card = await models.Card.get(about="conversation", ref=conversation)
        posting = await self.app.drawing.posting(card.id)
        assert posting, conversation
        # Aside, so that the person may begin another.
        await models.Conversation.filter(id=conversation).update(state="aside")
        blocks = completed(self.slack, list(render.message(posting.screen, card.id, card.wanted).blocks))
        where = self.slack.direct(TEAM, user.id)
        message = Message(self.slack.mint.ts(), where.id, self.slack.bot(TEAM), posting.screen.title, blocks)
        block, element = self._answering(blocks, answer)
        field = next((b for b in blocks if b["type"] == "input"), None)
        typed = {(field["block_id"], field["element"]["action_id"]): _value(field["element"], answer)} if field else {}
        kept = {k: v for k, v in element.items() if k in {"type", "action_id", "value", "text", "style"}}
        opens = element["action_id"].startswith("open.")
        surface = Surface(blocks, typed, where, message)
        return Press(self.slack, user, surface, {**kept, "block_id": block["block_id"]}, opens)

    def _answering(self, blocks: list[Json], answer: str) -> tuple[Json, Json]:
        """The button that answers so: the one with that option, or the first."""
        buttons = [(b, e) for b in blocks for e in elements(b) if e["type"] == "button"]
        read = self.app.front.signer.read
        return next(((b, e) for b, e in buttons if list(read(e["value"]))[-1] == answer), buttons[0])


def _value(element: Json, answer: str) -> Json:
    return {"type": element["type"], "value": answer}


def _person(user: User) -> str:
    return f"person{user.id}"


@asynccontextmanager
async def crowd(settings: Settings, slack: Slack) -> AsyncIterator[Crowd]:
    """The crowd, on a database that is there and empty; the fake Slack knows them all."""
    ours = settings.model_copy(update={"secret": SecretStr(SECRET)})
    async with opened(ours):
        await seed(StoredStaff(system_ids), COUNCIL)
        users = [User(f"U{n}", TEAM, f"user{n}", f"User {n}") for n in range(PEOPLE)]
        await models.Person.bulk_create([_known(user) for user in users])
        await models.Account.bulk_create([_account(slack, user) for user in users])
        for user in users:
            slack.add(user)
        yield Crowd(compose(Parts(ours, system_clock, system_ids), Packs()), slack)


def _known(user: User) -> models.Person:
    return models.Person(id=_person(user), council=COUNCIL, name=user.real_name, email=f"{user.name}@suffolk.gov.uk")


def _account(slack: Slack, user: User) -> models.Account:
    where = {"channel": "slack", "tenant": TEAM, "user": user.id, "address": f"{TEAM}/D{TEAM}{user.id}"}
    return models.Account(council=COUNCIL, person_id=_person(user), confirmed=True, **where)
