"""How long the event loop of a server was held up, by what its own /metrics says before and after."""

import math
import re
from collections.abc import Mapping

import aiohttp

from bot.stalls import NAME

Looks = Mapping[float, float]
"""How many looks at the event loop came within so many seconds of the one before, by those seconds."""
BUCKET = re.compile(rf'^{NAME}_bucket{{le="(.*)"}} (.*)$', re.MULTILINE)


async def looks(port: int) -> Looks:
    """What the server at that port says now."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        return read(await answer.text())


def read(figures: str) -> Looks:
    """The looks that such a page tells of; the largest bound is endless."""
    return {float(bound): float(count) for bound, count in BUCKET.findall(figures)}


def longest(before: Looks, after: Looks) -> float:
    """The bound in seconds that no time between two looks was over since; endless where there is none."""
    counted = after[math.inf] - before[math.inf]
    return min(bound for bound in after if after[bound] - before[bound] == counted)


def over(seconds: float, before: Looks, after: Looks) -> float:
    """How many times it took longer than one of the bounds since."""
    return after[math.inf] - before[math.inf] - (after[seconds] - before[seconds])
