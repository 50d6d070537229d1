"""What a change of a pack changes in advice: each way whose end, approvers or sections differ, like ones together."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

from bot.policy import Pack
from bot.policy.review.answered import label
from bot.policy.review.ways import differ
from bot.policy.review.words import STATES as STATE_WORDS
from bot.policy.review.words import either
from flows.engine import Asking, Done, Flow, PathChange, Policy, Situation, State, diff, on_route
from flows.engine.check import STATES, within

# What an outcome's JSON lists, by item; what comes to it and what falls away is told for each.
LISTS = ("steps", "inferences", "tell", "records", "searched")
Pair = tuple[Policy, Policy]


@dataclass(frozen=True)
class Compared:
    """Two packs of one council in the same situations, `here` being the day and the nation."""

    old: Pack
    new: Pack
    here: Situation

    def changes(self, flow: Flow) -> dict[str, Any]:
        """{flow, title, changes}: ways that change alike are one entry, with their number and one of them."""
        found: dict[str, list[tuple[Policy, PathChange]]] = {}
        for was, now in (pair for pair in self.situations(flow) if not _alike(flow, *pair)):
            for change in filter(_differs, diff(flow, was, now)):
                delta = {**_ends(change), **_lists(change)}
                found.setdefault(json.dumps(delta, ensure_ascii=False), []).append((was, change))
        told = [{**_group(ways), **json.loads(key)} for key, ways in found.items()]
        return {"flow": flow.name, "title": flow.title, "changes": sorted(told, key=lambda c: -c["ways"])}

    def situations(self, flow: Flow) -> Iterator[Pair]:
        """Both policies in every situation in which the flow can go another way than in one before."""
        pairs = [
            self._both(s) for s in (None, *(s for s in self.old.council.services if s in self.new.council.services))
        ]
        if not all(_alike(flow, *pair) for pair in pairs):
            yield from _states(flow, pairs)
        yield from self._abroad(flow)

    def _both(self, service: str | None) -> Pair:
        here = replace(self.here, service=service)
        return self.old.policy(here), self.new.policy(here)

    def _abroad(self, flow: Flow) -> Iterator[Pair]:
        for nation in (n for n in flow.nations if n != self.here.nation):
            here = replace(self.here, nation=nation)
            yield self.old.policy(here), self.new.policy(here)


def _states(flow: Flow, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs in each state, and for each service, as far as the flow looks at them; the first is of no service."""
    first, *others = pairs
    looked = {what for p in first for what in within(flow, p, None, ())[1]}
    apart = "service" in looked or any(differ(flow, *of) for pair in others for of in zip(first, pair, strict=True))
    for was, now in pairs if apart else [first]:
        looked |= {what for p in (was, now) for what in within(flow, p, p.situation.service, ())[1]}
        for state in STATES if "states" in looked else STATES[:1]:
            yield _in(was, states=frozenset(state)), _in(now, states=frozenset(state))


def _in(policy: Policy, **changed: Any) -> Policy:
    return replace(policy, situation=replace(policy.situation, **changed))


def _alike(flow: Flow, was: Policy, now: Policy) -> bool:
    """Whether nothing that a flow can look at differs, so that no path need be tried."""
    seen: Callable[[Policy], Any] = lambda p: (  # noqa: E731
        p.rules.get(flow.name), [*p.roles], p.owner, [*p.documents], [*p.rows], [*p.law], p.services, [*p.conflicts],
        [(r.status, r.nations) for r in p.law.values()],
    )  # fmt: skip
    return bool(seen(was) == seen(now))


def _differs(change: PathChange) -> bool:
    """Whether more changes than the order in which the same sections are named."""
    if not (isinstance(change.was, Done) and isinstance(change.now, Done)):
        return True
    was, now = change.was.outcome, change.now.outcome
    return was.substance != now.substance or {*was.rows} != {*now.rows}


def _ends(change: PathChange) -> dict[str, Any]:
    """What people are told, where that is another thing now."""
    was, now = _said(change.was), _said(change.now)
    return {"was": was, "now": now} if was != now else {"stays": was}


def _said(state: State) -> dict[str, str]:
    if isinstance(state, Asking):
        question = state.next.question
        prompt = state.word(f"{question.id}.prompt", question.prompt)
        return {"asks": question.id, "kind": "", "text": prompt, **({"error": state.error} if state.error else {})}
    end = state.outcome.end
    return {"outcome": end.id, "kind": end.kind, "text": state.word(f"{end.id}.text", end.text)}


def _lists(change: PathChange) -> dict[str, Any]:
    """The approvers where they change, and what came to each list of the outcome or fell away from it."""
    if not (isinstance(change.was, Done) and isinstance(change.now, Done)):
        return {}
    was, now = (s.outcome.as_json(s.flow.name, s.policy) for s in (change.was, change.now))
    found: dict[str, Any] = {}
    chains = _chain(change.was, was), _chain(change.now, now)
    if chains[0] != chains[1]:
        found["approvers"] = {"was": chains[0], "now": chains[1]}
    pairs = {key: (_items(change.was, was, key), _items(change.now, now, key)) for key in (*LISTS, *_MADE)}
    for key, (old, new) in pairs.items():
        if {*old} != {*new}:
            found[key] = {"gone": [o for o in old if o not in new], "added": [n for n in new if n not in old]}
    return found


def _chain(state: Done, outcome: Mapping[str, Any]) -> list[str]:
    return [_approver(state.policy, a) for a in outcome["approvals"]]


def _approver(policy: Policy, approval: Mapping[str, Any]) -> str:
    of = "" if approval["of"] == "requester" else f" of the {approval['of'].replace('_', ' ')}"
    days = approval.get("expires_after_working_days")
    all_of = "" if approval["rule"] == "any" else f", {approval['rule']} of them"
    return f"{_title(policy, approval['role'])}{of}{all_of}{f', within {days} working days' if days else ''}"


def _title(policy: Policy, role: str) -> str:
    return policy.roles[role].title if role in policy.roles else role


_MADE: dict[str, Callable[[Policy, Mapping[str, Any]], list[str]]] = {
    "sections": lambda policy, o: [_section(policy, row) for s in o["sections"] for row in s["rows"]],
    "law": lambda policy, o: [f"{s['section']} ({s['document']})" for s in o["law"]],
    "tasks": lambda policy, o: [f"{_title(policy, t['role'])}: {t['text']}{_into(t)}" for t in o["tasks"]],
    "conflicts": lambda policy, o: [c["code"] for c in o["conflicts"]],
    "deadline": lambda policy, o: [f"{k}: {v}" for k, v in (o["deadline"] or {}).items() if isinstance(v, str | int)],
}


def _into(task: Mapping[str, Any]) -> str:
    return f" (register of {task['register']})" if task["register"] else ""


def _items(state: Done, outcome: Mapping[str, Any], key: str) -> list[str]:
    if key == "tell":
        return [_title(state.policy, role) for role in outcome["tell"]]
    return _MADE[key](state.policy, outcome) if key in _MADE else list(outcome[key])


def _section(policy: Policy, row: str) -> str:
    found = policy.rows[row]
    return f"{found.section} ({policy.documents[found.document].title}), {row}"


def _group(ways: Iterable[tuple[Policy, PathChange]]) -> dict[str, Any]:
    """How many ways change alike, where, the answers that all of them share, and one way whole."""
    kept = list(ways)
    routes = [_answers(change) for _, change in kept]
    shared = [{"question": q, "answer": a} for q, a in routes[0].items() if all(r.get(q) == a for r in routes)]
    return {
        "ways": len(kept),
        "situations": _situations([policy for policy, _ in kept]),
        "always": shared,
        "example": [{"question": q, "answer": a} for q, a in routes[0].items()],
        "answers": {k: g.raw for k, g in kept[0][1].answers.items()},
    }


def _answers(change: PathChange) -> dict[str, str]:
    """The answers as people read them, of whichever of the two ways asks more."""
    longer = max((change.was, change.now), key=lambda s: len(on_route(s)))
    words = (longer.word(f"{a.question.id}.prompt", a.question.prompt) for a in longer.route)
    return {prompt: label(longer, a) for prompt, a in zip(words, longer.route, strict=True)}


def _situations(policies: Sequence[Policy]) -> list[str]:
    """The situations of these policies, in one line where each service has each state and nation among them."""
    met = {(_service(p), _state(p), _nation(p)): None for p in policies}
    axes = [list(dict.fromkeys(axis)) for axis in zip(*met, strict=True)]
    if len(met) == prod(map(len, axes)):
        return ["; ".join(either(axis) for axis in axes)]
    return ["; ".join(at) for at in met]


def _service(policy: Policy) -> str:
    return policy.services.get(policy.situation.service or "", "no named service" if policy.services else "all staff")


def _state(policy: Policy) -> str:
    return STATE_WORDS[" ".join(sorted(policy.situation.states))]


def _nation(policy: Policy) -> str:
    return policy.situation.nation.replace("-", " ").title()
