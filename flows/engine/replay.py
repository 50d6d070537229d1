"""Replay: run a flow from its recorded answers; the next question or the outcome, and how it was reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple, TypeVar

from flows.engine.answers import Given, Invalid, Measured
from flows.engine.flow import Flow
from flows.engine.outcome import Outcome, not_covered
from flows.engine.policy import Cited, Policy
from flows.engine.questions import Question

T = TypeVar("T")
Answers = Mapping[str, Given]


class Asked(NamedTuple):
    """A question with the values it rests on, and its answer once it has one."""

    question: Question[Any]
    because: tuple[Cited[Any], ...]
    given: Given | None = None

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows behind the question."""
        return tuple(dict.fromkeys(r for c in self.because for r in c.rows))


@dataclass(frozen=True)
class _Replayed:
    flow: Flow
    policy: Policy
    answers: Answers
    route: tuple[Asked, ...]
    limits: frozenset[tuple[str, Any]]
    used: tuple[Cited[Any], ...]

    def word(self, key: str, default: str) -> str:
        """What people read at this key of the flow (`question.prompt`, `end.step` …), as this council words it."""
        return self.policy.word(f"{self.flow.name}.{key}", default)


@dataclass(frozen=True)
class Asking(_Replayed):
    """A flow that waits for an answer; `error` says what was wrong with the one recorded."""

    next: Asked
    error: str = ""


@dataclass(frozen=True)
class Done(_Replayed):
    """A flow that has ended; `limits` are the comparisons made on the way, `used` the policy's values that decided."""

    outcome: Outcome


State = Asking | Done


class _Stop(Exception):
    def __init__(self, asked: Asked, error: str = "") -> None:
        self.asked, self.error = asked, error


@dataclass
class Ask:
    """What a flow calls to put a question: the typed answer comes back, or the run stops there."""

    flow: Flow
    answers: Answers
    route: dict[str, Asked] = field(default_factory=dict)
    limits: set[tuple[str, Any]] = field(default_factory=set)
    used: list[Cited[Any]] = field(default_factory=list)

    def __call__(
        self, question: Question[T], *because: Cited[Any], not_before: "date | Measured[date] | None" = None
    ) -> T:
        """The answer to `question`, which rests on `because`; a day may not be earlier than `not_before`."""
        if question not in self.flow.asks:
            raise ValueError(f"{self.flow.name} asks {question.id}, which it does not declare")
        given = self.answers.get(question.id)
        asked = self.route.get(question.id) or Asked(question, because, given)
        self.used += because
        if given is None:
            raise _Stop(asked)
        try:
            value = question.read(given, partial(self._compared, question.id))
            self._earliest(question, value, not_before)
        except Invalid as wrong:
            raise _Stop(asked, str(wrong)) from None
        self.route[question.id] = asked
        return value

    def _compared(self, question_id: str, limit: Cited[Any], held: bool) -> None:
        self.limits.add((question_id, limit.value))
        self.used += [limit] * held

    def _earliest(self, question: Question[Any], value: Any, not_before: "date | Measured[date] | None") -> None:
        if not_before is None:
            return
        first = not_before.value if isinstance(not_before, Measured) else not_before
        self.limits.add((question.id, first - timedelta(days=1)))
        if value.value < first:
            raise Invalid(f"Give a day that is not before {first:%-d %B %Y}.")


def replay(flow: Flow, policy: Policy, answers: Answers) -> State:
    """Run the flow with what is recorded: the next question with any error, or the outcome; and the route so far.

    ValueError where the flow asks a question or ends in an end that it does not declare.
    """
    if (rules := policy.rules.get(flow.name)) is None:
        return Done(flow, policy, answers, (), frozenset(), (), not_covered(policy, flow.instead))
    ask = Ask(flow, answers)
    try:
        outcome = flow.run(ask, rules, policy)
    except _Stop as stop:
        route = tuple(ask.route.values())
        return Asking(flow, policy, answers, route, frozenset(ask.limits), tuple(ask.used), stop.asked, stop.error)
    if outcome.end not in flow.ends and outcome.end.kind != "not_covered":
        raise ValueError(f"{flow.name} ends in {outcome.end.id}, which it does not declare")
    used = (*ask.used, *outcome.cites)
    return Done(flow, policy, answers, tuple(ask.route.values()), frozenset(ask.limits), used, outcome)


def asked_in(state: State) -> tuple[Asked, ...]:
    """The questions on the route, and the one that waits for an answer."""
    return (*state.route, state.next) if isinstance(state, Asking) else state.route


def on_route(state: State) -> dict[str, Given]:
    """Only the answers that lie on the present route: what is shown, submitted or sent to anybody."""
    return {a.question.id: a.given for a in state.route if a.given is not None}


def answer(state: State, question_id: str, given: Given) -> Answers:
    """The answers with one more; KeyError for a question that the flow does not have."""
    return {**state.answers, state.flow.question(question_id).id: given}


def back(state: State) -> Answers:
    """The answers less one that could not be read, or else less the last on the route."""
    wrong = isinstance(state, Asking) and state.error and state.next.question.id
    gone = {wrong or a.question.id for a in state.route[-1:]} | {wrong}
    return {k: v for k, v in state.answers.items() if k not in gone}
