"""Reads a drawing as a person would: its texts in order, with entities undone and dates in words."""

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
DATE = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
JOINER = "\u2060"


def read(drawing: Any) -> str:
    """All that is written in blocks, a view or a part of one, a line each; what only screen readers get is left out."""
    return "\n".join(line for line in _lines(drawing) if line)


def undone(markup: str) -> str:
    """What a line of Slack's markup looks like, apart from bold and the like."""
    text = DATE.sub(r"\1", markup)
    for entity, sign in ENTITIES:
        text = text.replace(entity, sign)
    return text.replace(JOINER, "")


def pressable(drawing: Any) -> list[Json]:
    """Everything that has an action, wherever it stands."""
    if isinstance(drawing, list):
        return [found for one in drawing for found in pressable(one)]
    if not isinstance(drawing, dict):
        return []
    own = [drawing] if "action_id" in drawing else []
    return [*own, *(found for one in drawing.values() for found in pressable(one))]


def one(drawing: Any, action_id: str) -> Json:
    """The one element with that action."""
    (found,) = [e for e in pressable(drawing) if e["action_id"] == action_id]
    return found


def kinds(blocks: list[Json]) -> list[str]:
    """The types of blocks, in order."""
    return [block["type"] for block in blocks]


def _lines(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        yield from (line for one in part for line in _lines(one))
    elif isinstance(part, dict):
        yield from _object(part)


def _object(part: Json) -> Iterator[str]:
    match part.get("type"):
        case "mrkdwn":
            yield undone(part["text"])
        case "plain_text":
            yield part["text"].replace(JOINER, "")
        case "rich_text_section":
            yield "".join(_run(inner) for inner in part["elements"])
        case "plain_text_input":
            yield part.get("initial_value", "")
        case _:
            yield from (line for value in part.values() for line in _lines(value))


def _run(part: Json) -> str:
    name = {"date": "fallback", "emoji": "name"}.get(part["type"], "text" if "text" in part else "url")
    return str(part[name])
