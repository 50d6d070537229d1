"""What somebody sees of a card and of Markdown as Teams reads it: marks are carried out, escapes undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

from tests.fakes.teams.state import Json
from tests.fakes.teams.surfaces import Surface, value

UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
LONDON = ZoneInfo("Europe/London")
STAMP = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"
DATE, TIME = re.compile(rf"\{{\{{DATE\({STAMP}, ?(\w+)\)\}}\}}"), re.compile(rf"\{{\{{TIME\({STAMP}\)\}}\}}")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
KEPT = 0xE000  # an escaped sign waits here, where no mark finds it
LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
MARKS = [
    re.compile(rf"(?<![\w{m[0]}\\]){re.escape(m)}(?!\s)([^\n]+?)(?<!\s){re.escape(m)}(?!\w)")
    for m in ("**", "__", "*", "_", "~~")
]
LISTED = re.compile(r"(?m)^\s{0,3}[-*+] +")
QUOTED = re.compile(r"(?m)^\s{0,3}(?:>|#{1,6} ) *")


def markdown(raw: str) -> str:
    """Teams' Markdown as it is shown, in the reader's zone."""
    shown = ESCAPE.sub(lambda m: chr(KEPT + ord(m[1])), TIME.sub(_time, DATE.sub(_date, raw)))
    shown = QUOTED.sub("", LISTED.sub("• ", LINK.sub(r"\1", shown)))
    for mark in MARKS:
        shown = mark.sub(r"\1", shown)
    shown = unescape(shown).translate(UNSEEN)
    return "".join(chr(ord(c) - KEPT) if KEPT <= ord(c) < KEPT + 128 else c for c in shown)


def _date(found: re.Match[str]) -> str:
    return _at(found[1]).strftime("%d/%m/%Y" if found[2] == "COMPACT" else "%a, %-d %b %Y")


def _time(found: re.Match[str]) -> str:
    return _at(found[1]).strftime("%H:%M")


def _at(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).astimezone(LONDON)


def read(surface: Surface) -> str:
    """Every line of a card that is there to be seen, fields with what they hold, buttons in brackets."""
    return "\n".join(line for line in _card(surface.card, surface) if line.strip())


def part_read(part: Json, surface: Surface) -> str:
    """The same of one part of a card."""
    return "\n".join(line for line in _element(part, surface) if line.strip())


def _card(card: Json, surface: Surface) -> Iterator[str]:
    for element in card.get("body") or ():
        yield from _element(element, surface)
    yield from _actions(card, surface)


def _actions(part: Json, surface: Surface) -> Iterator[str]:
    for action in part.get("actions") or ():
        yield f"[{action.get('title', '')}]".translate(UNSEEN)
        if id(action) in surface.opened:
            yield from _card(action["card"], surface)


def _element(part: Json, surface: Surface) -> Iterator[str]:
    if not surface.shows(part):
        return
    match part.get("type", "TableRow"):
        case "TextBlock":
            yield markdown(str(part.get("text", "")))
        case "RichTextBlock":
            yield "".join(_run(r) for r in part.get("inlines", ())).translate(UNSEEN)
        case "FactSet":
            yield from (f"{markdown(f['title'])}: {markdown(f['value'])}" for f in part.get("facts", ()))
        case "Image":
            yield f"({part.get('altText', '')})"
        case "AdaptiveCard":
            yield from _card(part, surface)
        case kind if kind.startswith("Input."):
            yield from _input(part, surface)
        case _:
            yield from _inner(part, surface)
            yield from _actions(part, surface)


def _inner(part: Json, surface: Surface) -> Iterator[str]:
    for name in ("items", "columns", "rows", "cells", "images"):
        for inner in part.get(name) or ():
            if isinstance(inner, dict):
                yield from _element(inner, surface)
    if part.get("selectAction"):
        yield f"[{part['selectAction'].get('title', '')}]".translate(UNSEEN)


def _run(run: Json | str) -> str:
    return run if isinstance(run, str) else str(run.get("text", ""))


def _input(part: Json, surface: Surface) -> Iterator[str]:
    held = value(part, surface.typed)
    yield str(part.get("label", "")).translate(UNSEEN)
    if part["type"] == "Input.ChoiceSet":
        chosen = set(held.split(","))
        signs = ((("(x) " if c["value"] in chosen else "( ) "), c["title"]) for c in part.get("choices", ()))
        yield from (sign + markdown(title) for sign, title in signs)
    else:
        yield held
    yield surface.errors.get(part["id"], "")
