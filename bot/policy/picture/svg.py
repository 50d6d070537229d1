"""Draws a flow as SVG: questions as boxes, ends as rounded boxes marked by kind, and the answers on the edges."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.policy.picture.layout import Arrow, Box, Point, paths, place
from bot.policy.review.answered import label
from bot.policy.review.words import COLOURS, KINDS, STATES
from flows.engine import Flow, Policy, graph

LINE, WIDE, EDGE_LINE, CHARACTERS = 16, 236, 14, 33
MOST_LINES, MARGIN, HEAD, KEY_WIDE = 4, 24, 84, 190
READ_IT = "Words on a line are the answers. Where one answer stands on several lines, earlier answers decide which."


@dataclass(frozen=True)
class Drawn:
    """One box to draw: a `question`, an `end` or an `answer`, its lines, and all its words where they were cut."""

    box: Box
    shape: str
    lines: list[str]
    whole: str
    mark: str = ""
    colour: str = ""


def picture(flow: Flow, policy: Policy) -> str:
    """The flow for this council in this situation as one SVG file; no script, no font, nothing from elsewhere."""
    stops, edges = graph(flow, policy, label)
    kinds = {f"e_{e.id}": e.kind for e in flow.ends}
    drawn = {i: _stop(i, text, kinds.get(i, "not_covered")) for i, text in stops.items()}
    ways = {here: [to for h, to in edges if h == here] for here in stops}
    for (here, there), labels in edges.items():
        name = f"{here} {there}"
        drawn[name] = _answers(name, list(labels), alone=len(ways[here]) == 1)
    arrows = [Arrow(a, b) for h, t in edges for a, b in ((h, f"{h} {t}"), (f"{h} {t}", t))]
    boxes = {name: d.box for name, d in drawn.items()}
    place(boxes.values(), arrows)
    return _rendered(flow, policy, drawn, [_path(p) for p in paths(boxes, arrows)], arrows)


def _stop(name: str, text: str, kind: str) -> Drawn:
    lines = textwrap.wrap(text, CHARACTERS) or [""]
    if name.startswith("q_"):
        return Drawn(Box(name, WIDE, LINE * len(lines) + 18), "question", lines, text)
    high = LINE * (len(lines) + 1) + 22
    return Drawn(Box(name, WIDE, high), "end", lines, text, KINDS[kind], COLOURS[kind])


def _answers(name: str, labels: list[str], *, alone: bool) -> Drawn:
    whole = " / ".join(labels)
    shown = "any answer" if alone and len(labels) > 1 else whole
    lines = textwrap.wrap(shown, 28) or [""]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"… ({len(labels)} answers in all)"]
    wide = max(6.4 * max(map(len, lines)) + 12, 40)
    return Drawn(Box(name, wide, EDGE_LINE * len(lines) + 6), "answer", lines, whole)


def _path(points: list[Point]) -> str:
    """Upright in a row, an S between two: points come in pairs, the top and the bottom of each row."""
    parts = [f"M{_at(points[0])} L{_at(points[1])}"]
    for (x, y), (to_x, to_y), end in zip(points[1::2], points[2::2], points[3::2], strict=False):
        half = (y + to_y) / 2
        parts.append(f"C{_at((x, half))} {_at((to_x, half))} {_at((to_x, to_y))} L{_at(end)}")
    return " ".join(parts)


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"


def _rendered(flow: Flow, policy: Policy, drawn: Mapping[str, Drawn], lines: list[str], arrows: list[Arrow]) -> str:
    boxes = [d.box for d in drawn.values()]
    key = [(KINDS[k], COLOURS[k]) for k in KINDS if KINDS[k] in {d.mark for d in drawn.values()}]
    wide = max([b.xy[0] + b.w / 2 for b in boxes] + [x for a in arrows for x, _ in a.bends] + [3.2 * KEY_WIDE])
    key_high = 24 * -(-(len(key) + 1) // 3) + 16
    high = max(b.xy[1] + b.h / 2 for b in boxes)
    pointed = [(line, drawn[a.there].shape != "answer") for line, a in zip(lines, arrows, strict=True)]
    return _template().render(
        flow=flow, policy=policy, drawn=list(drawn.values()), lines=pointed, key=key, key_wide=KEY_WIDE,
        margin=MARGIN, head=HEAD + key_high, wide=wide + 2 * MARGIN, high=high + HEAD + key_high + 2 * MARGIN,
        line_height=LINE, edge_line=EDGE_LINE,
        situation=_situation(policy), described=_described(drawn), read_it=READ_IT,
    )  # fmt: skip


def _described(drawn: Mapping[str, Drawn]) -> str:
    shapes = [d.shape for d in drawn.values()]
    questions, ends = shapes.count("question"), shapes.count("end")
    return f"Square boxes are questions ({questions}); rounded boxes are the ways to end ({ends}). {READ_IT}"


def _situation(policy: Policy) -> str:
    here = policy.situation
    states = " and ".join(STATES[s] for s in sorted(here.states)) or STATES[""]
    service = f"{policy.services[here.service]}, " if here.service else ""
    said = f"{service}{states}"
    return f"{policy.name}. {said[0].upper()}{said[1:]}, as of {here.as_of:%-d %B %Y}."


def _template() -> Template:
    made = Environment(
        loader=PackageLoader("bot.policy.picture", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return made.get_template("picture.svg")
