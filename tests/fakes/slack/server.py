"""The fake Slack as a local server: the Web API, response_urls, uploads and sockets; and its beginning and end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import Clock, FixedClock
from tests.fakes.slack import api
from tests.fakes.slack.minting import GONE
from tests.fakes.slack.payloads import completed
from tests.fakes.slack.state import Hook, Json, Message, SlackError
from tests.fakes.slack.workspace import Slack

Answers = Callable[[Slack, web.Request], Awaitable[web.Response]]
LARGEST = 30 * 1024 * 1024


@asynccontextmanager
async def fake_slack(clock: Clock | None = None) -> AsyncIterator[Slack]:
    """Slack with one workspace, T1, on a clock that stands still unless another is given.

    AssertionError at the end where something was sent that Slack would refuse, unless the test looked and cleared it.
    """
    slack = Slack("", clock or FixedClock(_morning()))
    async with serving(slack, api.call):
        slack.team()
        yield slack
    assert not slack.breaches, slack.breaches


@asynccontextmanager
async def serving(slack: Slack, call: Answers) -> AsyncIterator[None]:
    """The local server; `call` answers a call of the Web API."""
    app = web.Application(client_max_size=LARGEST)
    server = TestServer(app, host="127.0.0.1")
    app.add_routes([
        web.route("*", "/api/{method}", partial(call, slack)),
        web.post("/hooks/{key}", partial(_respond, slack)),
        web.post("/upload/{file}", partial(_upload, slack)),
        web.get("/files-pri/{file}/{name}", partial(_private, slack)),
        web.get("/link", slack.sockets.serve),
    ])  # fmt: skip
    async with server:
        slack.root = str(server.make_url("")).rstrip("/")
        try:
            yield
        finally:
            await slack.sockets.close()
            await slack.wire.close()


def _morning() -> datetime:
    return datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


async def _upload(slack: Slack, request: web.Request) -> web.Response:
    upload = slack.state.uploads[request.match_info["file"]]
    upload.body = await _bytes(request)
    return web.Response(text=f"OK - {len(upload.body)}")


async def _private(slack: Slack, request: web.Request) -> web.Response:
    """The bytes, for a token of that workspace with the scope; anybody else is sent to the page for signing in."""
    team, _, file = request.match_info["file"].partition("-")
    token = slack.state.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
    upload = slack.state.uploads.get(file)
    fault = slack.faults.take("files-pri", {"file": file})
    if fault and (answer := await fault.answer(request)):
        return answer
    if token is None or token.standing != "good" or token.team != team or "files:read" not in token.scopes:
        raise web.HTTPFound(f"{slack.root}/signin?redir={file}")
    if upload is None or upload.standing == "deleted":
        return web.Response(status=404, text="not found")
    slack.note("files-pri", {"file": file}, "")
    return web.Response(body=upload.body, content_type=upload.mimetype)


async def _bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    files = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
    return files[0].file.read() if files else b""


async def _respond(slack: Slack, request: web.Request) -> web.Response:
    body: Json = await request.json()
    fault = slack.faults.take("response_url", body)
    if fault and (answer := await fault.answer(request)):
        return answer
    try:
        hook = slack.mint.use(request.match_info["key"])
        _carry_out(slack, hook, body)
    except SlackError as refusal:
        slack.note("response_url", body, refusal.code)
        return web.json_response({"ok": False, "error": refusal.code}, status=GONE)
    slack.note("response_url", body, "")
    return web.Response(text="ok")


def _carry_out(slack: Slack, hook: Hook, body: Json) -> None:
    where = slack.state.conversation(hook.channel)
    standing = next((m for m in where.messages if m.ts == hook.ts), None)
    if body.get("delete_original") and standing:
        where.messages.remove(standing)
        return
    text, blocks = str(body.get("text", "")), body.get("blocks") or []
    if not text and not blocks:
        raise SlackError("no_text")
    slack.check_message(text, blocks)
    if body.get("replace_original") and standing:
        standing.text, standing.blocks = text, completed(slack, blocks)
        return
    only_for = "" if body.get("response_type") == "in_channel" else hook.user
    bot = slack.bot(where.team)
    made = Message(slack.mint.ts(), where.id, bot, text, completed(slack, blocks), slack.bot_id(where.team), only_for)
    where.messages.append(made)
