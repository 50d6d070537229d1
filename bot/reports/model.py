"""PURE: how each recorded event changes a report. The stored state is a fold of the events."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.reports.report import Event, Kind, Report, State

MESSAGES = (Kind.ASKED, Kind.ADDED)


def start(report_id: str, event: Event) -> Report:
    """The report that a `received` event begins."""
    barred = frozenset({event.actor, *event.facts["barred"]})
    return Report(report_id, event.actor, barred, tuple(event.facts["route"]))


def fold(report_id: str, events: Iterable[Event]) -> Report:
    """The report that these events make, in order; the first must be `received`."""
    first, *rest = events
    if first.kind is not Kind.RECEIVED:
        raise ValueError(f"report {report_id} begins with {first.kind}, not with {Kind.RECEIVED}")
    report = start(report_id, first)
    for event in rest:
        report = apply(report, event)
    return report


def apply(report: Report, event: Event) -> Report:
    """The report after one more event; the guards (rules.py) have been passed by then.

    Raises ValueError for an event that cannot follow: a report that has ended never changes, and whatever the guards
    let through, nobody who is barred ever gets it.
    """
    if event.kind in (Kind.ATTEMPT_REFUSED, Kind.FILES_OPENED):
        return report
    if report.state.final:
        raise ValueError(f"report {report.id} has ended and cannot be {event.kind}")
    after = _CHANGES[event.kind](report, event)
    if after.seated & after.barred:
        raise ValueError(f"report {report.id} would reach somebody who is barred, by {event.kind}")
    return after if event.kind in MESSAGES else replace(after, turn=report.turn + 1)


def _to(state: State) -> Callable[[Report, Event], Report]:
    return lambda report, _: replace(report, state=state)


def _received(report: Report, event: Event) -> Report:
    raise ValueError(f"report {report.id} is received twice, from {event.actor}")


def _seated(report: Report, event: Event) -> Report:
    former = report.former | report.stewards
    return replace(report, holders=report.holders | set(event.facts["people"]), stewards=frozenset(), former=former)


def _orphaned(report: Report, event: Event) -> Report:
    stewards = frozenset(event.facts["stewards"])
    return replace(report, stewards=stewards, former=report.former | (report.stewards - stewards))


def _assigned(report: Report, event: Event) -> Report:
    holders = frozenset({str(event.facts["to"])})
    former = report.former | (report.seated - holders)
    # What has been settled by somebody who then left is only to be closed.
    state = report.state if report.state.concluded else State.ASSIGNED
    return replace(report, state=state, holders=holders, stewards=frozenset(), former=former)


def _without(report: Report, people: frozenset[str], *, void: bool) -> Report:
    """The report without these; where nobody is left it begins anew, and what they settled counts no more if `void`."""
    holders = report.holders - people
    begins = not holders and bool(report.holders) and (void or not report.state.concluded)
    return replace(
        report, holders=holders, stewards=report.stewards - people, former=report.former | (report.seated & people),
        state=State.RECEIVED if begins else report.state,
    )  # fmt: skip


def _barred(report: Report, people: frozenset[str]) -> Report:
    return replace(_without(report, people, void=True), barred=report.barred | people)


def _ended(state: State) -> Callable[[Report, Event], Report]:
    return lambda report, _: replace(
        report, state=state, stewards=frozenset(), former=report.former | report.stewards
    )  # fmt: skip


_CHANGES: Mapping[Kind, Callable[[Report, Event], Report]] = {
    Kind.RECEIVED: _received,
    Kind.SEATED: _seated,
    Kind.ORPHANED: _orphaned,
    Kind.TRIAGED: _to(State.TRIAGE),
    Kind.ASSIGNED: _assigned,
    Kind.REVIEW_BEGUN: _to(State.UNDER_REVIEW),
    Kind.CONFLICT_DECLARED: lambda report, event: _barred(report, frozenset({event.actor})),
    Kind.BARRED: lambda report, event: _barred(report, frozenset(event.facts["people"])),
    Kind.SEAT_REVOKED: lambda report, event: _without(report, frozenset({str(event.facts["person"])}), void=False),
    Kind.ASKED: lambda report, _: report,
    Kind.ADDED: lambda report, _: report,
    Kind.ACTION_AGREED: _to(State.ACTION_AGREED),
    Kind.NO_ACTION: _to(State.NO_ACTION),
    Kind.CLOSED: _ended(State.CLOSED),
    Kind.WITHDRAWN: _ended(State.WITHDRAWN),
}
