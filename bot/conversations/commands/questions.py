"""`/ask`: a free question, answered at once and to nobody else."""

from bot.conversations import answers
from bot.conversations.answers import NO_QUESTION
from bot.conversations.asking import looked_up
from bot.conversations.commands.call import Call
from bot.messages import Button, Reply, Screen, Steps, Text

HOW = "Write your question after the command, in your own words. Only you see the answer."
EXAMPLES = (
    "/ask may I post a photo of children at an event?",
    "/ask who may pay for a post?",
    "/ask can I like a post of a councillor?",
)


async def ask(call: Call) -> Reply:
    """The answer as a card of its own; how to ask where there is no question."""
    return await answered(call, call.words) or Reply(screen=_how(call))


async def answered(call: Call, question: str) -> Reply | None:
    """The answer, with a way back to the conversation that waits; None where there is no question in the words.

    Nothing is kept: neither what was asked nor what was answered.
    """
    if not question:
        return None
    person, talk = call.person, call.talk
    situation = await talk.situation(person.council, person.service)
    found = looked_up(talk, question, talk.policies.current(person.council, situation))
    if found["reason"] in NO_QUESTION:
        return None
    waiting = [kept.id for kept in (await talk.conversations.open_for(person.id))[:1]]
    return Reply(screen=answers.draw(found, talk.sign, *waiting))


def _how(call: Call) -> Screen:
    return Screen(
        "How to ask",
        HOW,
        (Text(HOW), Steps(EXAMPLES, "Such as", numbered=False)),
        (),
        (Button("Help", call.talk.sign("page", "help"), "quiet"),),
        label="Ask",
    )
