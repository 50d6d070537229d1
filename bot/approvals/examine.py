"""The examination of a council's records: chains, what they commit to, the stored cases, and the anchors over all."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.approvals.anchors import Anchor, AnchorCheck
from bot.approvals.audit import Entry, Private, canonical, commit, verify
from bot.approvals.model import fold
from bot.approvals.ports import Content
from bot.approvals.record import record_to_json


@dataclass(frozen=True)
class Row:
    """A case as its row has it: `seq` and `head` are of its newest entry, `record` is what its entries make."""

    case: str
    reference: str
    state: str
    orphaned: bool
    record: Mapping[str, Any]
    seq: int
    head: str


@dataclass(frozen=True)
class Chain:
    """A case's row with all its entries, what was submitted, and the personal data that has not been erased.

    `readable` is False where the database holds something for it that cannot be read at all.
    """

    row: Row
    entries: tuple[Entry, ...]
    privates: tuple[Private, ...] = ()
    contents: tuple[Content, ...] = ()
    readable: bool = True


@dataclass(frozen=True)
class Sealed:
    """A record that is told of only where something is wrong with it: its hashes by number, and its faults."""

    id: str
    name: str
    hashes: Mapping[int, str]
    faults: Sequence[str] = ()


class AuditSource(Protocol):
    """What an examination reads; it writes nothing. An empty reference means every case."""

    async def count(self, council: str, reference: str = "") -> int:
        """How many cases there are to read."""

    def chains(self, council: str, reference: str = "") -> AsyncIterator[Chain]:
        """Every case with its chain."""

    def sealed(self, council: str) -> AsyncIterator[Sealed]:
        """Every record that the anchors hold besides those of cases."""

    async def newest(self, council: str) -> Anchor | None:
        """The council's newest anchor, None before the first."""

    def anchors(self, council: str) -> AsyncIterator[Anchor]:
        """Every anchor of the council, the oldest first."""


@dataclass
class Examined:
    """What has been read so far, and what was found wrong, in plain words. `newest` is the newest anchor's hash."""

    cases: int = 0
    entries: int = 0
    anchors: int = 0
    newest: str = ""
    faults: list[str] = field(default_factory=list)
    hashes: dict[str, dict[int, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


async def examine(source: AuditSource, council: str, reference: str = "", noted: str = "") -> AsyncIterator[Examined]:
    """Examine one case or all of a council, and the anchors; gives how far it came after each case and at the end.

    `noted` is the hash of an anchor that somebody kept outside the database: it must be among the anchors.
    """
    # An anchor that is written meanwhile may name entries that were not there when their chain was read.
    last = await source.newest(council)
    examined = Examined()
    async for chain in source.chains(council, reference):
        examined.cases += 1
        examined.entries += len(chain.entries)
        examined.faults += chain_faults(chain)
        examined.hashes[chain.row.case] = {e.seq: e.hash for e in chain.entries}
        examined.names[chain.row.case] = chain.row.reference
        yield examined
    only = next(iter(examined.names), "") if reference else ""
    if not reference:
        await _examine_sealed(source, council, examined)
    check = AnchorCheck(examined.hashes, examined.names, only)
    async for anchor in source.anchors(council):
        if last and anchor.day <= last.day:
            check.add(anchor)
    examined.faults += check.faults
    if noted and noted not in check.hashes:
        examined.faults.append("The anchor that you noted is not there: the record may have been made anew as a whole.")
    examined.anchors, examined.newest = len(check.hashes), check.newest
    yield examined


async def _examine_sealed(source: AuditSource, council: str, examined: Examined) -> None:
    """Nothing of these is counted, so that nobody learns from a count that there are any."""
    async for sealed in source.sealed(council):
        examined.faults += sealed.faults
        examined.hashes[sealed.id], examined.names[sealed.id] = dict(sealed.hashes), sealed.name


def chain_faults(chain: Chain) -> list[str]:
    """What is wrong with one case. What stands beside a chain is compared only where the chain itself is whole."""
    name = chain.row.reference
    if not chain.readable:
        return [f"{name}: what the database holds for it cannot be read; somebody has written something else there."]
    faults = verify(chain.entries, chain.privates, {chain.row.case: name})
    return faults or _head_faults(name, chain) or [*_record_faults(name, chain), *_content_faults(name, chain)]


def _head_faults(name: str, chain: Chain) -> list[str]:
    count, head = (chain.entries[-1].seq, chain.entries[-1].hash) if chain.entries else (0, "")
    if count < chain.row.seq:
        return [f"{name}: there should be {chain.row.seq} entries, but the last one there is number {count}."]
    if (count, head) != (chain.row.seq, chain.row.head):
        return [f"{name}: the newest entry is not the one that the case names."]
    return []


def _record_faults(name: str, chain: Chain) -> list[str]:
    row = chain.row
    try:
        case = fold(row.case, [e.event for e in chain.entries])
    except (KeyError, TypeError, ValueError):
        return [f"{name}: its entries do not make a case."]
    if canonical(record_to_json(case)) != canonical(row.record):
        return [f"{name}: the stored case is not what its entries make of it."]
    if (case.state, case.orphaned) != (row.state, row.orphaned):
        listed, made = _standing(row.state, orphaned=row.orphaned), _standing(case.state, orphaned=case.orphaned)
        return [f"{name}: it is listed as {listed}, but its entries make it {made}."]
    return []


def _standing(state: str, *, orphaned: bool) -> str:
    return f"{state} and orphaned" if orphaned else state


def _content_faults(name: str, chain: Chain) -> list[str]:
    promised = [e.facts["content"] for e in chain.entries if "content" in e.facts]
    there = {c.number: c for c in chain.contents}
    faults = []
    for number, hashed in enumerate(promised, 1):
        content = there.get(number)
        if content is None:
            faults.append(f"{name}: what was submitted as revision {number} is missing.")
        elif hashed != (_content_hash(content) if content.salt else content.hash):
            faults.append(f"{name}: what was submitted as revision {number} has been changed.")
    return faults


def _content_hash(content: Content) -> str:
    return commit(content.salt, canonical([content.asked, content.outcome]))
