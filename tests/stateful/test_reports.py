"""Reports under any acts of anybody in any order: nobody who is barred ever gets one, and outsiders learn nothing."""

import json

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.approvals.audit import canonical
from bot.reports import rules
from bot.reports.model import apply, fold, start
from bot.reports.record import report_from_json, report_to_json
from bot.reports.report import Event, Kind, Report, State
from tests.unit.approvals.cast import BELLA, CARA, CONNOR, MALLORY, OLIVIA, SAM
from tests.unit.reports.acts import HANNA, HUGO, ROUTE

CAST = (OLIVIA, SAM, CONNOR, HANNA, HUGO, BELLA, CARA)
# Who plays a part, who manages somebody, and who is told as a fallback: any of them, the barred too.
groups = st.lists(st.sampled_from(CAST), unique=True, max_size=4)
people = st.sampled_from(CAST)
WAYS_IN = (Kind.SEATED, Kind.ORPHANED, Kind.ASSIGNED)
SETTLED = (Kind.ACTION_AGREED, Kind.NO_ACTION)


class Reports(RuleBasedStateMachine):
    """One report with all that has happened to it; what should be so is told by looking back over that list."""

    report: Report
    log: list[Event]
    ended: Report | None = None

    @initialize(subject=st.sampled_from([[], [SAM], [SAM, CONNOR]]))
    def receive(self, subject: list[str]) -> None:
        event = Event(Kind.RECEIVED, OLIVIA, {"route": list(ROUTE), "barred": subject})
        self.report, self.log, self.left = start("report-1", event), [event], set[str]()

    @precondition(lambda self: self.report.orphaned)
    @rule(holders=groups, above=groups, fallback=groups)
    def find_somebody(self, holders: list[str], above: list[str], fallback: list[str]) -> None:
        """As seating does: a part's holders, then the first manager above who may, then the fallback."""
        free = rules.eligible(self.report, holders) or rules.eligible(self.report, above)[:1]
        if free:
            self.happen(Kind.SEATED, "", people=list(free))
        else:
            self.happen(Kind.ORPHANED, "", stewards=list(rules.eligible(self.report, fallback)))

    @rule(person=people, kind=st.sampled_from([*rules.HOLDERS, *rules.REPORTERS]), late=st.booleans(), to=people)
    def try_anything(self, person: str, kind: Kind, late: bool, to: str) -> None:
        self.act(person, kind, self.report.turn - late, to)

    @precondition(lambda self: self.report.seated)
    @rule(data=st.data(), to=people)
    def whoever_has_it_goes_on(self, data: st.DataObject, to: str) -> None:
        person = data.draw(st.sampled_from(sorted(self.report.seated)))
        fits = [kind for kind, states in rules.HOLDERS.items() if self.report.state in states]
        self.act(person, data.draw(st.sampled_from(fits)) if fits else Kind.CLOSED, self.report.turn, to)

    @precondition(lambda self: len(self.left) < 2 and not self.report.state.final)
    @rule(person=people)
    def leave(self, person: str) -> None:
        self.left.add(person)
        if person in self.report.seated:
            self.happen(Kind.SEAT_REVOKED, "", person=person)

    @precondition(lambda self: not self.report.state.final)
    @rule()
    def the_subject_comes_to_the_staff_list_later(self) -> None:
        if SAM not in self.report.barred:
            self.happen(Kind.BARRED, "", people=[SAM])

    def act(self, person: str, kind: Kind, turn: int, to: str) -> None:
        no = rules.may(self.report, person, kind, turn, active=person not in self.left)
        if no is None and kind is Kind.ASSIGNED:
            no = rules.may_get(self.report, to, active=to not in self.left)
        if person not in self.knew() or (person in self.barred() and kind not in rules.REPORTERS):
            assert no == rules.NOTHING
        if no is None:
            assert person not in self.left
            self.happen(kind, person, **({"to": to} if kind is Kind.ASSIGNED else {}))
        else:
            before = self.report
            self.happen(Kind.ATTEMPT_REFUSED, person, code=no.code)
            assert self.report == before

    def happen(self, kind: Kind, actor: str, **facts: object) -> None:
        event = Event(kind, actor, facts)
        self.report = apply(self.report, event)
        self.log.append(event)

    def barred(self) -> set[str]:
        """Who may never get it, by looking back."""
        declared = {e.actor for e in self.log if e.kind is Kind.CONFLICT_DECLARED}
        later = {p for e in self.log if e.kind is Kind.BARRED for p in e.facts["people"]}
        return {OLIVIA, *self.log[0].facts["barred"]} | declared | later

    def knew(self) -> set[str]:
        """Who was ever given it or asked to choose, and the reporter."""
        return {OLIVIA}.union(*(got(e) for e in self.log))

    @invariant()
    def i6_nobody_barred_ever_gets_it_by_any_chain(self) -> None:
        assert self.report.barred == self.barred()
        assert not self.report.seated & self.barred()
        barred = {OLIVIA, *self.log[0].facts["barred"]}
        for event in self.log:
            assert not got(event) & barred
            if event.kind not in (Kind.RECEIVED, Kind.ADDED, Kind.WITHDRAWN, Kind.ATTEMPT_REFUSED):
                assert event.actor not in barred
            barred |= {event.actor} if event.kind is Kind.CONFLICT_DECLARED else set()
            barred |= set(event.facts["people"]) if event.kind is Kind.BARRED else set()

    @invariant()
    def i17_a_stranger_hears_of_nothing(self) -> None:
        for kind in (*rules.HOLDERS, *rules.REPORTERS):
            assert rules.may(self.report, MALLORY, kind, self.report.turn, active=True) == rules.NOTHING
        assert MALLORY not in self.report.known_to
        assert self.report.known_to <= self.knew()

    @invariant()
    def one_person_settles_it_once(self) -> None:
        settled = 0
        for event in self.log:
            begun_again = event.kind in (Kind.SEATED, Kind.ORPHANED, Kind.BARRED, Kind.CONFLICT_DECLARED)
            settled = 0 if begun_again else settled + (event.kind in SETTLED)
            assert settled < 2

    @invariant()
    def it_waits_for_somebody_or_is_orphaned(self) -> None:
        assert self.report.state.final or self.report.orphaned or self.report.holders
        assert not (self.report.holders and self.report.stewards)
        assert self.report.state in (State.RECEIVED, *SETTLED, State.WITHDRAWN) or self.report.holders

    @invariant()
    def it_ends_once_and_its_events_say_so_too(self) -> None:
        if self.ended is not None:
            assert self.report == self.ended
        elif self.report.state.final:
            self.ended = self.report
        assert fold("report-1", self.log) == self.report
        assert report_from_json(json.loads(canonical(report_to_json(self.report)))) == self.report


def got(event: Event) -> set[str]:
    """Who was given the report, or asked to choose, by this event."""
    if event.kind not in WAYS_IN:
        return set()
    facts = event.facts
    return {*facts.get("people", ()), *facts.get("stewards", ()), *([facts["to"]] if "to" in facts else [])}


TestReports = Reports.TestCase
TestReports.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)
