"""Every distinguishable path of a flow, and what is made of them: a graph, other outcomes, a comparison."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, combinations, count, pairwise, product
from typing import NamedTuple

from flows.engine.answers import Given
from flows.engine.flow import Flow
from flows.engine.policy import Policy
from flows.engine.questions import Text
from flows.engine.replay import Answers, Asked, Asking, Done, State, asked_in, on_route, replay


class TooManyPaths(Exception):
    """A flow asks so many independent questions that its paths cannot all be tried."""


def explore(flow: Flow, policy: Policy, most: int = 20_000) -> Iterator[Done]:
    """Every distinguishable path, amounts and days tried on both sides of every limit that they are compared with.

    TooManyPaths after `most` replays.
    """
    return (state for state in leaves(flow, policy, {}, count(), most) if isinstance(state, Done))


def leaves(flow: Flow, policy: Policy, answers: Answers, tried: Iterator[int], most: int = 20_000) -> Iterator[State]:
    """Where the ways on from these answers lead: outcomes, and sample answers that the flow refused."""
    if next(tried) >= most:
        raise TooManyPaths(f"{flow.name}: more than {most:,} ways through; ask fewer questions that decide nothing")
    state = replay(flow, policy, answers)
    if isinstance(state, Done) or state.error:
        yield state
        return
    question, found, samples = state.next.question, dict[Given, list[State]](), state.next.question.samples(())
    while new := [s for s in samples if s not in found]:
        found |= {s: list(leaves(flow, policy, {**answers, question.id: s}, tried, most)) for s in new}
        met = {limit for group in found.values() for leaf in group for q, limit in leaf.limits if q == question.id}
        samples = question.samples(met)
    yield from (leaf for s in samples for leaf in found[s])


def ahead(state: State, most: int = 2_000) -> frozenset[str]:
    """The questions on the route and on any way on from it; all that are declared where the ways are too many."""
    with suppress(TooManyPaths):
        ways = leaves(state.flow, state.policy, on_route(state), count(), most)
        return frozenset(a.question.id for way in [state, *ways] for a in asked_in(way))
    return frozenset(q.id for q in state.flow.asks)


class PathChange(NamedTuple):
    """Two ends to compare: of the same answers under two policies, or of changed answers under one."""

    answers: Answers
    was: State
    now: State


def whatif(flow: Flow, policy: Policy, answers: Answers) -> list[PathChange]:
    """The nearest other outcomes: the fewest changed answers that end elsewhere, one way to each end."""
    here, tried, found = replay(flow, policy, answers), count(), dict[str, PathChange]()
    with suppress(TooManyPaths):
        for edits in _edits(here):
            if found and len(edits) > len(next(iter(found.values())).answers):
                break
            for leaf in leaves(flow, policy, {**on_route(here), **edits}, tried):
                if isinstance(leaf, Done) and isinstance(here, Done) and leaf.outcome.end.id != here.outcome.end.id:
                    found.setdefault(leaf.outcome.end.id, PathChange(edits, here, leaf))
    return list(found.values())


def _edits(state: State) -> Iterator[Answers]:
    for some in chain.from_iterable(combinations(state.route, n + 1) for n in range(len(state.route))):
        met = ((a, {limit for q, limit in state.limits if q == a.question.id}) for a in some)
        yield from map(
            dict, product(*([(a.question.id, s) for s in a.question.samples(x) if s != a.given] for a, x in met))
        )


def diff(flow: Flow, old: Policy, new: Policy) -> list[PathChange]:
    """The paths, tried at the limits of both versions, whose outcome, approvers or sections change."""
    paths = {tuple(on_route(done).items()): on_route(done) for p in (old, new) for done in explore(flow, p)}
    pairs = (PathChange(a, replay(flow, old, a), replay(flow, new, a)) for a in paths.values())
    return [pair for pair in pairs if _verdict(pair.was) != _verdict(pair.now)]


def _verdict(state: State) -> object:
    if isinstance(state, Asking):
        return state.next.question.id
    return state.outcome.substance, state.outcome.rows


def labelled(state: State, asked: Asked) -> str:
    """What was answered on this path, as people read it: the options that were picked, or what was written."""
    question, (raw, verdict) = asked.question, asked.given or Given("")
    if not question.options():
        return "any answer" if isinstance(question, Text) else verdict or str(raw)
    picked = [o for o in question.options() if o.value == raw or o.value in tuple(raw)]
    return ", ".join(state.word(f"{question.id}.option.{o.value}", o.label) for o in picked) or "none"


Drawn = tuple[dict[str, str], dict[tuple[str, str], dict[str, None]]]


def graph(flow: Flow, policy: Policy, label: Callable[[State, Asked], str] = labelled) -> Drawn:
    """The flow for this council to be drawn: its stops, and the answers that lead from one to the next.

    A stop is `q_` and a question's id with its prompt, or `e_` and an end's id with its text. An arrow has the `label`
    of each answer that takes it on one path or another, in order.
    """
    nodes, edges = dict[str, str](), dict[tuple[str, str], dict[str, None]]()
    for done in explore(flow, policy):
        stops = [*(f"q_{a.question.id}" for a in done.route), f"e_{done.outcome.end.id}"]
        prompts = (done.word(f"{a.question.id}.prompt", a.question.prompt) for a in done.route)
        nodes |= zip(stops, [*prompts, done.word(f"{done.outcome.end.id}.text", done.outcome.end.text)], strict=True)
        for asked, arrow in zip(done.route, pairwise(stops), strict=True):
            edges.setdefault(arrow, {})[label(done, asked)] = None
    return nodes, edges
