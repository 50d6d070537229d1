"""Filling in: what a field takes, and what Teams' own client does not send."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, time

from tests.fakes.teams.state import Json
from tests.fakes.teams.surfaces import Spot, value

Given = str | list[str]


class NotOffered(LookupError):
    """There is no such field, option or button."""


def filled(asked: Json, given: Given) -> str:
    """The value of a field after somebody typed or chose; options are named by title or value. NotOffered."""
    if asked["type"] == "Input.ChoiceSet":
        listed = [given] if isinstance(given, str) else given
        if len(listed) > 1 and not asked.get("isMultiSelect"):
            raise NotOffered(f"{asked.get('label')!r} takes one choice")
        return ",".join(_choice(asked, one) for one in listed if one)
    if asked["type"] == "Input.Toggle":
        on, off = str(asked.get("valueOn", "true")), str(asked.get("valueOff", "false"))
        return on if given in {on, "yes", "true"} else off
    assert isinstance(given, str), f"{asked.get('label')!r} takes words"
    return _typed(asked, given)


def _choice(asked: Json, given: str) -> str:
    for choice in asked["choices"]:
        if given in {choice["title"], choice["value"], re.sub(r"\\(?=[^\w\s])", "", choice["title"])}:
            return str(choice["value"])
    raise NotOffered(f"no option {given!r} among {[c['title'] for c in asked['choices']]}")


def _typed(asked: Json, given: str) -> str:
    """What can be typed at all: no longer text than the field takes, and no line break in a single line."""
    most = asked.get("maxLength")
    assert most is None or len(given) <= most, f"{asked.get('label')!r} takes {most} characters"
    if asked["type"] == "Input.Text" and not asked.get("isMultiline"):
        return given.replace("\r", "").replace("\n", " ")
    return given


def refused(spot: Spot, typed: dict[str, str]) -> dict[str, str]:
    """What the client would not send, by input id, with the error that it shows."""
    faulty = ((f["id"], _fault(f, value(f, typed)), f) for f in spot.inputs())
    return {name: str(asked.get("errorMessage") or fault) for name, fault, asked in faulty if fault}


def _fault(asked: Json, held: str) -> str:
    if held == "" or (asked["type"] == "Input.Toggle" and held == asked.get("valueOff", "false")):
        return "This field is required." if asked.get("isRequired") else ""
    match asked["type"]:
        case "Input.Text":
            return "" if re.fullmatch(asked.get("regex", r"(?s).*"), held) else "not of the pattern"
        case "Input.Number":
            return _out_of_range(asked, held, float)
        case "Input.Date":
            return _out_of_range(asked, held, _day)
        case "Input.Time":
            return _out_of_range(asked, held, _minutes)
        case _:
            return ""


def _day(text: str) -> float:
    return date.fromisoformat(text).toordinal()


def _minutes(text: str) -> float:
    at = time.fromisoformat(text)
    return at.hour * 60 + at.minute


def _out_of_range(asked: Json, held: str, read: Callable[[str], float]) -> str:
    try:
        here = read(held)
        bounds = [read(str(asked[name])) if name in asked else here for name in ("min", "max")]
    except ValueError:
        return "no value of that kind"
    return "" if bounds[0] <= here <= bounds[1] else "out of range"


def field_named(among: Iterable[Json], name: str) -> Json | None:
    """The field of that label or id; `in.` before an id may be left out, a number after it too."""
    for asked in among:
        own = str(asked["id"])
        label = str(asked.get("label", "")).removesuffix(" (optional)")
        if name in {own, label, str(asked.get("label", "")), own.removeprefix("in.").partition("#")[0]}:
            return asked
    return None
