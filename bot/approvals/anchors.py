"""A day's heads of all cases, chained to the day before: a case that is missing, or a chain cut short, shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.approvals.audit import GENESIS, canonical, digest, moment


class Head(NamedTuple):
    """The newest entry of a chain: its number and its hash."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Anchor:
    """Every chain's head on one day, and the hash of the anchor before it."""

    council: str
    day: date
    heads: Mapping[str, Head]
    at: str
    prev_hash: str
    hash: str


class AnchorStore(Protocol):
    """What the daily anchor needs from outside."""

    async def newest(self, council: str) -> Anchor | None:
        """The council's newest anchor, None before the first."""

    async def heads(self, council: str) -> Mapping[str, Head]:
        """The head of every case of the council, by the case's id."""

    async def add(self, anchor: Anchor) -> bool:
        """Keep the anchor; False where another process has kept one for that day or after the same one."""


def anchor(council: str, day: date, prev_hash: str, heads: Mapping[str, tuple[int, str]], at: str) -> Anchor:
    """The anchor of a day over these heads; `prev_hash` is that of the anchor before it, or GENESIS."""
    plain = {case: Head(*head) for case, head in heads.items()}
    unsealed = Anchor(council, day, plain, at, prev_hash, hash="")
    return replace(unsealed, hash=_sealed(unsealed))


async def write_anchor(store: AnchorStore, council: str, now: datetime, day: date) -> Anchor | None:
    """Anchor the council's cases for the day, once however often it is called; None where it was done before."""
    before = await store.newest(council)
    if before and before.day >= day:
        return None
    heads = await store.heads(council)
    made = anchor(council, day, before.hash if before else GENESIS, heads, moment(now))
    return made if await store.add(made) else None


@dataclass
class AnchorCheck:
    """A check of anchors one by one, the oldest first; of `only` one case's heads where a case is named.

    `found` holds, by case, the hash of every entry there is now, by its number; `names` the references.
    """

    found: Mapping[str, Mapping[int, str]]
    names: Mapping[str, str]
    only: str = ""
    newest: str = GENESIS
    hashes: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    _lost: set[str] = field(default_factory=set)

    def add(self, each: Anchor) -> None:
        """Check one more anchor; a case that is broken is told of once, under the first anchor that shows it."""
        if each.prev_hash != self.newest:
            self.faults.append(f"Anchor of {each.day}: the anchor before it is missing or has been changed.")
        if each.hash != _sealed(each):
            self.faults.append(f"Anchor of {each.day}: it has been changed since it was written.")
        for case, head in each.heads.items():
            if case not in self._lost and (not self.only or case == self.only):
                self._look_for(case, head, each.day)
        self.newest = each.hash
        self.hashes.add(each.hash)

    def _look_for(self, case: str, head: Head, day: date) -> None:
        hashes, name = self.found.get(case), self.names.get(case, f"Case {case}")
        if hashes and hashes.get(head.seq) == head.hash:
            return
        self._lost.add(case)
        if hashes is None:
            self.faults.append(f"{name}: the case is missing. It was there on {day}.")
        elif head.seq not in hashes:
            self.faults.append(f"{name}, entry {head.seq}: it is missing. It was there on {day}.")
        else:
            self.faults.append(f"{name}, entry {head.seq}: it is not the entry that was there on {day}.")


def _sealed(a: Anchor) -> str:
    heads = canonical({case: list(head) for case, head in a.heads.items()})
    return digest("anchor", a.council, a.day.isoformat(), heads, a.at, a.prev_hash)
