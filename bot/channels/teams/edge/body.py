"""Reads the body of a request: one JSON object that everything further in can hold, print and store."""

import json
import math
from typing import Any

from bot.channels.teams.edge.answers import Json, Malformed

# An Adaptive Card inside an activity nests about a dozen deep.
DEEPEST = 64


def body_of(raw: bytes) -> Json:
    """The one object in the body; Malformed for anything else, and for what nests too deep.

    Malformed, too, for what JSON can say and a database cannot keep: NUL, halves of characters, endless numbers.
    """
    try:
        body = json.loads(raw.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(body, dict):
        raise Malformed
    _look_through(body)
    return body


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _look_through(body: Json) -> None:
    level: list[Any] = [body]
    for _ in range(DEEPEST):
        if not level:
            return
        level = [below for value in level for below in _below(value)]
    raise Malformed


def _below(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, list):
        return value
    if (isinstance(value, str) and not _storable(value)) or (isinstance(value, float) and not math.isfinite(value)):
        raise Malformed
    return []


def _storable(text: str) -> bool:
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False
