"""All that outsiders get of an office in Teams, to the byte: answers, messages, and the figures of whoever watches."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from bot.shown import ASKED
from bot.storage import models
from tests.e2e.office.worlds import TIMED, VARIES
from tests.e2e.platforms.office import BothOffice
from tests.e2e.platforms.stories import waits
from tests.fakes.teams import payloads
from tests.fakes.teams.person import Person
from tests.fakes.teams.state import Json, Message
from tests.fakes.teams.wire import Answer

NOWHERE, NO_REFERENCE = "0123456789abcdef0123456789abcdef", "AAAA-CCCC"
# Ids of messages are the moment at which they were posted; a key of what was shown is what they typed themselves.
MESSAGE, SHOWN = re.compile(r'"id": "\d{13}"'), re.compile(rf"{ASKED}([\w=-]+)")
TOKEN = re.compile(r'"\.?[\w-]+\.[\w-]{20,}"')
ACTS = ("triage", "take", "withdraw", "show")
WORDS = (
    "help", "home", "settings", "queue", "my requests", "waiting for me", "report a colleague", "stop", "parked",
    "comms queue", "case {}", "export queue", "who darius", "report {}",
)  # fmt: skip


@dataclass
class Kept:
    """What was got so far, with what varies in any world named by the order in which it comes."""

    office: BothOffice
    lines: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def keep(self, what: str, got: str) -> None:
        """Remember bytes that somebody got."""
        opened = MESSAGE.sub("a message", SHOWN.sub(_typed, TOKEN.sub(self._opened, got)))
        self.lines.append(f"{what}: {VARIES.sub(self._named, opened)}")

    def _opened(self, found: re.Match[str]) -> str:
        return json.dumps(self.office.app.front.signer.read(found.group().strip('"')))

    def _named(self, found: re.Match[str]) -> str:
        return self.names.setdefault(found.group(), f"<{len(self.names)}>")


def _typed(found: re.Match[str]) -> str:
    return urlsafe_b64decode(found[1]).decode()


async def everything(office: BothOffice, outsiders: Sequence[str]) -> Sequence[str]:
    """What they get who try whatever can be tried on the one report that is there, or on none."""
    kept = Kept(office)
    report = await models.Report.all().first()
    card = await models.Card.filter(about="report").order_by("id").first()
    there = (report.id, report.reference, card.id) if report and card else (NOWHERE, NO_REFERENCE, NOWHERE)
    for user in outsiders:
        await _tries(kept, user, *there)
    await _stands(kept, outsiders)
    for path in ("/healthz", "/readyz", "/metrics"):
        async with office.teams.client.get(path) as answered:
            kept.keep(path, TIMED.sub("", await answered.text()))
    return kept.lines


async def _tries(kept: Kept, user: str, report: str, reference: str, card: str) -> None:
    office, who = kept.office, kept.office.teams.cast[user]
    for words in WORDS:
        kept.keep(f"{user} writes {words}", (await who.say(words.format(reference))).text)
        await office.settled()
    for act, drawn_for in product(ACTS, ("nadia", "gwen", user)):
        answer = await invokes(office, who, await _token(office, act, report, drawn_for), card)
        kept.keep(f"{user} presses {act} of {drawn_for}", answer.text)
    for verb in ("refresh", "whole"):
        kept.keep(f"{user} asks how it looks, by {verb}", (await invokes(office, who, "", card, verb)).text)


async def _stands(kept: Kept, outsiders: Sequence[str]) -> None:
    """Whatever stands in a chat that one of them reads."""
    readers = {kept.office.teams.cast[user].id for user in outsiders}
    for chat in kept.office.teams.teams.state.conversations.values():
        for message in chat.messages if readers & chat.members else ():
            kept.keep("there stands", json.dumps([message.activity, message.views], sort_keys=True))


async def _token(office: BothOffice, act: str, report: str, drawn_for: str) -> str:
    person = (await office.person(drawn_for)).id
    return office.app.front.signer.sign(f"report.{act}", report, *(() if act == "show" else (2, person)))


async def invokes(office: BothOffice, who: Person, token: str, key: str, verb: str = "press") -> Answer:
    """Send what a button of that token on that card would send, from a message of their own."""
    about = Message("1", who.direct.id, office.teams.teams.bot_id, {})
    data: Json = {"commsdesk": {"token": token, "key": key, "version": 2, "verb": verb}}
    action = {"type": "Action.Execute", "title": "Press", "verb": verb, "data": data}
    value = {"action": action, "trigger": "automatic" if verb == "refresh" else "manual"}
    whole = payloads.invoked(office.teams.teams, who.account, who.direct, ("adaptiveCard/action", value), about)
    answer = await office.teams.teams.wire.deliver(whole)
    await office.settled()
    return answer


async def an_ordinary_day(office: BothOffice, seats: dict[str, str]) -> None:
    """The office begins anew, in a process of its own, and a boost waits there."""
    await office.begins_anew()
    await office.end()
    await office.begin()
    await office.seat("teams", seats)
    await waits(office)
