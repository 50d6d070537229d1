"""PURE: Slack's own markup: what makes a text harmless in it, how it is cut, and how a moment is written in it.

Slack knows no way to escape `*`, `_`, `~` and the like. So what people wrote goes into plain or rich text, where
nothing is read as markup; what has to stand in markup is taken only while it is not `formatted`, or made `harmless`.
"""

import re

from bot.texts import beginning, fit, in_london, one_line, shortened, size, when

__all__ = [
    "DATE", "JOINER", "escape", "fit", "formatted", "harmless", "in_london", "moment", "one_line", "shortened", "size",
    "when",
]  # fmt: skip

DATE = "{date_short_pretty} at {time}"
ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
# A mark formats where it opens or closes a word; a quote, list or heading where it begins a line.
PAIRED = re.compile(r"(?<![0-9A-Za-z])[*_~`]|[*_~`](?![0-9A-Za-z])|`")
LEADING = re.compile(r"(?m)^(\s*)(>|[-•◦*+]\s|\d+[.)]\s|#)")
CUT = re.compile("&[a-z]{0,3}$")
EMOJI = re.compile(r":(?=[0-9a-z_+'-]+:)", re.IGNORECASE)
MENTION = re.compile(r"[@#](?=\w)")
JOINER = "\u2060"  # has no width and breaks no line


def escape(text: str, most: int = 3000) -> str:
    """The text with Slack's three signs as entities, in at most that size and never cut inside one of them."""
    made = shortened(text, most).translate(ENTITIES)
    if size(made) <= most:
        return made
    return f"{_unbroken(made, most - 1)}…"


def formatted(text: str) -> bool:
    """Whether Slack would make anything of it but these very characters."""
    return any(marks.search(text) for marks in (PAIRED, LEADING, EMOJI, MENTION))


def harmless(text: str, most: int = 3000) -> str:
    """The text for a place that has to be markup: it looks the same, and nothing in it formats, links or calls."""
    text = LEADING.sub(lambda m: f"{m[1]}{JOINER}{m[2]}", shortened(text, most))
    for marks in (PAIRED, EMOJI, MENTION):
        text = marks.sub(lambda m: f"{JOINER}{m[0]}{JOINER}", text)
    return escape(text, most)


def moment(at: str) -> str:
    """The moment in the reader's own time zone, by Slack's date markup; a text that is no time stays as it is."""
    found = when(at)
    return f"<!date^{int(found.timestamp())}^{DATE}|{in_london(found)}>" if found else harmless(at, 100)


def _unbroken(markup: str, most: int) -> str:
    """As much of the markup as has that size, without the beginning of an entity at its end."""
    return CUT.sub("", beginning(markup, most))
