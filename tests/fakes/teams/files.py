"""The host of files: from where what people sent is fetched, and to where what they accepted is uploaded."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web

from tests.fakes.teams.state import Held

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams

RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
NEXT, MADE, WRONG_RANGE = 202, 201, 416


def routes(teams: FakeTeams) -> list[web.RouteDef]:
    """Its routes."""
    return [
        web.get("/files/{file}", partial(_fetched, teams)),
        web.put("/upload/{file}", partial(_uploaded, teams)),
    ]


async def _fetched(teams: FakeTeams, request: web.Request) -> web.StreamResponse:
    held = teams.state.files.get(request.match_info["file"])
    fault = teams.faults.take("file")
    if fault and (answer := await fault.answer(request)):
        return answer
    if held is None or "tempauth" not in request.query:
        return web.Response(status=404)
    if "Authorization" in request.headers:
        teams.breaches.append("the bot's token was sent to the host of files")
    return web.Response(body=held.body)


async def _uploaded(teams: FakeTeams, request: web.Request) -> web.StreamResponse:
    """A piece of an upload session: in order, each with its range, and without a token."""
    held = teams.state.files.get(request.match_info["file"])
    if held is None or not held.open:
        return web.Response(status=404)
    if "Authorization" in request.headers:
        teams.breaches.append("the bot's token was sent to the host of files")
        return web.Response(status=401)
    fault = teams.faults.take("upload")
    if fault and (answer := await fault.answer(request)):
        return answer
    return await _kept(teams, held, request)


async def _kept(teams: FakeTeams, held: Held, request: web.Request) -> web.StreamResponse:
    body, stated = await request.read(), RANGE.fullmatch(request.headers.get("Content-Range", ""))
    start, end, whole = (int(n) for n in stated.groups()) if stated else (-1, -1, -1)
    if start != len(held.body) or end - start + 1 != len(body):
        teams.breaches.append(f"an upload of {len(body)} bytes said {request.headers.get('Content-Range')!r}")
        return web.Response(status=WRONG_RANGE)
    held.body, held.pieces = held.body + body, held.pieces + 1
    held.open = len(held.body) < whole
    teams.changed()
    return web.json_response({"id": held.id, "name": held.name}, status=NEXT if held.open else MADE)
