"""The crowd in Slack: what a card becomes there, and what Slack sends for a press."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from benchmarks.rig.crowd import PEOPLE, Asked, Member
from benchmarks.rig.load import Request, request
from bot.channels.slack.channel import ROUTE
from bot.channels.slack.drawing import render
from bot.clock import system_clock
from bot.messages import Account
from tests.fakes.slack import Slack, User
from tests.fakes.slack.checking import elements
from tests.fakes.slack.interactions import Surface, pressed
from tests.fakes.slack.payloads import completed
from tests.fakes.slack.state import Json, Message
from tests.fakes.slack.wire import FORM, signature

TEAM = "T1"
# The questions that are answered on the card itself, and one that is answered in a modal.
ON_CARDS, IN_A_MODAL = (0, 1, 2, 3), 5


@dataclass(frozen=True)
class SlackPress:
    """A press in Slack. `opens` says that it opens a modal."""

    slack: Slack
    user: User
    surface: Surface
    action: Json
    opens: bool
    message: ClassVar[str] = "1.000001"

    def request(self) -> Request:
        """The request that Slack sends for it, signed now."""
        body = urlencode({"payload": json.dumps(pressed(self.slack, self.user, self.surface, self.action))}).encode()
        headers = signature(self.slack.signing_secret, body, int(system_clock.now().timestamp()))
        return request(ROUTE, {**headers, "Content-Type": FORM}, body)


class SlackPeople:
    """Everybody in one workspace of the fake Slack, which knows them all."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.members: Sequence[Member] = [self._member(n) for n in range(PEOPLE)]

    def press(self, member: Member, asked: Asked) -> SlackPress:
        """As `Platform.press`."""
        user, posting = self.slack.state.users[member.account.user], asked.posting
        blocks = completed(self.slack, list(render.message(posting.screen, posting.key, posting.version).blocks))
        where = self.slack.direct(TEAM, user.id)
        message = Message(self.slack.mint.ts(), where.id, self.slack.bot(TEAM), posting.screen.title, blocks)
        block, element = next((b, e) for b in blocks for e in elements(b) if e.get("value") == asked.token)
        field = next((b for b in blocks if b["type"] == "input"), None)
        typed = {(field["block_id"], field["element"]["action_id"]): _value(field, asked.answer)} if field else {}
        kept = {k: v for k, v in element.items() if k in {"type", "action_id", "value", "text", "style"}}
        opens = element["action_id"].startswith("open.")
        surface = Surface(blocks, typed, where, message)
        return SlackPress(self.slack, user, surface, {**kept, "block_id": block["block_id"]}, opens)

    def _member(self, number: int) -> Member:
        user = User(f"U{number}", TEAM, f"user{number}", f"User {number}")
        self.slack.add(user)
        where = f"{TEAM}/{self.slack.direct(TEAM, user.id).id}"
        return Member(f"person{user.id}", Account("slack", TEAM, user.id), where)


def _value(field: Json, answer: str) -> Json:
    return {"type": field["element"]["type"], "value": answer}
