"""Brings a kept conversation to the policy and the situation of today, or shows it as it was when it ended."""

from dataclasses import replace

from bot.approvals.ports import Person
from bot.conversations.ports import Conversation
from bot.conversations.talk import Talk, Turn
from bot.registers.states import changed as begun_or_ended
from flows.engine import Policy, Rebase, rebase, replay

CHANGED = "The policy behind these questions has changed. Your answers are kept where they still fit."
OTHERWISE = "The advice below is another than before."
STILL = "Your answers lead to the same place."


async def as_of_today(talk: Talk, person: Person, kept: Conversation) -> Turn:
    """Replay the answers under the policy and the situation of today; say what a change of either does to them."""
    situation = await talk.situation(kept.council, person.service)
    policy = talk.policies.current(kept.council, situation)
    flow, version = talk.flows[kept.flow], talk.policies.version(policy)
    now, before = replace(kept, situation=situation, policy=version), kept.situation.states
    changed = begun_or_ended(before, situation.states)
    told_before = tuple(kept.view.get("told", ()))
    if version == kept.policy and not changed:
        return Turn(now, person, policy, replay(flow, policy, kept.answers), told_before)
    pinned = await _as_kept(talk, kept, policy)
    if pinned is None:
        return Turn(now, person, policy, replay(flow, policy, kept.answers), (*changed, CHANGED), changed)
    moved = rebase(replay(flow, pinned, kept.answers), flow, policy)
    if version != kept.policy:
        return Turn(now, person, policy, moved.state, (*changed, *moved.tell), changed)
    return Turn(now, person, policy, moved.state, (*changed, *_led_elsewhere(moved)), changed)


async def _as_kept(talk: Talk, kept: Conversation, today: Policy) -> Policy | None:
    """The policy under which the answers were given; None where today's flows can no longer read it."""
    if talk.policies.version(today) == kept.policy:
        return talk.policies.current(kept.council, kept.situation)
    return await talk.policies.pinned(kept.council, kept.policy, kept.situation)


def _led_elsewhere(moved: Rebase) -> tuple[str, ...]:
    """What becomes of the answers where not the policy has changed, but what is in force."""
    match moved.kind:
        case "questions":
            return moved.tell[1:]
        case "outcome":
            return (OTHERWISE,)
        case "rules" | "wording" | "same":
            return (STILL,)


async def as_it_was(talk: Talk, person: Person, kept: Conversation) -> Turn:
    """A conversation that has ended, under the policy and on the day of its end: advice is not given anew."""
    policy = await talk.policies.pinned(kept.council, kept.policy, kept.situation)
    policy = policy or talk.policies.current(kept.council, kept.situation)
    return Turn(kept, person, policy, replay(talk.flows[kept.flow], policy, kept.answers))
