"""The fake Slack as tests hold it: what is set up, what is looked at, and what must hold at its end."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from bot.clock import Clock
from tests.fakes.slack.checking import message_faults, too_large, view_faults
from tests.fakes.slack.faults import Faults
from tests.fakes.slack.minting import Mint
from tests.fakes.slack.payloads import file_json
from tests.fakes.slack.person import Person
from tests.fakes.slack.rates import Rates
from tests.fakes.slack.sockets import Sockets
from tests.fakes.slack.state import Conversation, Json, Message, SlackError, State, Team, Token, Upload, User
from tests.fakes.slack.wire import Wire

SCOPES = frozenset({
    "chat:write", "commands", "im:write", "im:read", "im:history", "users:read", "users:read.email",
    "users.profile:read", "channels:read", "groups:read", "files:write", "files:read", "app_mentions:read",
})  # fmt: skip
WAIT = 30.0


@dataclass(frozen=True)
class Called:
    """A call that came in: which method, with what, and the error that it was answered with, if any."""

    method: str
    args: Json
    error: str


@dataclass
class Slack:
    """Slack, with the app installed in the workspaces that were added; `breaches` fail the test at its end."""

    root: str
    clock: Clock
    state: State = field(default_factory=State)
    faults: Faults = field(default_factory=Faults)
    rates: Rates = field(default_factory=Rates)
    breaches: list[str] = field(default_factory=list)
    calls: list[Called] = field(default_factory=list)
    app_id: str = "A0COMMSDESK"
    client_id: str = "100.200"
    client_secret: str = "client-secret"
    signing_secret: str = "signing-secret"
    app_token: str = "xapp-1-commsdesk"
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.mint = Mint(self.clock, self.state)
        self.sockets = Sockets(self)
        self.wire = Wire(self)
        self.state.tokens[self.app_token] = Token(self.app_token, "", "", {"connections:write"})

    @property
    def url(self) -> str:
        """The base URL of the Web API, as COMMSDESK_SLACK_API_URL has it."""
        return f"{self.root}/api/"

    # What is set up.

    def team(self, team: str = "T1", name: str = "Council", *, install: bool = True) -> Token | None:
        """Add a workspace; with the app in it, the token of its bot."""
        self.state.teams[team] = Team(team, name, name.lower().replace(" ", "-"))
        return self.install(team) if install else None

    def install(self, team: str, scopes: Iterable[str] = SCOPES) -> Token:
        """Put the app into a workspace and give its bot's token."""
        bot = f"UBOT{team}"
        self.state.users[bot] = User(bot, team, "commsdesk", "Comms Desk", bot=True)
        token = Token(f"xoxb-{team}-{next(self._numbers)}", team, bot, set(scopes))
        self.state.tokens[token.value] = token
        return token

    def add(self, user: User) -> Person:
        """Add somebody; what they can do and see."""
        self.state.users[user.id] = user
        return Person(self, user)

    def user(self, user: str) -> Person:
        """Somebody who is there already."""
        return Person(self, self.state.users[user])

    def channel(self, channel: str, *members: str, team: str = "T1", private: bool = False) -> Conversation:
        """Add a channel with the bot and these members in it."""
        kind = "private" if private else "channel"
        where = Conversation(channel, team, kind, channel.lower(), {self.bot(team), *members})  # type: ignore[arg-type]
        self.state.conversations[channel] = where
        return where

    def code(self, team: str) -> str:
        """A code as the OAuth page hands it out once somebody agreed to install the app there."""
        code = self.mint.digest(20)
        self.state.codes[code] = team
        return code

    def revoke(self, team: str = "T1") -> None:
        """Take back every token of that workspace."""
        for token in self.state.tokens.values():
            token.standing = "revoked" if token.team == team else token.standing

    # What is looked up.

    def installed(self) -> set[str]:
        """The workspaces with the app in them."""
        return {t.team for t in self.state.tokens.values() if t.team}

    def token(self, team: str = "T1") -> str:
        """The newest token of that workspace."""
        return next(t.value for t in reversed(self.state.tokens.values()) if t.team == team)

    def bot(self, team: str = "T1") -> str:
        """The bot's own id as a user."""
        return f"UBOT{team}"

    def bot_id(self, team: str) -> str:
        """The bot's id as a bot."""
        return f"B0{team}"

    def installer(self, team: str) -> str:
        """Whoever installed the app: the first person of the workspace."""
        return next((u.id for u in self.state.users.values() if u.team == team and not u.bot), self.bot(team))

    def has_direct(self, team: str, user: str) -> bool:
        """Whether the bot and this person have a conversation."""
        return f"D{team}{user}" in self.state.conversations

    def direct(self, team: str, user: str) -> Conversation:
        """The direct message of the bot and this person, opened where there is none."""
        self.state.user(user)
        made = Conversation(f"D{team}{user}", team, "im", "", {self.bot(team), user})
        return self.state.conversations.setdefault(made.id, made)

    def permalink(self, where: Conversation, message: Message) -> str:
        """The web address of a message."""
        domain = self.state.teams[where.team].domain
        return f"https://{domain}.slack.com/archives/{where.id}/p{message.ts.replace('.', '')}"

    def private(self, upload: Upload) -> str:
        """Where the bytes of a file are read with a token that has the scope for it."""
        return f"{self.root}/files-pri/{upload.team}-{upload.id}/{quote(upload.name)}"

    def put(self, user: str, name: str, body: bytes = b"") -> Json:
        """A file of somebody's that the next message or field may hold, as Slack tells of it."""
        told = file_json(self, self.state.user(user), name)
        upload = self.state.uploads[told["id"]]
        upload.body = body or upload.body
        return told | {"size": len(upload.body)}

    def made(self, method: str) -> list[Called]:
        """The calls of one method."""
        return [c for c in self.calls if c.method == method]

    # What the fake itself uses.

    def note(self, method: str, args: Json, error: str) -> None:
        """Remember a call, and wake whoever waits for something to change."""
        self.calls.append(Called(method, args, error))
        self._changed.set()

    def check_message(self, text: str, blocks: list[Json]) -> None:
        """Refuse what Slack would refuse, and remember it; `invalid_blocks`."""
        if faults := message_faults(text, blocks):
            self._refuse("invalid_blocks", faults)

    def check_view(self, view: Json, kind: str) -> None:
        """Refuse a view that Slack would refuse, and remember it; `view_too_large`, `invalid_arguments`."""
        faults = view_faults(view)
        if view.get("type") != kind:
            faults.append(f"a view of type {view.get('type')!r} where a {kind} is wanted")
        if too_large(view):
            self._refuse("view_too_large", ["a view is over 250 KB"])
        if faults:
            self._refuse("invalid_arguments", faults)

    def _refuse(self, code: str, faults: list[str]) -> None:
        self.breaches.extend(faults)
        raise SlackError(code, response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]})

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Wait until something holds that a call to Slack brings about; AssertionError when it never does."""
        try:
            async with asyncio.timeout(WAIT):
                while not holds():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"this never came about in Slack: {what or holds}") from None
