"""A free question: looked up in the person's own council's policy, and its answer shown as a card of its own."""

from bot.approvals.ports import Person
from bot.clock import LONDON
from bot.conversations.ports import Conversation
from bot.conversations.turn import Talk
from bot.messages import Reply

STATE = "answered"
NO_QUESTION = ("empty", "no_words")


async def ask(talk: Talk, person: Person, text: str, address: str, waiting: str = "") -> Reply | None:
    """Answer a question, with a way back to the conversation that waits; None where there is no question in it.

    The answer is kept as long as its card must be drawn. What was asked is not kept.
    """
    situation = talk.policies.situation(person.council, person.service, talk.clock.today(LONDON))
    policy = talk.policies.current(person.council, situation)
    found = talk.answers.answer(text, policy)
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
