"""One approval click, its whole transaction, beside a bare one; delivery is not counted."""

import asyncio
from collections.abc import Sequence

from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import BOTH, Place
from benchmarks.rig.office import bare, office
from benchmarks.rig.timing import Batch, in_turn, median_ms, ratio

DATABASES = BOTH
MOST = 6.0
CASES = 8
BATCHES = 20
CLICKS = {"which asks the next people": ("tobias", 1), "which ends the case": ("mei-lin", 2)}


def measure(place: Place) -> Sequence[Figure]:
    """A batch is a click on each of a few cases, with a bare transaction before each, for both steps of the flow."""
    return [_figure(kind, batches) for kind, batches in asyncio.run(_clicks(place)).items()]


def _figure(kind: str, batches: Sequence[Batch]) -> Figure:
    seen = {"click ms": median_ms(ours for ours, _ in batches), "bare ms": median_ms(beside for _, beside in batches)}
    return Figure(f"One approval {kind}, against a bare transaction", ratio(batches), MOST, seen=seen)


async def _clicks(place: Place) -> dict[str, list[Batch]]:
    found: dict[str, list[Batch]] = {kind: [] for kind in CLICKS}
    async with office(place) as here:
        for _ in range(place.rounds(BATCHES) + 1):
            cases = [await here.case("nadia") for _ in range(CASES)]
            for kind, (user, step) in CLICKS.items():
                found[kind].append(await in_turn([await here.approval(user, case, step) for case in cases], bare))
    return {kind: batches[1:] for kind, batches in found.items()}
