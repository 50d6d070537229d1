"""Several questions on one page: those that come next whatever is written in the ones before, and a draft of them."""

from collections.abc import Mapping

from bot.conversations import turn
from bot.conversations.ports import Conversation
from bot.conversations.turn import Talk, Turn
from bot.errors import InvalidAnswer
from bot.messages import Fields, Reply
from flows.engine import Asked, Asking, Given, Invalid, Raw, Text, replay
from flows.engine import answer as with_answer

# A page that is longer is not filled in on a phone.
MOST = 5
LONGEST_DRAFT = 4000
FIRST = "answer"
NOTHING: Mapping[str, str] = {}


def page(taken: Turn) -> tuple[Asked, ...]:
    """The question that waits, with those that follow it; none follow one whose answer may change the way."""
    first = taken.waiting
    if first is None or "edit" in taken.kept.view:
        return (first,) if first else ()
    found, state = [first], taken.state
    while len(found) < MOST and isinstance(found[-1].question, Text):
        question = found[-1].question
        state = replay(state.flow, taken.policy, with_answer(state, question.id, question.samples(())[0]))
        if not isinstance(state, Asking) or not isinstance(state.next.question, Text):
            break
        found.append(state.next)
    return tuple(found)


def named(asked: tuple[Asked, ...]) -> Mapping[str, Asked]:
    """The questions of a page by the names of their fields."""
    return {FIRST if n == 0 else a.question.id: a for n, a in enumerate(asked)}


def drafted(taken: Turn, name: str, asked: Asked) -> Raw:
    """What stands in a field before anything is written there: a draft of it, or what was answered before."""
    draft = taken.kept.view.get("draft", {})
    if name in draft:
        return turn.raw_from_json(draft[name])
    brought = taken.kept.view.get("brought", {})
    if asked.question.id in brought and asked.question.id not in taken.state.answers:
        return str(brought[asked.question.id])
    before = taken.state.answers.get(asked.question.id)
    return before.raw if before else ""


def wrong_with(taken: Turn, name: str) -> str:
    """What was wrong with the draft of a field when it was handed in; empty where nothing was."""
    return str(taken.kept.view.get("wrong", {}).get(name, ""))


async def fill(talk: Talk, taken: Turn, question_id: str, fields: Fields) -> Reply:
    """Answer the page, as far as it is filled in; what is wrong stands beside its field, and nothing is lost."""
    asked = page(taken)
    try:
        if len(asked) < 2:  # noqa: PLR2004 - a page of one is a question
            await turn.answer(talk, taken, question_id, fields.get(FIRST, ""))
            return Reply()
        return await _filled(talk, taken, asked, fields)
    except InvalidAnswer as wrong:
        await keep_draft(talk, taken, fields, {FIRST: wrong.sentence})
        raise


async def keep_draft(talk: Talk, taken: Turn, fields: Fields, wrong: Mapping[str, str] = NOTHING) -> Conversation:
    """Keep what stands in the fields, whether it could be an answer or not, and what is wrong with it.

    The card may be brought up to date at any moment, by a change that is older, and then says the same.
    What was typed earlier and only comes in now changes nothing. The one and the other are found and kept at the same
    version of the conversation, so that two processes at once come to the same.
    """
    if taken.at and taken.kept.drafted and taken.at < taken.kept.drafted:
        return taken.kept
    there = named(page(taken))
    several = {name for name, asked in there.items() if asked.question.kind == "many"}
    fits = {n: v for n, v in fields.items() if n in there and isinstance(v, tuple) == (n in several)}
    draft = {name: _kept(value) for name, value in fits.items()}
    before = {name: part for name, part in taken.kept.view.items() if name != "wrong"}
    return await turn.note(talk, taken, {**before, "draft": draft, **({"wrong": dict(wrong)} if wrong else {})})


async def _filled(talk: Talk, taken: Turn, asked: tuple[Asked, ...], fields: Fields) -> Reply:
    given, errors = dict(taken.state.answers), dict[str, str]()
    for name, one in named(asked).items():
        raw = fields.get(name, "")
        if name != FIRST and not raw:
            break  # the next page begins with what was left out
        try:
            one.question.read(Given(raw))
            given[one.question.id] = Given(raw)
        except Invalid as wrong:
            errors[name] = str(wrong)
    if errors:
        await keep_draft(talk, taken, fields, errors)
        return Reply(" ".join(dict.fromkeys(errors.values())), "warn", errors)
    await turn.keep(talk, taken, answers=given, view={})
    return Reply()


def _kept(value: str | tuple[str, ...]) -> str | list[str]:
    # Databases cannot keep a NUL.
    return value.replace("\0", "")[:LONGEST_DRAFT] if isinstance(value, str) else list(value)
