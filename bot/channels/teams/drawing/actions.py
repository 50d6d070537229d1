"""PURE: draws the buttons of a card, each with the data that comes back, and another kind for clients that are old."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from bot.channels.teams.drawing import inputs
from bot.channels.teams.drawing.elements import SIGNS, STYLES, Json, container, lines, literal
from bot.channels.teams.drawing.fitting import weight
from bot.messages import Button, Screen, Style
from bot.texts import one_line

Verb = Literal["press", "change", "whole", "refresh"]
# Teams advises six in a row at most; a card with more than a few rows is none.
ROW, MOST = 6, 48
LABEL, CONFIRM = 75, 1000
LOOKS: Mapping[Style, str] = {"primary": "positive", "danger": "destructive"}
WHOLE = "Read all"


@dataclass(frozen=True)
class Card:
    """Which drawing of which card a press comes from."""

    key: str
    version: int

    def data(self, **more: str) -> Json:
        """What comes back with a press: nothing in it is secret, and none of it is believed."""
        return {"commsdesk": {**more, "key": self.key, "version": self.version}}


def execute(title: str, verb: Verb, card: Card, token: str, *, alone: bool, look: str = "") -> Json:
    """A press that Teams waits for, or for an old client a message with the same data; `alone` brings no fields."""
    more = {"token": token} if token else {}
    said: Json = {"title": literal(one_line(title, LABEL)) or "–", **({"style": look} if look else {})}
    if alone:
        said["associatedInputs"] = "none"
    older = {"type": "Action.Submit", **said, "data": card.data(verb=verb, **more)}
    return {"type": "Action.Execute", **said, "verb": verb, "data": card.data(**more), "fallback": older}


def change(card: Card, label: str, token: str) -> Json:
    """What changes the answer of that label."""
    return execute(f"Change: {label}", "change", card, token, alone=True)


def rows(screen: Screen, card: Card, *, cut: bool, without: Collection[int], room: int) -> list[Json]:
    """The rows of buttons but for those `without`, as many as there is room for, and quiet ones apart below.

    Where the card is `cut`, one of them shows all of it.
    """
    drawn = list(_kept(screen, card, without, room))
    loud, quiet = [e for q, e in drawn if not q], [e for q, e in drawn if q]
    quiet += [execute(WHOLE, "whole", card, "", alone=True)] if cut else []
    found = list(chain(_split(loud), _split(quiet)))
    return [{"type": "ActionSet", "spacing": "small" if n else "medium", "actions": row} for n, row in enumerate(found)]


def _kept(screen: Screen, card: Card, without: Collection[int], room: int) -> Iterator[tuple[bool, Json]]:
    named = inputs.names(screen)
    for number, pressed in enumerate(screen.buttons[:MOST]):
        drawn = button(screen, number, card, named)
        if number not in without and weight(drawn) <= room:
            room -= weight(drawn)
            yield pressed.style == "quiet", drawn


def button(screen: Screen, number: int, card: Card, named: inputs.Names) -> Json:
    """One button of a card, by its number there: a press, or what unfolds the fields that are asked for first."""
    pressed = screen.buttons[number]
    fields = bool(screen.inputs) and (number == 0 or pressed.partial)
    alone = not fields and not pressed.inputs
    press = execute(pressed.label, "press", card, pressed.token, alone=alone, look=LOOKS.get(pressed.style, ""))
    if not (pressed.inputs or pressed.confirm.strip()):
        return press
    shown: Json = {name: part for name, part in press.items() if name in {"title", "style", "fallback"}}
    return {"type": "Action.ShowCard", **shown, "card": _asking(pressed, number, press, named)}


def strict(screen: Screen) -> bool:
    """Whether the client may refuse a press while a field of the card is empty: no other button sends them as well."""
    first, *others = screen.buttons or [Button("", "")]
    return not first.partial and not any(b.partial or b.inputs for b in others)


def submitting(part: Any) -> Any:
    """The part of a card with what an old client has in place of each Action.Execute: a dialog sends nothing else."""
    if isinstance(part, list):
        return [submitting(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "Action.Execute":
        return part["fallback"]
    return {name: one if name == "data" else submitting(one) for name, one in part.items()}


def _asking(pressed: Button, number: int, press: Json, named: inputs.Names) -> Json:
    each = {i.id: i for i in pressed.inputs}
    strict, few = not pressed.partial, inputs.FEWER
    fields = [inputs.draw(i, named[number, i.id], strict=strict, choices=few) for i in each.values()]
    return {"type": "AdaptiveCard", "body": [*_warning(pressed), *fields], "actions": [press]}


def _warning(pressed: Button) -> Iterator[Json]:
    if pressed.confirm.strip():
        tone: Literal["bad", "warn"] = "bad" if pressed.style == "danger" else "warn"
        said = lines(one_line(pressed.confirm, CONFIRM), [{"type": "TextRun", "text": f"{SIGNS[tone]} "}])
        yield container(said, style=STYLES[tone])


def _split(elements: Sequence[Json]) -> list[list[Json]]:
    return [list(elements[n : n + ROW]) for n in range(0, len(elements), ROW)]
