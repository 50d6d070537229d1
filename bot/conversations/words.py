"""What typed words do: a command, the answer to the question that waits, a flow's start, or an honest «I can't»."""

from dataclasses import replace

from bot.approvals.ports import Person
from bot.conversations import asking, presses, sending, submitting, turn
from bot.conversations.ports import Conversation
from bot.conversations.turn import Talk, Turn
from bot.conversations.typed import URL, Meaning, as_answer, asks, meaning, starts
from bot.errors import InvalidAnswer
from bot.evidence.ports import Held
from bot.evidence.taking import named_in_answer
from bot.messages import Incoming, Reply

LONGEST = 4000
CHANNEL = "channel"
LOST = "I can't tell what you need from that. The card below shows everything I can do."
LINKS_ALONE = (
    "I open no links and no files, and I asked you for none. Start with a guide below, and send it when I ask. "
    "Or tell me in words what you want to know."
)
WHY = "The card below says why, with the sections of the policy behind the question."
NO_SECTION = "No section asks for this. What you answer decides what comes next."
NOTHING_ASKED = "I ask you nothing at the moment. The card below shows where you are."
BY_BUTTON = "Nothing is decided by writing here: press the button on the card. This is what waits for you."
WELCOME = "You're welcome. Write help whenever you need me."
# What may also be the answer to a question that waits.
OR_ANSWERS = ("decide", "thanks")


async def said(talk: Talk, person: Person, incoming: Incoming) -> Reply:
    """Deal with a message; what fits nothing gets the list of what would."""
    if incoming.files:
        return await _with_files(talk, person, incoming)
    return await _words(talk, person, incoming)


async def _with_files(talk: Talk, person: Person, incoming: Incoming) -> Reply:
    """Words and files: the files go with what is under way, and nothing that was not asked for is kept."""
    unfinished = await talk.conversations.open_for(person.id)
    if not unfinished or CHANNEL in incoming.given:
        return await _unasked(talk, person, incoming)
    said, files = await sending.take(talk, person, incoming, unfinished[0])
    words = _as_words(await _waiting(talk, person), incoming.text.strip(), files)
    if not words:
        await _below(talk, unfinished[0])
        return Reply(said, "info" if files else "warn")
    return await sending.first(said, _words(talk, person, replace(incoming, text=words, files=())))


async def _unasked(talk: Talk, person: Person, incoming: Incoming) -> Reply:
    """Files that nothing asked for: they are kept where the words with them begin a guide."""
    if not incoming.text.strip():
        return await _lost(talk, person, LINKS_ALONE)
    reply = await _words(talk, person, replace(incoming, files=()))
    begun = [] if CHANNEL in incoming.given else await talk.conversations.open_for(person.id)
    said = (await sending.take(talk, person, incoming, begun[0]))[0] if begun else sending.NOT_KEPT
    return sending.told(said, reply)


def _as_words(waiting: Turn | None, text: str, files: tuple[Held, ...]) -> str:
    """What is answered by files: where a link is asked for, where they are; where files are, which."""
    kind = waiting.waiting.question.kind if waiting and waiting.waiting else ""
    if kind == "link":
        return " ".join(part for part in (text, *(f.link for f in files)) if part)
    return named_in_answer(files) if kind == "upload" and files and not text else text


async def _words(talk: Talk, person: Person, incoming: Incoming) -> Reply:
    text = incoming.text.strip()
    means = meaning(URL.sub(" ", text[:LONGEST]), talk.flows.values())  # what a file is called means nothing
    waiting = await _waiting(talk, person)
    if means.command and not (waiting and means.command in OR_ANSWERS):
        return await _command(talk, person, means.command)
    named = bool(means.sure and means.flow and _names(means, text, talk))
    in_a_channel = CHANNEL in incoming.given  # before others nobody answers what is asked of them alone
    if waiting is not None and not (named or in_a_channel or _besides(waiting, text)):
        return await _answered(talk, waiting, text)
    if text and not URL.sub("", text).strip():
        return await _lost(talk, person, LINKS_ALONE)
    if means.flow and (named or starts(text)):
        return await presses.begin_or_carry_on(talk, person, means.flow, incoming.address)
    reply = await asking.ask(talk, person, text, incoming.address, waiting.kept.id if waiting else "")
    return reply or await _lost(talk, person, LOST if text else "")


async def _lost(talk: Talk, person: Person, sentence: str) -> Reply:
    await _page(talk, person, "help")
    return Reply(sentence, "info")


def _besides(waiting: Turn, text: str) -> bool:
    """Whether this asks something else than what waits for an answer, which could not be read from it anyway."""
    asked = waiting.waiting
    if asked is None or asked.question.kind == "text" or not asks(text):
        return False
    return as_answer(text, asked.question) not in {o.value for o in asked.question.options()}


async def _answered(talk: Talk, waiting: Turn, text: str) -> Reply:
    asked = waiting.waiting
    if asked is not None:
        try:
            kept = await turn.answer(talk, waiting, asked.question.id, as_answer(text, asked.question))
        except InvalidAnswer:
            await _below(talk, waiting.kept)  # with the ways out, where what is wrong is read
            raise
        await _below(talk, kept)
    return Reply()


async def _below(talk: Talk, kept: Conversation) -> None:
    """Show the conversation under what was just typed: what comes next is looked for there."""
    await talk.cards.again(kept.council, talk.about(kept), kept.id, kept.person)


async def _waiting(talk: Talk, person: Person) -> Turn | None:
    """The newest unfinished conversation that waits for an answer."""
    for kept in (await talk.conversations.open_for(person.id))[:1]:
        taken = await turn.as_of_today(talk, person, kept)
        return taken if taken.waiting and "to" not in kept.view else None
    return None


def _names(means: Meaning, text: str, talk: Talk) -> bool:
    flow = talk.flows[means.flow]
    return text.lower().strip(" .!?") in {
        flow.name.replace("_", " "),
        flow.title.lower(),
        *(s.lower() for s in flow.says),
    }


async def _command(talk: Talk, person: Person, command: str) -> Reply:
    match command:
        case "help" | "home" | "settings" | "mine" | "waiting" | "accounts" | "agreements":
            await _page(talk, person, command)
            return Reply()
        case "decide":
            await _page(talk, person, "waiting")
            return Reply(BY_BUTTON, "info")
        case "thanks":
            return Reply(WELCOME, "info")
        case _:
            return await _about_the_last(talk, person, command)


async def _about_the_last(talk: Talk, person: Person, command: str) -> Reply:
    unfinished = await talk.conversations.open_for(person.id)
    if not unfinished:
        await _page(talk, person, "help")
        return Reply("You have nothing under way. The card below shows what you can start.", "info")
    return await _on(talk, person, command, unfinished[0])


async def _on(talk: Talk, person: Person, command: str, kept: Conversation) -> Reply:
    if command == "carry_on":
        await _below(talk, kept)
        return Reply()
    taken = await turn.as_of_today(talk, person, kept)
    match command:
        case "back":
            await _below(talk, await turn.back(talk, taken))
        case "restart":
            await _below(talk, await turn.start_again(talk, taken))
        case "why":
            await _below(talk, kept)
            return Reply(_because(taken), "info")
        case _:
            await submitting.finish(talk, taken, "stopped")
            return Reply("Stopped. Nothing was sent.", "info")
    return Reply()


def _because(taken: Turn) -> str:
    if taken.waiting is None:
        return NOTHING_ASKED
    return WHY if taken.waiting.rows else NO_SECTION


async def _page(talk: Talk, person: Person, kind: str) -> None:
    await talk.cards.again(person.council, f"page.{kind}", person.id, person.id)
