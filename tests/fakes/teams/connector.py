"""The connector's REST API: the same checks in the same order for every call, and answers as the real one."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.teams import calls
from tests.fakes.teams.calls import Call
from tests.fakes.teams.faults import break_off
from tests.fakes.teams.state import Json, TeamsError

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams

Made = Callable[[Call], Awaitable[tuple[int, Any]]]
PREFIX = "/teams/v3"
# The real limit is said to be about 100 KB, counted as UTF-16.
LARGEST = 102_400
ROUTES: Mapping[tuple[str, str], tuple[str, Made]] = {
    ("POST", "/conversations"): ("create", calls.create),
    ("POST", "/conversations/{conversation}/activities"): ("send", calls.send),
    ("POST", "/conversations/{conversation}/activities/{activity}"): ("send", calls.reply),
    ("PUT", "/conversations/{conversation}/activities/{activity}"): ("update", calls.update),
    ("DELETE", "/conversations/{conversation}/activities/{activity}"): ("delete", calls.delete),
    ("GET", "/conversations/{conversation}/members/{member}"): ("member", calls.member),
    ("GET", "/conversations/{conversation}/pagedmembers"): ("members", calls.members),
    ("GET", "/attachments/{file}/views/{view}"): ("picture", calls.picture),
}


def routes(teams: FakeTeams) -> list[web.RouteDef]:
    """The routes below the service URL; anything else there is a breach."""
    found = [web.route(m, PREFIX + path, _answering(teams, name, made)) for (m, path), (name, made) in ROUTES.items()]

    async def unknown(request: web.Request) -> web.StreamResponse:
        teams.breaches.append(f"{request.method} {request.path} does not exist in the fake")
        return _refused(TeamsError(404, "NotFound", "No such call."))

    return [*found, web.route("*", "/teams/{rest:.*}", unknown)]


def _answering(teams: FakeTeams, name: str, made: Made) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        teams.under_way += 1
        teams.most_at_once = max(teams.most_at_once, teams.under_way)
        try:
            return await _answered(teams, name, made, request)
        finally:
            teams.under_way -= 1

    return answer


async def _answered(teams: FakeTeams, name: str, made: Made, request: web.Request) -> web.StreamResponse:
    call = Call(teams, name, dict(request.match_info), dict(request.query))
    try:
        if not teams.open:
            teams.entra.admit(request.headers.get("Authorization", ""))
        call.body = _read(await request.text()) if request.can_read_body else {}
    except TeamsError as refusal:
        return _noted(call, refusal)
    fault = teams.faults.take(name, call.conversation_id)
    if fault and (answer := await fault.answer(request)):
        teams.note(call, f"fault {answer.status}")
        return answer
    found = await _carried_out(call, made)
    if fault and fault.lost:
        break_off(request)
    return found


async def _carried_out(call: Call, made: Made) -> web.StreamResponse:
    teams = call.teams
    try:
        teams.rates.take(call.name, call.tenant_id, call.key, teams.mint.now().timestamp())
        status, body = await made(call)
    except TeamsError as refusal:
        return _noted(call, refusal)
    teams.note(call, "")
    if isinstance(body, bytes):
        return web.Response(body=body, status=status, content_type="image/png")
    return web.json_response(body, status=status) if body is not None else web.Response(status=status)


def _read(text: str) -> Json:
    try:
        body = json.loads(text)
    except ValueError as wrong:
        raise TeamsError(400, "BadSyntax", "The body is no JSON.") from wrong
    if not isinstance(body, dict):
        raise TeamsError(400, "BadSyntax", "The body is no object.")
    whole = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    if len(whole.encode("utf-16-le", "surrogatepass")) > LARGEST:
        raise TeamsError(413, "MessageSizeTooBig", "Message size too large.")
    return body


def _noted(call: Call, refusal: TeamsError) -> web.StreamResponse:
    call.teams.note(call, refusal.code)
    if refusal.status == 413:
        call.teams.breaches.append(f"{call.name}: a message over {LARGEST} bytes")
    return _refused(refusal)


def _refused(refusal: TeamsError) -> web.StreamResponse:
    """A refusal as the service words it: nearly always in `error`, but a blocked write without (seen in its docs)."""
    headers = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else {}
    if refusal.bare:
        inner = {"subCode": refusal.code, "details": refusal.message, "errorCode": None, "errorSubCode": None}
        bare = {"errorCode": 209, "message": json.dumps(inner, indent=2).replace("\n", "\r\n")}
        return web.json_response(bare, status=refusal.status)
    body = {"error": {"code": refusal.code, "message": refusal.message}}
    return web.json_response(body, status=refusal.status, headers=headers)
