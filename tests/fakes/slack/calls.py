"""One call of the Web API: who calls, with which arguments, and the table of methods with the scopes they need."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.slack.state import Conversation, Json, SlackError, Token, User

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack

JSON_ARGUMENTS = ("blocks", "view", "metadata", "attachments", "files", "unfurls")


@dataclass(frozen=True)
class Call:
    """A call that was let in."""

    slack: Slack
    method: str
    args: Json
    token: Token

    @property
    def team(self) -> str:
        """The workspace of the token."""
        return self.token.team

    def needs(self, *names: str) -> list[Any]:
        """The values of these arguments; `invalid_arguments`, as Slack words it, where one is missing."""
        if missing := [n for n in names if self.args.get(n) in (None, "")]:
            told = [f"[ERROR] missing required field: {name}" for name in missing]
            raise SlackError("invalid_arguments", response_metadata={"messages": told})
        return [self.args[n] for n in names]

    def flag(self, name: str, default: bool = False) -> bool:
        """An argument that is yes or no, in a form or in JSON."""
        value = self.args.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true"}

    def person(self, name: str = "user") -> User:
        """The person that an argument names, if this workspace can see them."""
        (user,) = self.needs(name)
        return self.slack.state.user(str(user))

    def conversation(self, name: str = "channel") -> Conversation:
        """The conversation that an argument names, if the token's workspace and its bot can see it."""
        (channel,) = self.needs(name)
        found = self.slack.state.conversation(str(channel))
        hidden = found.kind != "channel" and self.token.user not in found.members
        if found.team != self.team or hidden:
            raise SlackError("channel_not_found")
        return found


Method = Callable[[Call], Awaitable[Json]]


@dataclass(frozen=True)
class Entry:
    """A method of the table: what carries it out, the scopes of which it needs one, and whether a token is needed."""

    run: Method
    scopes: tuple[str, ...]
    kind: str


METHODS: dict[str, Entry] = {}


def method(name: str, *scopes: str, kind: str = "bot") -> Callable[[Method], Method]:
    """Enter a method into the table; `kind` is `bot`, `app` (an app-level token) or `none`."""

    def entered(run: Method) -> Method:
        METHODS[name] = Entry(run, scopes, kind)
        return run

    return entered


async def read_arguments(request: web.Request) -> Json:
    """The arguments of a call, from the query, a form or JSON; `invalid_json` and the like."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            args |= json.loads(await request.text() or "{}")
        except ValueError as wrong:
            raise SlackError("invalid_json") from wrong
    elif request.can_read_body:
        args |= {k: v for k, v in (await request.post()).items() if isinstance(v, str)}
    return {name: _parsed(name, value) for name, value in args.items() if value is not None}


def _parsed(name: str, value: Any) -> Any:
    if name not in JSON_ARGUMENTS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as wrong:
        raise SlackError("invalid_blocks_format" if name == "blocks" else "invalid_arguments") from wrong


def client_of(request: web.Request, args: Json) -> Json:
    """The arguments with the client's id and secret, which may also come as HTTP basic authentication."""
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if kind != "Basic":
        return args
    client, _, secret = base64.b64decode(encoded).decode().partition(":")
    return {**args, "client_id": client, "client_secret": secret}


def token_of(request: web.Request, args: Json) -> str:
    """The token of a call, from its header or its arguments."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() if header else str(args.pop("token", ""))
