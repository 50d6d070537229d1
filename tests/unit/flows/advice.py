"""What the tests of flows start from: a council's policy in a situation, and answers that lead to an outcome."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from bot.policy import Packs
from flows import find
from flows.engine import Asking, Done, Flow, Given, Outcome, Policy, Situation, State, replay

TODAY = date(2026, 6, 1)
FLOWS = find()
BOOST, PHOTO = FLOWS["boost"], FLOWS["photo_consent"]
INCIDENT, REPORT = FLOWS["incident_photo"], FLOWS["report_colleague"]

REQUEST: Mapping[str, str | Given] = {
    "network": "facebook",
    "has_budget_code": "yes",
    "budget_code": Given("CC-4410", "active"),
    "holder_agreed": "no",
    "post_link": "https://www.facebook.com/example/posts/1",
    "aim": "More people at the reuse fair",
    "audience": "Families in and around Lowestoft",
    "starts": "2026-06-08",
    "ends": "2026-06-14",
    "cost": "80",
    "political": "no",
}


@cache
def packs() -> Packs:
    """Every council's pack, read once."""
    return Packs()


def suffolk(service: str | None = None, *states: str) -> Policy:
    """Suffolk's policy on the tests' day."""
    return packs().policy("suffolk", Situation(TODAY, "england", service, frozenset(states)))


def policy_of(council: str, service: str | None = None, *states: str) -> Policy:
    """A council's policy on the tests' day."""
    return packs().policy(council, Situation(TODAY, "england", service, frozenset(states)))


def with_rules(policy: Policy, flow: str, **changed: Any) -> Policy:
    """The policy with other values for one flow, as another council might have them."""
    return replace(policy, rules={**policy.rules, flow: replace(policy.rules[flow], **changed)})


def run(flow: Flow, policy: Policy, answers: Mapping[str, str | Given]) -> State:
    """Where these answers lead."""
    return replay(flow, policy, {q: a if isinstance(a, Given) else Given(a) for q, a in answers.items()})


def outcome(flow: Flow, policy: Policy, answers: Mapping[str, str | Given]) -> Outcome:
    """The outcome that these answers reach; fails where a question is still open."""
    state = run(flow, policy, answers)
    assert isinstance(state, Done), f"still asking {state.next.question.id}: {state.error}"
    return state.outcome


def asked(flow: Flow, policy: Policy, answers: Mapping[str, str | Given]) -> str:
    """The question that these answers stop at."""
    state = run(flow, policy, answers)
    assert isinstance(state, Asking), "it has ended"
    return state.next.question.id


def approvers(found: Outcome) -> list[tuple[str, str]]:
    """Who decides, of what, in order."""
    return [(a.role.value, a.of) for a in found.approvals]


def sections(found: Outcome, policy: Policy) -> set[str]:
    """The sections of the council's own documents that the outcome rests on, as printed."""
    return {policy.rows[row].section for row in found.rows if row in policy.rows}
