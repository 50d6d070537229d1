"""One turn: take up a kept conversation as today's policy has it, do one thing to it, and keep what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.approvals.ports import Person
from bot.conversations.ports import Conversation
from bot.conversations.talk import Talk, Turn
from bot.conversations.today import as_it_was, as_of_today
from bot.errors import InvalidAnswer, Refused, Stale
from flows.engine import Asking, Given, Lookup, Question, State, fresh, replay
from flows.engine import answer as with_answer
from flows.engine import back as without_last
from flows.engine import change as changed

__all__ = [
    "Talk", "Turn", "answer", "as_it_was", "as_of_today", "back", "begin", "check_fresh", "confirm", "edit", "keep",
    "leave_as_it_was", "note", "raw_from_json", "start_again", "take_up",
]  # fmt: skip

GONE = "That conversation is no longer here. Write help to see what I can do."
OVER = "This conversation has ended. Write help to start another."
MOVED = "The policy has changed since this card was drawn. The card now shows what it asks today."
SHOWN_NOW = "The card now shows what it asks today."
OLD = "You have already answered this. The card now shows where you are; choose Change beside an answer to change it."


def raw_from_json(kept: str | Sequence[str]) -> str | tuple[str, ...]:
    """A raw answer as it was before it was kept as JSON, which knows no tuples."""
    return kept if isinstance(kept, str) else tuple(kept)


async def begin(talk: Talk, person: Person, flow: str, address: str, **more: Any) -> Conversation:
    """Start a flow and have its first question shown."""
    if flow not in talk.flows:
        raise Refused("unknown_flow", "I have no guide of that name. Write help to see what I can do.")
    situation = await talk.situation(person.council, person.service)
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


def check_fresh(turn: Turn, drawn_from: str, *, same_turn: bool) -> None:
    """Refuse a button that was drawn from other answers than those recorded now, or under another policy."""
    if not fresh(drawn_from, turn.state):
        moved = " ".join((*turn.changed, SHOWN_NOW)) if turn.changed else MOVED
        raise Stale("policy_changed", moved) if same_turn else Stale("answered", OLD)


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
    """Drop every answer, and every file."""
    await talk.files.drop(turn.kept.id)
    return await keep(talk, turn, answers={}, view={})


async def keep(talk: Talk, turn: Turn, **changes: Any) -> Conversation:
    """Keep the conversation with these changes and have its card drawn anew."""
    before = turn.kept
    if "view" in changes and changes.get("state", "open") == "open":
        changes["view"] = {**_brought(before), **_told(turn), **changes["view"]}
    after = replace(before, **{"updated": talk.clock.now(), **changes, "version": before.version + 1})
    await talk.conversations.save(before, after)
    if turn.told:
        await talk.policies.pin(turn.policy)
    await talk.cards.show(after.council, talk.about(after), after.id, [after.person])
    return after


def _told(turn: Turn) -> Mapping[str, Any]:
    """What has come into force stands on the next card too: whoever types has not seen it on this one."""
    return {"told": list(turn.changed)} if turn.changed else {}


def _brought(kept: Conversation) -> Mapping[str, Any]:
    """What somebody came with, such as the link of a post: it stays at hand until its question is asked."""
    return {"brought": kept.view["brought"]} if "brought" in kept.view else {}


async def note(talk: Talk, turn: Turn, view: Mapping[str, Any]) -> Conversation:
    """Keep something beside the answers; no card looks different for it."""
    drafted = turn.at or turn.kept.drafted
    after = replace(turn.kept, view=view, drafted=drafted, updated=talk.clock.now(), version=turn.kept.version + 1)
    await talk.conversations.save(turn.kept, after)
    return after


async def _given(talk: Talk, person: Person, question: Question[Any], raw: str | tuple[str, ...]) -> Given:
    if question.kind == "many" and not raw:
        return Given(())  # some platforms leave out a field in which nothing is picked
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
