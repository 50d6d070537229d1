"""PURE: draws every screen for Teams as a card, as a dialog or to be read, whatever is in it, within Teams' limits."""

from collections.abc import Sequence
from itertools import chain

from bot.channels.teams.drawing import actions, inputs, pieces
from bot.channels.teams.drawing.actions import Card
from bot.channels.teams.drawing.elements import (
    COLOURS,
    SIGNS,
    STYLES,
    Json,
    container,
    heading,
    literal,
    rich,
    run,
    small,
)
from bot.channels.teams.drawing.fitting import CARD, Piece, bounded, fitted
from bot.channels.teams.drawing.pieces import Space
from bot.messages import Citations, History, Screen, Tone
from bot.texts import fit, one_line, shortened

SCHEMA, VERSION = "http://adaptivecards.io/schemas/adaptive-card.json", "1.5"
CONTENT = "application/vnd.microsoft.card.adaptive"
TITLE, LABEL, SUMMARY, SAID = 200, 300, 500, 4000
NAMED = {"plain": "", "info": "", "good": "All clear", "warn": "Please look", "bad": "Problem"}
YOURS = "👉"
NAMELESS = "Comms Desk"
OLD = "This version of Teams cannot show the card. Please update Teams, or open it on a computer."
MORE = "There is more than Teams can show here."
MOST_USERS, MOST_FIELDS = 60, 40
# What the buttons and the fields may take of a card, so that its title and its first words have room beside them.
BUTTONS, FIELDS = 18_000, 34_000


def card(screen: Screen, key: str, version: int, *, refresh: Sequence[str] | None = None, still: bool = False) -> Json:
    """The screen as an Adaptive Card 1.5 of at most 80 KB with what goes around it.

    `key` and `version` come back with every press. `refresh` names those for whom Teams asks for the card anew when
    they see it, by their ids in Teams, at most 60; with none it does so for nobody by itself. A `still` card has no
    buttons and no fields.
    """
    drawing = Card(key, version)
    frame = _frame(screen)
    if refresh is not None:
        again = actions.execute("Refresh", "refresh", drawing, "", alone=True)
        frame["refresh"] = {"action": again, "userIds": list(refresh)[:MOST_USERS]}
    return {**frame, "body": _body(screen, drawing, [frame], still=still)}


def dialog(screen: Screen, key: str, version: int) -> Json:
    """The screen as the card of a dialog (task module), which has a frame of its own and is never refreshed."""
    return card(screen, key, version)


def reading(screen: Screen) -> Json:
    """All of a screen, to be read: nothing is shortened or folded while there is room, and nothing can be pressed."""
    frame, head, more = _frame(screen), _head(screen), small(MORE)
    said, below = _parts(screen, pieces.WHOLE, None)
    asked = [Piece(tuple(inputs.words(i))) for i in screen.inputs]
    kept = fitted([*said, *asked, *below], [frame, head, more])
    return {**frame, "body": [head, *kept.blocks, *([more] if kept.cut else [])]}


def message(card: Json, summary: str) -> Json:
    """The card as a message; `summary` is what notifications say."""
    attachment = {"contentType": CONTENT, "content": card}
    said = shortened(summary, SUMMARY).strip() or NAMELESS
    return {"type": "message", "summary": said, "attachments": [attachment]}


def line(text: str, tone: Tone = "plain") -> Json:
    """One sentence of the bot as a message, in which nothing is read as Markdown."""
    said = shortened(text, SAID).strip() or "–"
    return {"type": "message", "textFormat": "plain", "text": f"{SIGNS[tone]} {said}".strip()}


def _frame(screen: Screen) -> Json:
    summary = one_line(screen.summary, SUMMARY) or one_line(screen.title, TITLE) or NAMELESS
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": f"{literal(summary)} {OLD}",
        "speak": _spoken(summary),
        "msteams": {"width": "Full"},
    }


def _spoken(summary: str) -> str:
    """The summary without what a voice would take for markup."""
    return " ".join(fit(summary).replace("&", " and ").translate({ord("<"): " ", ord(">"): " "}).split()) or NAMELESS


def _body(screen: Screen, drawing: Card, frame: Sequence[Json], *, still: bool) -> list[Json]:
    head = _head(screen)
    fields = [] if still else _fields(screen, [*frame, head])
    named = inputs.names(screen)

    def rows(*, cut: bool) -> list[Json]:
        return [] if still else bounded(actions.rows(screen, drawing, named, cut=cut), [], BUTTONS)

    longest = rows(cut=True)
    fields = bounded(fields, [*frame, head, *longest])
    kept = fitted(_said(screen, drawing, still=still), [*frame, head, *fields, *longest])
    return [head, *kept.blocks, *fields, *(longest if kept.cut else rows(cut=False))]


def _said(screen: Screen, drawing: Card, *, still: bool) -> list[Piece]:
    """The parts of a card, a line between what it says and the small print."""
    said, below = _parts(screen, pieces.CARD, None if still else _changes(drawing))
    asked = [Piece(tuple(chain.from_iterable(inputs.words(i) for i in screen.inputs)))] if still else []
    if said and below:
        first, *others = below[0].blocks
        below[0] = Piece(({**first, "separator": True}, *others), below[0].cut)
    return [*said, *asked, *below]


def _changes(drawing: Card) -> pieces.Change:
    def change(label: str, token: str) -> Json:
        return actions.execute(f"Change: {label}", "change", drawing, token, alone=True)

    return change


def _parts(screen: Screen, space: Space, change: pieces.Change | None) -> tuple[list[Piece], list[Piece]]:
    """What a card says, and its small print: the first of the sections or the past, and what comes after."""
    first = next((n for n, p in enumerate(screen.blocks) if isinstance(p, Citations | History)), len(screen.blocks))
    drawn = [pieces.draw(part, space, n, change) for n, part in enumerate(screen.blocks)]
    return [p for p in drawn[:first] if p.blocks], [p for p in drawn[first:] if p.blocks]


def _head(screen: Screen) -> Json:
    """The title, and below it where it stands: in words, with a sign, and in the colour of the news."""
    title = heading(screen.title.strip() or NAMELESS, TITLE, size="large")
    return container([title, *_under(screen)], style=STYLES[screen.tone], bleed=True)


def _under(screen: Screen) -> list[Json]:
    label = one_line(screen.label, LABEL) or NAMED[screen.tone]
    if not label:
        return []
    sign = SIGNS[screen.tone] if screen.tone in {"good", "warn", "bad"} else YOURS if screen.waits else ""
    colour = {"color": COLOURS[screen.tone]} if screen.tone in COLOURS else {}
    return [rich(run(f"{sign} {label}".strip(), weight="bolder", **colour), spacing="small")]


def _fields(screen: Screen, around: Sequence[Json]) -> list[Json]:
    """The fields, each id once: Teams could not tell two of the same apart."""
    if not screen.buttons:
        return [container(inputs.words(i)) for i in screen.inputs[:MOST_FIELDS]]
    named, strict = inputs.names(screen), actions.strict(screen)
    each = {i.id: i for i in screen.inputs[:MOST_FIELDS]}
    return bounded([inputs.draw(i, named[None, i.id], strict=strict) for i in each.values()], around, FIELDS)


__all__ = ["CARD", "card", "dialog", "line", "message", "reading"]
