"""What somebody sees of blocks and of Slack's own markup: marks are carried out, references named, times theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.fakes.slack.state import Json, Typed, User

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack

ANGLES = re.compile(r"<([^<>\n]*)>")
# A mark opens after a space or punctuation and closes before one, on one line.
MARKS = [re.compile(rf"(?<![\w{m}])\{m}(?![\s{m}])([^{m}\n]*?)(?<!\s)\{m}(?![\w{m}])") for m in "*_~`"]
UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
STYLES = {
    "date_num": "%Y-%m-%d", "date": "%-d %B %Y", "date_short": "%-d %b %Y", "date_long": "%A %-d %B %Y",
    "date_pretty": "%-d %B %Y", "date_short_pretty": "%-d %b %Y", "date_long_pretty": "%A %-d %B %Y",
    "time": "%H:%M", "time_secs": "%H:%M:%S", "ago": "some time ago",
}  # fmt: skip


class Reader:
    """Reads for one person."""

    def __init__(self, slack: Slack, user: User) -> None:
        self._slack = slack
        self._zone = ZoneInfo(user.tz)

    def text(self, text: Json | None) -> str:
        """A text object as it is shown."""
        if not text:
            return ""
        return self.mrkdwn(text["text"]) if text["type"] == "mrkdwn" else str(text["text"]).translate(UNSEEN)

    def mrkdwn(self, raw: str) -> str:
        """Slack's markup as it is shown."""
        shown = ANGLES.sub(lambda found: self._reference(found[1]), raw)
        for mark in MARKS:
            shown = mark.sub(r"\1", shown)
        for entity, character in ENTITIES:
            shown = shown.replace(entity, character)
        return shown.translate(UNSEEN)

    def blocks(self, blocks: list[Json], typed: Typed | None = None, errors: dict[str, str] | None = None) -> str:
        """Every line of some blocks, with what is filled in and the errors beside the fields."""
        lines = [line for block in blocks for line in self._block(block, typed or {}, errors or {})]
        return "\n".join(line for line in lines if line)

    def _block(self, block: Json, typed: Typed, errors: dict[str, str]) -> Iterator[str]:
        match block["type"]:
            case "header" | "section" | "context" | "actions":
                yield self.text(block.get("text"))
                parts = [*block.get("fields", ()), *block.get("elements", ()), block.get("accessory")]
                yield from (self._part(part) for part in parts if part)
            case "input":
                yield from self._input(block, typed)
                yield errors.get(block["block_id"], "")
            case "image":
                yield from (self.text(block.get("title")), f"({block['alt_text']})")
            case "markdown":
                yield str(block["text"])
            case "rich_text":
                yield from ("".join(map(self._leaf, part["elements"])) for part in _lines(block))
            case _:
                yield ""

    def _input(self, block: Json, typed: Typed) -> Iterator[str]:
        element = block["element"]
        yield self.text(block["label"])
        yield self.text(block.get("hint"))
        yield from (f"( ) {self.text(option['text'])}" for option in element.get("options", ()))
        value = typed.get((block["block_id"], element["action_id"]), {}).get("value", element.get("initial_value"))
        yield str(value or "")

    def _part(self, part: Json) -> str:
        if part["type"] in {"mrkdwn", "plain_text"}:
            return self.text(part)
        if part["type"] == "image":
            return f"({part['alt_text']})"
        options = [self.text(option["text"]) for option in part.get("options", ())]
        return " ".join(f"[{label}]" for label in (self.text(part.get("text") or part.get("placeholder")), *options))

    def _reference(self, inner: str) -> str:
        target, _, label = inner.partition("|")
        if target.startswith("!date^"):
            return self._moment(target, label)
        if target.startswith("!"):
            return f"@{target[1:].partition('^')[0]}, which notifies everybody,"
        if target.startswith("@"):
            user = self._slack.state.users.get(target[1:])
            return f"@{user.name if user else target[1:]}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        return label or target

    def _moment(self, target: str, fallback: str) -> str:
        parts = target.split("^")
        try:
            return self._shown_at(int(parts[1]), parts[2])
        except (ValueError, IndexError, OverflowError):
            return fallback

    def _shown_at(self, moment: int, style: str) -> str:
        at = datetime.fromtimestamp(moment, UTC).astimezone(self._zone)
        return re.sub(r"\{(\w+)\}", lambda found: at.strftime(STYLES.get(found[1], found[0])), style)

    def _leaf(self, part: Json) -> str:
        match part["type"]:
            case "text":
                return str(part["text"]).translate(UNSEEN)
            case "link":
                return str(part.get("text") or part["url"])
            case "date":
                return self._shown_at(part["timestamp"], part["format"])
            case "emoji":
                return f":{part['name']}:"
            case _:
                return self._reference(f"@{part.get('user_id') or part.get('range')}")


def _lines(block: Json) -> Iterator[Json]:
    for part in block["elements"]:
        yield from part["elements"] if part["type"] == "rich_text_list" else [part]
