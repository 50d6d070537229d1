"""What approvals need from outside: the staff directory, the stored cases, the cards that show them, and timers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from bot.approvals.audit import Entry, Private
from bot.approvals.model import Case, Event
from bot.clock import Clock
from bot.ids import Ids

# Stands where a card or a button is for whoever of a team presses, instead of a person's id.
TEAM = "*"
# A conversation: channel and address.
Place = tuple[str, str]
NOWHERE: Mapping[str, Place] = {}


class Conflict(Exception):
    """Somebody else changed the row first: the whole command is run again from what is stored now."""


class Unavailable(Exception):
    """The database does not answer; nothing of the command was kept."""


@dataclass(frozen=True)
class Person:
    """Somebody who works for a council."""

    id: str
    council: str
    service: str
    name: str
    email: str
    job_title: str = ""
    manager: str | None = None
    active: bool = True


class Directory(Protocol):
    """Who people are, who manages whom, and who plays which part. Active people only, unless said."""

    async def person(self, person_id: str) -> Person | None:
        """The person, active or not."""

    async def people(self, ids: Iterable[str]) -> dict[str, Person]:
        """The people of these ids, active or not."""

    async def by_email(self, council: str, email: str) -> Person | None:
        """The person with that address in that council."""

    async def holders(self, council: str, role: str, scope: str = "") -> tuple[str, ...]:
        """Who plays a role for a scope: a line manager's scope is a person's id, a budget holder's a budget code."""

    async def manager(self, person_id: str) -> str | None:
        """The person's line manager."""

    async def active(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of the ids who are still on the staff."""

    async def addresses(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Where each can be reached: person id to (channel, address)."""


@dataclass(frozen=True)
class Stored:
    """A case with what surrounds it. `seq` and `head` are of its newest entry, `version` guards every change."""

    case: Case
    council: str
    reference: str
    flow: str
    title: str
    visibility: str
    policy: str
    salt: str
    opened: datetime
    updated: datetime
    seq: int = 0
    head: str = ""
    version: int = 0


@dataclass(frozen=True)
class Content:
    """What one revision holds for good: questions as asked with answers as shown, the outcome, and its salted hash."""

    number: int
    asked: Sequence[Mapping[str, Any]]
    outcome: Mapping[str, Any]
    hash: str
    salt: str


class Cases(Protocol):
    """Stored cases with their revisions, seats and entries."""

    async def get(self, case_id: str) -> Stored | None:
        """The case of that id."""

    async def add(
        self, stored: Stored, content: Content, entries: Sequence[Entry], privates: Sequence[Private]
    ) -> None:
        """Store a new case; Conflict where its reference is taken."""

    async def save(self, before: Stored, after: Stored, entries: Sequence[Entry], privates: Sequence[Private]) -> None:
        """Store what a command made of a case; Conflict where its version is no longer that of `before`."""

    async def add_content(self, stored: Stored, content: Content) -> None:
        """Store a further revision."""

    async def content(self, case_id: str, revision: int) -> Content:
        """What a revision holds."""

    async def entries(self, case_id: str) -> Sequence[Entry]:
        """The record of a case, oldest first."""

    async def privates(self, case_id: str) -> Mapping[tuple[int, str], str]:
        """Personal data of a case by (seq, name); what was erased is absent."""

    async def waiting_for(self, person_id: str) -> Sequence[Stored]:
        """Cases that wait for this person's decision, oldest first."""

    async def unsettled(self, council: str) -> Sequence[Stored]:
        """Cases of a council that wait for somebody who has left, or for nobody."""

    async def asked_by(self, person_id: str) -> Sequence[Stored]:
        """Cases that this person asked for, newest first."""


class Notice(NamedTuple):
    """A card that comes to a person as a message of its own."""

    about: str
    ref: str
    person: str


class Cards(Protocol):
    """Which messages should exist and in which version. Each call also says so to delivery, in the same transaction."""

    async def show(
        self,
        council: str,
        about: str,
        ref: str,
        people: Iterable[str],
        teams: Iterable[Place] = (),
        *,
        here: Mapping[str, Place] = NOWHERE,
        notices: Sequence[Notice] = (),
    ) -> None:
        """See that each of these people has a card about the thing, and bring every card about it up to date.

        Whoever has none gets it `here`, where that names them, else where they are reached. `teams` are the places
        where there must be a card for a whole team. `notices`, each once, are posted after that, as by `again`; whoever
        has just got the card gets no other.
        """

    async def again(self, council: str, about: str, ref: str, person_id: str, *, here: Place | None = None) -> None:
        """Post the card once more, at the end of the person's chat `here`, or where they are reached.

        The one before it in that chat says that it is there.
        """

    async def pin(self, council: str, about: str, ref: str, person_id: str, place: Place) -> None:
        """See that the person has one card about the thing at that (channel, address), and bring it up to date."""

    async def repair(self, about: str, ref: str, person_id: str) -> None:
        """Have the person's card drawn again, whatever version it shows."""


class Timers(Protocol):
    """What falls due."""

    async def add(self, council: str, kind: str, ref: str, due: datetime) -> None:
        """Have `kind` fire for `ref` at that moment, once."""


@dataclass(frozen=True)
class Opened:
    """What follows an approval: what to record of it, who is told, and where some of those who have to do with it are.

    `where` was read in this transaction, so that nobody need read it again.
    """

    events: Sequence[Event] = ()
    notices: Sequence[Notice] = ()
    where: Mapping[str, Place] = field(default_factory=dict)


class FollowUps(Protocol):
    """What must follow an approval."""

    async def open(self, stored: Stored, content: Content) -> Opened:
        """Open the tasks of a case that is approved in this transaction."""


class Calendar(Protocol):
    """Working days where each council is."""

    def after(self, council: str, day: date, working_days: int) -> date | None:
        """The day that many working days later; None where the bank holidays of that year are not yet published."""

    def works(self, council: str, day: date) -> bool | None:
        """Whether people work that day; None where the bank holidays of that year are not yet published."""


class Teams(Protocol):
    """Roles whose people act as a team, and the channel in which each gets a card of what waits for it."""

    def is_team(self, council: str, role: str) -> bool:
        """Whether the council's pack says that the people of this role act as a team."""

    async def channel_of(self, council: str, role: str) -> tuple[str, str] | None:
        """The (channel, address) that the team has named; None where it has named none, or is no team."""

    async def name(self, council: str, role: str, place: tuple[str, str]) -> None:
        """Let the team's cards come there from now on, and nowhere else."""

    async def forget(self, council: str, role: str) -> bool:
        """Let no more cards come to the team's channel; False where none was named."""


@dataclass(frozen=True)
class Desk:
    """All that a command works with; `stewards` is the role that looks after orphaned cases, by council."""

    cases: Cases
    cards: Cards
    directory: Directory
    timers: Timers
    follow_ups: FollowUps
    calendar: Calendar
    clock: Clock
    ids: Ids
    stewards: Mapping[str, str]
    teams: Teams

    async def stewards_of(self, council: str) -> tuple[str, ...]:
        """Who looks after the council's orphaned cases; nobody for a council that there is no pack for any more."""
        role = self.stewards.get(council)
        return await self.directory.holders(council, role) if role else ()
