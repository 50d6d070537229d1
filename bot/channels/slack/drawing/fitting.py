"""PURE: keeps a drawing within what Slack takes: whole blocks in order, until there is no room for the next."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.channels.slack.drawing.mrkdwn import size
from bot.channels.slack.drawing.objects import Json
from bot.channels.slack.drawing.pieces import Piece


@dataclass(frozen=True)
class Room:
    """How many blocks, and how many characters of JSON."""

    blocks: int
    size: int
    ascii: bool = False


# Slack names no limit for all blocks of a message together; it began to refuse some that had 13,000 characters.
MESSAGE = Room(50, 12_000)
# 100 blocks and 250 KB; a client sends what is not ASCII in six characters or twelve.
VIEW = Room(100, 200_000, ascii=True)


def weight(block: Json, room: Room = MESSAGE) -> int:
    """How many characters of JSON a block has in that room."""
    return size(json.dumps(block, ensure_ascii=room.ascii, separators=(",", ":")))


def fitted(pieces: Iterable[Piece], around: Sequence[Json], room: Room) -> Piece:
    """The blocks of the pieces that fit beside those `around`; cut where one did not, or is shortened itself."""
    blocks, found = room.blocks - len(around), list(pieces)
    left = room.size - sum(weight(block, room) for block in around)
    kept = list[Json]()
    for block in (b for p in found for b in p.blocks):
        left -= weight(block, room) + 1
        if left < 0 or len(kept) == blocks:
            return Piece(tuple(kept), cut=True)
        kept.append(block)
    return Piece(tuple(kept), any(p.cut for p in found))


def bounded(blocks: Sequence[Json], around: Sequence[Json], room: Room) -> list[Json]:
    """As many of the blocks as fit beside those `around`: all, on any card that a person could use."""
    return list(fitted([Piece(tuple(blocks))], around, room).blocks)
