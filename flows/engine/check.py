"""What an author or a council got wrong: dead, missing, uncited and unworded parts, found by trying every path."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from flows.engine.explore import explore
from flows.engine.flow import Flow
from flows.engine.policy import Policy, Situation, cited
from flows.engine.replay import Done

STATES = ((), ("pre_election",), ("emergency",), ("mourning",))


class Finding(NamedTuple):
    """One fault: the part of the flow or of its rules, and what is wrong with it."""

    flow: str
    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.flow}: {self.where} {self.problem}"


def check(flow: Flow, policy: Policy, paths: list[Done] | None = None) -> list[Finding]:
    """Every fault that the paths of this council show, in each of its services and states; empty where all is well.

    `paths` are those of `everywhere`, for a caller that has them already.
    """
    paths = everywhere(flow, policy) if paths is None else paths
    faults = chain(_unworded(flow, policy), *(_along(done) for done in paths), _rules(flow, policy, paths))
    return [Finding(flow.name, *fault) for fault in dict.fromkeys(faults)]


class _Watched(Situation):
    """A situation that remembers what was looked up in it: what no path looks up need not be varied."""

    looked_up: set[str]

    def __new__(cls, *_: object, **__: object) -> "_Watched":
        made = super().__new__(cls)
        object.__setattr__(made, "looked_up", set())
        return made

    def __getattribute__(self, name: str) -> object:
        if name in ("service", "states"):
            self.looked_up.add(name)
        return super().__getattribute__(name)


def everywhere(flow: Flow, policy: Policy) -> list[Done]:
    """Every path under every service and state of the organisation that the policy knows and the flow looks at.

    A flow that reads the nation is tried in each that it names as well: in an ordinary week, for no one service.
    """
    found, services = list[Done](), [None, *policy.services]
    while services:
        plain, looked_up = within(flow, policy, services[0], ())
        found += plain
        found += [d for s in STATES[1:] if "states" in looked_up for d in within(flow, policy, services[0], s)[0]]
        services = services[1:] if "service" in looked_up else []
    abroad = [replace(policy.situation, nation=n, service=None, states=frozenset()) for n in flow.nations]
    there = [s for s in abroad if s.nation != policy.situation.nation]
    return found + [done for s in there for done in explore(flow, replace(policy, situation=s))]


def within(flow: Flow, policy: Policy, service: str | None, states: Iterable[str]) -> tuple[list[Done], set[str]]:
    """Every path for a service in a state, and whether the flow looked at either: `service`, `states`."""
    here = policy.situation
    watched = _Watched(here.as_of, here.nation, service, frozenset(states))
    return list(explore(flow, replace(policy, situation=watched))), watched.looked_up


def _unworded(flow: Flow, policy: Policy) -> Iterator[tuple[str, str]]:
    blank = (key for key, words in flow.words().items() if not policy.word(f"{flow.name}.{key}", words).strip())
    yield from ((key, "has no words") for key in blank)


def _along(done: Done) -> Iterator[tuple[str, str]]:
    outcome, end, where = done.outcome, done.outcome.end, f"end {done.outcome.end.id}"
    uncited = (a.question.id for a in done.route if not any(map(done.policy.holds, a.rows)))
    yield from ((f"question {q}", "rests on no section; name its rule in ask()") for q in uncited)
    if not any(map(done.policy.holds, outcome.rows)) and end.kind not in ("not_covered", "not_applicable"):
        yield where, "rests on no section; name its rules in because"
    roles = [*(a.role.value for a in outcome.approvals), *outcome.tell, *(t.role for t in outcome.tasks)]
    lost = (role for role in roles if role not in done.policy.roles)
    yield from ((where, f"names the role {role}, which {done.policy.name} does not have") for role in lost)
    known = ("requester", *(a.question.id for a in done.route))
    loose = (a for a in outcome.approvals if a.of not in known)
    yield from ((where, f"asks the {a.role.value} of {a.of}, which was not asked") for a in loose)
    steps = [k for k in (*outcome.steps, *(t.step for t in outcome.tasks)) if k not in end.steps]
    mute = [*steps, *(k for k in outcome.inferences if k not in end.inferences)]
    yield from ((where, f"has no words for {key}") for key in mute)


def _rules(flow: Flow, policy: Policy, paths: list[Done]) -> Iterator[tuple[str, str]]:
    used = {id(c): ("a value made in the flow", c) for done in paths for c in done.used}
    rules = {id(c): (path, c) for path, c in cited(policy.rules.get(flow.name))}
    # National law is written once for all: a council that never comes to a value of it has nothing to put right.
    own = {key: path for key, (path, c) in rules.items() if not c.rows or not policy.law.keys() >= set(c.rows)}
    yield from ((path, "can never apply") for key, path in own.items() if key not in used)
    for path, c in (used | rules).values():
        yield from (
            (path, f"cites {row}, which {policy.name} does not have")
            for row in c.rows
            if row not in policy.rows and row not in policy.law
        )
        lost = (code for code in c.conflicts if code not in policy.conflicts)
        yield from ((path, f"names the conflict {code}, which {policy.name} does not have") for code in lost)


def reached(flow: Flow, policy: Policy, paths: list[Done] | None = None) -> frozenset[str]:
    """What the paths of this council touch: `question post`, `end refused`, `words refused.appeal`."""
    paths = everywhere(flow, policy) if paths is None else paths
    questions = {f"question {a.question.id}" for done in paths for a in done.route}
    ends = {f"end {done.outcome.end.id}" for done in paths}
    words = {
        f"words {o.end.id}.{k}"
        for o in (d.outcome for d in paths)
        for k in (*o.steps, *o.inferences, *(t.step for t in o.tasks))
    }
    return frozenset(questions | ends | words)


def dead(flow: Flow, reached_by: Iterable[frozenset[str]]) -> list[Finding]:
    """The questions, ends and words that no council reaches, given what each of them does reach."""
    ends = [(f"end {e.id}", [f"words {e.id}.{k}" for k in (*e.steps, *e.inferences)]) for e in flow.ends]
    declared = [*(f"question {q.id}" for q in flow.asks), *(w for end, words in ends for w in (end, *words))]
    seen = frozenset().union(*reached_by)
    return [Finding(flow.name, part, "is never reached by any council") for part in declared if part not in seen]
