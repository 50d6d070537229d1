"""PURE: draws each part of a card, shortened where a card has no room for all of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.channels.teams.drawing.elements import (
    SIGNS,
    STYLES,
    Json,
    column,
    columns,
    container,
    heading,
    lines,
    moment,
    rich,
    run,
    small,
)
from bot.channels.teams.drawing.fitting import Piece
from bot.messages import Block, Citation, Citations, Facts, History, Progress, Stage, Steps, Text
from bot.texts import one_line, shortened, size

Change = Callable[[str, str], Json]
"""Makes the action that changes an answer, from its label and its token."""
STATES = {
    "waiting": ("⚪", "Later"),
    "now": ("⏳", "Now"),
    "done": ("✅", "Done"),
    "refused": ("⛔", "Declined"),
    "returned": ("↩️", "Sent back"),
    "stopped": ("⏹️", "Stopped"),
}
COLOUR = {"now": "accent", "done": "good", "refused": "attention", "returned": "warning"}
HAPPENED = "What has happened so far"
# What is shorter stands in two columns, unless more than one row in so many is longer.
CELL_LABEL, CELL_VALUE, CELL_WORD, SHARE = 40, 60, 20, 3
LABEL = 150
MUCH = 1_000_000
NUMBER = "28px"
# Wide enough for the word: a column that is as wide as its words breaks them in some clients.
CHANGING = "72px"


@dataclass(frozen=True)
class Space:
    """How much of each part is shown; sections that say no more than `opens` stand open."""

    words: int = 2500
    value: int = 800
    items: int = 20
    rows: int = 40
    cited: int = 30
    says: int = 2000
    entries: int = 15
    opens: int = 240


CARD = Space()
FORM = Space(opens=0)
WHOLE = Space(MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH)


def draw(part: Block, space: Space, number: int = 0, change: Change | None = None) -> Piece:
    """One part of a card; nothing for one that is empty. `number` is its own on the card."""
    match part:
        case Text():
            return _text(part, space)
        case Facts():
            return _facts(part, space, change)
        case Steps():
            return _steps(part, space)
        case Citations():
            return _citations(part, space, number)
        case Progress():
            return _progress(part, space)
        case History():
            return _history(part, space, number)


def _text(part: Text, space: Space) -> Piece:
    if not part.text.strip():
        return Piece()
    weight: Json = {"weight": "bolder"} if part.strong else {}
    sign = [run(f"{SIGNS[part.tone]} ")] if SIGNS[part.tone] else []
    said = lines(shortened(part.text, space.words), sign, **weight)
    cut = size(part.text) > space.words
    return Piece(tuple(said) if part.tone == "plain" else (container(said, style=STYLES[part.tone]),), cut)


def _facts(part: Facts, space: Space, change: Change | None) -> Piece:
    rows = part.rows[: space.rows]
    cut = len(rows) < len(part.rows) or any(size(value) > space.value for _, value in rows)
    beside = sum(_is_short(*row) for row in rows) * SHARE >= len(rows) * (SHARE - 1)
    drawn = [_row(label, value, space, _changing(part.changes, label, change), beside=beside) for label, value in rows]
    return Piece(tuple({**row, "spacing": "small" if n else "medium"} for n, row in enumerate(drawn)), cut)


def _changing(changes: Mapping[str, str], label: str, change: Change | None) -> list[Json]:
    token = changes.get(label, "")
    if not token or change is None:
        return []
    words = rich(run("Change", color="accent", underline=True), horizontalAlignment="right")
    return [column([words], CHANGING, selectAction=change(label, token))]


def _row(label: str, value: str, space: Space, changing: Sequence[Json], *, beside: bool) -> Json:
    """One row: its value beside the label, or below it where it is long or too many others of the list are."""
    name = rich(run(one_line(label, LABEL) or "–", weight="bolder"))
    said = lines(shortened(value, space.value), spacing="none") or [rich(run("–"))]
    if beside and _is_short(label, value):
        return columns(column([name], 2), column(said, 3), *changing)
    if changing:
        return columns(column([name, *said]), *changing)
    return container([name, *said])


def _is_short(label: str, value: str) -> bool:
    """Whether the row stands in two columns, on a phone too: no word of it is long."""
    fits = len(label) <= CELL_LABEL and len(value) <= CELL_VALUE and "\n" not in value
    return fits and all(len(word) <= CELL_WORD for word in (*label.split(), *value.split()))


def _steps(part: Steps, space: Space) -> Piece:
    kept = [shortened(item, space.words).strip() for item in part.items[: space.items]]
    items = [item for item in kept if item]
    title = [heading(part.title, LABEL, size="medium", spacing="medium")] if part.title.strip() else []
    cut = len(part.items) > space.items or any(size(i) > space.words for i in part.items)
    drawn = [_item(f"{n}." if part.numbered else "•", item) for n, item in enumerate(items, 1)]
    return Piece((*title, *drawn), cut) if items else Piece()


def _item(sign: str, item: str) -> Json:
    first = column([rich(run(sign, weight="bolder"), horizontalAlignment="right")], NUMBER)
    return columns(first, column(lines(item)), spacing="small")


def _citations(part: Citations, space: Space, number: int) -> Piece:
    kept, left = part.items[: space.cited], len(part.items) - space.cited
    if not kept:
        return Piece()
    more = [small(f"and {left} more")] if left > 0 else []
    cut = left > 0 or any(size(c.says) > space.says for c in kept)
    opened = sum(size(c.says) for c in part.items) <= space.opens
    cited = [_cited(c, space) for c in kept]
    return Piece(_folded(f"📖 {part.title}", [*cited, *more], f"why.{number}", opened=opened), cut)


def _cited(c: Citation, space: Space) -> Json:
    named = " · ".join(one_line(n, LABEL) for n in (c.section, c.document) if n.strip()) or "–"
    said = lines(shortened(c.says, space.says), spacing="none", size="small")
    return container([rich(run(named, weight="bolder", size="small")), *said], spacing="small")


def _folded(title: str, items: Sequence[Json], name: str, *, opened: bool) -> tuple[Json]:
    """A heading that opens and closes what stands below it, in one box: neither is any good without the other."""
    ids = (f"{name}.open", f"{name}.closed", name)
    toggle = {"type": "Action.ToggleVisibility", "title": one_line(title, LABEL), "targetElements": list(ids)}
    signs = [
        rich(run("▾", isSubtle=True), id=ids[0], isVisible=opened),
        rich(run("▸", isSubtle=True), id=ids[1], isVisible=not opened, spacing="none"),
    ]
    words = rich(run(one_line(title, LABEL), weight="bolder", size="small"))
    head = columns(column([words]), column(signs, "auto"), selectAction=toggle)
    return (container([head, container(items, id=name, isVisible=opened, spacing="small")], spacing="medium"),)


def _progress(part: Progress, space: Space) -> Piece:
    stages = part.stages[: space.items]
    cut = len(part.stages) > space.items or any(size(s.detail) > space.says for s in stages)
    return Piece(tuple(_stage(s, space, first=not n) for n, s in enumerate(stages)), cut)


def _stage(stage: Stage, space: Space, *, first: bool) -> Json:
    emoji, state = STATES[stage.state]
    colour: Json = {"color": COLOUR[stage.state]} if stage.state in COLOUR else {"isSubtle": True}
    name = one_line(stage.title, LABEL) or "–"
    title = rich(run(f"{name} · ", weight="bolder"), run(state, weight="bolder", **colour))
    detail = lines(shortened(stage.detail, space.says), spacing="none", size="small")
    at = [moment(stage.at, spacing="none")] if stage.at.strip() else []
    said = column([title, *detail, *at])
    return columns(column([rich(run(emoji))], NUMBER), said, spacing="medium" if first else "small")


def _history(part: History, space: Space, number: int) -> Piece:
    if not part.entries:
        return Piece()
    kept = part.entries[-space.entries :]
    left = len(part.entries) - len(kept)
    earlier = [small(f"{left} earlier left out")] if left else []
    cut = left > 0 or any(size(what) > space.says for _, what in kept)
    items = [*earlier, *(_entry(at, what, space) for at, what in kept)]
    return Piece(_folded(f"🕘 {HAPPENED}", items, f"past.{number}", opened=space.opens == MUCH), cut)


def _entry(at: str, what: str, space: Space) -> Json:
    said = lines(shortened(what, space.says), spacing="none", size="small")
    when = [moment(at, spacing="none")] if at.strip() else []
    return container([*when, *said] or [small("–")], spacing="small")


__all__ = ["CARD", "FORM", "WHOLE", "Change", "Space", "draw"]
