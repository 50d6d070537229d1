"""Files that come with words or with a form: kept for the conversation under way, and answered about at once."""

from collections.abc import Awaitable, Mapping
from dataclasses import replace

from bot.approvals.ports import Person
from bot.buttons import FILES
from bot.conversations.paging import named, page
from bot.conversations.ports import Conversation
from bot.conversations.press import Press
from bot.conversations.turn import Talk, Turn
from bot.errors import InvalidAnswer
from bot.evidence.ports import CONVERSATION, Held
from bot.evidence.taking import named_in_answer
from bot.messages import Fields, Incoming, Input, Reply
from flows.engine import Asked

NOT_KEPT = "I have not kept what you sent, for I asked you for no file."


async def take(talk: Talk, person: Person, incoming: Incoming, kept: Conversation) -> tuple[str, tuple[Held, ...]]:
    """Keep what came for that conversation: what the person is told of it, and the files that are there now."""
    taken = await talk.files.take(person, incoming.account, incoming.files, CONVERSATION, kept.id)
    return taken.sentence, taken.wanted


async def add(press: Press, about: str, ref: str, done: str) -> Reply:
    """Keep what came with words about a case or a report, which were taken; `done` says so."""
    taken = await press.talk.files.take(press.person, press.incoming.account, press.incoming.files, about, ref)
    return told(taken.sentence, Reply(done, "good"))


def told(sentence: str, reply: Reply) -> Reply:
    """The reply with what is said of the files before it."""
    return replace(reply, text=" ".join(part for part in (sentence, reply.text) if part))


async def first(sentence: str, doing: Awaitable[Reply]) -> Reply:
    """What comes of it, with what is said of the files before it; before what is wrong with an answer, too."""
    try:
        return told(sentence, await doing)
    except InvalidAnswer as wrong:
        raise InvalidAnswer(wrong.code, " ".join(part for part in (sentence, wrong.sentence) if part)) from wrong


def takes_files(asked: Asked) -> bool:
    """Whether the question may be answered with files, or has them beside its answer."""
    return bool(getattr(asked.question, "files", False))


def inputs(asked: Mapping[str, Asked]) -> tuple[Input, ...]:
    """The field for files of a page on which any question takes them."""
    return (FILES,) if any(takes_files(a) for a in asked.values()) else ()


def filled(taken: Turn, fields: Fields, files: tuple[Held, ...]) -> Fields:
    """What was filled in, with the files as the answer where one is asked for and nothing is written."""
    asks = (n for n, a in named(page(taken)).items() if a.question.kind == "upload" and not fields.get(n))
    answers = {name: named_in_answer(files) for name in asks} if files else {}
    return {**{n: v for n, v in fields.items() if n != FILES.id}, **answers}
