"""The HTTP route that Slack calls: nothing is read before its signature holds, and nothing malformed goes further."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from pydantic import TypeAdapter, ValidationError
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack.reading.wire import Payload

MOST_BYTES = 1024 * 1024
MOST_FIELDS = 100
TOO_LONG = "That is too long to read, so nothing was done."
UNSIGNED = "This was not signed by Slack for this app within the last five minutes, so nothing was done."
MALFORMED = "This is not in a form that Slack sends, so nothing was done."
# Slack's look at the certificate, which asks for nothing but an answer.
SSL_CHECK = re.compile(rb"(token=[^&]{0,200}&)?ssl_check=1(&token=[^&]{0,200})?")
PAYLOAD: TypeAdapter[Any] = TypeAdapter(Payload)
SIGNING = ("X-Slack-Request-Timestamp", "X-Slack-Signature")
PAYLOAD_KEY = "commsdesk_payload"


class Malformed(Exception):
    """A body that nobody can read."""


class Edge:
    """Guards the way to the bolt app."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)

    async def events(self, request: web.Request) -> web.Response:
        """Answer one request of Slack's: 413, 401 or 400 with a sentence, or what the listeners acknowledge."""
        if (request.content_length or 0) > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES, request.content_length or 0, text=TOO_LONG)
        raw = await request.read()
        if SSL_CHECK.fullmatch(raw):
            return web.Response()
        if not self._signed(raw, request.headers):
            return web.Response(status=401, text=UNSIGNED)
        try:
            body = body_of(raw, request.content_type)
            asked = bolt_request(body, {name: request.headers[name] for name in SIGNING})
        except Malformed:
            return web.Response(status=400, text=MALFORMED)
        # Bolt checks the signature once more, over the same bytes.
        asked.raw_body, asked.mode = raw.decode(), "http"
        return await to_aiohttp_response(await self._app.async_dispatch(asked))

    def _signed(self, raw: bytes, headers: Mapping[str, str]) -> bool:
        stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
        if not (stamp.isascii() and stamp.isdigit() and signature.isascii()):
            return False
        try:
            return self._verifier.is_valid(raw, stamp, signature)
        except ValueError:  # bytes that are no text, or a stamp with more figures than a number may have
            return False


def body_of(raw: bytes, content_type: str) -> dict[str, Any]:
    """The one object in the body: JSON, a form with JSON as its `payload`, or a form; Malformed for all else."""
    try:
        text = raw.decode()
        body = json.loads(text) if content_type == "application/json" else _form(text)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(body, dict):
        raise Malformed
    return body


def _form(text: str) -> Any:
    fields = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS))
    if "payload" in fields:
        return json.loads(fields["payload"])
    return {**fields, "type": "command"}


def bolt_request(body: dict[str, Any], headers: Mapping[str, str] = MappingProxyType({})) -> AsyncBoltRequest:
    """The request for bolt, which sees only what has the documented shape; Malformed for any other.

    It is built as bolt does for Socket Mode, from an object: bolt itself would take a command that says «payload» for
    a form that holds one.
    """
    try:
        payload = PAYLOAD.validate_python(body)
    except (ValidationError, RecursionError):
        raise Malformed from None
    seen = payload.model_dump(exclude_none=True)
    if payload.type == "command":
        del seen["type"]
    return AsyncBoltRequest(mode="socket_mode", body=seen, headers=dict(headers), context={PAYLOAD_KEY: payload})
