"""The standing cast of the approval tests, and a play they act in: every act passes the guards or is turned away."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.approvals import rules
from bot.approvals.model import Case, Event, Kind, Step, apply, start

OLIVIA = "olivia"  # asks for things
SAM = "sam"  # whom the request is about
CONNOR = "connor"  # has declared an interest
BELLA, BASIL = "bella", "basil"  # hold the budget
CARA, CARL, CLEO = "cara", "carl", "cleo"  # are communications
HARI = "hari"  # leads communications
MALLORY = "mallory"  # must never get in

EVERYBODY = (OLIVIA, SAM, CONNOR, BELLA, BASIL, CARA, CARL, CLEO, HARI, MALLORY)


class TurnedAway(Exception):
    """A guard said no; the message is its code."""


@dataclass
class Play:
    """A case and what has happened to it; `gone` are those who have left the council."""

    case: Case
    events: list[Event]
    gone: set[str] = field(default_factory=set)

    @property
    def step(self) -> Step:
        """The step that waits."""
        assert self.case.open_step is not None
        return self.case.open_step

    def opens(self, *holders: str) -> "Play":
        """The next step opens for whoever of the holders may sit in it."""
        assert self.case.next_step is not None
        seats = list(rules.eligible(self.case, holders))
        return self._add(Kind.STEP_OPENED, "", step=self.case.next_step.number, seats=seats)

    def approves(self, person: str, step: int = 0, revision: int = 0) -> "Play":
        return self._decide(Kind.APPROVED, person, step, revision)

    def declines(self, person: str, step: int = 0, revision: int = 0) -> "Play":
        return self._decide(Kind.DECLINED, person, step, revision)

    def asks_for_changes(self, person: str, step: int = 0, revision: int = 0) -> "Play":
        return self._decide(Kind.CHANGES_ASKED, person, step, revision)

    def hands_on(self, person: str, to: str) -> "Play":
        """The holder of a seat gives it to somebody else."""
        self._guard(self._may_reassign(person, to, steward=False))
        return self._add(Kind.REASSIGNED, person, step=self.step.number, **{"from": person, "to": to})

    def seats(self, steward: str, to: str) -> "Play":
        """The communications team asks one more person."""
        self._guard(self._may_reassign(steward, to, steward=True))
        return self._add(Kind.SEAT_ADDED, steward, step=self.step.number, to=to)

    def loses(self, person: str) -> "Play":
        """Somebody leaves the council, and their open seat with them."""
        self.gone.add(person)
        if self.case.open_step and self.case.open_step.seat(person):
            self._add(Kind.SEAT_REVOKED, "", step=self.step.number, person=person)
        return self

    def resubmits(self, person: str, *asked: str | int, barred: Iterable[str] = ()) -> "Play":
        self._guard(rules.may_resubmit(self.case, person))
        return self._add(Kind.RESUBMITTED, person, steps=steps(asked), barred=list(barred))

    def withdraws(self, person: str) -> "Play":
        self._guard(rules.may_withdraw(self.case, person))
        return self._add(Kind.WITHDRAWN, person)

    def expires(self, step: int) -> "Play":
        """The timer of a step goes off; it changes nothing where the step has moved on."""
        if rules.may_expire(self.case, self.case.step(step)):
            self._add(Kind.EXPIRED, "", step=step)
        return self

    def _decide(self, kind: Kind, person: str, step: int, revision: int) -> "Play":
        waiting = self.case.open_step
        number = step or (waiting.number if waiting else len(self.case.steps))
        revision = revision or self.case.revision
        self._guard(rules.may_decide(self.case, person, number, revision, active=person not in self.gone))
        return self._add(kind, person, step=number, revision=revision)

    def _may_reassign(self, person: str, to: str, *, steward: bool) -> rules.No | None:
        here = {"target_active": to not in self.gone, "active": person not in self.gone}
        return rules.may_reassign(self.case, person, to, steward=steward, **here)

    def _guard(self, no: rules.No | None) -> None:
        if no:
            raise TurnedAway(no.code)

    def _add(self, kind: Kind, actor: str, **facts: object) -> "Play":
        event = Event(kind, actor, facts)
        self.case = apply(self.case, event)
        self.events.append(event)
        return self


def play(*asked: str | int, barred: Iterable[str] = ()) -> Play:
    """Olivia asks for something that needs one step for each rule."""
    event = Event(Kind.SUBMITTED, OLIVIA, {"steps": steps(asked), "barred": list(barred)})
    return Play(start("case-1", event), [event])


def steps(asked: Iterable[str | int]) -> list[dict[str, str | int]]:
    """The steps that these rules make, as a `submitted` event has them."""
    return [{"role": f"role {n}", "of": "", "rule": rule} for n, rule in enumerate(asked, 1)]
