"""PURE: what a case is: its states, its steps and seats, and the kinds of thing that can be recorded of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    COMMENTED = "commented"
    REASSIGNED = "reassigned"
    SEAT_ADDED = "seat_added"
    SEAT_REVOKED = "seat_revoked"
    TASKS_OPENED = "tasks_opened"
    TASK_DONE = "task_done"
    TASK_NOT_NEEDED = "task_not_needed"
    TASK_PASSED_ON = "task_passed_on"
    TASK_SEAT_ADDED = "task_seat_added"
    TASK_SEAT_REVOKED = "task_seat_revoked"
    AGREEMENT_ASKED = "agreement_asked"
    AGREEMENT_SIGNED = "agreement_signed"
    AGREEMENT_ENDED = "agreement_ended"
    FILES_OPENED = "files_opened"
    ATTEMPT_REFUSED = "attempt_refused"


FOLLOWING = frozenset(kind for kind in Kind if kind.startswith(("task", "agreement")))
"""What follows an approval: it is recorded with the case and leaves the decision as it is."""


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
    """One decision to be made: by which role, of what, and how many must agree (`any`, `all` or a number).

    `expires` is in working days after it opened; 0 where the policy sets no limit.
    """

    number: int
    role: str
    of: str
    rule: str | int
    scope: str = ""
    expires: int = 0
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
        return 1 if self.rule == "any" else max(1, int(self.rule))

    @property
    def satisfied(self) -> bool:
        """Whether enough distinct people have agreed."""
        return len(self.approvers) >= self.needed

    @property
    def out_of_reach(self) -> bool:
        """Whether a decline ends it: always for `any` and `all`, for a number only where too few are left."""
        if isinstance(self.rule, str):
            return any(s.live and s.decision == Kind.DECLINED for s in self.seats)
        return len(self.approvers | self.undecided) < self.needed

    @property
    def short(self) -> bool:
        """Whether it waits for people who are not there: too few are left, or nobody who could still decide."""
        return self.state is StepState.OPEN and (
            not self.undecided or len(self.approvers | self.undecided) < self.needed
        )


@dataclass(frozen=True)
class Case:
    """A case as its events have made it.

    `barred` may never contribute: requester, subject, declared conflicts. `former` had a seat in an older revision.
    """

    id: str
    requester: str
    barred: frozenset[str]
    state: CaseState = CaseState.IN_REVIEW
    revision: int = 1
    steps: tuple[Step, ...] = ()
    orphaned: bool = False
    former: frozenset[str] = frozenset()

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

    @property
    def asked(self) -> frozenset[str]:
        """Who has ever had a seat, in this revision or an older one."""
        return self.former | frozenset(seat.person for step in self.steps for seat in step.seats)

    def step(self, number: int) -> Step | None:
        """The step of that number, from 1."""
        return self.steps[number - 1] if 1 <= number <= len(self.steps) else None
