"""PURE: draws each part of a card as blocks, shortened where a card has no room for all of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.channels.slack.drawing.mrkdwn import escape, formatted, moment, one_line, shortened, size, when
from bot.channels.slack.drawing.objects import (
    LINK,
    Json,
    as_written,
    bold,
    context,
    date,
    joined,
    listed,
    mrkdwn,
    plain,
    rich,
    section,
    sign,
    words,
)
from bot.messages import Block, Citation, Citations, Facts, History, Progress, Stage, Steps, Text

TONES = {"plain": "", "info": "ℹ️", "good": "✅", "warn": "⚠️", "bad": "⛔"}
STATES = {
    "waiting": ("⚪", "Later"),
    "now": ("⏳", "Now"),
    "done": ("✅", "Done"),
    "refused": ("⛔", "Declined"),
    "returned": ("↩️", "Sent back"),
    "stopped": ("⏹️", "Stopped"),
}
HAPPENED = "What has happened so far"
# What is shorter stands in two columns; Slack takes ten cells at a time.
CELL_LABEL, CELL_VALUE, CELLS = 40, 60, 10
LABEL, CHUNK = 150, 2900


@dataclass(frozen=True)
class Space:
    """How much of each part is shown; `whole` cuts nothing and sets it in larger letters."""

    words: int = 1200
    value: int = 400
    items: int = 15
    rows: int = 30
    cited: int = 4
    says: int = 500
    entries: int = 5
    whole: bool = False


CARD = Space()
MUCH = 1_000_000
WHOLE = Space(MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, whole=True)


@dataclass(frozen=True)
class Piece:
    """What one part has become, and whether anything was left out."""

    blocks: tuple[Json, ...] = ()
    cut: bool = False


def draw(part: Block, space: Space) -> Piece:
    """One part of a card; nothing for one that is empty."""
    match part:
        case Text():
            return _text(part, space)
        case Facts():
            return _facts(part, space)
        case Steps():
            return _steps(part, space)
        case Citations():
            return _citations(part, space)
        case Progress():
            return _progress(part, space)
        case History():
            return _history(part, space)


def said(text: str, most: int, before: Sequence[Json] = (), *, strong: bool = False) -> Piece:
    """A text of any length: cut to `most`, or in as many blocks as it needs."""
    kept = shortened(text, most).strip("\n")
    if not kept.strip():
        return Piece()
    first, *more = _chunks(kept)
    blocks = [rich(section([*before, *words(first, strong=strong)]))]
    blocks += [rich(section(words(chunk, strong=strong))) for chunk in more]
    return Piece(tuple(blocks), size(text) > most)


def _chunks(text: str) -> list[str]:
    found = []
    while size(text) > CHUNK:
        head = shortened(text, CHUNK).removesuffix("…") or text[: CHUNK // 2]
        found.append(head)
        text = text[len(head) :].lstrip()
    return [*found, *([text] if text else [])]


def _text(part: Text, space: Space) -> Piece:
    emoji = TONES[part.tone]
    return said(part.text, space.words, sign(emoji) if emoji else (), strong=part.strong)


def _facts(part: Facts, space: Space) -> Piece:
    rows = part.rows[: space.rows]
    drawn = [_cells(run) if short else _long(run, space) for short, run in _runs(rows)]
    return _together(drawn, cut=len(rows) < len(part.rows))


def _runs(rows: Iterable[tuple[str, str]]) -> Iterable[tuple[bool, list[tuple[str, str]]]]:
    return [(short, list(run)) for short, run in groupby(rows, _is_short)]


def _is_short(row: tuple[str, str]) -> bool:
    label, value = row
    fits = len(label) <= CELL_LABEL and len(value) <= CELL_VALUE and "\n" not in value
    return fits and not (formatted(label) or formatted(value) or LINK.search(value))


def _cells(rows: Sequence[tuple[str, str]]) -> Piece:
    cells = [mrkdwn(f"{bold(label or '–')}\n{escape(value) or '–'}") for label, value in rows]
    return Piece(tuple({"type": "section", "fields": cells[n : n + CELLS]} for n in range(0, len(cells), CELLS)))


def _long(rows: Sequence[tuple[str, str]], space: Space) -> Piece:
    def row(label: str, value: str) -> Piece:
        return said(value or "–", space.value, words(f"{one_line(label, LABEL)}\n", strong=True))

    return _together([row(*r) for r in rows])


def _steps(part: Steps, space: Space) -> Piece:
    kept = [shortened(item, min(space.words, CHUNK)).strip() for item in part.items[: space.items]]
    items = [words(item) for item in kept if item]
    title = [section(words(one_line(part.title, LABEL), strong=True))] if part.title.strip() else []
    cut = len(part.items) > space.items or any(size(i) > min(space.words, CHUNK) for i in part.items)
    return Piece((rich(*title, listed(items, ordered=part.numbered)),), cut) if items else Piece()


def _citations(part: Citations, space: Space) -> Piece:
    kept, left = part.items[: space.cited], len(part.items) - space.cited
    if not kept:
        return Piece()
    if space.whole:
        return _together([_heading(part.title), *(_cited_whole(c) for c in kept)])
    title = context(plain(f"📖 {part.title}", LABEL))
    more = [context(plain(f"and {left} more", LABEL))] if left > 0 else []
    cut = left > 0 or any(size(c.says) > space.says for c in kept)
    return Piece((title, *(_cited(c, space) for c in kept), *more), cut)


def _cited(c: Citation, space: Space) -> Json:
    named = " · ".join(n for n in (c.section, c.document) if n.strip()) or "–"
    head = plain(named, LABEL) if formatted(named) else mrkdwn(bold(named, LABEL))
    return context(head, *([as_written(c.says, space.says)] if c.says.strip() else []))


def _cited_whole(c: Citation) -> Piece:
    named = " · ".join(n for n in (c.section, c.document) if n.strip()) or "–"
    return said(c.says or "–", MUCH, words(f"{one_line(named, LABEL)}\n", strong=True))


def _progress(part: Progress, space: Space) -> Piece:
    stages = part.stages[: space.items]
    if not stages:
        return Piece()
    lines = joined(*(_stage(s, space) for s in stages), by="\n")
    cut = len(part.stages) > space.items or any(size(s.detail) > space.says for s in stages)
    return Piece((rich(section(lines)),), cut)


def _stage(stage: Stage, space: Space) -> list[Json]:
    emoji, state = STATES[stage.state]
    detail = words(shortened(stage.detail, min(space.says, CHUNK)).strip())
    title = words(one_line(stage.title, LABEL), strong=True)
    return [*sign(emoji), *joined(title, words(state), detail, date(stage.at) if stage.at else [], by=" · ")]


def _history(part: History, space: Space) -> Piece:
    if not part.entries:
        return Piece()
    if space.whole:
        items = [joined(date(at), words(shortened(what, CHUNK)), by="  ") or words("–") for at, what in part.entries]
        return _together([_heading(HAPPENED), Piece((rich(listed(items, ordered=False)),))])
    kept = part.entries[-space.entries :]
    left = len(part.entries) - len(kept)
    title = context(plain(f"🕘 {HAPPENED}{f' ({left} earlier left out)' if left else ''}", LABEL))
    cut = left > 0 or any(size(what) > space.says for _, what in kept)
    return Piece((title, *(context(_moment(at), as_written(what, space.says)) for at, what in kept)), cut)


def _moment(at: str) -> Json:
    return mrkdwn(moment(at)) if when(at) else plain(at, LABEL)


def _heading(title: str) -> Piece:
    return said(one_line(title, LABEL), LABEL, strong=True)


def _together(pieces: Iterable[Piece], *, cut: bool = False) -> Piece:
    found = list(pieces)
    return Piece(tuple(b for p in found for b in p.blocks), cut or any(p.cut for p in found))


Draw = Callable[[Block, Space], Piece]
