"""A small confidential flow of the tests' own, and an office in which it is one of the guides."""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from bot.conversations.ports import Policies
from bot.messages import Reply
from bot.storage import models
from flows.engine import Ask, Cited, End, Outcome, Person, Policy, Situation, Text, YesNo, flow
from tests.office import Actor, Office

CAST = ("nadia", "tobias", "mei-lin", "callum", "gwen", "darius")
SECTION = ("suffolk-3.9-b",)


@dataclass(frozen=True)
class WhisperRules:
    """Who gets what is whispered, in order."""

    route: Cited[tuple[str, ...]]


NAMED = YesNo("named", prompt="Do you know who wrote it?")
AUTHOR = Person("author", prompt="What is their address?")
WHAT = Text("what", prompt="What happened?")
SENT = End("sent", "act", "Send this in confidence.", {"copy": "Keep a copy of what you saw."})


@flow("whisper", title="Whisper about somebody", about="In confidence.", asks=(NAMED, AUTHOR, WHAT), ends=(SENT,),
      visibility="confidential", subject="author")  # fmt: skip
def whisper(ask: Ask, rules: WhisperRules, policy: Policy) -> Outcome:
    """Whoever is named never gets it."""
    if ask(NAMED, rules.route):
        ask(AUTHOR, rules.route)
    ask(WHAT, rules.route)
    return Outcome(SENT, (rules.route,), ("copy",), tell=rules.route.value)


class Whispering(SimpleNamespace):
    """The office's policies, each with rules for the flow."""

    policies: Policies
    route: tuple[str, ...]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.policies, name)

    def current(self, council: str, situation: Situation) -> Policy:
        policy = self.policies.current(council, situation)
        return replace(policy, rules={**policy.rules, "whisper": WhisperRules(Cited(self.route, SECTION))})


def whispering(office: Office, *route: str) -> Office:
    """The same office with the flow; what is whispered there goes to these roles."""
    app = office.app
    policies = Whispering(policies=app.front.talk.policies, route=route)
    talk = replace(app.front.talk, flows={**app.front.talk.flows, "whisper": whisper}, policies=policies)
    new = replace(app, front=replace(app.front, talk=talk), drawing=replace(app.drawing, talk=talk))
    return replace(office, app=new)


SECOND = "second"


async def reports(who: Actor, author: str = "", what: str = "A post about my team.") -> Reply:
    """Walk the whole flow and send it."""
    await who.says("whisper")
    await who.press("Yes" if author else "No")
    if author:
        await who.press("Continue", answer=author)
    await who.press("Continue", answer=what)
    return await who.press("Send in confidence")


async def plays(office: Office, user: str, role: str) -> None:
    """Give somebody of the cast one more part."""
    person = await office.person(user)
    await models.PersonRole.create(council=office.council, person_id=person.id, role=role)


async def only_the_cast(office: Office) -> None:
    """Take away the chats of everybody else who sits in the practice room, and the parts that these tests give out."""
    await models.Account.exclude(user__in=list(CAST)).delete()
    await models.PersonRole.filter(role__in=["human_resources", "town_manager"]).delete()
    others = models.PersonRole.filter(council=office.council, role="communications")
    await others.exclude(person_id__in=[(await office.person(u)).id for u in ("mei-lin", "callum")]).delete()


async def account(person: models.Person, user: str, workspace: str = "") -> None:
    """Give somebody one more account, in the practice room or another workspace."""
    row = models.Account(
        council=person.council, channel="browser", tenant=workspace or person.council, user=user, address=user
    )
    await row.update_from_dict({"person_id": person.id, "confirmed": True}).save()


def email(user: str) -> str:
    """The address of somebody of the cast, by their whole name."""
    return f"{user}@council.example"
