"""What each button does. A token names its action first; the rest says what it is about."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.approvals import service
from bot.approvals.model import CaseState
from bot.approvals.ports import Desk, Person
from bot.approvals.recording import STEWARDS
from bot.approvals.service import Where
from bot.conversations import submitting, turn
from bot.conversations.ports import Conversation
from bot.conversations.turn import Talk, Turn
from bot.errors import InvalidAnswer, Refused, Stale
from bot.messages import Incoming, Reply
from flows.engine import Given

NOT_YOURS = Refused("not_yours", "This button was made for somebody else, so it does nothing for you.")


@dataclass(frozen=True)
class Press:
    """A pressed button: who, what the token says after its action, and the fields filled in with it."""

    talk: Talk
    desk: Desk
    person: Person
    incoming: Incoming
    about: Sequence[str | int]

    def text(self, field: str) -> str:
        """A filled-in field as one line of text, empty where it was left out."""
        value = self.incoming.fields.get(field, "")
        return value if isinstance(value, str) else " ".join(value)


Does = Callable[[Press], Awaitable[Reply]]


async def start(press: Press) -> Reply:
    """Start a flow, or carry on with the one of that name which is under way."""
    return await begin_or_carry_on(press.talk, press.person, str(press.about[0]), press.incoming.address)


async def begin_or_carry_on(talk: Talk, person: Person, flow: str, address: str) -> Reply:
    """As start, for typed words too."""
    under_way = [c for c in await talk.conversations.open_for(person.id) if c.flow == flow]
    if not under_way:
        await turn.begin(talk, person, flow, address)
        return Reply()
    await talk.cards.again(person.council, "conversation", under_way[0].id, person.id)
    return Reply("You had begun this already, so here it is again. Choose Start again to begin afresh.", "info")


async def carry_on(press: Press) -> Reply:
    """Show an unfinished conversation again, at the end of the chat."""
    kept = (await turn.take_up(press.talk, press.person, str(press.about[0]))).kept
    await press.talk.cards.again(kept.council, "conversation", kept.id, press.person.id)
    return Reply()


async def page(press: Press) -> Reply:
    """Show the person's own page."""
    await press.talk.cards.again(press.person.council, f"page.{press.about[0]}", press.person.id, press.person.id)
    return Reply()


async def show(press: Press) -> Reply:
    """Show a case again to somebody who has a card of it."""
    stored = await press.desk.cases.get(str(press.about[0]))
    if stored is None or press.person.id not in {stored.case.requester, *stored.case.asked}:
        raise NOT_YOURS
    await press.talk.cards.again(stored.council, "case", stored.case.id, press.person.id)
    return Reply()


async def answer(press: Press) -> Reply:
    """Answer the question that waits, by a picked value or a filled-in field."""
    taken = await _taken(press)
    question, *picked = press.about[3:]
    raw = str(picked[0]) if picked else press.incoming.fields.get("answer", "")
    await turn.answer(press.talk, taken, str(question), raw)
    return Reply()


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
    await submitting.finish(press.talk, await _taken(press), "done")
    return Reply("Finished. You can find this advice in this chat at any time.", "good")


async def stop(press: Press) -> Reply:
    """Give up a conversation."""
    await submitting.finish(press.talk, await _taken(press), "stopped")
    return Reply("Stopped. Nothing was sent.", "info")


async def submit(press: Press) -> Reply:
    """Send the outcome to whoever decides."""
    stored = await submitting.submit(press.talk, press.desk, await _taken(press))
    waits = " Nobody can be asked yet, so the Communications Team has been told." if stored.case.orphaned else ""
    return Reply(f"Sent. Your reference is {stored.reference}.{waits}", "good")


async def revise(press: Press) -> Reply:
    """Open the answers of a case for which changes were asked, to send it again."""
    stored = await press.desk.cases.get(str(press.about[0]))
    if stored is None or stored.case.requester != press.person.id or press.about[1] != press.person.id:
        raise NOT_YOURS
    if stored.case.state is not CaseState.CHANGES_REQUESTED:
        raise Refused("not_waiting", "Nobody is waiting for changes to this request.")
    under_way = [c for c in await press.talk.conversations.open_for(press.person.id) if c.case == stored.case.id]
    if under_way:
        await press.talk.cards.again(stored.council, "conversation", under_way[0].id, press.person.id)
        return Reply()
    content = await press.desk.cases.content(stored.case.id, stored.case.revision)
    answers = {row["question"]: Given(_raw(row["raw"]), row["verdict"]) for row in content.asked}
    address = press.incoming.address
    await turn.begin(press.talk, press.person, stored.flow, address, answers=answers, case=stored.case.id)
    return Reply("Your answers are below. Choose Change beside the ones to change, then send it again.", "info")


async def approve(press: Press) -> Reply:
    """Agree to a step."""
    stored = await service.approve(press.desk, press.person.id, _where(press))
    ended = stored.case.state is CaseState.APPROVED
    return Reply("Approved. " + ("Everybody has now agreed." if ended else "The next person has been asked."), "good")


async def decline(press: Press) -> Reply:
    """Say no, with a reason."""
    stored = await service.decline(press.desk, press.person.id, _where(press), _reason(press))
    over = stored.case.state is CaseState.DECLINED
    return Reply("Declined. The person who asked has been told why." if over else "Your answer is recorded.", "good")


async def changes(press: Press) -> Reply:
    """Send it back, saying what to change."""
    await service.ask_changes(press.desk, press.person.id, _where(press), _reason(press))
    return Reply("Sent back. The person who asked can change it and send it again.", "good")


async def withdraw(press: Press) -> Reply:
    """Take one's own request back."""
    await service.withdraw(press.desk, _mine(press), str(press.about[0]))
    return Reply("Withdrawn. Everybody who was asked has been told.", "good")


async def reassign(press: Press) -> Reply:
    """Pass a decision to somebody else."""
    person = _mine(press)
    target = await press.desk.directory.by_email(press.person.council, press.text("email").strip())
    if target is None:
        raise InvalidAnswer("unknown_person", "Nobody on the staff list has that address. Check it and try again.")
    steward = person in await press.desk.directory.holders(press.person.council, STEWARDS)
    await service.reassign(press.desk, person, str(press.about[0]), target, steward=steward)
    return Reply(f"Passed on. {target.name} has been asked.", "good")


def _where(press: Press) -> Where:
    case, step, revision, person = press.about
    if person != press.person.id:
        raise NOT_YOURS
    return Where(str(case), int(step), int(revision))


def _mine(press: Press) -> str:
    if press.about[-1] != press.person.id:
        raise NOT_YOURS
    return press.person.id


def _reason(press: Press) -> str:
    reason = press.text("reason").strip()
    if not reason:
        raise InvalidAnswer("reason", "Give a reason in a few words, so that the person knows what to do.")
    if len(reason) > MOST:
        raise InvalidAnswer("reason", f"That is {len(reason):,} characters; keep it to {MOST:,}.")
    return reason


async def _taken(press: Press) -> Turn:
    taken = await turn.take_up(press.talk, press.person, str(press.about[0]))
    try:
        turn.check_fresh(taken, str(press.about[2]))
    except Stale:
        await press.talk.cards.repair("conversation", taken.kept.id, press.person.id)
        raise
    return taken


def _raw(kept: object) -> str | tuple[str, ...]:
    return tuple(kept) if isinstance(kept, list | tuple) else str(kept)


MOST = 2000
FOR: Mapping[str, Does] = {
    "start": start,
    "carry_on": carry_on,
    "page": page,
    "show": show,
    "answer": answer,
    "edit": edit,
    "confirm": _with(turn.confirm),
    "keep": _with(turn.leave_as_it_was),
    "back": _with(turn.back),
    "restart": _with(turn.start_again),
    "finish": finish,
    "stop": stop,
    "submit": submit,
    "revise": revise,
    "approve": approve,
    "decline": decline,
    "changes": changes,
    "withdraw": withdraw,
    "reassign": reassign,
}
