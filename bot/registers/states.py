"""PURE: what is in force in a whole council for a time, such as a mourning pause: a fold of what was recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from bot.approvals.audit import Entry
from bot.approvals.rules import No

LONGEST_DAYS, FURTHEST_DAYS = 366, 731
BACKWARDS = No("backwards", "The last day is before the first one. Check both days.")
OVER = No("over", "That last day is over. Give a day that is not in the past.")
TOO_LONG = No("too_long", "That is longer than a year. Give a shorter time; you can set it again later.")
TOO_FAR = No("too_far", "That begins more than two years from now. Set it nearer the time.")
NOT_THERE = No("not_there", "There is nothing of that kind to end. Write “state” to see what is in force.")


class Kind(StrEnum):
    """What can be in force; flows know them by these names."""

    PRE_ELECTION = "pre_election"
    EMERGENCY = "emergency"
    MOURNING = "mourning"


class Done(StrEnum):
    """What can be recorded of one."""

    SET = "state_set"
    ENDED = "state_ended"


TITLES: Mapping[str, str] = {
    Kind.PRE_ELECTION: "Pre-election period",
    Kind.EMERGENCY: "Emergency",
    Kind.MOURNING: "Mourning pause",
}
IN_FORCE: Mapping[str, str] = {
    Kind.PRE_ELECTION: "A pre-election period is in force",
    Kind.EMERGENCY: "The rules for an emergency are in force",
    Kind.MOURNING: "A mourning pause is in force",
}
NO_LONGER: Mapping[str, str] = {
    Kind.PRE_ELECTION: "The pre-election period is over.",
    Kind.EMERGENCY: "The rules for an emergency are no longer in force.",
    Kind.MOURNING: "The mourning pause is over.",
}


@dataclass(frozen=True)
class Change:
    """What is sealed of a command."""

    kind: Done
    actor: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Period:
    """From its first day to its last, both counted, unless somebody ended it: then until the day before."""

    id: str
    kind: Kind
    begins: date
    until: date
    set_by: str
    set_at: str
    why: str = ""
    ended_on: date | None = None
    ended_by: str = ""
    ended_why: str = ""

    def on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.begins <= day <= self.until and (self.ended_on is None or day < self.ended_on)

    def to_come(self, day: date) -> bool:
        """Whether it is planned for after that day."""
        return self.begins > day and self.ended_on is None

    def open(self, day: date) -> bool:
        """Whether it is in force on that day or to come, so that it can be ended."""
        return self.on(day) or self.to_come(day)


@dataclass(frozen=True)
class Setter:
    """Who may set and end one: the roles, and the sections that say so; none where we chose them."""

    roles: tuple[str, ...]
    rows: tuple[str, ...] = field(default=())


def fold(entries: Iterable[Entry], wrote: Mapping[int, str] | None = None) -> tuple[Period, ...]:
    """The periods that these entries make, in the order of setting, with what people `wrote` by entry number.

    Raises KeyError or ValueError for an entry that is none of ours.
    """
    said, found = wrote or {}, dict[str, Period]()
    for e in entries:
        period, why = str(e.facts["period"]), said.get(e.seq, "")
        if Done(e.kind) is Done.SET:
            days = date.fromisoformat(e.facts["from"]), date.fromisoformat(e.facts["until"])
            found[period] = Period(period, Kind(e.facts["state"]), *days, e.actor, e.at, why)
        else:
            day = date.fromisoformat(e.facts["on"])
            found[period] = replace(found[period], ended_on=day, ended_by=e.actor, ended_why=why)
    return tuple(found.values())


def in_force(periods: Iterable[Period], day: date) -> Sequence[Period]:
    """Those in force on that day, of each kind the one that lasts longest, in the order of kinds."""
    last: dict[Kind, Period] = {}
    for period in sorted((p for p in periods if p.on(day)), key=lambda p: p.until):
        last[period.kind] = period
    return [last[kind] for kind in Kind if kind in last]


def may_be_set(begins: date, until: date, today: date) -> No | None:
    """None where a period of these days makes sense today; otherwise the first reason why not."""
    if until < begins:
        return BACKWARDS
    if until < today:
        return OVER
    if until - begins >= timedelta(LONGEST_DAYS):
        return TOO_LONG
    return TOO_FAR if begins - today > timedelta(FURTHEST_DAYS) else None


def day_of(day: date) -> str:
    """A day as people write it."""
    return f"{day:%-d %B %Y}"


def notice(period: Period, owner: str) -> str:
    """What everybody is told while it lasts; `owner` is whom to ask."""
    return f"{IN_FORCE[period.kind]} until {day_of(period.until)}. Not sure what you may post? Ask {owner} first."


def changed(before: frozenset[str], after: frozenset[str]) -> tuple[str, ...]:
    """A sentence for each that has begun or ended since."""
    begun = tuple(f"{IN_FORCE[k]} now." for k in Kind if k in after - before)
    return (*begun, *(NO_LONGER[k] for k in Kind if k in before - after))
