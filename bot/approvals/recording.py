"""What a command writes: events sealed into the case's chain, the fold stored, cards and timers that follow."""

from collections.abc import Set
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from bot.approvals.audit import append, moment
from bot.approvals.model import CaseState, Event, Kind, apply
from bot.approvals.ports import Content, Desk, Notice, Opened, Place, Stored
from bot.clock import LONDON

# A card that is edited in place rings no bell: of these the requester is told by a message of its own.
NEWS = (CaseState.CHANGES_REQUESTED, CaseState.APPROVED, CaseState.DECLINED, CaseState.EXPIRED)


@dataclass
class Written:
    """A case as a command is changing it: the events so far, and the personal data that goes with each.

    `notices` are of what follows from it, and `where` says where people are reached, as far as that was read.
    """

    stored: Stored
    events: list[Event]
    reasons: dict[int, str]
    before: Stored | None = None
    notices: list[Notice] = field(default_factory=list)
    where: dict[str, Place] = field(default_factory=dict)

    @staticmethod
    def begin(stored: Stored, before: Stored | None = None) -> "Written":
        """Begin to change a stored case; `before` is what is stored where `stored` has other fields already."""
        return Written(stored, [], {}, before or stored)

    def add(self, event: Event, reason: str = "") -> "Written":
        """One more event, and what its actor wrote, if anything."""
        if reason:
            self.reasons[len(self.events)] = reason
        self.events.append(event)
        self.stored = replace(self.stored, case=apply(self.stored.case, event))
        return self

    def follow(self, opened: Opened) -> None:
        """What follows the approval that was just added."""
        for event in opened.events:
            self.add(event)
        self.notices += opened.notices
        self.where |= opened.where


async def record(desk: Desk, written: Written, content: Content | None = None, *, quiet: bool = False) -> Stored:
    """Seal and store the events, then say which cards and timers follow; a `quiet` record changes no card."""
    after = await _store(desk, written, content)
    if not quiet:
        await _follow(desk, written, after)
    return after


async def _store(desk: Desk, written: Written, content: Content | None) -> Stored:
    stored, now = written.stored, desk.clock.now()
    reasons = ({"reason": written.reasons[n]} if n in written.reasons else {} for n in range(len(written.events)))
    events = zip(written.events, reasons, strict=True)
    at, salt = moment(now), desk.ids.salt
    entries, privates = append(stored.case.id, stored.seq, stored.head, events, at=at, salt=salt)
    head, seq = (entries[-1].hash, entries[-1].seq) if entries else (stored.head, stored.seq)
    after = replace(stored, seq=seq, head=head, version=stored.version + 1, updated=now)
    if written.before is None:
        assert content is not None  # noqa: S101 - a new case always comes with what was submitted
        await desk.cases.add(after, content, entries, privates)
        return after
    await desk.cases.save(written.before, after, entries, privates)
    if content is not None:
        await desk.cases.add_content(after, content)
    return after


async def _follow(desk: Desk, written: Written, after: Stored) -> None:
    case = after.case
    people = {case.requester, *case.asked}
    if case.orphaned:
        people |= set(await desk.stewards_of(after.council)) - case.barred
    teams, notices = await _teams(desk, written, after), _notices(written, after)
    await desk.cards.show(
        after.council, "case", case.id, sorted(people), teams, here=written.where, notices=notices
    )  # fmt: skip
    if _state_before(written, after) is CaseState.CHANGES_REQUESTED:
        # What was told before is brought up to date.
        await desk.cards.show(after.council, "news", case.id, [])
    for event in written.events:
        if event.kind is Kind.STEP_OPENED and event.facts.get("expires"):
            await _expiry(desk, after, event)


async def _teams(desk: Desk, written: Written, after: Stored) -> list[tuple[str, str]]:
    """The channels of the teams for which a step has just opened."""
    opened = (after.case.step(e.facts["step"]) for e in written.events if e.kind is Kind.STEP_OPENED)
    asked = {step.role for step in opened if step and desk.teams.is_team(after.council, step.role)}
    found = [await desk.teams.channel_of(after.council, role) for role in sorted(asked)]
    return [place for place in found if place]


def _notices(written: Written, after: Stored) -> list[Notice]:
    """What comes to whom as a message of its own."""
    told = sorted(_anew(written, after) | _heard(written, after))
    return [*written.notices, *(Notice("case", after.case.id, person) for person in told), *_news(written, after)]


def _anew(written: Written, after: Stored) -> Set[str]:
    """A request that was sent again comes again to whoever is asked now and had a card of it, and to the requester."""
    case, before = after.case, written.before and written.before.case
    if before and before.state is CaseState.CHANGES_REQUESTED and case.open_step:
        return (case.open_step.undecided & before.asked) | {case.requester}
    return set()


def _heard(written: Written, after: Stored) -> Set[str]:
    """What somebody says comes to the others: whoever asked, and whoever has still to decide."""
    speakers = {e.actor for e in written.events if e.kind is Kind.COMMENTED}
    if not speakers:
        return set()
    step = after.case.open_step
    return ({after.case.requester} | (step.undecided if step else frozenset())) - speakers


def _news(written: Written, after: Stored) -> list[Notice]:
    """The requester is told what has become of the request."""
    case = after.case
    new = case.state in NEWS and case.state is not _state_before(written, after)
    return [Notice("news", case.id, case.requester)] if new else []


def _state_before(written: Written, after: Stored) -> CaseState:
    return written.before.case.state if written.before else after.case.state


async def _expiry(desk: Desk, after: Stored, event: Event) -> None:
    day = desk.calendar.after(after.council, desk.clock.today(LONDON), int(event.facts["expires"]))
    if day is not None:
        due = datetime.combine(day, time(23, 59), LONDON)
        ref = f"{after.case.id}.{event.facts['step']}.{after.case.revision}"
        await desk.timers.add(after.council, "expire", ref, due)
