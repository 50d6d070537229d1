"""PURE: draws every screen for Teams as a card, as a dialog or to be read, whatever is in it, within Teams' limits."""

from collections.abc import Sequence
from functools import partial

from bot.buttons import Beside
from bot.channels.teams.drawing import actions, inputs, offers, pieces
from bot.channels.teams.drawing.actions import Card
from bot.channels.teams.drawing.elements import (
    SIGNS,
    STYLES,
    Json,
    container,
    heading,
    lines,
    literal,
    marked,
    rich,
    run,
    small,
)
from bot.channels.teams.drawing.fitting import Piece, bounded, fitted
from bot.channels.teams.drawing.pieces import Space
from bot.messages import Citations, History, Screen, Tone
from bot.texts import one_line, shortened

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
BUTTONS, FIELDS = 28_000, 34_000


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
    return {**frame, "body": _body(screen, drawing, frame, still=still)}


def dialog(screen: Screen, key: str, version: int) -> Json:
    """The screen as the card of a dialog (task module): its buttons submit, and it is never refreshed."""
    drawn: Json = actions.submitting(card(screen, key, version))
    return drawn


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
    """One sentence of the bot as a message, in which nothing is read as Markdown.

    A client may read Markdown in a message that is called plain. So a sentence with signs of it is a card of one part.
    """
    said = shortened(text, SAID).strip() or "–"
    shown = f"{SIGNS[tone]} {said}".strip()
    if not marked(said):
        return {"type": "message", "textFormat": "plain", "text": shown}
    body = lines(shown) or [rich(run("–"))]
    return message({**_frame(Screen("", said)), "body": body}, said)


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
    said = literal(summary).replace("&", " and ").translate({ord("<"): " ", ord(">"): " "})
    return " ".join(said.split()) or NAMELESS


def _body(screen: Screen, drawing: Card, frame: Json, *, still: bool) -> list[Json]:
    """The blocks of a card: what it says, its fields, the small print and its buttons."""
    taken = {} if still else offers.found(screen)
    blocks, cut = _tried(screen, drawing, frame, taken, still=still)
    if cut and taken:  # a button that stands beside a row would be lost with it
        blocks, _ = _tried(screen, drawing, frame, {}, still=still)
    return blocks


def _tried(screen: Screen, drawing: Card, frame: Json, taken: Beside, *, still: bool) -> tuple[list[Json], bool]:
    """The blocks of a card, with the buttons of rows beside them, and whether anything had to be left out."""
    head = _head(screen)

    def rows(*, cut: bool) -> list[Json]:
        return [] if still else actions.rows(screen, drawing, cut=cut, without=taken.values(), room=BUTTONS)

    longest = rows(cut=True)
    fields = _fields(screen, [frame, head, *longest], still=still)
    said, below = _parts(screen, pieces.FORM if fields else pieces.CARD, None if still else drawing, taken)
    above = fitted(said, [frame, head, *fields, *longest])
    small = fitted(below, [frame, head, *fields, *longest, *above.blocks])
    cut = above.cut or small.cut
    return [head, *above.blocks, *fields, *_lined(small.blocks), *(longest if cut else rows(cut=False))], cut


def _lined(blocks: Sequence[Json]) -> list[Json]:
    """The small print, a line above it."""
    return [{**block, "separator": True} if not n else block for n, block in enumerate(blocks)]


def _parts(
    screen: Screen, space: Space, drawing: Card | None, taken: Beside | None = None
) -> tuple[list[Piece], list[Piece]]:
    """What a card says, and its small print: the first of the sections or the past, and what comes after."""
    first = next((n for n, p in enumerate(screen.blocks) if isinstance(p, Citations | History)), len(screen.blocks))
    change = partial(actions.change, drawing) if drawing else None
    drawn = [
        (drawing and offers.draw(screen, part, taken or {}, drawing)) or pieces.draw(part, space, n, change)
        for n, part in enumerate(screen.blocks)
    ]
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
    return [rich(run(f"{sign} {label}".strip(), weight="bolder"), spacing="small")]


def _fields(screen: Screen, around: Sequence[Json], *, still: bool) -> list[Json]:
    """The fields, each id once: Teams could not tell two of the same apart. Without buttons they are only told of."""
    asked = {i.id: i for i in screen.inputs[:MOST_FIELDS]}
    if still or not screen.buttons:
        return bounded([container(inputs.words(i)) for i in asked.values()], around, FIELDS)
    named, strict = inputs.names(screen), actions.strict(screen)
    return bounded([inputs.draw(i, named[None, i.id], strict=strict) for i in asked.values()], around, FIELDS)


__all__ = ["card", "dialog", "line", "message", "reading"]
