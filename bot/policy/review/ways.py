"""Every way through a flow that a review has to cover: for each service, state of the council, and nation it reads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flows.engine import Done, Flow, Policy, explore
from flows.engine.check import STATES, within

PolicyFor = Callable[[str | None], Policy]


@dataclass(frozen=True)
class Scope:
    """Which situations are covered: the services (None is a person of no named one), the states, other nations."""

    services: tuple[str | None, ...] = (None,)
    states: tuple[tuple[str, ...], ...] = STATES
    nations: bool = True


def ways(flow: Flow, policy_for: PolicyFor, scope: Scope) -> list[Done]:
    """Every path in every situation of `scope` that the flow looks at; `policy_for` is the policy of a service."""
    looked, policies = set[str](), {service: policy_for(service) for service in scope.services}
    first, *others = scope.services
    found = _of_service(flow, policies[first], first, scope.states, looked)
    if "service" in looked or any(differ(flow, policies[first], policies[other]) for other in others):
        found += [d for s in others for d in _of_service(flow, policies[s], s, scope.states, looked)]
    return found + [d for abroad in _abroad(flow, policies[first], scope) for d in explore(flow, abroad)]


def _of_service(
    flow: Flow, policy: Policy, service: str | None, states: Sequence[tuple[str, ...]], looked: set[str]
) -> list[Done]:
    found: list[Done] = []
    for n, state in enumerate(states):
        if n and "states" not in looked:
            break
        paths, seen = within(flow, policy, service, state)
        looked |= seen
        found += paths
    return found


def differ(flow: Flow, one: Policy, other: Policy) -> bool:
    """Whether a flow has other values under one policy than under another."""
    return bool(one.rules.get(flow.name) != other.rules.get(flow.name))


def _abroad(flow: Flow, policy: Policy, scope: Scope) -> list[Policy]:
    here = replace(policy.situation, states=frozenset(scope.states[0]))
    others = [n for n in flow.nations if n != here.nation and scope.nations]
    return [replace(policy, situation=replace(here, nation=n)) for n in others]
