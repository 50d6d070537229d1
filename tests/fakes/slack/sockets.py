"""Socket Mode: tickets, the WebSockets that apps hold open, envelopes with their acknowledgements, and refreshes."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from tests.fakes.slack.state import Json

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack

MOST = 10


class Sockets:
    """The open sockets; each envelope goes to one of them, in turn."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self.opened = 0

    @property
    def connected(self) -> int:
        """How many sockets are open."""
        return len(self._open)

    def address(self) -> str:
        """A WebSocket's address, good for one connection."""
        ticket = self._slack.mint.digest(16)
        self._tickets.add(ticket)
        return f"{self._slack.root.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id={self._slack.app_id}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection: hello, then envelopes until either side closes it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or self.connected >= MOST:
            raise web.HTTPForbidden(text="bad ticket or too many connections")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._open.append(socket)
        self.opened += 1
        try:
            await socket.send_json(self._hello())
            self._slack.note("socket", {}, "")
            await self._listen(socket)
        finally:
            self._open.remove(socket)
        return socket

    async def deliver(self, kind: str, payload: Json, answered: bool) -> Json:
        """Send an envelope to one socket and give the payload of its acknowledgement; TimeoutError without one."""
        envelope = self._slack.mint.digest(32)
        sent: Json = {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": answered}
        if kind == "events_api":
            sent |= {"retry_attempt": 0, "retry_reason": ""}
        self._waiting[envelope] = asyncio.get_running_loop().create_future()
        socket = self._open[0]
        self._open.append(self._open.pop(0))
        await socket.send_json(sent)
        try:
            async with asyncio.timeout(self._slack.wire.patience):
                return await self._waiting[envelope]
        finally:
            del self._waiting[envelope]

    async def push(self, text: str) -> None:
        """Send any text to one socket, and wait for nothing."""
        await self._open[0].send_str(text)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every app to connect anew, then close the old connections."""
        for socket in list(self._open):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}})

    async def drop(self) -> None:
        """Close every connection without a word."""
        for socket in list(self._open):
            await socket.close()

    async def close(self) -> None:
        """The end of the fake."""
        await self.drop()

    def _hello(self) -> Json:
        info = {"host": "fake", "build_number": 1, "approximate_connection_time": 18060}
        app = {"app_id": self._slack.app_id}
        return {"type": "hello", "num_connections": self.connected, "debug_info": info, "connection_info": app}

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                told = json.loads(message.data)
                waiting = self._waiting.get(str(told.get("envelope_id", "")))
                if waiting and not waiting.done():
                    waiting.set_result(told.get("payload") or {})
