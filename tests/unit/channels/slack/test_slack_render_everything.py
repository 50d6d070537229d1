"""Whatever any flow can show in any council stands within Slack's limits, as a message, a window and a home page."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

import flows
from bot.approvals.ports import Person
from bot.channels.slack.drawing import render
from bot.channels.slack.limits import faults
from bot.conversations import screens
from bot.conversations.ports import Conversation
from bot.conversations.turn import Turn
from bot.messages import Screen
from bot.policy import Packs
from bot.tokens import Signer
from flows.engine import Asked, Done, Flow, Given, Policy, Situation, State, replay
from flows.engine.check import everywhere
from tests.contracts.gallery import SCREENS
from tests.unit.channels.slack.reading import Json

FOUND, PACKS, SIGN = flows.find(), Packs(), Signer("s" * 40).sign
TODAY, NOW = date(2026, 6, 1), datetime(2026, 6, 1, 9, tzinfo=UTC)
KEY = "0123456789abcdef0123456789abcdef"


def policy_of(council: str) -> Policy:
    return PACKS.policy(council, Situation(TODAY, PACKS.pack(council).council.nation))


def drawings(screen: Screen) -> Iterator[Json]:
    """Every way in which Slack is given a screen."""
    drawn = render.message(screen, KEY, 7)
    yield {"text": drawn.text, "blocks": drawn.blocks}
    yield render.home(screen, KEY, 7)
    yield render.modal(screen, KEY, 7, button=None)
    asking = [b for n, b in enumerate(screen.buttons) if b.inputs or (n == 0 and screen.inputs)]
    yield from (render.modal(screen, KEY, 7, button=b, metadata="m" * 3_000) for b in asking)


def wrong_with(screen: Screen) -> list[str]:
    """What Slack, by our own limits or its own models, would not take of a screen."""
    return [
        f"{screen.title}: {fault}" for drawing in drawings(screen) for fault in (*faults(drawing), *_by_sdk(drawing))
    ]


def _by_sdk(drawing: Json) -> Iterator[str]:
    try:
        if "type" in drawing:
            View(**drawing).to_dict()
        else:
            list(map(_taken, drawing["blocks"]))
    except Exception as refused:  # the models raise what they happen to come across
        yield f"Slack's own models refuse it: {refused!r}"


def _taken(block: Json) -> Json:
    parsed = Block.parse(block)
    assert parsed is not None
    return parsed.to_dict()


def turn(state: State, kept_as: str = "open", **view: object) -> Turn:
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
    yield screens.draw(turn(state), SIGN)
    if state.route:
        last: Asked = state.route[-1]
        given = last.given or Given("")
        yield screens.draw(turn(state, edit=last.question.id), SIGN)
        yield screens.draw(turn(state, edit=last.question.id, to=given.raw, verdict=given.verdict), SIGN)
    if isinstance(state, Done):
        yield screens.draw(turn(state, "done"), SIGN)


@pytest.mark.parametrize("council", PACKS.councils())
@pytest.mark.parametrize("flow", FOUND.values(), ids=list(FOUND))
def test_every_screen_of_every_flow_is_taken_by_slack(flow: Flow, council: str) -> None:
    found = [screen for state in points(flow, policy_of(council)) for screen in shown(state)]
    assert found
    assert [fault for screen in found for fault in wrong_with(screen)] == []


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_of_the_gallery_is_taken_by_slack(name: str) -> None:
    assert wrong_with(SCREENS[name]) == []
