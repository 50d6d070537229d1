"""Eight people who approve at once, each a case of their own, beside one: the rate, and the slowest click."""

import asyncio
import statistics
import time
from collections.abc import Sequence

from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import Place
from benchmarks.rig.office import Office, Press, office
from benchmarks.rig.timing import percentile, settle, timed

DATABASES = ("postgres",)
CLIENTS = 8
EACH = 4
BATCHES = 12
SLOWEST = 10.0


def measure(place: Place) -> Sequence[Figure]:
    """In turn, the same number of clicks by one client and by eight at once, on different cases."""
    return asyncio.run(_rates(place))


async def _rates(place: Place) -> list[Figure]:
    rates, clicks = [], list[float]()
    async with office(place) as here:
        for _ in range(place.rounds(BATCHES) + 1):
            one, _ = await _rate(await _presses(here), 1)
            many, took = await _rate(await _presses(here), CLIENTS)
            rates.append((one, many))
            clicks += took
    alone, together = zip(*rates[1:], strict=True)
    seen = {"one a second": statistics.median(alone), "eight a second": statistics.median(together)}
    rate = statistics.median(many / one for one, many in rates[1:])
    half, slow = statistics.median(clicks), percentile(clicks, 99)
    return [
        Figure("Rate of eight clients, against one", rate, 1.0, at_least=True, seen=seen),
        Figure("p99 of eight clients, against their median", slow / half, SLOWEST,
               seen={"p99 ms": slow * 1000, "median ms": half * 1000}),
    ]  # fmt: skip


async def _presses(here: Office) -> list[Press]:
    return [await here.approval("tobias", await here.case("nadia"), 1) for _ in range(CLIENTS * EACH)]


async def _rate(presses: list[Press], clients: int) -> tuple[float, list[float]]:
    settle()
    began = time.perf_counter()
    took = await asyncio.gather(*(timed(presses[n::clients]) for n in range(clients)))
    return len(presses) / (time.perf_counter() - began), [t for one in took for t in one]
