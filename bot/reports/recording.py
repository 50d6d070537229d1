"""What a command writes: events sealed into the report's own chain, the fold stored, and the cards that follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.approvals.audit import append, moment
from bot.approvals.ports import Content
from bot.reports.model import apply
from bot.reports.ports import Desk, Stored
from bot.reports.report import Event, Kind, State

# Of these the reporter gets a message of its own, for a card that is edited in place rings no bell.
TO_REPORTER = (Kind.ASKED, Kind.CLOSED)
TELL = "tell"


@dataclass
class Written:
    """A report as a command is changing it: the events so far, and what people wrote, by the event's place and name."""

    stored: Stored
    before: Stored | None
    events: list[Event] = field(default_factory=list)
    wrote: dict[int, Mapping[str, str]] = field(default_factory=dict)

    @staticmethod
    def begin(stored: Stored) -> "Written":
        """Begin to change a stored report."""
        return Written(stored, stored)

    def add(self, event: Event, wrote: Mapping[str, str] | None = None) -> "Written":
        """One more event, and what its actor wrote, by name of what it is."""
        self.wrote[len(self.events)] = {name: text for name, text in (wrote or {}).items() if text}
        self.events.append(event)
        self.stored = replace(self.stored, report=apply(self.stored.report, event))
        return self


async def record(desk: Desk, written: Written, content: Content | None = None, *, quiet: bool = False) -> Stored:
    """Seal and store the events, then have the cards drawn that follow; a `quiet` record changes no card."""
    after = await _store(desk, written, content)
    if not quiet:
        await _follow(desk, written, after)
    return after


async def _store(desk: Desk, written: Written, content: Content | None) -> Stored:
    stored, now = written.stored, desk.clock.now()
    events = ((event, written.wrote.get(n, {})) for n, event in enumerate(written.events))
    at, salt = moment(now), desk.ids.salt
    entries, privates = append(stored.report.id, stored.seq, stored.head, events, at=at, salt=salt)
    head, seq = (entries[-1].hash, entries[-1].seq) if entries else (stored.head, stored.seq)
    after = replace(stored, seq=seq, head=head, version=stored.version + 1, updated=now)
    if written.before is not None:
        await desk.reports.save(written.before, after, entries, privates)
    elif content is not None:
        await desk.reports.add(after, content, entries, privates)
    return after


async def _follow(desk: Desk, written: Written, after: Stored) -> None:
    report = after.report
    await desk.cards.show(after.council, "report", report.id, sorted({report.reporter, *report.seated}))
    for person in sorted(_rung(written, after)):
        await desk.cards.again(after.council, "report", report.id, person)


def _rung(written: Written, after: Stored) -> frozenset[str]:
    """Who has a card already and must hear that something is new on it."""
    if written.before is None:
        return frozenset()
    report, before = after.report, written.before.report
    rung = (report.seated - before.seated) & before.known_to
    if any(e.kind is Kind.ADDED for e in written.events) or report.state is State.WITHDRAWN:
        rung |= before.holders
    told = any(e.kind in TO_REPORTER or TELL in written.wrote.get(n, {}) for n, e in enumerate(written.events))
    return frozenset(rung | ({report.reporter} if told else set()))
