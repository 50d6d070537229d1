"""Answers that meet another question or another version: what is kept, what is dropped, what to tell the person."""

from dataclasses import replace
from typing import Literal, NamedTuple

from flows.engine.explore import ahead
from flows.engine.flow import Flow
from flows.engine.policy import Policy
from flows.engine.replay import Answers, Asking, Done, State, on_route, replay


class Change(NamedTuple):
    """What an edit would do: answers kept, dropped, and edited for nothing, by question id; and where it leads."""

    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    unread: tuple[str, ...]
    state: State


def change(flow: Flow, policy: Policy, answers: Answers, edits: Answers) -> Change:
    """A preview of changed answers; nothing is committed. KeyError for a question that the flow does not have.

    What no way on from here asks again is dropped; an answer that a later question may still need stays.
    """
    before = on_route(replay(flow, policy, answers))
    after = replay(flow, policy, {**answers, **{flow.question(k).id: v for k, v in edits.items()}})
    there = ahead(after)
    kept = tuple(k for k in before if k in there and k not in edits)
    dropped = tuple(k for k in before if k not in there and k not in edits)
    carried = {k: v for k, v in after.answers.items() if k in there}
    return Change(kept, dropped, tuple(k for k in edits if k not in there), replace(after, answers=carried))


class Rebase(NamedTuple):
    """How far a new version reaches into recorded answers, what to tell the person, and where they stand now."""

    kind: Literal["same", "wording", "rules", "outcome", "questions"]
    tell: tuple[str, ...]
    state: State


def rebase(old: State, flow: Flow, policy: Policy) -> Rebase:
    """Carry answers over to a new flow or policy: wording changes pass silently, anything else that matters is told."""
    new = replay(flow, policy, old.answers)
    if _shape(new) != _shape(old):
        return Rebase("questions", ("The policy behind these questions has changed.", *_moved(old, new)), new)
    if isinstance(new, Done) and isinstance(old, Done) and new.outcome.substance != old.outcome.substance:
        return Rebase("outcome", ("The policy has changed, and with it the advice below.",), new)
    if new.used != old.used:
        return Rebase("rules", ("The policy has changed, but your answers lead to the same place.",), new)
    return Rebase("same" if old.policy.wording_hash == policy.wording_hash else "wording", (), new)


def _shape(state: State) -> tuple[object, ...]:
    return (*on_route(state), isinstance(state, Asking) and state.next.question.id)


def _moved(old: State, new: State) -> list[str]:
    if isinstance(new, Done):
        gone = (a.question for a in old.route if a.question.id not in on_route(new))
        return [f"No longer needed: {new.word(f'{q.id}.prompt', q.prompt)}" for q in gone]
    question = new.next.question
    what = "Please answer this again" if question.id in on_route(old) else "There is a new question"
    return [f"{what}: {new.word(f'{question.id}.prompt', question.prompt)}"]
