"""One function a command. Each runs inside one transaction of the caller's, which holds all that it writes or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.approvals.audit import GENESIS, canonical, commit
from bot.approvals.ports import Content, Person
from bot.approvals.rules import No
from bot.errors import InvalidAnswer, Refused, Stale
from bot.reports import rules
from bot.reports.model import start
from bot.reports.ports import Desk, Stored
from bot.reports.recording import TELL, Written, record
from bot.reports.report import Event, Kind, State
from bot.reports.seating import bar_subject, conflicted, seat

BESIDE_THE_FIELD = (rules.TARGET, rules.TARGET_SEATED)
LATE = (rules.ELSEWHERE, rules.ENDED, rules.MOVED, rules.BEGUN)


@dataclass(frozen=True)
class Draft:
    """What somebody reports: `route` are the roles that may get it, in order, `subject` whom it is about, if named."""

    policy: str
    asked: Sequence[Mapping[str, Any]]
    outcome: Mapping[str, Any]
    route: Sequence[str]
    subject: str = ""


@dataclass(frozen=True)
class Act:
    """Who presses what: a report by its id, as it stood at that turn."""

    report: str
    turn: int
    person: str


async def send(desk: Desk, reporter: Person, draft: Draft) -> Stored:
    """Open a report and give it to the first of its route who is free of it."""
    content = _content(desk, draft)
    subject = draft.subject.strip().lower()
    barred = await conflicted(desk, reporter, draft.route, subject)
    facts = {"route": list(draft.route), "barred": sorted(barred), "content": content.hash, "policy": draft.policy}
    event, now = Event(Kind.RECEIVED, reporter.id, facts), desk.clock.now()
    report = start(desk.ids.case(), event)
    reference = desk.ids.reference()
    stored = Stored(report, reporter.council, reference, draft.policy, subject, now, now, head=GENESIS)
    written = Written(stored, None, [event])
    await seat(desk, written)
    return await record(desk, written, content)


async def triage(desk: Desk, act: Act) -> Stored:
    """Begin to look at it."""
    return await _done(desk, act, Kind.TRIAGED)


async def assign(desk: Desk, act: Act, target: Person) -> Stored:
    """Give it to one named person, or take it oneself; nobody else has it from then on."""
    stored = await _guarded(desk, act, Kind.ASSIGNED)
    written = Written.begin(stored)
    await bar_subject(desk, written)
    here = target.active and target.council == stored.council
    reached = here and bool(await desk.directory.addresses([target.id]))
    # Whom it is about may only now be known by name: what is asked is asked of the report as it is with that.
    no = rules.may_get(written.stored.report, target.id, active=reached)
    await _guard(desk, stored, act.person, no)
    if written.stored.report.state is State.RECEIVED:
        # Whoever chooses has looked at it first, and the record shows both.
        written.add(Event(Kind.TRIAGED, act.person, {"at_once": True}))
    return await record(desk, written.add(Event(Kind.ASSIGNED, act.person, {"to": target.id})))


async def begin(desk: Desk, act: Act) -> Stored:
    """Begin the review."""
    return await _done(desk, act, Kind.REVIEW_BEGUN)


async def declare(desk: Desk, act: Act) -> Stored:
    """Say that one is involved: whoever does never gets it again, and it goes to whoever is next."""
    written = Written.begin(await _guarded(desk, act, Kind.CONFLICT_DECLARED))
    written.add(Event(Kind.CONFLICT_DECLARED, act.person))
    await seat(desk, written)
    return await record(desk, written)


async def ask(desk: Desk, act: Act, text: str) -> Stored:
    """Ask the reporter something."""
    return await _done(desk, act, Kind.ASKED, {"message": text})


async def add(desk: Desk, act: Act, text: str) -> Stored:
    """Add something to one's own report, or answer what was asked."""
    return await _done(desk, act, Kind.ADDED, {"message": text})


async def conclude(desk: Desk, act: Act, kind: Kind, reason: str, tell: str = "") -> Stored:
    """Settle what comes of it, with a reason for the record, and with what the reporter is told, if anything."""
    return await _done(desk, act, kind, {"reason": reason, TELL: tell})


async def close(desk: Desk, act: Act) -> Stored:
    """End it; the reporter is told that it is closed and no more."""
    return await _done(desk, act, Kind.CLOSED)


async def withdraw(desk: Desk, act: Act) -> Stored:
    """Take one's own report back before anybody has it in hand."""
    return await _done(desk, act, Kind.WITHDRAWN)


async def open_files(desk: Desk, person: str, report_id: str, files: Mapping[str, str]) -> Stored:
    """Note for good that somebody takes copies of a report's files: `files` gives the hash of each by its id."""
    stored = await desk.reports.get(report_id)
    if stored is None:
        raise Refused(rules.NOTHING.code, rules.NOTHING.sentence)
    active = person in await desk.directory.active([person])
    await _guard(desk, stored, person, rules.may_read(stored.report, person, active=active))
    event = Event(Kind.FILES_OPENED, person, {"files": dict(files)})
    return await record(desk, Written.begin(stored).add(event), quiet=True)


async def staff_changed(desk: Desk, council: str) -> None:
    """Take reports from those who have left, and give those that nobody has to whoever can get them now."""
    for stored in await desk.reports.unsettled(council):
        written = Written.begin(stored)
        seated = stored.report.seated
        for person in sorted(seated - await desk.directory.active(seated)):
            written.add(Event(Kind.SEAT_REVOKED, "", {"person": person}))
        await seat(desk, written)
        if written.events:
            await record(desk, written)


async def _done(desk: Desk, act: Act, kind: Kind, wrote: Mapping[str, str] | None = None) -> Stored:
    stored = await _guarded(desk, act, kind)
    return await record(desk, Written.begin(stored).add(Event(kind, act.person), wrote))


async def _guarded(desk: Desk, act: Act, kind: Kind) -> Stored:
    """The report, once the person may do that to it."""
    stored = await desk.reports.get(act.report)
    if stored is None:
        raise Refused(rules.NOTHING.code, rules.NOTHING.sentence)
    active = act.person in await desk.directory.active([act.person])
    await _guard(desk, stored, act.person, rules.may(stored.report, act.person, kind, act.turn, active=active))
    return stored


async def _guard(desk: Desk, stored: Stored, person: str, no: No | None) -> None:
    if no is None:
        return
    refused = Event(Kind.ATTEMPT_REFUSED, person, {"code": no.code})
    await record(desk, Written.begin(stored).add(refused), quiet=True)
    if no in BESIDE_THE_FIELD:
        raise InvalidAnswer(no.code, no.sentence)
    if no not in LATE:
        raise Refused(no.code, no.sentence)
    await desk.cards.repair("report", stored.report.id, person)
    raise Stale(no.code, no.sentence)


def _content(desk: Desk, draft: Draft) -> Content:
    salt = desk.ids.salt()
    hashed = commit(salt, canonical([list(draft.asked), dict(draft.outcome)]))
    return Content(1, draft.asked, draft.outcome, hashed, salt)
