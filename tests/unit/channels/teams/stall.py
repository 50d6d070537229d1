"""A small bot that sells tickets, to try the fake Teams with: it checks tokens by itself, and sends by plain HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp
import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.fakes.teams import FakeTeams
from tests.fakes.teams.state import ADAPTIVE, Conversation, Json

LEEWAY = 300
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
Told = Callable[[Json], Json | None]


def act(title: str, verb: str = "press", *, token: str = "", **more: Any) -> Json:
    """A button with its fallback."""
    ours = {"token": token or title.lower(), "key": "k", "version": 1}
    execute = {"type": "Action.Execute", "title": title, "verb": verb, "data": {"commsdesk": ours}, **more}
    return {**execute, "fallback": {"type": "Action.Submit", "title": title, "data": older(verb, **ours), **more}}


def submit(title: str, verb: str = "press") -> Json:
    """A button of a dialog."""
    return {"type": "Action.Submit", "title": title, "data": older(verb, token=title.lower(), key="k", version=1)}


def older(verb: str, **ours: Any) -> Json:
    """What a button without a verb of its own brings back."""
    return {"commsdesk": {**ours, "verb": verb}}


def unfolds(title: str, *body: Json, actions: tuple[Json, ...]) -> Json:
    """A button that shows a card within the card."""
    inner = {"type": "AdaptiveCard", "body": list(body), "actions": list(actions)}
    return {"type": "Action.ShowCard", "title": title, "card": inner, "fallback": submit(title)}


def toggles(title: str, *targets: str) -> Json:
    """A button that shows and hides something."""
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": list(targets)}


def field_(name: str, label: str, kind: str = "Input.Text", **more: Any) -> Json:
    """A field."""
    return {"type": kind, "id": f"in.{name}", "label": label, **more}


def text(words: str, **more: Any) -> Json:
    """A paragraph."""
    return {"type": "TextBlock", "text": words, "wrap": True, **more}


def card(*body: Json, actions: tuple[Json, ...] = (), **more: Any) -> Json:
    """A card."""
    frame: Json = {"type": "AdaptiveCard", "$schema": SCHEMA, "version": "1.5", "fallbackText": "A card."}
    return {**frame, "body": list(body), **({"actions": list(actions)} if actions else {}), **more}


NAME = field_("name", "Your name", isRequired=True, errorMessage="Say your name.", maxLength=20)
PLAIN: Json = {"type": "message", "textFormat": "plain"}
HELLO: Json = {**PLAIN, "text": "Hello"}


def message(*cards: Json, **more: Any) -> Json:
    """A message with cards."""
    return {
        "type": "message", "summary": "A card", **more,
        "attachments": [{"contentType": ADAPTIVE, "content": one} for one in cards],
    }  # fmt: skip


def shows(shown: Json) -> Json:
    """The answer to a press that is a card."""
    return {"statusCode": 200, "type": ADAPTIVE, "value": shown}


def says(words: str) -> Json:
    """The answer to a press that is a line."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}


def dialog(shown: Json, title: str = "A ticket") -> Json:
    """The answer that opens a dialog."""
    return {
        "task": {"type": "continue", "value": {"title": title, "card": {"contentType": ADAPTIVE, "content": shown}}}
    }


@dataclass
class Stall:
    """Hears what Teams sends; `answers` says what an invoke of each name is answered with."""

    teams: FakeTeams
    heard: list[Json] = field(default_factory=list)
    answers: dict[str, Told] = field(default_factory=dict)
    status: int = 200
    session: aiohttp.ClientSession = field(default_factory=aiohttp.ClientSession)

    def of(self, kind: str) -> list[Json]:
        """What was heard of that type, or of an invoke by that name."""
        return [a for a in self.heard if kind in {a["type"], a.get("name")}]

    async def messages(self, request: web.Request) -> web.Response:
        """The bot's end of things."""
        activity = await request.json()
        if not await self._signed(request.headers.get("Authorization", ""), activity["serviceUrl"]):
            return web.Response(status=401)
        self.heard.append(activity)
        if activity["type"] != "invoke":
            return web.Response(status=self.status)
        answers = self.answers.get(activity["name"])
        told = answers(activity) if answers else None
        return web.Response(status=self.status) if told is None else web.json_response(told, status=self.status)

    async def _signed(self, header: str, service_url: str) -> bool:
        async with self.session.get(self.teams.metadata_url) as answer:
            place = (await answer.json())["jwks_uri"]
        async with self.session.get(place) as answer:
            keys = {k["kid"]: k for k in (await answer.json())["keys"] if "msteams" in k["endorsements"]}
        kind, _, token = header.partition(" ")
        try:
            kid = jwt.get_unverified_header(token)["kid"]
            claims = jwt.decode(
                token if kind == "Bearer" else "", jwt.PyJWK(keys[kid]), ["RS256"],
                audience=self.teams.app_id, issuer="https://api.botframework.com", leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud", "serviceurl"]},
            )  # fmt: skip
        except (jwt.InvalidTokenError, KeyError, UnicodeError):
            return False
        return bool(claims["serviceurl"] == service_url)

    # What it does of its own.

    async def call(
        self, method: str, path: str, body: Json | None = None, token: str | None = None
    ) -> tuple[int, Any, dict[str, str]]:
        """Call the connector: status, body and headers of its answer."""
        given = self.teams.entra.issue() if token is None else token
        headers = {"Authorization": f"Bearer {given}"} if given else {}
        url = f"{self.teams.service_url}v3/{path}"
        async with self.session.request(method, url, json=body, headers=headers) as answer:
            told = await answer.json() if answer.content_type == "application/json" else await answer.read()
            return answer.status, told, dict(answer.headers)

    async def send(self, where: Conversation | str, activity: Json) -> str:
        """Post a message; its id."""
        status, told, _ = await self.call("POST", activities(where), activity)
        assert status == 201, told
        return str(told["id"])

    async def edit(self, where: Conversation, id_: str, activity: Json) -> None:
        """Edit a message."""
        status, told, _ = await self.call("PUT", activities(where, id_), activity)
        assert status == 200, told


def activities(where: Conversation | str, id_: str = "") -> str:
    """The path of a conversation's messages, or of one of them."""
    name = where if isinstance(where, str) else where.id
    return f"conversations/{quote(name, safe='')}/activities" + (f"/{id_}" if id_ else "")


@asynccontextmanager
async def stall_in(teams: FakeTeams) -> AsyncIterator[Stall]:
    """The bot, behind a real local server."""
    stall = Stall(teams)
    app = web.Application(client_max_size=10 * 1024 * 1024)
    app.router.add_post("/api/messages", stall.messages)
    async with TestServer(app, host="127.0.0.1") as server, stall.session:
        teams.wire.bot_url = str(server.make_url("/api/messages"))
        yield stall
        await teams.settled()
