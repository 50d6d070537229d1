"""Commands on what is in force in a whole council. Each runs in one transaction, which holds its record or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.approvals.audit import GENESIS, Entry, Private, append, moment
from bot.approvals.ports import Directory, Person
from bot.approvals.rules import No
from bot.clock import LONDON, Clock
from bot.errors import InvalidAnswer, Refused, Stale
from bot.ids import Ids
from bot.registers import states
from bot.registers.states import Change, Done, Kind, Period, Setter, day_of, fold

NOT_YOU = "You cannot set this. These people can: {}."
SET_ALREADY = "That is set already, by {} on {}. Nothing was set a second time."
NO_WHY = "Say in a few words why, so that the record is clear."
LONGEST = 500


def chain_of(council: str) -> str:
    """What a council's chain is called in its entries and in the anchors."""
    return f"states.{council}"


class Shelf(Protocol):
    """Where the record is kept."""

    async def entries(self, council: str) -> Sequence[Entry]:
        """The council's chain, oldest first."""

    async def wrote(self, council: str) -> Mapping[int, str]:
        """What people wrote, by entry number; what was erased is absent."""

    async def periods(self, council: str) -> Sequence[Period]:
        """What the entries make, without what people wrote; asked at every turn, so it reads as little as it can."""

    async def add(self, council: str, entry: Entry, why: Private) -> None:
        """Keep one more link; Conflict where somebody else was first."""


@dataclass(frozen=True)
class States:
    """All that a command works with; `setters` says by council and kind who may."""

    shelf: Shelf
    directory: Directory
    clock: Clock
    ids: Ids
    setters: Mapping[str, Mapping[Kind, Setter]]

    async def in_force(self, council: str, day: date) -> Sequence[Period]:
        """What is in force on that day."""
        return states.in_force(await self.shelf.periods(council), day)

    async def history(self, council: str) -> Sequence[Period]:
        """Every period that was ever set, oldest first, with the reasons."""
        return fold(await self.shelf.entries(council), await self.shelf.wrote(council))

    async def who(self, council: str, kind: Kind) -> tuple[str, ...]:
        """The people who may set and end it."""
        roles = self.setters[council][kind].roles if council in self.setters else ()
        held = [await self.directory.holders(council, role) for role in roles]
        return tuple(dict.fromkeys(person for people in held for person in people))


async def begin(desk: States, person: Person, kind: Kind, days: tuple[date, date], why: str) -> Period:
    """Set a period from the first to the last of these days; Stale where just that is set already."""
    await _guard(desk, person, kind)
    _refuse(states.may_be_set(*days, desk.clock.today(LONDON)))
    for p in await desk.history(person.council):
        if (p.kind, p.begins, p.until, p.ended_on) == (kind, *days, None):
            raise Stale("set_already", SET_ALREADY.format(await _name(desk, p.set_by), _on(p.set_at)))
    facts = {"period": desk.ids.case(), "state": kind.value, "from": days[0].isoformat(), "until": days[1].isoformat()}
    await _record(desk, person, Change(Done.SET, person.id, facts), why)
    return next(p for p in await desk.history(person.council) if p.id == facts["period"])


async def end(desk: States, person: Person, period: str, why: str) -> Period:
    """End a period today, or one that is to come before it begins; Stale where it has ended."""
    today = desk.clock.today(LONDON)
    found = next((p for p in await desk.history(person.council) if p.id == period), None)
    if found is None:
        raise Refused(states.NOT_THERE.code, states.NOT_THERE.sentence)
    await _guard(desk, person, found.kind)
    if not found.open(today):
        by = f"{await _name(desk, found.ended_by)} ended it. " if found.ended_by else ""
        raise Stale("ended", f"{by}{states.NO_LONGER[found.kind]}")
    facts = {"period": period, "on": today.isoformat()}
    await _record(desk, person, Change(Done.ENDED, person.id, facts), why)
    return found


async def _guard(desk: States, person: Person, kind: Kind) -> None:
    may = await desk.who(person.council, kind)
    if person.id not in may:
        names = sorted(p.name for p in (await desk.directory.people(may)).values())
        raise Refused("not_yours", NOT_YOU.format(" or ".join(names) or "nobody yet"))


def _refuse(no: No | None) -> None:
    if no is not None:
        raise InvalidAnswer(no.code, no.sentence)


async def _record(desk: States, person: Person, change: Change, why: str) -> None:
    if not why.strip():
        raise InvalidAnswer("why", NO_WHY)
    chain = await desk.shelf.entries(person.council)
    seq, head = (chain[-1].seq, chain[-1].hash) if chain else (0, GENESIS)
    at, wrote = moment(desk.clock.now()), {"why": why.strip()[:LONGEST]}
    [entry], [private] = append(
        chain_of(person.council), seq, head, [(change, wrote)], at=at, salt=desk.ids.salt
    )  # fmt: skip
    await desk.shelf.add(person.council, entry, private)


async def _name(desk: States, person: str) -> str:
    found = await desk.directory.person(person)
    return found.name if found else "somebody"


def _on(at: str) -> str:
    return day_of(date.fromisoformat(at[:10]))
