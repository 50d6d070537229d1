"""A storm of changes against Slack's limits, in simulated time: how soon every card shows what it should, and how."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import NONE, Place
from benchmarks.rig.lanes import Lanes
from benchmarks.rig.umpire import Umpire, least_seconds
from bot.delivery.pace import Pace
from tests.quick_time import run_quickly
from tests.unit.delivery.memory import MemoryCard

DATABASES = NONE
CASES, CARDS, CONVERSATIONS, CHANGES = 2000, 5, 200, 3
REFUSED = 0.2
MOST = 1.2
# The changes of all cases come within so many seconds, each case's one after the other.
STANDING, NEW = 600.0, 60.0


@dataclass
class Storm:
    """How one went."""

    seconds: float
    least: float
    umpire: Umpire
    faults: list[str]

    def figure(self, what: str) -> Figure:
        seen = {
            "minutes": self.seconds / 60,
            "least minutes": self.least / 60,
            "posts": self.umpire.made["chat.postMessage"],
            "edits": self.umpire.made["chat.update"],
            "refused": self.umpire.refused,
        }
        against = f"{what}, against the least time that Slack's limits allow"
        return Figure(against, self.seconds / self.least, MOST, seen=seen)


def measure(place: Place) -> Sequence[Figure]:
    """One storm over cards that stand already, and one over cards that are new; the faults of both together."""
    standing, new = (run_quickly(_storm(stand=stand)) for stand in (True, False))
    faults = [*standing.faults, *new.faults]
    for fault in sorted(set(faults)):
        print(fault, faults.count(fault), file=sys.stderr)
    wrong = Figure("What broke a limit, a pause or the order in both, or said something old", len(faults), 0, "calls")
    return [standing.figure("A storm over cards that stand"), new.figure("A storm over new cards"), wrong]


async def _storm(*, stand: bool) -> Storm:
    umpire = Umpire(REFUSED, lambda card: lanes.memory.cards[card])
    lanes = Lanes(umpire, Pace())
    cards = [_card(n, stand=stand) for n in range(CASES * CARDS)]
    cases = [cards[n : n + CARDS] for n in range(0, len(cards), CARDS)]
    if stand:
        lanes.memory.cards.update((card.id, card) for card in cards)
    await asyncio.gather(*(_changes(lanes, case, n, stand=stand) for n, case in enumerate(cases)))
    await lanes.drained()
    least = least_seconds(0, len(cards)) if stand else least_seconds(len(cards), 0)
    return Storm(asyncio.get_running_loop().time(), least, umpire, [*umpire.faults, *_left(lanes, umpire, cards)])


def _card(number: int, *, stand: bool) -> MemoryCard:
    case, nth = divmod(number, CARDS)
    # The cards of a case stand in conversations far from each other, and those of the next case in the ones beside.
    where = f"T1/D{(case + nth * CONVERSATIONS // CARDS) % CONVERSATIONS}"
    card = MemoryCard(f"card{number:05}", "slack", where)
    return replace(card, shown=1, message=f"m{card.id}") if stand else card


async def _changes(lanes: Lanes, case: list[MemoryCard], number: int, *, stand: bool) -> None:
    """Every card of a case changes three times; where it does not stand yet, it is said for the first time before."""
    within = STANDING if stand else NEW
    steps = CHANGES + 1
    await asyncio.sleep(within / steps * number / CASES)
    for version in range(1, steps + 1):
        if version > 1 or not stand:
            lanes.say([replace(lanes.memory.cards.get(card.id, card), wanted=version) for card in case])
        await asyncio.sleep(within / steps)


def _left(lanes: Lanes, umpire: Umpire, cards: list[MemoryCard]) -> list[str]:
    """What is wrong in the end: cards that are behind, rows that are left, and cards posted in another order."""
    behind = [f"{c.id} is behind" for c in lanes.memory.cards.values() if c.shown != CHANGES + 1]
    rows = [f"row {r.id} is left" for r in lanes.memory.rows.values() if not r.sent_at or r.failed]
    place = {card.id: number for number, card in enumerate(cards)}
    jumped = [f"{w} has another order" for w, ids in umpire.posted.items() if ids != sorted(ids, key=place.__getitem__)]
    return [*behind, *rows, *jumped, *(f"row {row} was given up" for row in lanes.given_up)]
