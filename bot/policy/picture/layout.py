"""Where the boxes and arrows of a flow's picture stand: the answers are boxes too, so that nothing covers them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grandalf.graphs import Edge, Graph, Vertex
from grandalf.layouts import SugiyamaLayout

Point = tuple[float, float]
BETWEEN, BESIDE, LANE = 40, 26, 18
INSET, HEAD, TAIL = 18, 14, 4


@dataclass
class Box:
    """A box of known size; its middle is found by `place`. `layer` is the top and the bottom of the row it is in."""

    id: str
    w: float
    h: float
    xy: Point = (0.0, 0.0)
    layer: Point = (0.0, 0.0)


@dataclass
class Arrow:
    """From one box to another; `bends` are the lanes that it runs down, each with its row's top and bottom."""

    here: str
    there: str
    bends: list[tuple[float, Point]] = field(default_factory=list)


def place(boxes: Iterable[Box], arrows: Iterable[Arrow]) -> None:
    """Give every box its place and every arrow its lanes, in rows from top to bottom, with few crossings."""
    kept = list(arrows)
    at = {box.id: Vertex(box) for box in boxes}
    for vertex in at.values():
        vertex.view = vertex.data
    edges = [Edge(at[a.here], at[a.there], data=a) for a in kept]
    for part in Graph(list(at.values()), edges).C:
        _lay_out(part)
    _fit(list(at.values()), kept)


def _lay_out(part: Any) -> None:
    layout = SugiyamaLayout(part)
    layout.dw, layout.dh, layout.xspace, layout.yspace = LANE, LANE, BESIDE, BETWEEN
    layout.init_all()
    layout.draw(12)
    for row in layout.layers:
        _apart([v.view for v in row])
    for edge, lanes in layout.ctrls.items():
        between = [lanes[rank].view for rank in sorted(lanes)[1:-1]]
        edge.data.bends = [
            (lane.xy[0], lane.layer) for lane in (between if edge not in layout.alt_e else between[::-1])
        ]


def _apart(row: Sequence[Any]) -> None:
    """Note how high a row of boxes and lanes is, and push apart those that the layout let overlap."""
    tall, edge = max(each.h for each in row), float("-inf")
    for each in sorted(row, key=lambda each: each.xy[0]):
        x, y = max(each.xy[0], edge + each.w / 2), each.xy[1]
        edge = x + each.w / 2 + LANE
        each.xy, each.layer = (x, y), (y - tall / 2 - HEAD, y + tall / 2 + TAIL)


def _fit(vertices: Iterable[Vertex], arrows: Iterable[Arrow]) -> None:
    """Move everything so that the leftmost part begins at nothing."""
    boxes = [v.data for v in vertices]
    lanes = [x for a in arrows for x, _ in a.bends]
    left = min([b.xy[0] - b.w / 2 for b in boxes] + lanes)
    for box in boxes:
        box.xy = (box.xy[0] - left, box.xy[1])
    for arrow in arrows:
        arrow.bends = [(x - left, y) for x, y in arrow.bends]


def paths(boxes: Mapping[str, Box], arrows: Sequence[Arrow]) -> list[list[Point]]:
    """The corners of each arrow: upright within every row, so that it never runs through a box; slanted between."""
    out, into = _ports(boxes, arrows, "here", "there"), _ports(boxes, arrows, "there", "here")
    return [_corners(boxes, a, out[n], into[n]) for n, a in enumerate(arrows)]


def _corners(boxes: Mapping[str, Box], arrow: Arrow, left: float, entered: float) -> list[Point]:
    here, there = boxes[arrow.here], boxes[arrow.there]
    down = 1 if there.xy[1] >= here.xy[1] else -1
    edge, row = (1, 0) if down == 1 else (0, 1)
    lanes = [(x, y) for x, ends in arrow.bends for y in (ends if down == 1 else ends[::-1])]
    start = [(left, here.xy[1] + down * here.h / 2), (left, here.layer[edge])]
    end = [(entered, there.layer[row]), (entered, there.xy[1] - down * there.h / 2)]
    return [*start, *lanes, *end]


def _ports(boxes: Mapping[str, Box], arrows: Sequence[Arrow], near: str, far: str) -> dict[int, float]:
    """Where each arrow meets the box at its `near` end: spread along the side in the order of what it leads to."""
    found: dict[int, float] = {}
    for box in boxes.values():
        mine = [(_towards(boxes, a, far), n) for n, a in enumerate(arrows) if getattr(a, near) == box.id]
        wide = min(box.w - 2 * INSET, 40 * (len(mine) - 1)) if len(mine) > 1 else 0
        for k, (_, n) in enumerate(sorted(mine)):
            found[n] = box.xy[0] - wide / 2 + (wide * k / (len(mine) - 1) if len(mine) > 1 else 0)
    return found


def _towards(boxes: Mapping[str, Box], arrow: Arrow, far: str) -> float:
    if arrow.bends:
        return arrow.bends[0 if far == "there" else -1][0]
    return boxes[getattr(arrow, far)].xy[0]
