"""PURE: draws the buttons of a card in rows, and the list by which an answer is changed."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain

from bot.channels.slack.drawing.objects import Json, as_written, plain
from bot.messages import Button, Facts, Screen, Style

Place = Callable[[str], str]
"""Makes the id of a block of this drawing: its place within the card's key and version."""

LABEL, SPOKEN, TITLE, TEXT, ANSWER = 75, 75, 100, 300, 30
# Slack shows five in a row; it takes 25 in a block, and a card with more than a few rows is none.
ROW, WIDEST, ROWS = 5, 25, 8
TERSE = 20
STYLES: Mapping[Style, str] = {"primary": "primary", "danger": "danger"}
CHANGE, WHOLE = "change", "whole"
DIGITS = 32


def digest(token: str) -> str:
    """How the token of a change stands in Slack's list, which holds 150 characters an option."""
    return hashlib.sha256(token.encode()).hexdigest()[:DIGITS]


def rows(
    screen: Screen, place: Place, further: Sequence[Json], *, inline: bool, without: Collection[int] = ()
) -> list[Json]:
    """The rows of buttons but for those `without`, quiet ones last; `further` elements stand behind them.

    `inline` says that the card's fields stand beside the first button, so that a press of it brings them along.
    """
    drawn = [
        (b.style == "quiet", button(screen, n, inline=inline)) for n, b in enumerate(screen.buttons) if n not in without
    ]
    loud, quiet = [e for q, e in drawn if not q], [*(e for q, e in drawn if q), *further]
    together = len(loud) + len(quiet) <= ROW and any(b.style == "primary" for b in screen.buttons)
    groups = [[*loud, *quiet]] if together else [loud, quiet]
    found = list(chain.from_iterable(_split(group) for group in groups))[:ROWS]
    return [{"type": "actions", "block_id": place(f"do.{n}"), "elements": row} for n, row in enumerate(found)]


def changing(screen: Screen) -> list[Json]:
    """The list «Change an answer», where the card has answers that may be changed."""
    tokens = {label: t for p in screen.blocks if isinstance(p, Facts) for label, t in p.changes.items() if t}
    options = {digest(t): {"text": plain(label, LABEL), "value": digest(t)} for label, t in tokens.items()}
    if not options:
        return []
    found = list(options.values())[:100]
    return [
        {
            "type": "static_select",
            "action_id": CHANGE,
            "placeholder": plain("Change an answer", 150),
            "options": found,
        }
    ]


def whole() -> Json:
    """The button that opens all of a card which was shortened."""
    return {
        "type": "button",
        "action_id": WHOLE,
        "text": plain("Read all", LABEL),
        "value": WHOLE,
        "accessibility_label": "Read all of this in a window",
    }


def asks_first(screen: Screen, number: int, *, inline: bool) -> bool:
    """Whether a modal has to be opened before the press counts: for fields of its own, or for those of the card."""
    button = screen.buttons[number]
    return bool(button.inputs) or (number == 0 and bool(screen.inputs) and not inline)


def button(screen: Screen, number: int, *, inline: bool) -> Json:
    """One button of a card, by its number there."""
    pressed, opens = screen.buttons[number], asks_first(screen, number, inline=inline)
    fills = opens and number == 0 and bool(screen.inputs)
    label = "Fill in" if fills else pressed.label
    element: Json = {
        "type": "button",
        "action_id": f"{'open' if opens else 'press'}.{number}",
        "text": plain(label, LABEL),
        "value": pressed.token,
    }
    if style := "primary" if fills else STYLES.get(pressed.style):
        element["style"] = style
    if len(label) < TERSE:
        element["accessibility_label"] = plain(f"{label}: {screen.title}", SPOKEN)["text"]
    if pressed.confirm.strip() and not opens:
        element["confirm"] = _confirm(pressed)
    return element


def _confirm(button: Button) -> Json:
    danger = {"style": "danger"} if button.style == "danger" else {}
    return {
        "title": plain(f"{button.label}?", TITLE),
        "text": as_written(button.confirm, TEXT),
        "confirm": plain(button.label, ANSWER),
        "deny": plain("Go back", ANSWER),
        **danger,
    }


def _split(elements: Sequence[Json]) -> list[list[Json]]:
    width = ROW if len(elements) <= ROW * ROWS // 2 else WIDEST
    return [list(elements[n : n + width]) for n in range(0, len(elements), width)]
