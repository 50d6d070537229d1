"""PURE: how each recorded event changes a case. The stored state is a fold of the events."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.approvals.case import FOLLOWING, Case, CaseState, Event, Kind, Seat, Step, StepState

__all__ = ["FOLLOWING", "Case", "CaseState", "Event", "Kind", "Seat", "Step", "StepState", "apply", "fold", "start"]


def start(case_id: str, event: Event) -> Case:
    """The case that a `submitted` event begins."""
    barred = frozenset({event.actor, *event.facts.get("barred", ())})
    return Case(case_id, event.actor, barred, steps=_steps(event))


def fold(case_id: str, events: Iterable[Event]) -> Case:
    """The case that these events make, in order; the first must be `submitted`."""
    first, *rest = events
    if first.kind is not Kind.SUBMITTED:
        raise ValueError(f"case {case_id} begins with {first.kind}, not with {Kind.SUBMITTED}")
    case = start(case_id, first)
    for event in rest:
        case = apply(case, event)
    return case


def apply(case: Case, event: Event) -> Case:
    """The case after one more event; the guards (rules.py) have been passed by then.

    Raises ValueError for an event that cannot follow: whatever the guards let through, an ended case never changes.
    """
    if event.kind in (Kind.ATTEMPT_REFUSED, Kind.FILES_OPENED):
        return case
    if event.kind in FOLLOWING:
        return _followed(case, event)
    if case.state.final:
        raise ValueError(f"case {case.id} has ended and cannot be {event.kind}")
    after = _CHANGES[event.kind](case, event)
    step = after.open_step
    return replace(after, orphaned=step is not None and step.short)


def _followed(case: Case, event: Event) -> Case:
    if case.state is not CaseState.APPROVED:
        raise ValueError(f"case {case.id} is {case.state} and nothing follows from it, so no {event.kind}")
    return case


def _steps(event: Event) -> tuple[Step, ...]:
    asked = enumerate(event.facts["steps"], 1)
    steps = tuple(Step(n, s["role"], s["of"], s["rule"], s.get("scope", ""), s.get("expires", 0)) for n, s in asked)
    if not steps:
        raise ValueError("a case without a step would wait for nobody")
    return steps


def _at(case: Case, event: Event) -> Step:
    step = case.step(event.facts["step"])
    if step is None:
        raise ValueError(f"case {case.id} has no step {event.facts['step']}")
    return step


def _change(case: Case, event: Event, **changes: Any) -> Case:
    step = replace(_at(case, event), **changes)
    return replace(case, steps=tuple(step if s.number == step.number else s for s in case.steps))


def _vacated(step: Step, person: str) -> tuple[Seat, ...]:
    """The seats without the person's own, unless it was used: what was decided in it stands."""
    return tuple(replace(s, live=False) if s.person == person and not s.decision else s for s in step.seats)


def _submitted(case: Case, event: Event) -> Case:
    raise ValueError(f"case {case.id} is submitted twice by {event.actor}")


def _resubmitted(case: Case, event: Event) -> Case:
    barred = case.barred | frozenset(event.facts.get("barred", ()))
    return Case(case.id, case.requester, barred, revision=case.revision + 1, steps=_steps(event), former=case.asked)


def _opened(case: Case, event: Event) -> Case:
    return _change(case, event, state=StepState.OPEN, seats=tuple(Seat(p) for p in event.facts["seats"]))


def _decided(case: Case, event: Event) -> Case:
    seats = _at(case, event).seats
    decided = tuple(
        replace(s, decision=str(event.kind)) if s.person == event.actor and s.live and not s.decision else s
        for s in seats
    )
    return _change(case, event, seats=decided)


def _approved(case: Case, event: Event) -> Case:
    case = _decided(case, event)
    if not _at(case, event).satisfied:
        return case
    last = event.facts["step"] == len(case.steps)
    return replace(_change(case, event, state=StepState.SATISFIED), state=CaseState.APPROVED if last else case.state)


def _declined(case: Case, event: Event) -> Case:
    case = _decided(case, event)
    if not _at(case, event).out_of_reach:
        return case
    return _ended(_change(case, event, state=StepState.DECLINED), CaseState.DECLINED)


def _returned(case: Case, event: Event) -> Case:
    case = _change(_decided(case, event), event, state=StepState.RETURNED)
    return replace(case, state=CaseState.CHANGES_REQUESTED)


def _ended(case: Case, state: CaseState) -> Case:
    waiting = (StepState.OPEN, StepState.BLOCKED)
    steps = tuple(replace(s, state=StepState.VOID) if s.state in waiting else s for s in case.steps)
    return replace(case, state=state, steps=steps)


def _reassigned(case: Case, event: Event) -> Case:
    step, giver = _at(case, event), event.facts["from"]
    old = step.seat(giver)
    chain = (*(old.chain if old else ()), giver)
    return _change(case, event, seats=(*_vacated(step, giver), Seat(event.facts["to"], chain=chain)))


def _seat_added(case: Case, event: Event) -> Case:
    chain = (event.actor,) if event.actor else ()
    return _change(case, event, seats=(*_at(case, event).seats, Seat(event.facts["to"], chain=chain)))


def _seat_revoked(case: Case, event: Event) -> Case:
    return _change(case, event, seats=_vacated(_at(case, event), event.facts["person"]))


_CHANGES: Mapping[Kind, Callable[[Case, Event], Case]] = {
    Kind.SUBMITTED: _submitted,
    Kind.STEP_OPENED: _opened,
    Kind.APPROVED: _approved,
    Kind.DECLINED: _declined,
    Kind.CHANGES_ASKED: _returned,
    Kind.RESUBMITTED: _resubmitted,
    Kind.WITHDRAWN: lambda case, _: _ended(case, CaseState.WITHDRAWN),
    Kind.EXPIRED: lambda case, _: _ended(case, CaseState.EXPIRED),
    Kind.COMMENTED: lambda case, _: case,
    Kind.REASSIGNED: _reassigned,
    Kind.SEAT_ADDED: _seat_added,
    Kind.SEAT_REVOKED: _seat_revoked,
}
