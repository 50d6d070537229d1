"""PURE: Slack's text objects and the parts of its rich text. In none of them is what people wrote read as markup."""

from collections.abc import Sequence
from typing import Any

from bot.channels.slack.drawing.mrkdwn import DATE, escape, fit, in_london, one_line, shortened, when
from bot.texts import LINK, linked

__all__ = [
    "LINK", "Json", "as_written", "bold", "context", "date", "joined", "listed", "mrkdwn", "plain", "rich", "section",
    "sign", "words",
]  # fmt: skip

Json = dict[str, Any]
# The emoji that are ours, by the names that Slack gives them.
SIGNS = {
    "⚠️": "warning",
    "✅": "white_check_mark",
    "⛔": "no_entry",
    "ℹ️": "information_source",
    "⏳": "hourglass_flowing_sand",
    "⚪": "white_circle",
    "↩️": "leftwards_arrow_with_hook",
    "⏹️": "black_square_for_stop",
}


def plain(text: str, most: int) -> Json:
    """A text that is shown as it is, on one line."""
    return {"type": "plain_text", "text": one_line(text, most) or "–", "emoji": False}


def as_written(text: str, most: int) -> Json:
    """A text that is shown as it is, with its lines."""
    return {"type": "plain_text", "text": shortened(text, most).strip() or "–", "emoji": False}


def mrkdwn(markup: str) -> Json:
    """Markup of our own; Slack looks for no links, channels and people in it."""
    return {"type": "mrkdwn", "text": markup, "verbatim": True}


def bold(text: str, most: int = 300) -> str:
    """The text in bold, as markup. Only for what is not `formatted` by itself."""
    return f"*{escape(one_line(text, most), most)}*"


def context(*elements: Json) -> Json:
    """A line in small grey letters."""
    return {"type": "context", "elements": list(elements)}


def words(text: str, *, strong: bool = False) -> list[Json]:
    """What people wrote as parts of rich text: as it is, with its web and mail addresses to follow."""
    return [part for shown, url in linked(text) for part in _part(shown, url, strong=strong)]


def sign(emoji: str) -> list[Json]:
    """One of our own emoji and a space."""
    return [{"type": "emoji", "name": SIGNS[emoji]}, *_said(" ")]


def date(at: str) -> list[Json]:
    """A moment in the reader's own time zone; a text that is no time stays as it is."""
    found = when(at)
    if found is None:
        return words(one_line(at, 100))
    return [{"type": "date", "timestamp": int(found.timestamp()), "format": DATE, "fallback": in_london(found)}]


def section(parts: Sequence[Json]) -> Json:
    """Parts that run on, as one paragraph."""
    return {"type": "rich_text_section", "elements": list(parts)}


def listed(items: Sequence[Sequence[Json]], *, ordered: bool) -> Json:
    """A list with numbers or bullets."""
    return {
        "type": "rich_text_list",
        "style": "ordered" if ordered else "bullet",
        "elements": [section(item) for item in items],
    }


def rich(*elements: Json) -> Json:
    """A block of paragraphs and lists."""
    return {"type": "rich_text", "elements": list(elements)}


def joined(*groups: Sequence[Json], by: str) -> list[Json]:
    """The groups that have anything in them, with a text between each two."""
    kept = [group for group in groups if group]
    return [part for n, group in enumerate(kept) for part in ([*(_said(by) if n else []), *group])]


def _part(shown: str, url: str, *, strong: bool) -> list[Json]:
    if not url:
        return _said(shown, strong=strong)
    named = {"text": shown} if url != shown else {}
    return [{"type": "link", "url": url, **named, **_style(strong=strong)}]


def _said(text: str, *, strong: bool = False) -> list[Json]:
    if not text:
        return []
    return [{"type": "text", "text": fit(text), **_style(strong=strong)}]


def _style(*, strong: bool) -> Json:
    return {"style": {"bold": True}} if strong else {}
