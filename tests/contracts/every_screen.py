"""Every screen that any flow can show in any council, for the channels that must be able to draw it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import flows
from bot.approvals.ports import Person
from bot.conversations import screens
from bot.conversations.ports import Conversation
from bot.conversations.turn import Turn
from bot.messages import Screen
from bot.policy import Packs
from bot.tokens import Signer
from flows.engine import Asked, Done, Flow, Given, Policy, Situation, State, replay
from flows.engine.check import everywhere

FOUND, PACKS, SIGN = flows.find(), Packs(), Signer("s" * 40).sign
TODAY, NOW = date(2026, 6, 1), datetime(2026, 6, 1, 9, tzinfo=UTC)
KEY = "0123456789abcdef0123456789abcdef"


def screens_of(flow: Flow, council: str) -> list[Screen]:
    """The screens of each question and each end of the flow there, with the least and with the most on them."""
    return [screen for state in points(flow, policy_of(council)) for screen in shown(state)]


def policy_of(council: str) -> Policy:
    return PACKS.policy(council, Situation(TODAY, PACKS.pack(council).council.nation))


def _turn(state: State, kept_as: str = "open", **view: object) -> Turn:
    """A conversation that has come to this point."""
    kept = Conversation(
        KEY, "council", KEY, state.flow.name, "T1/D1", "v", state.policy.situation, NOW, NOW, state.answers, view,
        kept_as,
    )  # fmt: skip
    person = Person(KEY, "council", "", "Nadia Rahman", "nadia@council.example")
    return Turn(kept, person, state.policy, state, ("The policy has changed.",))


def points(flow: Flow, policy: Policy) -> Iterator[State]:
    """Each question and each end of the flow there, reached with the least and with the most on the card."""
    least: dict[str, tuple[int, Done, int]] = {}
    most: dict[str, tuple[int, Done, int]] = {}
    for name, point in _points(everywhere(flow, policy)):
        least[name] = min(least.get(name, point), point, key=lambda p: p[0])
        most[name] = max(most.get(name, point), point, key=lambda p: p[0])
    for name, found in least.items():
        yield from {n: _at(done, n) for _, done, n in (found, most[name])}.values()


def _points(paths: list[Done]) -> Iterator[tuple[str, tuple[int, Done, int]]]:
    for done in paths:
        yield from ((f"question {a.question.id}", (n, done, n)) for n, a in enumerate(done.route))
        o = done.outcome
        parts = len(o.steps) + len(o.inferences) + len(o.tasks) + len(o.approvals) + len(done.used) + len(done.route)
        yield f"end {o.end.id}", (parts, done, len(done.route))


def _at(done: Done, answered: int) -> State:
    """The way to an outcome after so many answers."""
    if answered == len(done.route):
        return done
    return replay(done.flow, done.policy, {a.question.id: a.given for a in done.route[:answered] if a.given})


def shown(state: State) -> Iterator[Screen]:
    """The screens of a point: as it is, with an answer being changed, and as it stays behind."""
    yield screens.draw(_turn(state), SIGN)
    if state.route:
        last: Asked = state.route[-1]
        given = last.given or Given("")
        yield screens.draw(_turn(state, edit=last.question.id), SIGN)
        yield screens.draw(_turn(state, edit=last.question.id, to=given.raw, verdict=given.verdict), SIGN)
    if isinstance(state, Done):
        yield screens.draw(_turn(state, "done"), SIGN)
