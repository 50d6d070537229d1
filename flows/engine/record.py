"""What is shown, kept or compared of a state: its JSON, its reasons, its token and its receipt."""

import hashlib
import json
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from flows.engine.answers import Raw
from flows.engine.outcome import split
from flows.engine.policy import Policy
from flows.engine.replay import Asked, Asking, Done, State, asked_in, on_route


def as_json(state: State) -> dict[str, Any]:
    """The state for a machine: the next question, with the error of a wrong answer, or the outcome; and the path."""
    path = [
        {"question": k, "answer": g.raw if isinstance(g.raw, str) else list(g.raw)} for k, g in on_route(state).items()
    ]
    if isinstance(state, Done):
        return {"status": "done", "outcome": state.outcome.as_json(state.flow.name, state.policy), "path": path}
    error = {"error": state.error} if state.error else {}
    return {"status": "asking", "question": _question(state, state.next), **error, "path": path}


def _question(state: State, asked: Asked) -> dict[str, Any]:
    q = asked.question
    return {
        "id": q.id,
        "prompt": state.word(f"{q.id}.prompt", q.prompt),
        "hint": state.word(f"{q.id}.hint", q.hint),
        "kind": q.kind,
        "options": [{"value": v, "label": state.word(f"{q.id}.option.{v}", label)} for v, label in q.options()],
        "why": state.word(f"{q.id}.why", q.why),
        **split(state.policy, asked.rows),
    }


def explain(state: State, policy: Policy) -> dict[str, Any]:
    """Why each question is asked and what the outcome rests on: {questions: [as_json's], outcome: {sections, law}}."""
    here = replace(state, policy=policy)
    outcome = split(policy, state.outcome.rows if isinstance(state, Done) else ())
    return {"questions": [_question(here, a) for a in asked_in(state)], "outcome": outcome}


def digest(*parts: object) -> str:
    """A short stable fingerprint of plain data."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def token(state: State) -> str:
    """A fingerprint of the flow, the rules, what is in force, the answers and where they lead: of what it was drawn."""
    in_force = sorted(state.policy.situation.states)
    here = state.next.question.id if isinstance(state, Asking) else f"end {state.outcome.end.id}"
    given = [*on_route(state).items()]
    return digest(state.flow.name, state.policy.council, state.policy.rules_hash, in_force, given, here)


def fresh(prompt: str, state: State) -> bool:
    """Whether a prompt drawn earlier still speaks of this state."""
    return prompt == token(state)


class Receipt(NamedTuple):
    """What was asked, answered and advised, under which rules; the digest is over all the rest."""

    digest: str
    flow: str
    council: str
    situation: dict[str, Any]
    route: tuple[tuple[str, Raw, str], ...]
    end: str
    rows: tuple[str, ...]
    versions: dict[str, str]
    rules_hash: str
    wording_hash: str


def receipt(done: Done) -> Receipt:
    """The receipt of an outcome; running the same answers again under the same policy gives the same digest."""
    policy, cited = done.policy, dict.fromkeys([*(r for a in done.route for r in a.rows), *done.outcome.rows])
    rows = tuple(r for r in cited if policy.holds(r))
    situation = {**asdict(policy.situation), "states": sorted(policy.situation.states)}
    route = tuple((question, given.raw, given.verdict) for question, given in on_route(done).items())
    documents = dict.fromkeys(policy.rows[r].document for r in rows if r not in policy.law)
    versions = {d: policy.documents[d].version for d in documents}
    facts = (done.flow.name, policy.council, situation, route, done.outcome.end.id, rows, versions)
    return Receipt(
        digest(*facts, policy.rules_hash, policy.wording_hash), *facts, policy.rules_hash, policy.wording_hash
    )
