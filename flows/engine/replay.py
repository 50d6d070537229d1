"""Replay: run a flow from its recorded answers, and everything that follows from being able to."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

from flows.engine.flow import Flow
from flows.engine.outcome import Outcome, not_covered
from flows.engine.policy import Cited, Policy
from flows.engine.questions import Given, Invalid, Measured, Question

T = TypeVar("T")
Answers = Mapping[str, Given]


@dataclass(frozen=True)
class Asked:
    """A question on the route with the values it rests on, and its answer once it has one."""

    question: Question[Any]
    because: tuple[Cited[Any], ...]
    given: Given | None = None

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows behind the question."""
        return tuple(dict.fromkeys(r for c in self.because for r in c.rows))


@dataclass(frozen=True)
class Asking:
    """A flow that waits for an answer; `error` says what was wrong with the one recorded."""

    flow: Flow
    policy: Policy
    answers: Answers
    route: tuple[Asked, ...]
    next: Asked
    error: str = ""
    limits: frozenset[tuple[str, Any]] = frozenset()


@dataclass(frozen=True)
class Done:
    """A flow that has ended; `limits` are the comparisons made on the way, as (question id, limit)."""

    flow: Flow
    policy: Policy
    answers: Answers
    route: tuple[Asked, ...]
    outcome: Outcome
    limits: frozenset[tuple[str, Any]] = frozenset()


State = Asking | Done


class _Stop(Exception):
    def __init__(self, asked: Asked, error: str = "") -> None:
        self.asked, self.error = asked, error


@dataclass
class Ask:
    """What a flow calls to put a question: the typed answer comes back, or the run stops there."""

    flow: Flow
    answers: Answers
    route: list[Asked] = field(default_factory=list)
    limits: set[tuple[str, Any]] = field(default_factory=set)

    def __call__(
        self, question: Question[T], *because: Cited[Any], not_before: "date | Measured[date] | None" = None
    ) -> T:
        """The answer to `question`, which rests on `because`; a day may not be earlier than `not_before`."""
        if question not in self.flow.asks:
            raise ValueError(f"{self.flow.name} asks {question.id}, which it does not declare")
        asked = Asked(question, because)
        given = self.answers.get(question.id)
        if given is None:
            raise _Stop(asked)
        try:
            value = question.read(given, lambda limit: self.limits.add((question.id, limit)))
            self._earliest(question, value, not_before)
        except Invalid as wrong:
            raise _Stop(asked, str(wrong)) from None
        self.route.append(Asked(question, because, given))
        return value

    def _earliest(self, question: Question[Any], value: Any, not_before: "date | Measured[date] | None") -> None:
        if not_before is None:
            return
        first = not_before.value if isinstance(not_before, Measured) else not_before
        self.limits |= {(question.id, first - timedelta(days=1)), (question.id, first)}
        if value.value < first:
            raise Invalid(f"Give a day that is not before {first:%-d %B %Y}.")


def replay(flow: Flow, policy: Policy, answers: Answers) -> State:
    """Run the flow with what is recorded: the next question with any error, or the outcome; and the route so far."""
    rules = policy.rules.get(flow.name)
    if rules is None:
        return Done(flow, policy, answers, (), not_covered(flow.name, policy))
    ask = Ask(flow, answers)
    try:
        outcome = flow.run(ask, rules, policy)
    except _Stop as stop:
        return Asking(flow, policy, answers, tuple(ask.route), stop.asked, stop.error, frozenset(ask.limits))
    return Done(flow, policy, answers, tuple(ask.route), outcome, frozenset(ask.limits))


def on_route(state: State) -> dict[str, Given]:
    """Only the answers that lie on the present route: what is shown, submitted or sent to anybody."""
    return {a.question.id: a.given for a in state.route if a.given is not None}


def answer(state: State, question_id: str, given: Given) -> Answers:
    """The answers with one more; KeyError for a question that the flow does not have."""
    return {**state.answers, state.flow.question(question_id).id: given}


def back(state: State) -> Answers:
    """The answers less the last on the route, and less one that could not be read; the same where there is none."""
    wrong = {state.next.question.id} if isinstance(state, Asking) and state.error else set()
    gone = wrong or {a.question.id for a in state.route[-1:]}
    return {k: v for k, v in state.answers.items() if k not in gone}


@dataclass(frozen=True)
class Change:
    """What an edit would do: answers kept and dropped by question id, and the state it would lead to."""

    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    state: State


def change(flow: Flow, policy: Policy, answers: Answers, edits: Answers) -> Change:
    """A preview of changed answers; nothing is committed. Only what stays on the new route is carried over."""
    before = on_route(replay(flow, policy, answers))
    after = replay(flow, policy, {**answers, **{flow.question(k).id: v for k, v in edits.items()}})
    now = on_route(after)
    kept = tuple(k for k in before if k in now and k not in edits)
    return Change(kept, tuple(k for k in before if k not in now and k not in edits), after)


@dataclass(frozen=True)
class Rebase:
    """How far a new version reaches into recorded answers, what to tell the person, and where they stand now."""

    kind: Literal["same", "wording", "outcome", "questions"]
    tell: tuple[str, ...]
    state: State


def rebase(old: State, flow: Flow, policy: Policy) -> Rebase:
    """Carry answers over to a new flow or policy: wording changes pass silently, anything else is told."""
    new = replay(flow, policy, old.answers)
    if _shape(new) != _shape(old):
        words = {a.question.id: a.question.prompt for a in old.route}
        lost = [w for k, w in words.items() if k not in on_route(new)]
        tell = [f"No longer needed, or to be answered again: {w}" for w in lost]
        return Rebase("questions", ("The policy behind these questions has changed.", *tell), new)
    if isinstance(new, Done) and isinstance(old, Done) and _substance(new) != _substance(old):
        return Rebase("outcome", ("The policy has changed, and with it the advice below.",), new)
    return Rebase("same" if old.policy.wording_hash == policy.wording_hash else "wording", (), new)


def _shape(state: State) -> tuple[tuple[str, ...], str]:
    here = state.outcome.end.id if isinstance(state, Done) else state.next.question.id
    return tuple(on_route(state)), f"{type(state).__name__} {here}" if isinstance(state, Asking) else "Done"


WORDING = ("text", "steps", "inferences", "tasks", "notices")


def _substance(done: Done) -> dict[str, Any]:
    return {k: v for k, v in done.outcome.as_json(done.flow.name, done.policy).items() if k not in WORDING}


def digest(*parts: object) -> str:
    """A short stable fingerprint of plain data."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def token(state: State) -> str:
    """A fingerprint of the flow, the rules and the answers on the route: what a prompt was drawn from."""
    route = [[k, g.raw, g.verdict] for k, g in on_route(state).items()]
    return digest(state.flow.name, state.policy.rules_hash, route)


def fresh(prompt: str, state: State) -> bool:
    """Whether a prompt drawn earlier still speaks of this state."""
    return prompt == token(state)
