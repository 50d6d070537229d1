"""One answered question, committed, through the application without a channel, beside a bare transaction."""

import asyncio
from collections.abc import Sequence

from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import BOTH, Place
from benchmarks.rig.office import bare, office
from benchmarks.rig.timing import Batch, in_turn, median_ms, ratio

DATABASES = BOTH
MOST = 3.0
WALKS = 40


def measure(place: Place) -> Sequence[Figure]:
    """A batch is one walk through the whole flow, with a bare transaction before each of its questions."""
    walks = asyncio.run(_walks(place))
    seen = {"answer ms": median_ms(ours for ours, _ in walks), "bare ms": median_ms(beside for _, beside in walks)}
    return [Figure("One answered question, against a bare transaction", ratio(walks), MOST, seen=seen)]


async def _walks(place: Place) -> list[Batch]:
    async with office(place) as here:
        walks = [await in_turn(await here.walk("nadia"), bare) for _ in range(place.rounds(WALKS) + 1)]
    return walks[1:]
