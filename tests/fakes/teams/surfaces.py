"""A card in front of somebody: what is shown of it, what can be pressed, and what goes along with a press."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tests.fakes.teams.state import Conversation, Json, Message

INNER = ("body", "items", "columns", "rows", "cells", "inlines", "images")
SENDING = {"Action.Execute", "Action.Submit"}
ROWS = {"ColumnSet", "TableRow", "Container"}


@dataclass
class Surface:
    """A card, in its message or in a dialog, with what somebody has typed, opened, shown and hidden on it.

    `typed` is by input id, `opened` holds the ShowCards that are open, `visible` what was toggled by its element id.
    """

    card: Json
    where: Conversation
    message: Message | None = None
    typed: dict[str, str] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)
    visible: dict[str, bool] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def shows(self, part: Json) -> bool:
        """Whether an element is there to be seen."""
        return self.visible.get(str(part.get("id")), bool(part.get("isVisible", True)))

    def toggle(self, action: Json) -> None:
        """Carry out an Action.ToggleVisibility."""
        for target in action.get("targetElements", ()):
            name, wanted = (
                (target["elementId"], target.get("isVisible")) if isinstance(target, dict) else (target, None)
            )
            element = next(p for p, _ in walked(self.card) if p.get("id") == name)
            self.visible[name] = (not self.shows(element)) if wanted is None else wanted


@dataclass(frozen=True)
class Spot:
    """An action and what it stands in, outermost first; the first is the card itself."""

    action: Json
    within: tuple[Json, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.action.get("title", ""))

    @property
    def sends(self) -> bool:
        """Whether pressing it sends anything to the bot."""
        return self.action["type"] in SENDING

    @property
    def row(self) -> Json:
        """The row or the box that it stands in, else its card."""
        return next((p for p in reversed(self.within) if p.get("type") in ROWS), self.within[0])

    @property
    def in_words(self) -> bool:
        """Whether it is a link within a line of words."""
        return self.within[-1].get("type") == "TextRun"

    def inputs(self) -> list[Json]:
        """The fields that go along: those of its card and of the cards around it, as the client gathers them."""
        if self.action.get("associatedInputs") == "none":
            return []
        cards = [p for p in self.within if p.get("type") == "AdaptiveCard"]
        return [f for card in cards for f in fields(card)]


def walked(part: Json, within: tuple[Json, ...] = ()) -> Iterator[tuple[Json, tuple[Json, ...]]]:
    """Every element of a card with what it stands in, also those of cards that a ShowCard opens."""
    yield part, within
    inside = (*within, part)
    for inner in _inner(part):
        yield from walked(inner, inside)
    for action in part.get("actions") or ():
        if action.get("type") == "Action.ShowCard":
            yield from walked(action["card"], (*inside, action))


def fields(card: Json) -> list[Json]:
    """The fields of a card itself, without those of the cards within it."""
    return [p for p, within in walked(card) if _field(p) and not any(w["type"] == "Action.ShowCard" for w in within)]


def all_fields(card: Json) -> list[Json]:
    """The fields of a card and of those within it."""
    return [p for p, _ in walked(card) if _field(p)]


def spots(surface: Surface, *, old: bool = False) -> list[Spot]:
    """Every action that can be pressed, or could once its ShowCard is open; an `old` client knows no Action.Execute."""
    seen = (s for s in _pressable(surface.card, ()) if all(surface.shows(p) for p in s.within))
    drawn = (replace(s, action=_fallen_back(s.action)) if old else s for s in seen)
    return [s for s in drawn if s.action]


def _pressable(part: Json, within: tuple[Json, ...]) -> Iterator[Spot]:
    """As they are shown: what stands in a part comes before its own actions."""
    inside = (*within, part)
    for inner in _inner(part):
        yield from _pressable(inner, inside)
    yield from (Spot(part[name], inside) for name in ("selectAction", "inlineAction") if part.get(name))
    for action in part.get("actions") or ():
        yield Spot(action, inside)
        if action.get("type") == "Action.ShowCard":
            yield from _pressable(action["card"], (*inside, action))


def folded(surface: Surface, spot: Spot) -> bool:
    """Whether it stands in a ShowCard that is not open."""
    return any(p.get("type") == "Action.ShowCard" and id(p) not in surface.opened for p in spot.within)


def opens(surface: Surface, spot: Spot) -> None:
    """Open every ShowCard that the action stands in."""
    surface.opened |= {id(p) for p in spot.within if p.get("type") == "Action.ShowCard"}


def merged(spot: Spot, typed: dict[str, str]) -> Any:
    """The data that a press sends: the action's own, and every field that holds something, merged in."""
    data = copy.deepcopy(spot.action.get("data"))
    if isinstance(data, str):
        return data
    return {**(data or {}), **{f["id"]: v for f in spot.inputs() if (v := value(f, typed)) != ""}}


def value(asked: Json, typed: dict[str, str]) -> str:
    """What a field holds: what was typed, else what it began with."""
    if asked["id"] in typed:
        return typed[asked["id"]]
    if asked["type"] == "Input.Toggle":
        return str(asked.get("value", asked.get("valueOff", "false")))
    return str(asked.get("value", ""))


def _field(part: Json) -> bool:
    return str(part.get("type", "")).startswith("Input.") and bool(part.get("id"))


def _inner(part: Json) -> Iterator[Json]:
    for name in INNER:
        yield from (inner for inner in part.get(name) or () if isinstance(inner, dict))


def _fallen_back(action: Json) -> Json:
    """What a client draws that does not know Action.Execute: its fallback, else nothing."""
    if action.get("type") != "Action.Execute":
        return action
    fallback = action.get("fallback")
    return fallback if isinstance(fallback, dict) else {}
