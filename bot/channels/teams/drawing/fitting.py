"""PURE: keeps a card within what Teams takes: whole blocks in order, until there is no room for the next."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.channels.teams.drawing.elements import Json
from bot.texts import size

# Teams takes about 100 KB in UTF-16 with everything around it, and 80 KB is what it advises: 40,960 characters. What
# the connector adds around a card, and the summary, have their own room.
CARD = 38_000


@dataclass(frozen=True)
class Piece:
    """What one part has become, and whether anything was left out."""

    blocks: tuple[Json, ...] = ()
    cut: bool = False


def weight(part: object) -> int:
    """How many characters of JSON it has, as UTF-16 counts them."""
    return size(json.dumps(part, ensure_ascii=False, separators=(",", ":")))


def fitted(pieces: Iterable[Piece], around: Sequence[Json], room: int = CARD) -> Piece:
    """The blocks of the pieces that fit beside those `around`; cut where one did not, or is shortened itself."""
    found, left = list(pieces), room - weight(around)
    kept = list[Json]()
    for block in (b for p in found for b in p.blocks):
        spent = weight(block) + 1
        if spent > left:
            return Piece((*kept, *_begun(block, left)), cut=True)
        left -= spent
        kept.append(block)
    return Piece(tuple(kept), any(p.cut for p in found))


def _begun(block: Json, left: int) -> list[Json]:
    """What is folded, with as much of it as fits; nothing of any other block, or where not even its first part does."""
    if block["type"] != "Container" or "isVisible" not in block["items"][-1]:
        return []
    head, inner = block["items"]
    bare = {**block, "items": [head, {**inner, "items": []}]}
    items = bounded(inner["items"], [bare], left)
    return [{**block, "items": [head, {**inner, "items": items}]}] if items else []


def bounded(blocks: Sequence[Json], around: Sequence[Json], room: int = CARD) -> list[Json]:
    """As many of the blocks as fit beside those `around`: all, on any card that a person could use."""
    return list(fitted([Piece(tuple(blocks))], around, room).blocks)
