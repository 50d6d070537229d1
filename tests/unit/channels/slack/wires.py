"""Requests as Slack sends them, for tests of what becomes of the odd ones."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from tests.fakes.slack.wire import FORM, JSON, Answer, signature
from tests.unit.channels.slack.desks import Desk

NONE: Mapping[str, str] = MappingProxyType({})
MESSAGE = {
    "type": "event_callback",
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {"type": "message", "channel_type": "im", "channel": "DT1U1", "user": "U1", "text": "help"},
}
COMMAND = {"command": "/ask", "text": "x", "team_id": "T1", "user_id": "U1", "channel_id": "DT1U1", "trigger_id": "1.2"}
WHO = {"team": {"id": "T1"}, "user": {"id": "U1"}}
VIEW = {
    "id": "V1",
    "type": "modal",
    "hash": "h",
    "callback_id": "form",
    "private_metadata": "x",
    "state": {"values": {}},
}
PRESS = {
    "type": "block_actions", **WHO, "container": {"type": "message", "channel_id": "DT1U1", "message_ts": "1.1"},
    "trigger_id": "1.2", "actions": [{"type": "button", "action_id": "press.0", "block_id": "k:1:do.0", "value": "t"}],
}  # fmt: skip


async def post(
    desk: Desk,
    body: bytes,
    content_type: str = JSON,
    headers: Mapping[str, str] = MappingProxyType({}),
    skew: float = 0,
) -> Answer:
    """The body as Slack would sign it."""
    at = int(desk.slack.wire.clock.now().timestamp() + skew)
    signed = signature(desk.slack.signing_secret, body, at)
    return await desk.slack.wire.post(body, {**signed, "Content-Type": content_type, **headers})


async def form(desk: Desk, payload: Any) -> Answer:
    return await post(desk, urlencode({"payload": json.dumps(payload)}).encode(), FORM)
