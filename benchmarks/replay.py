"""A replay of a flow of twenty questions, and every path of every flow that a council has."""

import time
from collections.abc import Sequence

import flows
from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import NONE, Place
from benchmarks.rig.timing import percentile, settle
from benchmarks.rig.twenty import ANSWERS, DAY, POLICY, twenty
from bot.policy import Packs
from flows.engine import Done, Situation, explore, replay

DATABASES = NONE
MOST_MS = 1.0
MOST_SECONDS = 1.0
REPLAYS = 20_000
COUNCIL = "suffolk"


def measure(place: Place) -> Sequence[Figure]:
    """Each replay is timed by itself, with whatever the collector of garbage adds to it."""
    return [_replays(place), _explored()]


def _replays(place: Place) -> Figure:
    settle()
    took, worked = [], []
    for _ in range(place.rounds(REPLAYS)):
        began, busy = time.perf_counter(), time.thread_time()
        state = replay(twenty, POLICY, ANSWERS)
        worked.append((time.thread_time() - busy) * 1000)
        took.append((time.perf_counter() - began) * 1000)
        assert isinstance(state, Done)
    seen = {"median ms": percentile(took, 50), "p99 ms by the clock on the wall": percentile(took, 99)}
    # The processor's time: by the clock, the slowest in a hundred tells how busy the machine is with other things.
    return Figure("Replay of twenty questions, p99", percentile(worked, 99), MOST_MS, "ms", seen=seen)


def _explored() -> Figure:
    policy = Packs().policy(COUNCIL, Situation(DAY))
    began, busy = time.perf_counter(), time.thread_time()
    paths = {f"{name} paths": len(list(explore(f, policy))) for name, f in flows.find().items()}
    worked, took = time.thread_time() - busy, time.perf_counter() - began
    seen = {"seconds by the clock on the wall": took, **paths}
    return Figure("Every path of every flow", worked, MOST_SECONDS, "s", seen=seen)
