"""PURE: what Teams takes of the small things of a card: texts, numbers, words of a list, addresses."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.channels.teams.drawing.elements import LEADING, MARKS
from bot.texts import UNFIT

Check = Callable[[Any, str], Iterator[str]]
MACRO = re.compile(r"\{\{(?:DATE\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, (?:COMPACT|SHORT|LONG)\)|TIME\([\d:TZ-]+\))\}\}")
URL = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
PIXELS = re.compile(r"\d+px")


def text(value: Any, where: str) -> Iterator[str]:
    """A text that has something in it, and nothing that JSON cannot carry."""
    if not isinstance(value, str):
        yield f"{where} is not a text"
    elif not value.strip():
        yield f"{where} is empty"
    elif UNFIT.search(value):
        yield f"{where} has a sign that no client can show"


def filled(value: Any, where: str) -> Iterator[str]:
    """What somebody filled in, as they did: blanks as well."""
    if not isinstance(value, str) or UNFIT.search(value):
        yield f"{where} is no text that a client can show"


def literal(value: Any, where: str) -> Iterator[str]:
    """A text that Teams shows as it is: it reads macros in it all the same."""
    yield from text(value, where)
    if isinstance(value, str) and "{{" in value:
        yield f"{where} has {{{{ in it, which Teams may read as a macro"


def markdown(value: Any, where: str) -> Iterator[str]:
    """A text that Teams reads as Markdown: whole macros, and else nothing that formats."""
    yield from text(value, where)
    bare = MACRO.sub("", value) if isinstance(value, str) else ""
    if MARKS.search(bare) or "{{" in bare:
        yield f"{where} would be read as Markdown"


def tamed(value: Any, where: str) -> Iterator[str]:
    """A text that only old clients read as Markdown: nothing in it leads anywhere."""
    yield from literal(value, where)
    if isinstance(value, str) and LEADING.search(value):
        yield f"{where} would be a link, a call or a list in an old client"


def flag(value: Any, where: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield f"{where} is neither true nor false"


def count(value: Any, where: str) -> Iterator[str]:
    """A whole number from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        yield f"{where} is not a number from 1"


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, str) or value not in allowed:
            yield f"{where} is {value!r}, and Teams knows {', '.join(allowed)}"

    return check


def day(value: Any, where: str) -> Iterator[str]:
    """A day like 2026-05-31."""
    try:
        fine = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        fine = False
    if not fine:
        yield f"{where} is no day like 2026-05-31"


def url(value: Any, where: str) -> Iterator[str]:
    """An address of the web or of mail: what else an address can do is nobody's to press."""
    if not isinstance(value, str) or not URL.fullmatch(value):
        yield f"{where} is no address of the web or of mail"


def width(value: Any, where: str) -> Iterator[str]:
    """The width of a column: words, a weight or pixels."""
    weight = isinstance(value, int) and not isinstance(value, bool) and value > 0
    if not weight and not (isinstance(value, str) and (value in {"auto", "stretch"} or PIXELS.fullmatch(value))):
        yield f"{where} is {value!r}, which is no width"


def known(found: Mapping[str, Any], where: str, keys: Collection[str], needed: Sequence[str] = ()) -> Iterator[str]:
    """Teams passes over what it has no name for, and says nothing: a slip of the pen would never be noticed."""
    yield from (f"{where} has an unknown part {key!r}" for key in found if key not in keys)
    yield from (f"{where} has no {key}" for key in needed if found.get(key) is None)


def twice(names: Sequence[str], what: str) -> Iterator[str]:
    """What may stand once only."""
    yield from (f"the {what} {name!r} stands {times} times" for name, times in Counter(names).items() if times > 1)
