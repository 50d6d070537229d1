"""Times work fairly on a machine that does other things too: in turn, in batches, and by medians."""

import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence

Work = Callable[[], Awaitable[object]]
Batch = tuple[list[float], list[float]]
"""Seconds that the work took, and seconds that what it is compared with took in the same turns."""


async def timed(works: Iterable[Work]) -> list[float]:
    """How long each took, in seconds, one after the other."""
    took = []
    for work in works:
        began = time.perf_counter()
        await work()
        took.append(time.perf_counter() - began)
    return took


async def in_turn(works: Iterable[Work], beside: Work) -> Batch:
    """How long each took, with one of `beside` before each, so that both meet the same machine."""
    settle()
    pairs = [await timed((beside, work)) for work in works]
    return [took for _, took in pairs], [took for took, _ in pairs]


def settle() -> None:
    """Clear away what setting up left, so that none of it is cleared away on somebody's account."""
    gc.collect()
    gc.freeze()


def ratio(batches: Sequence[Batch]) -> float:
    """The median over batches of how many times as long the work takes, on average."""
    return statistics.median(statistics.fmean(ours) / statistics.fmean(beside) for ours, beside in batches)


def median_ms(times: Iterable[Sequence[float]]) -> float:
    """The median of all, in milliseconds."""
    return statistics.median(took for batch in times for took in batch) * 1000


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many per cent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
