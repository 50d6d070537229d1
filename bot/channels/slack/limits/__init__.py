"""PURE: says what Slack, or one of its older clients, would not take of a message or a view, before it is sent.

The limits are those that Slack documents for Block Kit, views and `chat.postMessage`. Two are ours: a message's blocks
are kept below the size at which Slack began to refuse them, and texts count as long as Slack could count them.
"""

import json
from collections.abc import Iterator
from typing import Any

from bot.channels.slack.drawing.mrkdwn import size
from bot.channels.slack.limits.blocks import blocks
from bot.channels.slack.limits.values import known, missing, string, text

VIEWS = ("modal", "home")
BLOCKS = {"message": 50, "modal": 100, "home": 100}
# A text that is longer than Slack recommends for notifications is cut in them.
TEXT, TITLE, METADATA, NAME = 4000, 24, 3000, 255
MESSAGE_SIZE, VIEW_SIZE = 13_000, 250_000
FRAME = {"title": TITLE, "submit": TITLE, "close": TITLE}
STRINGS = {"private_metadata": METADATA, "callback_id": NAME, "external_id": NAME}
KEYS = {"type", "blocks", "clear_on_close", "notify_on_close", "submit_disabled", *FRAME, *STRINGS}


def faults(payload: Any) -> list[str]:
    """Everything that is wrong with a message (`text`, `blocks`) or a view, a sentence each; nothing where all is well.

    Takes any JSON and never raises.
    """
    if not isinstance(payload, dict):
        return ["This is neither a message nor a view."]
    found = _view(payload) if "type" in payload else _message(payload)
    return [f"{fault}." for fault in found]


def _message(payload: dict[str, Any]) -> Iterator[str]:
    said, drawn = payload.get("text"), payload.get("blocks")
    if drawn is None or said:
        yield from string(said, "text", TEXT, needed=True)
    else:
        yield "text is missing: notifications and screen readers say nothing without it"
    if drawn is not None:
        yield from blocks(drawn, "message", BLOCKS["message"])
        yield from _small(drawn, "blocks", MESSAGE_SIZE)


def _view(view: dict[str, Any]) -> Iterator[str]:
    kind = view["type"]
    if kind not in VIEWS:
        yield f"type is {kind!r}, and a view is modal or home"
        return
    yield from known(view, "view", KEYS)
    yield from _frame(view)
    for name, most in STRINGS.items():
        yield from string(view.get(name), name, most, least=0)
    yield from blocks(view.get("blocks"), kind, BLOCKS[kind])
    yield from _small(view, "view", VIEW_SIZE)


def _frame(view: dict[str, Any]) -> Iterator[str]:
    for name, most in FRAME.items():
        if view["type"] == "home" and name in view:
            yield f"{name} stands in a home page, which has none"
        yield from text(view.get(name), name, most)
    if view["type"] == "modal":
        yield from missing(view, "view", ("title", *(["submit"] if _asks(view) else [])))


def _asks(view: dict[str, Any]) -> bool:
    drawn = view.get("blocks")
    return isinstance(drawn, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in drawn)


def _small(value: Any, where: str, most: int) -> Iterator[str]:
    length = size(json.dumps(value, ensure_ascii=where == "view", separators=(",", ":"), default=str))
    if length > most:
        yield f"{where} has {length:,} characters of JSON, and {most:,} is the most"
