"""A small app on Slack's own framework that sells a ticket, to try the fake's people with: over HTTP and by socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import Slack

Json = dict[str, Any]
SLOW = 0.4


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(label: str, action: str, value: str = "v") -> Json:
    return {"type": "button", "text": plain(label), "action_id": action, "value": value}


def field_of(block: str, label: str, element: Json) -> Json:
    return {"type": "input", "block_id": block, "label": plain(label), "element": {"action_id": "field", **element}}


PLACES = {"type": "static_select", "options": [{"text": plain(p), "value": p[:1]} for p in ("Front", "Back")]}
CARD = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "A ticket for <@U1>?"}},
    field_of("name", "Your name", {"type": "plain_text_input"}),
    {"type": "actions", "block_id": "buy", "elements": [button("Buy", "buy"), button("Ask", "ask")]},
    {"type": "section", "block_id": "where", "text": {"type": "mrkdwn", "text": "Where?"},
     "accessory": {**PLACES, "action_id": "place", "placeholder": plain("Place")}},
]  # fmt: skip
FORM = {
    "type": "modal", "callback_id": "form", "title": plain("Ticket"), "submit": plain("Pay"), "notify_on_close": True,
    "private_metadata": "m", "blocks": [
        field_of("how", "How many", {"type": "plain_text_input"}), field_of("place", "Where", PLACES),
        {"type": "actions", "block_id": "more", "elements": [button("More", "more")]},
    ],
}  # fmt: skip


@dataclass
class Till:
    """What the app was sent, by kind."""

    app: AsyncApp
    got: list[Json] = field(default_factory=list)

    def bodies(self, kind: str) -> list[Json]:
        return [b for b in self.got if b.get("type") == kind or b.get("event", {}).get("type") == kind]


def till(slack: Slack) -> Till:
    """The app with all its listeners."""
    client = AsyncWebClient(slack.token(), base_url=slack.url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    made = Till(app)

    @app.middleware
    async def _keep(body: Json, next: Any) -> None:  # noqa: A002 - the framework hands it over by this name
        made.got.append(body)
        await next()

    for kind in ("message", "app_home_opened", "app_mention"):
        app.event(kind)(_card if kind == "message" else _home)
    for action, does in {"buy": _buy, "ask": _ask, "more": _more, "place": _ask}.items():
        app.action(action)(does)
    app.command("/ticket")(_command)
    app.shortcut("sell")(_open)
    app.view("form")(_submitted)
    app.view_closed("form")(_ack)
    return made


async def _ack(ack: Any) -> None:
    await ack()


async def _card(event: Json, say: Any) -> None:
    await say(text="A ticket?", blocks=CARD)


async def _home(event: Json, client: AsyncWebClient) -> None:
    blocks = [{"type": "actions", "block_id": "h", "elements": [button("Buy", "buy")]}]
    await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


async def _buy(ack: Any, body: Json, client: AsyncWebClient, respond: Any) -> None:
    await ack()
    if "view" in body:
        return
    if not body["container"]["is_ephemeral"]:
        where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        await client.chat_update(**where, text="Sold.", blocks=[CARD[0]])
    await respond("Thank you.")


async def _ask(ack: Any, body: Json, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=body["trigger_id"], view=FORM)
    await ack()


async def _more(ack: Any, body: Json, client: AsyncWebClient) -> None:
    await client.views_push(trigger_id=body["trigger_id"], view={**FORM, "title": plain("More")})
    await ack()


async def _open(ack: Any, shortcut: Json, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)
    await ack()


async def _command(ack: Any, command: Json) -> None:
    if command["text"] == "slow":
        await asyncio.sleep(SLOW)
    await ack(text=f"You said {command['text']}", blocks=CARD if command["text"] == "card" else None)


async def _submitted(ack: Any, view: Json) -> None:
    number = view["state"]["values"]["how"]["field"]["value"]
    answers: dict[str, Json] = {
        "nought": {"response_action": "errors", "errors": {"how": "At least one."}},
        "wrong": {"response_action": "errors", "errors": {"nowhere": "No such field."}},
        "more": {"response_action": "update", "view": {**FORM, "title": plain("Next")}},
        "another": {"response_action": "push", "view": {**FORM, "title": plain("Pushed")}},
        "all": {"response_action": "clear"},
    }
    await ack(**answers.get(number, {}))


@asynccontextmanager
async def over_http(slack: Slack) -> AsyncIterator[Till]:
    """The app behind an address that Slack is told."""
    made = till(slack)

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await made.app.async_dispatch(await to_bolt_request(request)))

    served = web.Application()
    served.router.add_post("/slack/events", events)
    async with TestServer(served, host="127.0.0.1") as server:
        slack.wire.app_url = str(server.make_url("/slack/events"))
        yield made
        await _finished()


@asynccontextmanager
async def by_socket(slack: Slack) -> AsyncIterator[Till]:
    """The app in Socket Mode."""
    made = till(slack)
    handler: Any = AsyncSocketModeHandler(made.app, slack.app_token)
    handler.client.web_client.base_url = slack.url
    await handler.connect_async()
    await slack.until(lambda: slack.sockets.connected)
    try:
        yield made
        await _finished()
    finally:
        await handler.close_async()


async def _finished() -> None:
    """Wait for what the framework still does after it has acknowledged."""
    while working := [t for t in asyncio.all_tasks() if "AsyncioListenerRunner" in repr(t.get_coro())]:
        await asyncio.wait(working)
