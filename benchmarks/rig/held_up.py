"""How long the event loop of a server was held up, by what its own /metrics says before and after."""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

import aiohttp

from bot.stalls import BUSY, NAME

Looks = Mapping[float, float]
"""How many looks at the event loop came within so many seconds of the one before, by those seconds."""


class Said(NamedTuple):
    """What a server says of its event loop: by the clock on the wall, and by the processor's."""

    wall: Looks
    processor: Looks


async def looks(port: int) -> Said:
    """What the server at that port says now."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        figures = await answer.text()
    return Said(read(figures, NAME), read(figures, BUSY))


def read(figures: str, name: str) -> Looks:
    """The looks that such a page tells of under that name; the largest bound is endless."""
    found = re.findall(rf'^{name}_bucket{{le="(.*)"}} (.*)$', figures, re.MULTILINE)
    return {float(bound): float(count) for bound, count in found}


def longest(before: Looks, after: Looks) -> float:
    """The bound in seconds that no time between two looks was over since; endless where there is none."""
    counted = after[math.inf] - before[math.inf]
    return min(bound for bound in after if after[bound] - before[bound] == counted)


def over(seconds: float, before: Looks, after: Looks) -> float:
    """How many times it took longer than one of the bounds since."""
    return after[math.inf] - before[math.inf] - (after[seconds] - before[seconds])
