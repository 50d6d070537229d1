"""Files that come with words or with a form: kept for the conversation under way, and answered about at once."""

from collections.abc import Mapping
from dataclasses import replace

from bot.approvals.ports import Person
from bot.conversations.paging import named, page
from bot.conversations.ports import Conversation
from bot.conversations.turn import Talk, Turn
from bot.evidence.ports import CONVERSATION, Held
from bot.evidence.taking import named_in_answer
from bot.messages import Fields, Incoming, Input, Reply
from flows.engine import Asked

FIELD = "sent_files"
LABEL = "Files, if you have any"
HINT = "Pictures, PDF, office documents, short videos or saved emails, up to 20 MB each."
INPUT = Input(FIELD, LABEL, "files", HINT, required=False)
NOT_KEPT = "I have not kept what you sent, for I asked you for no file."


async def take(talk: Talk, person: Person, incoming: Incoming, kept: Conversation) -> tuple[str, tuple[Held, ...]]:
    """Keep what came for that conversation: what the person is told of it, and the files that are there now."""
    taken = await talk.files.take(person, incoming.account, incoming.files, CONVERSATION, kept.id)
    return taken.sentence, taken.wanted


def told(sentence: str, reply: Reply) -> Reply:
    """The reply with what is said of the files before it."""
    return replace(reply, text=" ".join(part for part in (sentence, reply.text) if part))


def takes_files(asked: Asked) -> bool:
    """Whether the question may be answered with files, or has them beside its answer."""
    return bool(getattr(asked.question, "files", False))


def inputs(asked: Mapping[str, Asked]) -> tuple[Input, ...]:
    """The field for files of a page on which any question takes them."""
    return (INPUT,) if any(takes_files(a) for a in asked.values()) else ()


def filled(taken: Turn, fields: Fields, files: tuple[Held, ...]) -> Fields:
    """What was filled in, with the files as the answer where one is asked for and nothing is written."""
    asks = (n for n, a in named(page(taken)).items() if a.question.kind == "upload" and not fields.get(n))
    answers = {name: named_in_answer(files) for name in asks} if files else {}
    return {**{n: v for n, v in fields.items() if n != FIELD}, **answers}
