"""PURE: draws every card for Slack: as a message, a modal and a home page, whatever is in it, within Slack's limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from bot.channels.slack.drawing import actions, inputs, offers, pieces
from bot.channels.slack.drawing.actions import Place
from bot.channels.slack.drawing.fitting import MESSAGE, VIEW, Room, bounded, fitted, weight
from bot.channels.slack.drawing.mrkdwn import escape, harmless
from bot.channels.slack.drawing.objects import Json, context, listed, plain, rich, section, words
from bot.channels.slack.drawing.offers import Beside
from bot.channels.slack.drawing.pieces import CARD, TONES, WHOLE, Piece, Space
from bot.messages import Button, Citations, History, Input, Screen, Text, Tone

TITLE, SHORT, LABEL, SUMMARY = 150, 24, 300, 3000
NAMED = {"plain": "", "info": "", "good": "All clear", "warn": "Please look", "bad": "Problem"}
YOURS = "👉"
NAMELESS, SEND = "Comms Desk", "Send"
FORM, READING, PAGE = "form", "whole", "home"
MOST_FIELDS = 40
# What of a message a field may take, so that the buttons have room beside it.
INLINE = 5_000
MORE = "There is more than Slack can show here."
RULE = (Piece(({"type": "divider"},)),)


@dataclass(frozen=True)
class Drawn:
    """A message: the line for notifications and screen readers, with entities, and the blocks."""

    text: str
    blocks: list[Json]


def message(screen: Screen, key: str, version: int) -> Drawn:
    """The card as a message. Fields stand in it where there is one short one; others wait behind «Fill in»."""
    inline = stands_inline(screen)
    place = _places(key, version)
    asked = _fields(screen.inputs, place) if inline else _summary(screen)
    blocks = _card(screen, place, asked, MESSAGE, inline=inline)
    return Drawn(_line(screen), blocks)


def home(screen: Screen, key: str, version: int) -> Json:
    """The card as somebody's home page, where fields always wait behind «Fill in»."""
    blocks = _card(screen, _places(key, version), _summary(screen), VIEW, inline=False)
    return {"type": "home", "callback_id": PAGE, "blocks": blocks}


def modal(screen: Screen, key: str, version: int, *, button: Button | None, metadata: str = "") -> Json:
    """The form that a button asks for first, or with no button all of the card, to be read.

    The form's submit is the button; for the first button of a card the card's own fields and other buttons stand in
    it too. `metadata` is brought back by Slack unseen; 3,000 characters at most.
    """
    view: Json = {"type": "modal", "private_metadata": metadata}
    if button is None:
        return {**view, **_reading(screen)}
    place = _places(key, version)
    own = bool(screen.buttons) and screen.buttons[0].token == button.token and bool(screen.inputs)
    blocks = _form(screen, button, place) if own else _asking(screen, button, place)
    title = _window(screen) if own else button.label
    return {
        **view,
        "callback_id": FORM,
        "blocks": blocks,
        **_frame(title, button.label.strip() or SEND, "Close" if own else "Cancel"),
    }


def line(text: str, tone: Tone = "plain") -> Drawn:
    """One sentence of the bot, as a message."""
    piece = pieces.draw(Text(text or "–", tone), CARD)
    emoji = f"{TONES[tone]} " if TONES[tone] else ""
    return Drawn(f"{emoji}{harmless(text or '–', SUMMARY)}", list(piece.blocks))


def stands_inline(screen: Screen) -> bool:
    """Whether the card's fields stand in the message itself: one that is short, and nothing else is asked first.

    Slack has fields for files in modals alone.
    """
    if len(screen.inputs) != 1 or not screen.buttons:
        return False
    short = screen.inputs[0].kind not in ("long_text", "files") and not screen.buttons[0].inputs
    return short and sum(weight(b) for b in inputs.draw(screen.inputs[0], "")) <= INLINE


def _line(screen: Screen) -> str:
    return escape(screen.summary.strip() or screen.title.strip() or NAMELESS, SUMMARY)


def _places(key: str, version: int) -> Place:
    return lambda place: f"{key}:{version}:{place}"


def _card(screen: Screen, place: Place, asked: Sequence[Json], room: Room, *, inline: bool) -> list[Json]:
    beside = offers.found(screen)
    blocks, cut = _tried(screen, place, asked, room, beside, inline=inline)
    if cut and beside:  # a button that stands beside a row would be lost with it
        blocks, cut = _tried(screen, place, asked, room, {}, inline=inline)
    return blocks


def _tried(
    screen: Screen, place: Place, asked: Sequence[Json], room: Room, beside: Beside, *, inline: bool
) -> tuple[list[Json], bool]:
    """The blocks of a card, with the buttons of rows beside them, and whether anything had to be left out."""
    head, without, changing = _head(screen), set(beside.values()), actions.changing(screen)

    def ends(further: Sequence[Json]) -> list[Json]:
        rows = actions.rows(screen, place, further, inline=inline, without=without)
        rows = bounded(rows, head, room)
        return [*bounded(asked, [*head, *rows], room), *rows]

    longest = ends([*changing, actions.whole()])
    parts = _body(screen, beside=beside, place=place, spaced=room is VIEW)
    kept = fitted(parts, [*head, *longest], room)
    return [*head, *kept.blocks, *(longest if kept.cut else ends(changing))], kept.cut


def _body(
    screen: Screen, space: Space = CARD, beside: Beside | None = None, place: Place = str, *, spaced: bool = False
) -> list[Piece]:
    """The parts of a card, a line between what it says and the small print; `spaced` has one before each heading."""
    said, small = _parts(screen, space, beside or {}, place)
    if spaced:
        said = [p for n, piece in enumerate(said) for p in ([*RULE, piece] if n and _heads(piece) else [piece])]
    return [*said, *(RULE if said and small else ()), *small]


def _heads(piece: Piece) -> bool:
    """Whether it begins with a heading: one line in bold, and nothing else in its block."""
    first = piece.blocks[0].get("elements", [{}])[0]
    parts = first.get("elements", []) if first.get("type") == "rich_text_section" else []
    return len(parts) == 1 and parts[0].get("style") == {"bold": True}


def _parts(screen: Screen, space: Space, beside: Beside, place: Place) -> tuple[list[Piece], list[Piece]]:
    """What a card says, and its small print: the first of the sections or the past, and what comes after."""
    first = next((n for n, p in enumerate(screen.blocks) if isinstance(p, Citations | History)), len(screen.blocks))
    drawn = [offers.draw(screen, part, beside, place) or pieces.draw(part, space) for part in screen.blocks]
    return [p for p in drawn[:first] if p.blocks], [p for p in drawn[first:] if p.blocks]


def _head(screen: Screen) -> list[Json]:
    return [{"type": "header", "text": plain(screen.title.strip() or NAMELESS, TITLE)}, *_under(screen)]


def _under(screen: Screen) -> list[Json]:
    """The line below the title: where it stands in words, with a sign."""
    label = screen.label.strip() or NAMED[screen.tone]
    emoji = TONES[screen.tone] if screen.tone in {"good", "warn", "bad"} else YOURS if screen.waits else ""
    shown = " ".join(part for part in (emoji, label) if part)
    return [context(plain(shown, LABEL))] if label else []


def _fields(asked: Sequence[Input], place: Place) -> list[Json]:
    """The fields, each id once: Slack could not tell two of the same apart."""
    each = {i.id: i for i in reversed(asked[:MOST_FIELDS])}
    return list(chain.from_iterable(inputs.draw(i, place(f"in.{i.id}")) for i in reversed(each.values())))


def _summary(screen: Screen) -> list[Json]:
    """What is asked behind «Fill in», what is filled in already, and what is wrong."""
    if not screen.inputs:
        return []
    errors = [inputs.problem(f"{i.label}: {i.error}") for i in screen.inputs[:MOST_FIELDS] if i.error.strip()]
    return [*_asked(screen.inputs), *errors[:5]]


def _asked(asked: Sequence[Input]) -> list[Json]:
    if len(asked) == 1:
        return [*pieces.said(asked[0].label, LABEL, strong=True).blocks, *pieces.said(asked[0].hint, 1200).blocks]
    title = section(words("You are asked for", strong=True))
    items = [words(_item(i)) for i in asked[:15]]
    more = [words(f"and {len(asked) - 15} more")] if len(asked) > 15 else []  # noqa: PLR2004 - as many as are listed
    return [rich(title, listed([*items, *more], ordered=False))]


def _item(asked: Input) -> str:
    stands = " (filled in)" if asked.value else "" if asked.required else " (optional)"
    return f"{plain(asked.label, LABEL)['text']}{stands}"


def _form(screen: Screen, button: Button, place: Place) -> list[Json]:
    """A page of a form: what the card says, its fields, the small print, and the ways other than on."""
    said, small = _parts(screen, CARD, {}, place)
    fields = [*_fields([*screen.inputs, *button.inputs], place), *pieces.said(button.confirm, LABEL).blocks]
    ways = actions.rows(screen, place, actions.changing(screen), inline=True, without={0})
    head = _above(screen)
    fields = bounded(fields, [*head, *ways], VIEW)
    around = [*head, *fields, *ways]
    above = fitted(said, around, VIEW).blocks
    return [*head, *above, *fields, *fitted([*(RULE if small else ()), *small], [*around, *above], VIEW).blocks, *ways]


def _above(screen: Screen) -> list[Json]:
    """What the frame of a window does not say already of the title and where it stands."""
    match _window(screen):
        case screen.title:
            return _under(screen)
        case screen.label:
            return _head(screen)[:1]
        case _:
            return _head(screen)


def _asking(screen: Screen, button: Button, place: Place) -> list[Json]:
    """What one button asks first: about what, what it does, and its fields."""
    about = pieces.said(screen.title.strip() or NAMELESS, TITLE, strong=True)
    label = [context(plain(screen.label, LABEL))] if screen.label.strip() else []
    warning = pieces.draw(Text(button.confirm, "warn"), CARD)
    above = [*about.blocks, *label, *warning.blocks]
    return [*above, *bounded(_fields(button.inputs, place), above, VIEW)]


def _reading(screen: Screen) -> Json:
    head, more = _above(screen), context(plain(MORE, LABEL))
    kept = fitted([*_body(screen, WHOLE), *_read_fields(screen)], [*head, more], VIEW)
    blocks = [*head, *kept.blocks, *([more] if kept.cut else [])]
    return {"callback_id": READING, "blocks": blocks or _head(screen), **_frame(_window(screen), "", "Close")}


def _window(screen: Screen) -> str:
    """What the frame of a modal says: the title or else the label, whichever is short enough to be read whole."""
    fitting = (name.strip() for name in (screen.title, screen.label) if 0 < len(name.strip()) <= SHORT)
    return next(fitting, NAMELESS)


def _read_fields(screen: Screen) -> list[Piece]:
    return [pieces.draw(Text(f"{i.label}\n{i.hint}".strip()), WHOLE) for i in screen.inputs]


def _frame(title: str, submit: str, close: str) -> Json:
    frame: Json = {"title": plain(title.strip() or NAMELESS, SHORT), "close": plain(close, SHORT)}
    return {**frame, "submit": plain(submit, SHORT)} if submit else frame


__all__ = ["CARD", "Drawn", "Space", "home", "line", "message", "modal", "stands_inline"]
