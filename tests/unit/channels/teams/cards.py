"""Reads a drawn card as a person would: its texts in order, its fields, and all that can be pressed."""

from collections.abc import Iterator
from typing import Any

from bot.channels.teams.drawing import Json

UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060"))
LEFT = ("data", "fallback", "refresh", "msteams")


def parts(card: Any) -> list[Json]:
    """Each element and action in order, those that unfold as well; what old clients have instead is left out."""
    return list(_parts(card))


def of_kind(kind: str, card: Any) -> list[Json]:
    """The parts of that type."""
    return [p for p in parts(card) if p["type"] == kind]


def fields(card: Any) -> dict[str, Json]:
    """The fields by their ids."""
    return {p["id"]: p for p in parts(card) if p["type"].startswith("Input.")}


def sends(card: Any) -> dict[str, Json]:
    """What comes to the bot, by the title of its button; some stand within what another unfolds."""
    return {p["title"]: p for p in of_kind("Action.Execute", card)}


def tokens(card: Any) -> list[str]:
    """The tokens of all presses, in order."""
    found = [p["data"]["commsdesk"] for p in of_kind("Action.Execute", card)]
    return [ours["token"] for ours in found if "token" in ours]


def read(card: Any) -> str:
    """All that is written, a line for each block; what nobody can see of it is left out."""
    return "\n".join(line for part in _blocks(card) for line in [_line(part).translate(UNSEEN)] if line)


def bare(text: str) -> str:
    """The text with its spaces folded, to be compared."""
    return " ".join(text.split())


def _parts(part: Any) -> Iterator[Json]:
    if isinstance(part, list):
        yield from (found for one in part for found in _parts(one))
    elif isinstance(part, dict):
        if "type" in part:
            yield part
        yield from (found for name, one in part.items() if name not in LEFT for found in _parts(one))


def _blocks(card: Any) -> Iterator[Json]:
    yield from (p for p in parts(card) if p["type"] in {"TextBlock", "RichTextBlock"} or p["type"].startswith("Input."))


def _line(part: Json) -> str:
    match part["type"]:
        case "TextBlock":
            return str(part["text"])
        case "RichTextBlock":
            return "".join(run["text"] for run in part["inlines"])
        case _:
            return f"{part['label']}\n{part.get('value', '')}".strip()
