"""Socket Mode: the bot connects to Slack itself, and what comes that way meets the same listeners as over HTTP."""

import asyncio
from time import monotonic

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.listening.edge import Malformed, bolt_request


class SocketMode(AsyncSocketModeHandler):
    """Bolt's own way of Socket Mode, which lets through only what has the documented shape."""

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Answer one envelope; one that is malformed gets no answer, as Slack expects."""
        began = monotonic()
        try:
            asked = bolt_request({"type": "command", **req.payload} if req.type == "slash_commands" else req.payload)
        except Malformed:
            structlog.get_logger().warning("slack_envelope_malformed")
            return
        response: BoltResponse = await self.app.async_dispatch(asked)
        await send_async_response(client, req, response, began)


class Socket:
    """The connection, from the start of the server to its end."""

    def __init__(self, app: AsyncApp, app_token: str, calls: Calls) -> None:
        self._app = app
        self._token = app_token
        self._calls = calls
        self._connecting: asyncio.Task[None] | None = None
        self._handler: SocketMode | None = None

    def open(self) -> None:
        """Begin to connect. A Slack that is away keeps nobody from starting: it is tried until it answers."""
        self._handler = SocketMode(self._app, self._token, web_client=self._calls.bare())
        self._connecting = asyncio.create_task(self._handler.client.connect())  # type: ignore[no-untyped-call]

    async def connected(self) -> bool:
        """Whether Slack can reach the bot by this connection."""
        return self._handler is not None and bool(await self._handler.client.is_connected())

    async def close(self) -> None:
        """Let go of the connection and of the tasks that served it."""
        if self._handler is None or self._connecting is None:
            return
        client = self._handler.client
        await client.close()  # type: ignore[no-untyped-call]
        left = [client.message_processor, client.current_session_monitor, client.message_receiver, self._connecting]
        for task in (t for t in left if t):
            task.cancel()
        await asyncio.gather(*(t for t in left if t), return_exceptions=True)
        self._handler = self._connecting = None
