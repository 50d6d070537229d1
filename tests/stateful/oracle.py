"""What should be true of a case, told by looking back over a flat list of what happened: nothing is kept up to date."""

from collections.abc import Iterable, Sequence

from bot.approvals.model import CaseState, Event, Kind

DECISIONS = (Kind.APPROVED, Kind.DECLINED, Kind.CHANGES_ASKED)
BEGINNINGS = (Kind.SUBMITTED, Kind.RESUBMITTED)


class Oracle:
    """Answers from the events alone, each time anew; `left` are those who have left the council."""

    def __init__(self, submitted: Event) -> None:
        self.log = [submitted]
        self.left: set[str] = set()

    @property
    def requester(self) -> str:
        return self.log[0].actor

    @property
    def barred(self) -> set[str]:
        return {self.requester} | {p for e in self.log if e.kind in BEGINNINGS for p in e.facts.get("barred", ())}

    @property
    def revision(self) -> int:
        return sum(e.kind in BEGINNINGS for e in self.log)

    @property
    def now(self) -> list[Event]:
        """What happened since this revision was sent."""
        last = max(n for n, e in enumerate(self.log) if e.kind in BEGINNINGS)
        return self.log[last:]

    @property
    def asked(self) -> Sequence[str | int]:
        """The rule of each step."""
        return [s["rule"] for s in self.now[0].facts["steps"]]

    @property
    def deciders(self) -> set[str]:
        return {e.actor for e in self.now if e.kind in DECISIONS}

    def state(self) -> CaseState:
        kinds = {e.kind for e in self.now}
        numbers = range(1, len(self.asked) + 1)
        verdicts = (
            (CaseState.WITHDRAWN, Kind.WITHDRAWN in kinds),
            (CaseState.EXPIRED, Kind.EXPIRED in kinds),
            (CaseState.DECLINED, any(self.refused(n) for n in numbers)),
            (CaseState.CHANGES_REQUESTED, Kind.CHANGES_ASKED in kinds),
            (CaseState.APPROVED, all(self.agreed(n) for n in numbers)),
        )
        return next((state for state, true in verdicts if true), CaseState.IN_REVIEW)

    def open(self) -> int:
        """The step that waits, 0 where none does."""
        opened = {e.facts["step"] for e in self.now if e.kind is Kind.STEP_OPENED}
        waiting = [n for n in opened if not self.agreed(n)]
        return waiting[0] if waiting and self.state() is CaseState.IN_REVIEW else 0

    def next(self) -> int:
        """The step that should open now, 0 where none should."""
        if self.state() is not CaseState.IN_REVIEW or self.open():
            return 0
        return next((n for n in range(1, len(self.asked) + 1) if not self.agreed(n)), 0)

    def agreed(self, step: int) -> bool:
        """Whether the newest approval was enough, by who sat there then."""
        upto = self._upto(step, Kind.APPROVED)
        return bool(upto) and len(voters(upto, step, Kind.APPROVED)) >= self.needed(step, upto)

    def refused(self, step: int) -> bool:
        """Whether the newest decline was one too many, by who sat there then."""
        upto = self._upto(step, Kind.DECLINED)
        if not upto or isinstance(self.asked[step - 1], str):
            return bool(upto)
        return len(self.hopes(step, upto)) < self.needed(step, upto)

    def needed(self, step: int, events: Iterable[Event]) -> int:
        rule = self.asked[step - 1]
        if rule == "all":
            return max(1, len(sitting(events, step)))
        return 1 if rule == "any" else int(rule)

    def hopes(self, step: int, events: Sequence[Event]) -> set[str]:
        """Who has approved a step or still can."""
        undecided = sitting(events, step) - {e.actor for e in events if e.kind in DECISIONS and e.facts["step"] == step}
        return voters(events, step, Kind.APPROVED) | undecided

    def alone(self) -> bool:
        """Whether the open step waits for people who are not there."""
        step, now = self.open(), self.now
        if not step:
            return False
        hopes = self.hopes(step, now)
        return len(hopes) < self.needed(step, now) or hopes == voters(now, step, Kind.APPROVED)

    def may_decide(self, person: str, step: int, revision: int) -> bool:
        return (
            step == self.open() != 0
            and revision == self.revision
            and person in sitting(self.now, step) - self.barred - self.left - self.deciders
        )

    def may_reassign(self, person: str, target: str, *, steward: bool) -> bool:
        seated = sitting(self.now, self.open())
        voted = {e.actor for e in self.now if e.kind in DECISIONS and e.facts["step"] == self.open()}
        gives = person not in self.barred | self.left | voted and (steward or person in seated)
        return bool(self.open()) and gives and target not in seated | self.barred | self.left | self.deciders

    def _upto(self, step: int, kind: Kind) -> list[Event]:
        now = self.now
        places = [n for n, e in enumerate(now) if e.kind is kind and e.facts["step"] == step]
        return now[: places[-1] + 1] if places else []


def voters(events: Iterable[Event], step: int, kind: Kind) -> set[str]:
    """Who decided a step in that way."""
    return {e.actor for e in events if e.kind is kind and e.facts["step"] == step}


def sitting(events: Iterable[Event], step: int) -> set[str]:
    """Who has a seat in a step after these events: a seat in which somebody has decided stays theirs."""
    seated: set[str] = set()
    voted: set[str] = set()
    for event in (e for e in events if e.facts.get("step") == step):
        facts = event.facts
        if event.kind in DECISIONS:
            voted.add(event.actor)
        seated |= set(facts.get("seats", ())) | ({facts["to"]} if "to" in facts else set())
        seated -= {facts.get("from"), facts.get("person")} - voted
    return seated
