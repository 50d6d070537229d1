"""PURE: says what Teams, or one of its older clients, would not show of a card or a message, before it is sent.

The limits are those of Adaptive Cards 1.5 and those that Teams documents for messages of bots. Teams tells nobody of
most faults: it leaves the part out, or the whole card. Some rules are ours: what comes back with a press, and that no
text is read as Markdown.
"""

import json
from collections.abc import Iterator
from typing import Any

from bot.channels.teams.limits.cards import card
from bot.channels.teams.limits.values import known, one_of, text
from bot.texts import size

MOST = 80 * 1024
"""Bytes of a message as Teams counts them: everything in it, in UTF-16."""
CONTENT = "application/vnd.microsoft.card.adaptive"
FILES = "application/vnd.microsoft.teams.card.file."
"""What Teams has for handing over a file begins so; those cards have no words of their own."""
OURS = ("type", "text", "textFormat", "summary", "attachments", "entities", "channelData", "importance")
ROUND = ("id", "conversation", "recipient", "from", "replyToId", "channelId", "serviceUrl", "locale", "inputHint")
"""What the connector puts around a message."""


def faults(payload: Any) -> list[str]:
    """Everything that is wrong with a message or a card, a sentence each; nothing where all is well.

    Takes any JSON and never raises.
    """
    if not isinstance(payload, dict) or payload.get("type") not in ("message", "AdaptiveCard"):
        return ["This is neither a message nor a card."]
    found = _message(payload) if payload["type"] == "message" else card(payload)
    return [f"{fault}." for fault in (*found, *_small(payload))]


def _message(payload: dict[str, Any]) -> Iterator[str]:
    yield from known(payload, "message", ("type", *OURS, *ROUND))
    if "attachments" in payload:
        yield from text(payload.get("summary"), "summary")
        yield from _attachments(payload["attachments"])
    else:
        yield from text(payload.get("text"), "text")
        yield from one_of("plain", "markdown", "xml")(payload.get("textFormat"), "textFormat")


def _attachments(value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield "attachments is not a list with something in it"
        return
    for n, one in enumerate(value):
        content, kind = (one.get("content"), one.get("contentType")) if isinstance(one, dict) else (None, None)
        if not isinstance(content, dict) or not isinstance(kind, str) or not kind.startswith((CONTENT, FILES)):
            yield f"attachments[{n}] is no card"
        elif kind == CONTENT:
            yield from card(content)


def _small(payload: dict[str, Any]) -> Iterator[str]:
    length = 2 * size(json.dumps(payload, ensure_ascii=False, separators=(",", ":"), default=str))
    if length > MOST:
        yield f"it has {length:,} bytes in UTF-16, and {MOST:,} is the most"
