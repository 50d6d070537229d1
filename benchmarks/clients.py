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
    async with office(place) as here:
        await _rate(await _presses(here), CLIENTS)  # every connection has been opened by then
        turns = range(place.rounds(BATCHES))
        batches = [(await _rate(await _presses(here), 1), await _rate(await _presses(here), CLIENTS)) for _ in turns]
    alone, together = ([rate for rate, _ in rates] for rates in zip(*batches, strict=True))
    clicks = [took for _, (_, clicks) in batches for took in clicks]
    return [_rate_figure(alone, together), _slowest_figure(clicks)]


def _rate_figure(alone: Sequence[float], together: Sequence[float]) -> Figure:
    ratio = statistics.median(many / one for one, many in zip(alone, together, strict=True))
    seen = {"one a second": statistics.median(alone), "eight a second": statistics.median(together)}
    return Figure("Rate of eight clients, against one", ratio, 1.0, at_least=True, seen=seen)


def _slowest_figure(clicks: Sequence[float]) -> Figure:
    half, slow = statistics.median(clicks), percentile(clicks, 99)
    seen = {"p99 ms": slow * 1000, "median ms": half * 1000}
    return Figure("p99 of eight clients, against their median", slow / half, SLOWEST, seen=seen)


async def _presses(here: Office) -> list[Press]:
    return [await here.approval("tobias", await here.case("nadia"), 1) for _ in range(CLIENTS * EACH)]


async def _rate(presses: list[Press], clients: int) -> tuple[float, list[float]]:
    settle()
    began = time.perf_counter()
    took = await asyncio.gather(*(timed(presses[n::clients]) for n in range(clients)))
    return len(presses) / (time.perf_counter() - began), [t for one in took for t in one]
