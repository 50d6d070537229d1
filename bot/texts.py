"""PURE: what channels do to any text before they draw it: how long it is, how it is cut, and what stands in it."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime

from bot.clock import LONDON

FALLBACK = "%-d %b %Y, %H:%M"
# Controls that no text needs, and halves of characters, which JSON cannot carry.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
TIE = "\u200d"
TIES = {TIE, *map(chr, range(0x1F3FB, 0x1F400)), *map(chr, range(0xE0020, 0xE0080))}
LINK = re.compile(
    r"https?://[^\s<>\"'|]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}", re.IGNORECASE | re.ASCII
)
TRAILING = ".,;:!?)]}…"
LONGEST_URL = 3000


def fit(text: str) -> str:
    """The text without what no platform can show."""
    return UNFIT.sub("\ufffd", text)


def size(text: str) -> int:
    """How long a platform may find a text: in UTF-16, so characters beyond the first plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, most: int) -> str:
    """The text in at most that size, cut between words where it has any, with an ellipsis; never inside a sign."""
    text = fit(text)
    if size(text) <= most:
        return text
    head = beginning(text, most - 1)
    words = head.rsplit(None, 1)
    return f"{words[0] if len(words) > 1 and len(words[0]) > len(head) * 3 // 4 else head.rstrip()}…"


def one_line(text: str, most: int) -> str:
    """The text on one line: its spaces and line breaks folded."""
    return shortened(" ".join(text.split()), most)


def beginning(text: str, most: int) -> str:
    """As much of the beginning as has that size, without a last sign that would lose a part of itself."""
    head = text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")
    after = text[len(head) :]
    while head and (_joins(after[:1]) or head[-1] == TIE):
        head, after = head[:-1], head[-1]
    return head


def linked(text: str) -> Iterator[tuple[str, str]]:
    """The text in parts, in order, each with the address that it is, of the web or of mail, or an empty one."""
    after = 0
    for found in LINK.finditer(text):
        shown = found[0].rstrip(TRAILING)
        if len(shown) <= LONGEST_URL:
            yield text[after : found.start()], ""
            yield shown, shown if "://" in shown else f"mailto:{shown}"
            after = found.start() + len(shown)
    yield text[after:], ""


def when(at: str) -> datetime | None:
    """The moment of an ISO 8601 text with a zone; None for any other."""
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return found if found.tzinfo else None


def day(text: str) -> date | None:
    """The day that was picked or typed, as 2026-11-20 or 20/11/2026; None for any other text."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
    return None


def in_london(at: datetime) -> str:
    """The moment in words, for clients that cannot give the reader's own time."""
    return at.astimezone(LONDON).strftime(FALLBACK)


def _joins(sign: str) -> bool:
    """Whether it is a part of the sign before it: an accent, a skin colour, a tie."""
    return bool(sign) and (sign in TIES or unicodedata.category(sign) in {"Mn", "Me"})
