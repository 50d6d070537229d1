"""PURE: one chain of sealed entries a case, so that a changed, missing, added or moved entry shows."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any, Never, Protocol

from bot.approvals.model import Event, Kind

GENESIS = "0" * 64
"""What the first entry of a chain follows."""

Salt = Callable[[], str]
"""Makes a salt, a new one for each value."""

PRIVATE = "private"
"""The fact of an entry that holds its commitments to personal data, by name."""


class Sealable(Protocol):
    """What can be sealed: an event of a case, or of anything else that keeps its record in the same way."""

    @property
    def kind(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Entry:
    """One link of a case's chain: an event, when it was recorded, and the hashes that hold it in its place."""

    case: str
    seq: int
    kind: str
    actor: str
    facts: Mapping[str, Any]
    at: str
    prev_hash: str
    hash: str

    @property
    def event(self) -> Event:
        """What happened. Raises ValueError where the kind is not one of ours."""
        return Event(Kind(self.kind), self.actor, self.facts)


@dataclass(frozen=True)
class Private:
    """Personal data to which entry `seq` of a case commits under `name`; it may be erased at any time."""

    case: str
    seq: int
    name: str
    value: str
    salt: str


def moment(at: datetime) -> str:
    """The time as text in UTC to the microsecond: the same digits after any database. Needs a time zone."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be sealed")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def commit(salt: str, value: str) -> str:
    """What stands in an entry for a personal value: without the salt, nobody can find the value by guessing."""
    return digest("private", salt, value)


def commitments(privates: Iterable[Private]) -> dict[str, dict[str, str]]:
    """The fact that commits an entry to these values."""
    return {PRIVATE: {p.name: commit(p.salt, p.value) for p in privates}}


def append(
    case_id: str, seq: int, head: str, events: Iterable[tuple[Sealable, Mapping[str, str]]], *, at: str, salt: Salt
) -> tuple[list[Entry], list[Private]]:
    """The entries that follow number `seq`, whose hash is `head`: an event each, and what its actor wrote, by name."""
    entries: list[Entry] = []
    privates: list[Private] = []
    for n, (event, wrote) in enumerate(events, seq + 1):
        mine = [Private(case_id, n, name, text, salt()) for name, text in wrote.items()]
        entries.append(seal(case_id, n, entries[-1].hash if entries else head, event, at, privates=mine))
        privates += mine
    return entries, privates


def seal(
    case_id: str, seq: int, prev_hash: str, event: Sealable, at: str, *, privates: Iterable[Private] = ()
) -> Entry:
    """The entry that records the event as number `seq` (from 1) and commits to what its actor wrote.

    Raises ValueError for facts that are not plain JSON. Numbers with a fraction are refused: databases do not all give
    them back as they were.
    """
    mine = list(privates)
    facts = _WHOLE_NUMBERS.decode(canonical({**event.facts, **commitments(mine)} if mine else event.facts))
    unsealed = Entry(case_id, seq, str(event.kind), event.actor, facts, at, prev_hash, hash="")
    return replace(unsealed, hash=_sealed(unsealed))


def verify(
    entries: Iterable[Entry], privates: Iterable[Private] = (), names: Mapping[str, str] | None = None
) -> list[str]:
    """What is wrong with these chains, in words; nothing when they are as they were written.

    Takes whole chains of any number of cases. `names` gives the reference by which people know a case.
    """
    ordered = sorted(entries, key=attrgetter("case", "seq"))
    faults: list[str] = []
    for case, chain in groupby(ordered, key=attrgetter("case")):
        faults += _chain_faults((names or {}).get(case, case), list(chain))
    return faults + _private_faults(ordered, privates, names or {})


def canonical(value: Any) -> str:
    """The one way to write a value as JSON: keys in order, no spaces, ASCII only."""
    return _CANONICAL.encode(value)


def digest(*fields: str) -> str:
    """One hash of several fields, each with its length before it, so that no two lists of fields look alike."""
    raw = [field.encode("utf-8", "surrogatepass") for field in fields]
    return sha256(b"".join(b"%d:%s" % (len(part), part) for part in raw)).hexdigest()


def _sealed(e: Entry) -> str:
    return digest("entry", e.case, str(e.seq), e.kind, e.actor, canonical(e.facts), e.at, e.prev_hash)


def _refuse(number: str) -> Never:
    raise ValueError(f"the number {number} has a fraction: record it as text")


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
_WHOLE_NUMBERS = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def _chain_faults(name: str, chain: list[Entry]) -> list[str]:
    faults, before, expected = [], GENESIS, 1
    for entry in chain:
        if entry.seq != expected:
            faults.append(_gap(name, entry.seq, expected))
        elif entry.prev_hash != before:
            faults.append(f"{name}, entry {entry.seq}: it does not follow the entry before it.")
        if entry.hash != _sealed(entry):
            faults.append(f"{name}, entry {entry.seq}: it has been changed since it was written.")
        before, expected = entry.hash, entry.seq + 1
    return faults


def _gap(name: str, seq: int, expected: int) -> str:
    if seq < expected:
        return f"{name}, entry {seq}: an entry has been added that does not belong there."
    if seq == expected + 1:
        return f"{name}, entry {expected}: it is missing."
    return f"{name}, entries {expected} to {seq - 1}: they are missing."


def _private_faults(entries: list[Entry], privates: Iterable[Private], names: Mapping[str, str]) -> list[str]:
    promised = {(e.case, e.seq): _promised(e) for e in entries}
    return [
        f"{names.get(p.case, p.case)}, entry {p.seq}: the personal data “{p.name}” is not what was recorded."
        for p in privates
        if promised.get((p.case, p.seq), {}).get(p.name) != commit(p.salt, p.value)
    ]


def _promised(entry: Entry) -> Mapping[str, str]:
    found = entry.facts.get(PRIVATE) if isinstance(entry.facts, Mapping) else None
    return found if isinstance(found, Mapping) else {}
