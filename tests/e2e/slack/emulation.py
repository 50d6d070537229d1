"""People before a Slack that nobody here wrote: the Slack service of the npm package `emulate`, which keeps the state.

Every call of the bot goes on to the emulator and is answered by it; what it took is kept here as well, so that people
can press what they see. What the emulator does not do (events, interactions, response_urls) is done here.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from urllib.request import Request, urlopen

from aiohttp import ClientSession, web

from bot.clock import Clock, system_clock
from tests.fakes.slack.calls import read_arguments
from tests.fakes.slack.minting import Mint
from tests.fakes.slack.payloads import completed
from tests.fakes.slack.person import Person
from tests.fakes.slack.server import serving
from tests.fakes.slack.state import Conversation, Json, Message, Team, Token, Trigger, User, View
from tests.fakes.slack.workspace import SCOPES, Slack

TOKEN, SECRET, BOT = "xoxb-commsdesk", "emulated-signing-secret", "commsdesk"
SHOWN = {"chat.postMessage", "chat.update", "chat.postEphemeral"}


class EmulatorMint(Mint):
    """Takes trigger ids from the emulator, which alone knows whether one is still good."""

    asks: Emulated

    def ts(self) -> str:
        """Of what only stands here: never a timestamp that the emulator gives out as well."""
        whole, _, count = super().ts().partition(".")
        return f"{whole}.9{count[1:]}"

    def trigger(self, user: str, team: str, view: str = "") -> str:
        about = {"user_id": user, **({"view_id": view} if view else {})}
        trigger = str(self.asks.ask("views.generateTriggerId", about)["trigger_id"])
        self.state.triggers[trigger] = Trigger(trigger, user, team, self.now(), view)
        return trigger


class Emulated(Slack):
    """The emulator at that address, with the people whom its seed names."""

    def __init__(self, emulator: str, clock: Clock) -> None:
        super().__init__("", clock)
        self.emulator = emulator.rstrip("/")
        self.signing_secret = SECRET
        self.mint = EmulatorMint(clock, self.state)
        self.mint.asks = self
        self.names: dict[str, str] = {}
        self._join()

    def ask(self, method: str, args: Json) -> Json:
        """Call the emulator and wait; RuntimeError with what it says where it refuses."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        request = Request(f"{self.emulator}/api/{method}", json.dumps(args).encode(), headers, method="POST")
        with urlopen(request, timeout=5) as answer:
            told: Json = json.load(answer)
        if not told.get("ok"):
            raise RuntimeError(f"{method}: {told}")
        return told

    def _join(self) -> None:
        me = self.ask("auth.test", {})
        self.home_team, self.me = str(me["team_id"]), str(me["user_id"])
        self.state.teams[self.home_team] = Team(self.home_team, "Council", "council")
        self.state.users[self.me] = User(self.me, self.home_team, BOT, bot=True)
        self.state.tokens[TOKEN] = Token(TOKEN, self.home_team, self.me, set(SCOPES))
        self.names = {str(u["name"]): str(u["id"]) for u in self.ask("users.list", {})["members"]}

    def bot(self, team: str = "") -> str:
        return self.me

    def token(self, team: str = "") -> str:
        return TOKEN

    def add(self, user: User) -> Person:
        known = self.names[user.name]
        self.names[user.id] = known
        return super().add(replace(user, id=known, team=self.home_team))

    def user(self, user: str) -> Person:
        return super().user(self.names.get(user, user))

    def direct(self, team: str, user: str) -> Conversation:
        known = [c for c in self.state.conversations.values() if c.members == {self.me, user}]
        return known[0] if known else self.opened(user, self.ask("conversations.open", {"users": user}))

    def opened(self, user: str, told: Json) -> Conversation:
        """Keep a direct message that the emulator opened."""
        channel = str(told["channel"]["id"])
        made = Conversation(channel, self.home_team, "im", "", {self.me, user})
        return self.state.conversations.setdefault(channel, made)

    def keep(self, method: str, args: Json, told: Json) -> None:
        """Keep what the emulator took."""
        if method in SHOWN:
            _keep_message(self, method, args, told)
        elif method.startswith("views."):
            _keep_view(self, method, args, told["view"])
        elif method == "chat.delete":
            where = self.state.conversations[args["channel"]]
            where.messages.remove(self.state.message(where.id, args["ts"]))
        elif method == "conversations.open":
            self.opened(str(args["users"]), told)


def _keep_message(slack: Emulated, method: str, args: Json, told: Json) -> None:
    where, blocks = slack.state.conversations[args["channel"]], completed(slack, args.get("blocks") or [])
    if method == "chat.update":
        found = slack.state.message(where.id, told["ts"])
        found.text, found.blocks = args["text"], blocks
        return
    ts, alone = told.get("ts") or told["message_ts"], str(args.get("user", ""))
    where.messages.append(Message(ts, where.id, slack.me, args["text"], blocks, "B0", alone))


def _keep_view(slack: Emulated, method: str, args: Json, told: Json) -> None:
    body, view = {**args["view"], "blocks": completed(slack, args["view"]["blocks"])}, str(told["id"])
    known = next((v for v in slack.state.views() if v.id == view), None)
    if known:
        known.body, known.hash = body, str(told["hash"])
        return
    user = args.get("user_id") or slack.state.triggers[args["trigger_id"]].user
    made = View(view, user, slack.home_team, body, str(told["hash"]), str(told.get("root_view_id") or view))
    if method == "views.publish":
        slack.state.homes[user] = made
    else:
        slack.state.stacks[user] = [*(slack.state.stacks.get(user, []) if method == "views.push" else []), made]


async def _forward(session: ClientSession, slack: Slack, request: web.Request) -> web.Response:
    assert isinstance(slack, Emulated)
    method, args = request.match_info["method"], await read_arguments(request)
    headers = {"Authorization": request.headers.get("Authorization", "")}
    async with session.post(f"{slack.emulator}/api/{method}", json=args, headers=headers) as answer:
        told: Json = await answer.json()
        status = answer.status
    if told.get("ok"):
        slack.keep(method, args, told)
    slack.note(method, args, str(told.get("error", "")))
    return web.json_response(told, status=status)


@asynccontextmanager
async def emulated_slack(url: str) -> AsyncIterator[Slack]:
    """The emulator at that address, with people before it."""
    async with ClientSession() as session:
        slack = Emulated(url, system_clock)

        async def call(to: Slack, request: web.Request) -> web.Response:
            return await _forward(session, to, request)

        async with serving(slack, call):
            yield slack
            differing(slack)


def differing(slack: Emulated) -> None:
    """AssertionError where the emulator's conversations are not what people saw here."""
    for where in slack.state.conversations.values():
        told = slack.ask("conversations.history", {"channel": where.id, "limit": 200})["messages"]
        theirs = {m["ts"]: (m["text"], len(m.get("blocks") or [])) for m in told}
        ours = {m.ts: (m.text, len(m.blocks)) for m in where.messages if m.user == slack.me and not m.only_for}
        assert {ts: theirs.get(ts) for ts in ours} == ours, where.id


def seed(people: list[User]) -> dict[str, Any]:
    """What the emulator has to be started with."""
    named = [{"name": u.name, "real_name": u.real_name, "email": u.email} for u in people]
    named.append({"name": BOT, "real_name": "Comms Desk"})  # its tokens belong to people alone
    scopes = sorted(SCOPES)
    return {
        "tokens": {TOKEN: {"login": BOT}},
        "slack": {
            "team": {"name": "Council", "domain": "council"}, "users": named, "channels": [{"name": "general"}],
            "tokens": [{"token": TOKEN, "user": BOT, "scopes": scopes}],
            "signing_secret": SECRET, "strict_scopes": True,
        },
    }  # fmt: skip
