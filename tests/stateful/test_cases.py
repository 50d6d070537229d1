"""Cases under any acts of anybody in any order: the model agrees with the oracle, and the invariants always hold."""

import json
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.approvals import rules
from bot.approvals.audit import canonical
from bot.approvals.model import Case, CaseState, Event, Kind, StepState, apply, fold, start
from bot.approvals.record import record_from_json, record_to_json
from tests.stateful.oracle import DECISIONS, Oracle, sitting, voters
from tests.unit.approvals.cast import BASIL, BELLA, CARA, CARL, MALLORY, OLIVIA, SAM, steps

CAST = (OLIVIA, SAM, BELLA, BASIL, CARA, CARL, MALLORY)
people = st.sampled_from(CAST)
HOLDERS = (SAM, BELLA, BASIL, CARA, CARL, OLIVIA)
holders = st.lists(st.sampled_from(HOLDERS), unique=True, min_size=3) | st.lists(st.sampled_from(HOLDERS), max_size=2)
asked = st.lists(st.sampled_from(["any", "all", 1, 2, 3]), min_size=1, max_size=3)
numbers = st.integers(0, 4)


class Cases(RuleBasedStateMachine):
    """One case, its model and its oracle."""

    case: Case
    oracle: Oracle
    ended: Case | None = None

    @initialize(asked=asked, barred=st.sampled_from([[], [SAM], [SAM, BASIL]]))
    def submit(self, asked: list[str | int], barred: list[str]) -> None:
        event = Event(Kind.SUBMITTED, OLIVIA, {"steps": steps(asked), "barred": barred})
        self.case, self.oracle = start("case-1", event), Oracle(event)

    @precondition(lambda self: self.case.next_step)
    @rule(holders=holders)
    def open_next(self, holders: list[str]) -> None:
        step = self.case.next_step
        assert step is not None
        assert step.number == self.oracle.next()
        seats = rules.eligible(self.case, holders)
        assert set(seats) == set(holders) - self.oracle.barred - self.oracle.deciders
        self.happen(Kind.STEP_OPENED, "", step=step.number, seats=list(seats))

    @precondition(lambda self: not self.case.next_step)
    @rule(kind=st.sampled_from(DECISIONS), person=people, step=numbers, revision=numbers)
    def decide(self, kind: Kind, person: str, step: int, revision: int) -> None:
        no = rules.may_decide(self.case, person, step, revision, active=person not in self.oracle.left)
        assert (no is None) == self.oracle.may_decide(person, step, revision)
        if no is None:
            self.happen(kind, person, step=step, revision=revision)
            assert rules.may_decide(self.case, person, step, revision, active=True) is not None
        else:
            before = self.case
            self.happen(Kind.ATTEMPT_REFUSED, person, code=no.code)
            assert self.case == before

    @precondition(lambda self: self.waiting())
    @rule(data=st.data())
    def somebody_who_was_asked_approves(self, data: st.DataObject) -> None:
        self.decide(Kind.APPROVED, self.one_of(data, self.waiting()), self.oracle.open(), self.oracle.revision)

    @precondition(lambda self: len(self.waiting()) > 1)
    @rule(data=st.data())
    def somebody_who_was_asked_declines(self, data: st.DataObject) -> None:
        self.decide(Kind.DECLINED, self.one_of(data, self.waiting()), self.oracle.open(), self.oracle.revision)

    @precondition(lambda self: self.waiting() and self.oracle.revision < 3)
    @rule(data=st.data())
    def somebody_who_was_asked_wants_changes(self, data: st.DataObject) -> None:
        self.decide(Kind.CHANGES_ASKED, self.one_of(data, self.waiting()), self.oracle.open(), self.oracle.revision)

    @precondition(lambda self: self.waiting())
    @rule(data=st.data(), to=people)
    def somebody_who_was_asked_hands_on(self, data: st.DataObject, to: str) -> None:
        self.hand_on(self.one_of(data, self.waiting()), to, steward=False)

    @precondition(lambda self: not self.case.next_step)
    @rule(person=people, to=people, steward=st.booleans())
    def hand_on(self, person: str, to: str, steward: bool) -> None:
        here = {"target_active": to not in self.oracle.left, "active": person not in self.oracle.left}
        no = rules.may_reassign(self.case, person, to, steward=steward, **here)
        assert (no is None) == self.oracle.may_reassign(person, to, steward=steward)
        if no is None and self.case.open_step is not None:
            number = self.case.open_step.number
            if self.case.open_step.seat(person):
                self.happen(Kind.REASSIGNED, person, step=number, **{"from": person, "to": to})
            else:
                self.happen(Kind.SEAT_ADDED, person, step=number, to=to)

    @precondition(lambda self: self.seated() and len(self.oracle.left) < 2)
    @rule(data=st.data())
    def somebody_who_was_asked_leaves(self, data: st.DataObject) -> None:
        person = self.one_of(data, self.seated())
        self.oracle.left.add(person)
        assert self.case.open_step is not None
        self.happen(Kind.SEAT_REVOKED, "", step=self.case.open_step.number, person=person)

    @precondition(lambda self: len(self.oracle.left) < 2)
    @rule(person=people)
    def somebody_leaves_and_keeps_the_seat_for_now(self, person: str) -> None:
        self.oracle.left.add(person)

    @precondition(lambda self: self.oracle.left)
    @rule(person=people)
    def come_back(self, person: str) -> None:
        self.oracle.left.discard(person)

    @precondition(lambda self: self.case.state in (CaseState.CHANGES_REQUESTED, CaseState.DECLINED))
    @rule(
        person=st.sampled_from([OLIVIA, OLIVIA, CARA, MALLORY]),
        asked=asked,
        barred=st.sampled_from([[], [SAM], [BELLA]]),
    )
    def send_again(self, person: str, asked: list[str | int], barred: list[str]) -> None:
        no = rules.may_resubmit(self.case, person)
        allowed = person == OLIVIA and self.oracle.state() is CaseState.CHANGES_REQUESTED
        assert (no is None) == allowed
        if allowed:
            self.happen(Kind.RESUBMITTED, person, steps=steps(asked), barred=barred)

    @precondition(lambda self: len(self.oracle.log) > 9)
    @rule(person=st.sampled_from([OLIVIA, CARA, MALLORY]))
    def withdraw(self, person: str) -> None:
        no = rules.may_withdraw(self.case, person)
        assert (no is None) == (person == OLIVIA and not self.oracle.state().final)
        if no is None:
            self.happen(Kind.WITHDRAWN, person)

    @precondition(lambda self: len(self.oracle.log) > 9)
    @rule(step=numbers)
    def run_out_of_time(self, step: int) -> None:
        may = rules.may_expire(self.case, self.case.step(step))
        assert may == (step != 0 and step == self.oracle.open())
        if may:
            self.happen(Kind.EXPIRED, "", step=step)

    @invariant()
    def it_stands_where_the_oracle_says(self) -> None:
        step = self.case.open_step
        assert self.case.state is self.oracle.state()
        assert (step.number if step else 0) == self.oracle.open()
        assert self.case.revision == self.oracle.revision
        assert self.case.barred == self.oracle.barred

    @invariant()
    def i1_it_ends_once_and_never_changes_afterwards(self) -> None:
        if self.ended is not None:
            assert self.case == self.ended
        elif self.case.state.final:
            self.ended = self.case
            assert not any(s.state in (StepState.OPEN, StepState.BLOCKED) for s in self.case.steps)

    @invariant()
    def i2_nobody_decides_twice_in_one_revision(self) -> None:
        decided = [e.actor for e in self.oracle.now if e.kind in DECISIONS]
        assert len(decided) == len(set(decided))

    @invariant()
    def i3_nothing_is_decided_after_its_step_closed(self) -> None:
        closed: set[int] = set()
        for length in range(1, len(self.oracle.now) + 1):
            event = self.oracle.now[length - 1]
            if event.kind in DECISIONS:
                assert event.facts["step"] not in closed
            upto = Oracle(self.oracle.log[0])
            upto.log = self.oracle.now[:length]
            closed |= {n for n in range(1, len(self.oracle.asked) + 1) if upto.open() != n and opened(upto, n)}

    @invariant()
    def i4_only_decisions_of_this_revision_count(self) -> None:
        assert all(e.facts["revision"] == self.oracle.revision for e in self.oracle.now if e.kind in DECISIONS)
        for step in self.case.steps:
            assert step.approvers == voters(self.oracle.now, step.number, Kind.APPROVED)

    @invariant()
    def i5_approved_is_when_every_step_has_its_people_and_the_events_say_so_too(self) -> None:
        satisfied = [s.state is StepState.SATISFIED for s in self.case.steps]
        assert satisfied == [self.oracle.agreed(s.number) for s in self.case.steps]
        assert (self.case.state is CaseState.APPROVED) == all(satisfied)
        assert fold("case-1", self.oracle.log) == self.case
        assert record_from_json(json.loads(canonical(record_to_json(self.case)))) == self.case

    @invariant()
    def i6_nobody_barred_and_no_outsider_ever_contributes(self) -> None:
        for step in self.case.steps:
            assert not {s.person for s in step.seats} & self.oracle.barred
            assert not step.approvers & self.oracle.barred
        handed = {e.facts.get("to") for e in self.oracle.log}
        assert MALLORY in handed or not any(e.actor == MALLORY and e.kind in DECISIONS for e in self.oracle.log)

    @invariant()
    def i15_an_open_step_has_its_people_or_the_case_says_that_it_is_alone(self) -> None:
        assert self.case.orphaned == self.oracle.alone()
        step = self.case.open_step
        if step and not self.case.orphaned:
            assert step.undecided
            assert len(step.approvers | step.undecided) >= step.needed
            assert step.undecided <= sitting(self.oracle.now, step.number) - self.oracle.barred

    def waiting(self) -> list[str]:
        """Who can decide now; those who have left cannot, seat or no seat."""
        step = self.case.open_step
        return sorted(step.undecided - self.oracle.left) if step else []

    def seated(self) -> list[str]:
        step = self.case.open_step
        return sorted({s.person for s in step.seats if s.live}) if step else []

    @staticmethod
    def one_of(data: st.DataObject, people: list[str]) -> str:
        return data.draw(st.sampled_from(people), label="who")

    def happen(self, kind: Kind, actor: str, **facts: Any) -> None:
        event = Event(kind, actor, facts)
        self.case = apply(self.case, event)
        self.oracle.log.append(event)


def opened(oracle: Oracle, step: int) -> bool:
    return any(e.kind is Kind.STEP_OPENED and e.facts["step"] == step for e in oracle.now)


TestCases = Cases.TestCase
TestCases.settings = settings(max_examples=300, stateful_step_count=40, deadline=None)
