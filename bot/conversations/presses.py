"""The buttons of a conversation's card and of a person's own page."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.approvals.ports import Person
from bot.conversations import paging, sending, submitting, turn
from bot.conversations.pages import PAGES
from bot.conversations.ports import Conversation
from bot.conversations.press import FROM_BEFORE, Action, Does, Press
from bot.conversations.turn import Talk, Turn
from bot.errors import Refused, Stale
from bot.messages import Reply

BESIDE = "This is a new one. The one that you had begun is kept: write help to find it."


async def start(press: Press) -> Reply:
    """Start a flow, or carry on with the one of that name which is under way."""
    return await begin_or_carry_on(press.talk, press.person, str(press.about[0]), press.incoming.address)


async def begin_or_carry_on(
    talk: Talk, person: Person, flow: str, address: str, brought: Mapping[str, str] | None = None
) -> Reply:
    """As start, for typed words too; what is `brought` along, by question, stands in its field to be looked over.

    Something else that is brought begins another: it must neither be lost nor be mixed up with what came before.
    """
    begun = [c for c in await talk.conversations.open_for(person.id) if c.flow == flow]
    under_way = [c for c in begun if not brought or c.view.get("brought") == brought]
    if not under_way:
        await turn.begin(talk, person, flow, address, **({"view": {"brought": dict(brought)}} if brought else {}))
        return Reply(BESIDE, "info") if begun else Reply()
    await talk.cards.again(person.council, talk.about(under_way[0]), under_way[0].id, person.id)
    return Reply("You had begun this already, so here it is again. Choose Start again to begin afresh.", "info")


async def carry_on(press: Press) -> Reply:
    """Show an unfinished conversation again, at the end of the chat."""
    kept = (await turn.take_up(press.talk, press.person, str(press.about[0]))).kept
    await press.talk.cards.again(kept.council, press.talk.about(kept), kept.id, press.person.id)
    return Reply()


async def page(press: Press) -> Reply:
    """Show the person's own page."""
    if press.about[0] not in PAGES:
        raise Refused("old_token", FROM_BEFORE)
    await press.talk.cards.again(press.person.council, f"page.{press.about[0]}", press.person.id, press.person.id)
    return Reply()


async def answer(press: Press) -> Reply:
    """Answer the question that waits, by a picked value or a filled-in field."""
    taken = await _taken(press)
    question, *picked = press.about[3:]
    if not picked:
        return await _filled(press, taken, str(question))
    await turn.answer(press.talk, taken, str(question), str(picked[0]))
    return Reply()


async def _filled(press: Press, taken: Turn, question: str) -> Reply:
    said, files = await sending.take(press.talk, press.person, press.incoming, taken.kept)
    fields = sending.filled(taken, press.incoming.fields, files)
    return await sending.first(said, paging.fill(press.talk, taken, question, fields))


async def save(press: Press) -> Reply:
    """Keep what is filled in so far, for later."""
    taken = await _taken(press)
    said, _ = await sending.take(press.talk, press.person, press.incoming, taken.kept)
    await paging.keep_draft(press.talk, taken, press.incoming.fields)
    return sending.told(said, Reply("Saved. Write “carry on” when you want to go on with it.", "good"))


async def edit(press: Press) -> Reply:
    """Show an answered question again, to be changed."""
    await turn.edit(press.talk, await _taken(press), str(press.about[3]))
    return Reply()


def _with(does: Callable[[Talk, Turn], Awaitable[Conversation]]) -> Does:
    async def press_it(press: Press) -> Reply:
        await does(press.talk, await _taken(press))
        return Reply()

    return press_it


async def finish(press: Press) -> Reply:
    """Close advice that has been read."""
    taken = await _taken(press)
    await submitting.finish(press.talk, taken, "done")
    if taken.confidential:
        return Reply("Finished. Nothing of it is kept.", "good")
    return Reply("Finished. You can find this advice in this chat at any time.", "good")


async def stop(press: Press) -> Reply:
    """Give up a conversation."""
    await submitting.finish(press.talk, await _taken(press), "stopped")
    return Reply("Stopped. Nothing was sent.", "info")


async def submit(press: Press) -> Reply:
    """Send the outcome to whoever decides."""
    taken = await _taken(press)
    if taken.confidential:
        return await _reported(press, taken)
    stored = await submitting.submit(press.talk, press.desk, taken)
    waits = " Nobody can be asked yet, so those who can choose somebody are told." if stored.case.orphaned else ""
    return Reply(f"Sent. Your reference is {stored.reference}.{waits}", "good")


async def _reported(press: Press, taken: Turn) -> Reply:
    stored = await submitting.report(press.talk, press.reports, taken)
    waits = " Nobody who is free to look at it can be asked yet; it is kept until somebody can."
    nobody = not stored.report.seated
    return Reply(f"Sent in confidence. Your reference is {stored.reference}.{waits if nobody else ''}", "good")


async def _taken(press: Press) -> Turn:
    conversation, version, drawn_from = press.about[:TURN]
    taken = replace(await turn.take_up(press.talk, press.person, str(conversation)), at=press.incoming.at)
    try:
        turn.check_fresh(taken, str(drawn_from), same_turn=version == taken.kept.version)
    except Stale:
        await press.talk.cards.repair(press.talk.about(taken.kept), taken.kept.id, press.person.id)
        raise
    return taken


TURN = 3
BUTTONS: Mapping[str, Action] = {
    "start": Action(start, 1),
    "carry_on": Action(carry_on, 1),
    "page": Action(page, 1),
    "answer": Action(answer, TURN + 1),
    "edit": Action(edit, TURN + 1),
    "confirm": Action(_with(turn.confirm), TURN),
    "keep": Action(_with(turn.leave_as_it_was), TURN),
    "save": Action(save, TURN),
    "back": Action(_with(turn.back), TURN),
    "restart": Action(_with(turn.start_again), TURN),
    "finish": Action(finish, TURN),
    "stop": Action(stop, TURN),
    "submit": Action(submit, TURN),
}
