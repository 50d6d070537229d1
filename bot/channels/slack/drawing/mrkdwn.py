"""PURE: Slack's own markup: what makes a text harmless in it, how it is cut, and how a moment is written in it.

Slack knows no way to escape `*`, `_`, `~` and the like. So what people wrote goes into plain or rich text, where
nothing is read as markup; what has to stand in markup is taken only while it is not `formatted`, or made `harmless`.
"""

import re
import unicodedata
from datetime import datetime

from bot.clock import LONDON

DATE = "{date_short_pretty} at {time}"
FALLBACK = "%-d %b %Y, %H:%M"
ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
# Controls that no text needs, and halves of characters, which JSON cannot carry.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# A mark formats where it opens or closes a word; a quote, list or heading where it begins a line.
PAIRED = re.compile(r"(?<![0-9A-Za-z])[*_~`]|[*_~`](?![0-9A-Za-z])|`")
LEADING = re.compile(r"(?m)^(\s*)(>|[-•◦*+]\s|\d+[.)]\s|#)")
CUT = re.compile("&[a-z]{0,3}$")
EMOJI = re.compile(r":(?=[0-9a-z_+'-]+:)", re.IGNORECASE)
MENTION = re.compile(r"[@#](?=\w)")
TIE = "\u200d"
TIES = {TIE, *map(chr, range(0x1F3FB, 0x1F400)), *map(chr, range(0xE0020, 0xE0080))}
JOINER = "\u2060"  # has no width and breaks no line


def fit(text: str) -> str:
    """The text without what no platform can show."""
    return UNFIT.sub("\ufffd", text)


def size(text: str) -> int:
    """How long Slack may find a text: characters beyond the first plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, most: int) -> str:
    """The text in at most that size, cut between words where it has any, with an ellipsis; never inside a sign."""
    text = fit(text)
    if size(text) <= most:
        return text
    head = _first(text, most - 1)
    words = head.rsplit(None, 1)
    return f"{words[0] if len(words) > 1 and len(words[0]) > len(head) * 3 // 4 else head.rstrip()}…"


def one_line(text: str, most: int) -> str:
    """The text on one line: its spaces and line breaks folded."""
    return shortened(" ".join(text.split()), most)


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


def when(at: str) -> datetime | None:
    """The moment of an ISO 8601 text with a zone; None for any other."""
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return found if found.tzinfo else None


def in_london(at: datetime) -> str:
    """The moment in words, for clients that cannot give the reader's own time."""
    return at.astimezone(LONDON).strftime(FALLBACK)


def moment(at: str) -> str:
    """The moment in the reader's own time zone, by Slack's date markup; a text that is no time stays as it is."""
    found = when(at)
    return f"<!date^{int(found.timestamp())}^{DATE}|{in_london(found)}>" if found else harmless(at, 100)


def _unbroken(markup: str, most: int) -> str:
    """As much of the markup as has that size, without the beginning of an entity at its end."""
    return CUT.sub("", _first(markup, most))


def _first(text: str, most: int) -> str:
    """As much of the beginning as has that size, without a last sign that would lose a part of itself."""
    head = text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")
    after = text[len(head) :]
    while head and (_joins(after[:1]) or head[-1] == TIE):
        head, after = head[:-1], head[-1]
    return head


def _joins(sign: str) -> bool:
    """Whether it is a part of the sign before it: an accent, a skin colour, a tie."""
    return bool(sign) and (sign in TIES or unicodedata.category(sign) in {"Mn", "Me"})
