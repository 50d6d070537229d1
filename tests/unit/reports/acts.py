"""A report and what happens to it: every act passes the guards or is turned away."""

from dataclasses import dataclass, field

from bot.approvals.rules import No
from bot.reports import rules
from bot.reports.model import apply, start
from bot.reports.report import Event, Kind, Report
from tests.unit.approvals.cast import OLIVIA, SAM, TurnedAway

HANNA, HUGO = "hanna", "hugo"  # are human resources
ROUTE = ("line_manager", "human_resources")


@dataclass
class Story:
    """A report that Olivia made about Sam, and its events; `gone` are those who have left the council."""

    report: Report
    events: list[Event]
    gone: set[str] = field(default_factory=set)

    def reaches(self, *holders: str) -> "Story":
        """It goes to whoever of these may get it."""
        return self.happen(Kind.SEATED, "", role="any", people=list(rules.eligible(self.report, holders)))

    def finds_nobody(self, *stewards: str) -> "Story":
        return self.happen(Kind.ORPHANED, "", stewards=list(rules.eligible(self.report, stewards)))

    def act(self, kind: Kind, person: str, turn: int = 0) -> "Story":
        """The person does it, on a card drawn at that turn, by default the newest."""
        at = turn or self.report.turn
        self.guard(rules.may(self.report, person, kind, at, active=person not in self.gone))
        return self.happen(kind, person)

    def gives(self, person: str, to: str) -> "Story":
        self.guard(rules.may(self.report, person, Kind.ASSIGNED, self.report.turn, active=person not in self.gone))
        self.guard(rules.may_get(self.report, to, active=to not in self.gone))
        return self.happen(Kind.ASSIGNED, person, to=to)

    def loses(self, person: str) -> "Story":
        self.gone.add(person)
        return self.happen(Kind.SEAT_REVOKED, "", person=person)

    def guard(self, no: No | None) -> None:
        if no:
            raise TurnedAway(no.code)

    def happen(self, kind: Kind, actor: str, **facts: object) -> "Story":
        event = Event(kind, actor, facts)
        self.report = apply(self.report, event)
        self.events.append(event)
        return self


def story(*barred: str) -> Story:
    """Olivia reports Sam."""
    event = Event(Kind.RECEIVED, OLIVIA, {"route": list(ROUTE), "barred": sorted(barred or (SAM,))})
    return Story(start("report-1", event), [event])
