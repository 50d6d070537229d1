"""PURE: a case, its steps and seats, and how each recorded event changes them. The stored state is a fold of events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class CaseState(StrEnum):
    """Where a case stands; the last five are final."""

    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def final(self) -> bool:
        """Whether no decision can change it any more."""
        return self not in (CaseState.IN_REVIEW, CaseState.CHANGES_REQUESTED)


class StepState(StrEnum):
    """Where a step stands; `void` when the case ended or was revised under it."""

    BLOCKED = "blocked"
    OPEN = "open"
    SATISFIED = "satisfied"
    DECLINED = "declined"
    RETURNED = "returned"
    VOID = "void"


class Kind(StrEnum):
    """What can be recorded of a case."""

    SUBMITTED = "submitted"
    STEP_OPENED = "step_opened"
    APPROVED = "approved"
    DECLINED = "declined"
    CHANGES_ASKED = "changes_asked"
    RESUBMITTED = "resubmitted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REASSIGNED = "reassigned"
    SEAT_ADDED = "seat_added"
    SEAT_REVOKED = "seat_revoked"
    ATTEMPT_REFUSED = "attempt_refused"


@dataclass(frozen=True)
class Event:
    """One thing that happened to a case. `facts` hold no personal data, only ids and codes."""

    kind: Kind
    actor: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Seat:
    """A person's place in a step; `chain` names through whom it came, the first asked first."""

    person: str
    live: bool = True
    decision: str = ""
    chain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One decision to be made: by which role, of what, and how many must agree (`any`, `all` or a number)."""

    number: int
    role: str
    of: str
    rule: str | int
    scope: str = ""
    state: StepState = StepState.BLOCKED
    seats: tuple[Seat, ...] = ()

    def seat(self, person: str) -> Seat | None:
        """The person's live seat in this step."""
        return next((s for s in self.seats if s.person == person and s.live), None)

    @property
    def approvers(self) -> frozenset[str]:
        """Who has approved in a live seat."""
        return frozenset(s.person for s in self.seats if s.live and s.decision == Kind.APPROVED)

    @property
    def undecided(self) -> frozenset[str]:
        """Who can still decide."""
        return frozenset(s.person for s in self.seats if s.live and not s.decision)

    @property
    def needed(self) -> int:
        """How many must agree; `all` of the live seats, and never none."""
        if self.rule == "all":
            return max(1, sum(s.live for s in self.seats))
        return 1 if self.rule == "any" else int(self.rule)

    @property
    def satisfied(self) -> bool:
        """Whether enough distinct people have agreed."""
        return len(self.approvers) >= self.needed

    @property
    def out_of_reach(self) -> bool:
        """Whether it can no longer be satisfied: one decline ends `any` and `all`, a number only when too few are left."""
        if isinstance(self.rule, str):
            return any(s.live and s.decision == Kind.DECLINED for s in self.seats)
        return len(self.approvers | self.undecided) < self.needed


@dataclass(frozen=True)
class Case:
    """A case as its events have made it. `barred` may never contribute: requester, subject, declared conflicts."""

    id: str
    requester: str
    barred: frozenset[str]
    state: CaseState = CaseState.IN_REVIEW
    revision: int = 1
    steps: tuple[Step, ...] = ()
    orphaned: bool = False

    @property
    def open_step(self) -> Step | None:
        """The step that waits for a decision."""
        return next((s for s in self.steps if s.state is StepState.OPEN), None)

    @property
    def next_step(self) -> Step | None:
        """The step to open once the one before it is satisfied."""
        ready = self.state is CaseState.IN_REVIEW and self.open_step is None
        return next((s for s in self.steps if s.state is StepState.BLOCKED), None) if ready else None

    @property
    def deciders(self) -> frozenset[str]:
        """Who has decided some step of the present revision: one person decides one step of a case."""
        return frozenset(seat.person for step in self.steps for seat in step.seats if seat.decision)

    def step(self, number: int) -> Step | None:
        """The step of that number, from 1."""
        return self.steps[number - 1] if 1 <= number <= len(self.steps) else None


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
    """The case after one more event; the guards have been passed by then (rules.py)."""
    match event.kind:
        case Kind.SUBMITTED:
            raise ValueError(f"case {case.id} is submitted twice")
        case Kind.RESUBMITTED:
            return replace(
                case, state=CaseState.IN_REVIEW, revision=case.revision + 1, steps=_steps(event), orphaned=False
            )
        case Kind.STEP_OPENED:
            seats = tuple(Seat(p) for p in event.facts["seats"])
            opened = _change(case, event, state=StepState.OPEN, seats=seats)
            return replace(opened, orphaned=not seats)
        case Kind.APPROVED | Kind.DECLINED | Kind.CHANGES_ASKED:
            return _decided(case, event)
        case Kind.WITHDRAWN:
            return _ended(case, CaseState.WITHDRAWN)
        case Kind.EXPIRED:
            return _ended(case, CaseState.EXPIRED)
        case Kind.REASSIGNED:
            return _reassigned(case, event)
        case Kind.SEAT_ADDED:
            seat = Seat(event.facts["to"], chain=(event.actor,))
            return replace(_change(case, event, seats=(*_at(case, event).seats, seat)), orphaned=False)
        case Kind.SEAT_REVOKED:
            gone = _seats(_at(case, event), event.facts["person"], live=False)
            after = _change(case, event, seats=gone)
            return replace(after, orphaned=_short(after))
        case Kind.ATTEMPT_REFUSED:
            return case


def _steps(event: Event) -> tuple[Step, ...]:
    asked = enumerate(event.facts["steps"], 1)
    return tuple(Step(n, s["role"], s["of"], s["rule"], s.get("scope", "")) for n, s in asked)


def _at(case: Case, event: Event) -> Step:
    step = case.step(event.facts["step"])
    if step is None:
        raise ValueError(f"case {case.id} has no step {event.facts['step']}")
    return step


def _change(case: Case, event: Event, **changes: Any) -> Case:
    step = replace(_at(case, event), **changes)
    return replace(case, steps=tuple(step if s.number == step.number else s for s in case.steps))


def _seats(step: Step, person: str, **changes: Any) -> tuple[Seat, ...]:
    return tuple(replace(s, **changes) if s.person == person and s.live else s for s in step.seats)


def _decided(case: Case, event: Event) -> Case:
    case = _change(case, event, seats=_seats(_at(case, event), event.actor, decision=str(event.kind)))
    step = _at(case, event)
    if event.kind is Kind.CHANGES_ASKED:
        returned = _change(case, event, state=StepState.RETURNED)
        return replace(returned, state=CaseState.CHANGES_REQUESTED, orphaned=False)
    if step.satisfied:
        case = _change(case, event, state=StepState.SATISFIED)
        last = step.number == len(case.steps)
        return replace(case, orphaned=False, state=CaseState.APPROVED if last else case.state)
    if step.out_of_reach:
        return _ended(_change(case, event, state=StepState.DECLINED), CaseState.DECLINED)
    return case


def _ended(case: Case, state: CaseState) -> Case:
    waiting = (StepState.OPEN, StepState.BLOCKED)
    steps = tuple(replace(s, state=StepState.VOID) if s.state in waiting else s for s in case.steps)
    return replace(case, state=state, steps=steps, orphaned=False)


def _reassigned(case: Case, event: Event) -> Case:
    step = _at(case, event)
    old = step.seat(event.facts["from"])
    chain = (*(old.chain if old else ()), event.facts["from"])
    seats = (*_seats(step, event.facts["from"], live=False), Seat(event.facts["to"], chain=chain))
    return replace(_change(case, event, seats=seats), orphaned=False)


def _short(case: Case) -> bool:
    step = case.open_step
    return step is not None and len(step.approvers | step.undecided) < max(1, step.needed)
