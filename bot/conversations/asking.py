"""A free question: looked up in the person's own council's policy, and its answer shown as a card of its own."""

from collections.abc import Mapping
from typing import Any

from bot.approvals.ports import Person
from bot.conversations.answers import NO_QUESTION
from bot.conversations.ports import Conversation
from bot.conversations.turn import Talk
from bot.conversations.typed import nearest
from bot.messages import Reply
from bot.registers.states import changed
from flows.engine import Policy

STATE = "answered"


def looked_up(talk: Talk, question: str, policy: Policy) -> Mapping[str, Any]:
    """The answer, with what is in force in the council above it; the section itself knows nothing of it."""
    found = talk.answers.answer(question, policy)
    return {**found, "told": [*changed(frozenset(), policy.situation.states), *found["told"]]}


def _with_meant(talk: Talk, text: str, policy: Policy) -> Mapping[str, Any]:
    """The answer, and beside it the guide whose name this may be with a slip in it, where the policy covers that."""
    found, flow = looked_up(talk, text, policy), talk.flows.get(nearest(text, talk.flows.values())[1].flow)
    if flow is None or flow.name not in policy.rules:
        return found
    others = [f for f in found["flows"] if f["name"] != flow.name]
    return {**found, "meant": flow.title, "flows": [{"name": flow.name, "title": flow.title}, *others]}


async def ask(talk: Talk, person: Person, text: str, address: str, waiting: str = "") -> Reply | None:
    """Answer a question, with a way back to the conversation that waits; None where there is no question in it.

    The answer is kept as long as its card must be drawn. What was asked is not kept.
    """
    situation = await talk.situation(person.council, person.service)
    policy = talk.policies.current(person.council, situation)
    found = _with_meant(talk, text, policy)
    if found["reason"] in NO_QUESTION:
        return None
    now, view = talk.clock.now(), {"answer": found, "carry_on": waiting}
    kept = Conversation(
        talk.ids.delivery(), person.council, person.id, "", address, talk.policies.version(policy), situation, now, now,
        view=view, state=STATE,
    )  # fmt: skip
    await talk.conversations.add(kept)
    await talk.cards.show(kept.council, "answer", kept.id, [person.id])
    return Reply()
