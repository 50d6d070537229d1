"""One turn: take up a kept conversation as today's policy has it, do one thing to it, and keep what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.approvals.ports import Cards, Person
from bot.clock import LONDON, Clock
from bot.conversations.ports import Answers, Conversation, Conversations, Lookups, Policies
from bot.errors import InvalidAnswer, Refused, Stale
from bot.ids import Ids
from bot.messages import Sign
from flows.engine import Asked, Asking, Flow, Given, Lookup, Policy, Question, State, fresh, rebase, replay
from flows.engine import answer as with_answer
from flows.engine import back as without_last
from flows.engine import change as changed

GONE = "That conversation is no longer here. Write help to see what I can do."
OVER = "This conversation has ended. Write help to start another."
CHANGED = "The policy behind these questions has changed. Your answers are kept where they still fit."
MOVED = "The policy has changed since this card was drawn. The card now shows what it asks today."
OLD = "You have already answered this. The card now shows where you are; choose Change beside an answer to change it."


@dataclass(frozen=True)
class Talk:
    """All that turns work with."""

    conversations: Conversations
    policies: Policies
    lookups: Lookups
    cards: Cards
    answers: Answers
    flows: Mapping[str, Flow]
    clock: Clock
    ids: Ids
    sign: Sign

    def confidential(self, flow: str) -> bool:
        """Whether nobody but the person may learn that they are in this flow."""
        return flow in self.flows and self.flows[flow].visibility == "confidential"

    def about(self, kept: Conversation) -> str:
        """What the card of this conversation is about: one that nobody may learn of is a `matter`."""
        return "matter" if self.confidential(kept.flow) else "conversation"


@dataclass(frozen=True)
class Turn:
    """A conversation taken up: where it stands under today's policy, and what to tell about a changed policy."""

    kept: Conversation
    person: Person
    policy: Policy
    state: State
    told: tuple[str, ...] = ()

    @property
    def confidential(self) -> bool:
        """Whether nobody but the person may learn of it."""
        return self.state.flow.visibility == "confidential"

    @property
    def waiting(self) -> Asked | None:
        """The question that waits for an answer, or that is being changed."""
        if "edit" in self.kept.view:
            return next((a for a in self.state.route if a.question.id == self.kept.view["edit"]), None)
        return self.state.next if isinstance(self.state, Asking) else None


def raw_from_json(kept: str | Sequence[str]) -> str | tuple[str, ...]:
    """A raw answer as it was before it was kept as JSON, which knows no tuples."""
    return kept if isinstance(kept, str) else tuple(kept)


async def begin(talk: Talk, person: Person, flow: str, address: str, **more: Any) -> Conversation:
    """Start a flow and have its first question shown."""
    if flow not in talk.flows:
        raise Refused("unknown_flow", "I have no guide of that name. Write help to see what I can do.")
    situation = talk.policies.situation(person.council, person.service, talk.clock.today(LONDON))
    policy = talk.policies.current(person.council, situation)
    await talk.policies.pin(policy)
    now = talk.clock.now()
    version = talk.policies.version(policy)
    kept = Conversation(
        talk.ids.delivery(), person.council, person.id, flow, address, version, situation, now, now, **more
    )  # fmt: skip
    await talk.conversations.add(kept)
    await talk.cards.show(kept.council, talk.about(kept), kept.id, [person.id])
    return kept


async def take_up(talk: Talk, person: Person, conversation_id: str) -> Turn:
    """The conversation, if it is this person's own, brought to today's policy."""
    kept = await talk.conversations.get(conversation_id)
    if kept is None or kept.person != person.id:
        raise Refused("not_yours", GONE)
    if kept.state != "open":
        await talk.cards.repair(talk.about(kept), kept.id, person.id)
        raise Stale("over", OVER)
    return await as_of_today(talk, person, kept)


async def as_of_today(talk: Talk, person: Person, kept: Conversation) -> Turn:
    """Replay the answers under the policy and the situation of today; say what a change of policy does to them."""
    situation = talk.policies.situation(kept.council, person.service, talk.clock.today(LONDON))
    policy = talk.policies.current(kept.council, situation)
    flow = talk.flows[kept.flow]
    if talk.policies.version(policy) == kept.policy:
        return Turn(replace(kept, situation=situation), person, policy, replay(flow, policy, kept.answers))
    now = replace(kept, situation=situation, policy=talk.policies.version(policy))
    pinned = await talk.policies.pinned(kept.council, kept.policy, kept.situation)
    if pinned is None:
        return Turn(now, person, policy, replay(flow, policy, kept.answers), (CHANGED,))
    moved = rebase(replay(flow, pinned, kept.answers), flow, policy)
    return Turn(now, person, policy, moved.state, moved.tell)


async def as_it_was(talk: Talk, person: Person, kept: Conversation) -> Turn:
    """A conversation that has ended, under the policy and on the day of its end: advice is not given anew."""
    policy = await talk.policies.pinned(kept.council, kept.policy, kept.situation)
    policy = policy or talk.policies.current(kept.council, kept.situation)
    return Turn(kept, person, policy, replay(talk.flows[kept.flow], policy, kept.answers))


def check_fresh(turn: Turn, drawn_from: str, *, same_turn: bool) -> None:
    """Refuse a button that was drawn from other answers than those recorded now, or under another policy."""
    if not fresh(drawn_from, turn.state):
        raise Stale("policy_changed", MOVED) if same_turn else Stale("answered", OLD)


async def answer(talk: Talk, turn: Turn, question_id: str, raw: str | tuple[str, ...]) -> Conversation:
    """Record an answer to the question that waits; InvalidAnswer, with nothing changed, where it cannot be read."""
    asked = turn.waiting
    if asked is None or asked.question.id != question_id:
        raise Stale("answered", OLD)
    given = await _given(talk, turn.person, asked.question, raw)
    if turn.kept.view.get("edit") == question_id:
        return await _propose(talk, turn, question_id, given)
    answers = with_answer(turn.state, question_id, given)
    _readable(replay(turn.state.flow, turn.policy, answers), question_id)
    return await keep(talk, turn, answers=answers, view={})


async def edit(talk: Talk, turn: Turn, question_id: str) -> Conversation:
    """Show an answered question again, to be changed."""
    if question_id not in {a.question.id for a in turn.state.route}:
        raise Stale("answered", OLD)
    return await keep(talk, turn, view={"edit": question_id})


async def confirm(talk: Talk, turn: Turn) -> Conversation:
    """Make the change that was shown; what no way on from there asks again is dropped."""
    view = turn.kept.view
    if "to" not in view:
        raise Stale("answered", OLD)
    given = Given(raw_from_json(view["to"]), view["verdict"])
    after = changed(turn.state.flow, turn.policy, turn.state.answers, {view["edit"]: given})
    return await keep(talk, turn, answers=after.state.answers, view={})


async def leave_as_it_was(talk: Talk, turn: Turn) -> Conversation:
    """Give up a change."""
    return await keep(talk, turn, view={})


async def back(talk: Talk, turn: Turn) -> Conversation:
    """Take back the last answer."""
    return await keep(talk, turn, answers=without_last(turn.state), view={})


async def start_again(talk: Talk, turn: Turn) -> Conversation:
    """Drop every answer."""
    return await keep(talk, turn, answers={}, view={})


async def keep(talk: Talk, turn: Turn, **changes: Any) -> Conversation:
    """Keep the conversation with these changes and have its card drawn anew."""
    before = turn.kept
    after = replace(before, **{"updated": talk.clock.now(), **changes, "version": before.version + 1})
    await talk.conversations.save(before, after)
    if turn.told:
        await talk.policies.pin(turn.policy)
    await talk.cards.show(after.council, talk.about(after), after.id, [after.person])
    return after


async def _given(talk: Talk, person: Person, question: Question[Any], raw: str | tuple[str, ...]) -> Given:
    if not isinstance(question, Lookup) or not isinstance(raw, str):
        return Given(raw)
    return Given(*(await talk.lookups.look_up(person, question.register, raw.strip()) or (raw.strip(), "")))


async def _propose(talk: Talk, turn: Turn, question_id: str, given: Given) -> Conversation:
    preview = changed(turn.state.flow, turn.policy, turn.state.answers, {question_id: given})
    _readable(preview.state, question_id)
    to = given.raw if isinstance(given.raw, str) else list(given.raw)
    return await keep(talk, turn, view={"edit": question_id, "to": to, "verdict": given.verdict})


def _readable(after: State, question_id: str) -> None:
    if isinstance(after, Asking) and after.error and after.next.question.id == question_id:
        raise InvalidAnswer(question_id, after.error)
