"""PURE: where the paths of a flow rest on each row (question, end, approval, task or deadline), and how often."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flows.engine import Flow, Given, Policy
from flows.engine.check import everywhere
from flows.engine.policy import Situation
from flows.engine.replay import Done, on_route


@dataclass
class Use:
    """One place of a flow that rests on a row, on `paths` of all `of` paths; `shown` is one of them, a short one."""

    flow: str
    where: str
    of: int
    shown: Done = field(repr=False)
    paths: int = 0

    def as_json(self) -> dict[str, Any]:
        """The use as plain data, its example as `flow run` takes it."""
        return {**{k: getattr(self, k) for k in ("flow", "where", "paths", "of")}, "example": _example(self.shown)}


@dataclass(frozen=True)
class FlowUses:
    """What one flow makes of a council's rows: its uses by row, and the records that are kept because of a row."""

    uses: Mapping[str, tuple[Use, ...]]
    records: Mapping[str, frozenset[str]]


def in_flow(flow: Flow, policies: Iterable[Policy]) -> FlowUses:
    """Where every path of this flow rests on which row; `policies` are those of the council's services."""
    paths = list(_paths(flow, list(policies)))
    found: dict[str, dict[str, Use]] = {}
    records: dict[str, set[str]] = {}
    for done in paths:
        for where, row in dict.fromkeys(_places(done)):
            use = found.setdefault(row, {}).setdefault(where, Use(flow.name, where, len(paths), done))
            use.paths += 1
            use.shown = min(use.shown, done, key=lambda d: len(d.route))
        for row, record in _records(done):
            records.setdefault(row, set()).add(record)
    uses = {row: tuple(by_place.values()) for row, by_place in found.items()}
    return FlowUses(uses, {row: frozenset(kept) for row, kept in records.items()})


def distinct(flow: Flow, policies: Iterable[Policy]) -> list[Policy]:
    """One policy for each set of values: exploring it tries every service, but with these values alone."""
    found: list[Policy] = []
    for policy in (p for p in policies if flow.name in p.rules):
        if policy.rules[flow.name] not in [f.rules[flow.name] for f in found]:
            found.append(policy)
    return found


def _paths(flow: Flow, policies: Sequence[Policy]) -> Iterator[Done]:
    """Every path that somebody of the council can take, in the situation of a service that has these very values."""
    for policy in distinct(flow, policies):
        own = [p.situation.service for p in policies if p.rules.get(flow.name) == policy.rules[flow.name]]
        found = everywhere(flow, policy)
        if any(done.policy.situation.service for done in found):
            yield from (done for done in found if done.policy.situation.service in own)
        else:  # the flow looks at no service, so each of them goes the same ways
            yield from found if None in own else (_in_service(done, own[0]) for done in found)


def _in_service(done: Done, service: str | None) -> Done:
    situation = replace(done.policy.situation, service=service)
    return replace(done, policy=replace(done.policy, situation=situation))


def _places(done: Done) -> Iterator[tuple[str, str]]:
    out = done.outcome
    yield from ((f"question {a.question.id}", row) for a in done.route for row in a.rows)
    yield from ((f"end {out.end.id}", row) for c in out.because for row in c.rows)
    yield from ((f"approval {a.role.value}", row) for a in out.approvals for row in a.role.rows)
    yield from ((f"task {t.step}", row) for t in out.tasks for row in t.because.rows)
    if out.deadline:
        yield from ((f"deadline from {out.deadline.since}", row) for row in out.deadline.because.rows)


def _records(done: Done) -> Iterator[tuple[str, str]]:
    """A task writes to its register because of its own rows; what an outcome records, rows of that kind ask for."""
    yield from ((row, t.register) for t in done.outcome.tasks if t.register for row in t.because.rows)
    asking = [r for r in done.outcome.rows if r in done.policy.rows and done.policy.rows[r].kind == "record"]
    yield from ((row, record) for row in asking for record in done.outcome.records)


def _example(done: Done) -> dict[str, Any]:
    here: Situation = done.policy.situation
    answers = {question: _answer(given) for question, given in on_route(done).items()}
    return {"answers": answers, "service": here.service, "nation": here.nation, "states": sorted(here.states)}


def _answer(given: Given) -> Any:
    raw = given.raw if isinstance(given.raw, str) else list(given.raw)
    return {"value": raw, "verdict": given.verdict} if given.verdict else raw
