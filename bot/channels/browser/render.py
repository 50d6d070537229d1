"""Draws the practice room as HTML. Pure: the same values give the same text, and all text is escaped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.channels.browser.ports import Message
from bot.channels.browser.tips import Guide
from bot.channels.browser.views import Chat, Seat
from bot.clock import LONDON
from bot.files import ENDINGS
from bot.messages import Block, Button, Input

# What is longer is folded away, so that nobody has to scroll past it.
LONG_TEXT = 1200
FEW_OPTIONS = 7
FEW_SECTIONS = 6
MARKS = {"plain": "", "info": "Note", "good": "Good", "warn": "Take care", "bad": "Problem"}
STATES = {
    "waiting": "Later",
    "now": "Now",
    "done": "Done",
    "refused": "Declined",
    "returned": "Sent back",
    "stopped": "Stopped",
}
CLOCK, DAY, FULL = "%H:%M", "%A %-d %B", "%-d %b %Y, %H:%M"


def page(
    chats: Sequence[Chat], seats: Sequence[Seat], show: str, after: int, assets: Mapping[str, str], *, guide: Guide
) -> str:
    """The whole page: the list of people and the open chats, true up to the change `after` of the room."""
    return _template("page.html").render(chats=chats, seats=seats, show=show, after=after, assets=assets, guide=guide)


def message(shown: Message, seat: Seat, stamp: str, show: str) -> str:
    """One message as an item of the chat's list."""
    return _template("message.html").render(message=shown, seat=seat, stamp=stamp, show=show)


def chip(seat: Seat) -> str:
    """One person's entry in the list of people."""
    return _template("chip.html").render(seat=seat)


def problem(sentence: str, assets: Mapping[str, str]) -> str:
    """The page that says why something was not done."""
    return _template("problem.html").render(sentence=sentence, assets=assets)


def is_link(text: str) -> bool:
    """Whether the whole text is a web address that may be followed."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(c.isspace() for c in text)


def without_scheme(link: str) -> str:
    """The address as people read it aloud."""
    return link.partition("://")[2].removeprefix("www.")


def moment(when: datetime | str, style: str) -> str:
    """The time in London, which a script turns into the reader's own; a text that is no time stays as it is."""
    found = _parsed(when)
    return found.astimezone(LONDON).strftime(style) if found else str(when)


def stamp_of_time(when: datetime | str) -> str:
    """The time for a `datetime` attribute; empty where the text is no time with a zone."""
    found = _parsed(when)
    return found.isoformat(timespec="seconds") if found else ""


def drawn_as(asked: Input) -> str:
    """Which control asks for it: radios, checks, select, area, day, files or line."""
    match asked.kind:
        case "choice":
            return "radios" if len(asked.options) <= FEW_OPTIONS else "select"
        case "many":
            return "checks"
        case "long_text":
            return "area"
        case "day":
            return "day"
        case "files":
            return "files"
        case "text" | "link" | "money" | "person" | "code":
            return "line"


def _parsed(when: datetime | str) -> datetime | None:
    try:
        found = when if isinstance(when, datetime) else datetime.fromisoformat(when)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _asks_first(button: Button) -> bool:
    return bool(button.inputs or button.confirm)


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("bot.channels.browser"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(kind=_kind, moment=moment, iso=stamp_of_time, drawn_as=drawn_as, without_scheme=without_scheme)
    made.tests.update(link=is_link, asking_first=_asks_first)
    made.globals.update(STATES=STATES, ENDINGS=",".join(f".{e}" for e in ENDINGS))
    made.globals.update(MARKS=MARKS, CLOCK=CLOCK, DAY=DAY, FULL=FULL)
    made.globals.update(LONG_TEXT=LONG_TEXT, FEW_SECTIONS=FEW_SECTIONS)
    return made


_template = _environment().get_template
