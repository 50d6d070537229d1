"""The buttons of a case's card."""

from collections.abc import Mapping

from bot.approvals import service
from bot.approvals.model import CaseState
from bot.approvals.ports import TEAM
from bot.approvals.service import Where
from bot.conversations import sending, turn
from bot.conversations.press import Action, Press, not_yours
from bot.errors import Refused
from bot.evidence.ports import CASE
from bot.messages import Reply
from flows.engine import Given

NO_WORDS = "Write a few words first."
NO_REASON = "Give a reason in a few words, so that the person knows what to do."


async def show(press: Press) -> Reply:
    """Show a case again to somebody who has a card of it."""
    stored = await press.desk.cases.get(str(press.about[0]))
    if stored is None or press.person.council != stored.council:
        raise not_yours()
    known = {stored.case.requester, *stored.case.asked}
    if press.person.id not in known and not await _follows(press, stored.case.id):
        raise not_yours()
    await press.talk.cards.again(stored.council, "case", stored.case.id, press.person.id)
    return Reply()


async def _follows(press: Press, case_id: str) -> bool:
    """Whether something that follows from the case is or was this person's to do, or they keep the registers."""
    tasks = await press.registers.tasks.of_case(case_id)
    if any(press.person.id in task.known_to for task in tasks):
        return True
    return bool(tasks) and await press.registers.keeps(press.person.id, press.person.council)


async def revise(press: Press) -> Reply:
    """Open the answers of a case for which changes were asked, to send it again."""
    stored = await press.desk.cases.get(str(press.about[0]))
    if stored is None or stored.case.requester != press.person.id or press.about[1] != press.person.id:
        raise not_yours()
    if stored.case.state is not CaseState.CHANGES_REQUESTED:
        raise Refused("not_waiting", "Nobody is waiting for changes to this request.")
    under_way = [c for c in await press.talk.conversations.open_for(press.person.id) if c.case == stored.case.id]
    if under_way:
        await press.talk.cards.again(stored.council, "conversation", under_way[0].id, press.person.id)
        return Reply()
    content = await press.desk.cases.content(stored.case.id, stored.case.revision)
    answers = {row["question"]: Given(turn.raw_from_json(row["raw"]), row["verdict"]) for row in content.asked}
    address = press.incoming.address
    await turn.begin(press.talk, press.person, stored.flow, address, answers=answers, case=stored.case.id)
    return Reply("Your answers are below. Choose Change beside the ones to change, then send it again.", "info")


async def approve(press: Press) -> Reply:
    """Agree to a step."""
    stored = await service.approve(press.desk, press.person, _where(press))
    ended = stored.case.state is CaseState.APPROVED
    return Reply("Approved. " + ("Everybody has now agreed." if ended else "The next person has been asked."), "good")


async def settle(press: Press) -> Reply:
    """Mark a referral as dealt with."""
    await service.approve(press.desk, press.person, _where(press))
    return Reply("Marked as dealt with. The person who asked has been told.", "good")


async def decline(press: Press) -> Reply:
    """Say no, with a reason."""
    stored = await service.decline(press.desk, press.person, _where(press), _reason(press))
    over = stored.case.state is CaseState.DECLINED
    return Reply("Declined. The person who asked has been told why." if over else "Your answer is recorded.", "good")


async def changes(press: Press) -> Reply:
    """Send it back, saying what to change."""
    await service.ask_changes(press.desk, press.person, _where(press), _reason(press))
    return Reply("Sent back. The person who asked can change it and send it again.", "good")


async def comment(press: Press) -> Reply:
    """Say something without deciding."""
    person, words = _mine(press), press.written("text", empty=NO_WORDS)
    stored = await service.comment(press.desk, person, str(press.about[0]), words)
    return await sending.add(press, CASE, stored.case.id, "Said. The others read it on their cards.")


async def withdraw(press: Press) -> Reply:
    """Take one's own request back."""
    await service.withdraw(press.desk, _mine(press), str(press.about[0]))
    return Reply("Withdrawn. Everybody who was asked has been told.", "good")


async def reassign(press: Press) -> Reply:
    """Pass a decision to somebody else."""
    where, person, target = _where(press), press.person.id, await press.named()
    steward = person in await press.desk.stewards_of(press.person.council)
    await service.reassign(press.desk, person, where, target, steward=steward)
    return Reply(f"{target.name} has been asked to decide.", "good")


def _where(press: Press) -> Where:
    case, step, revision, person = press.about
    if person not in (press.person.id, TEAM):
        raise not_yours()
    return Where(str(case), int(step), int(revision))


def _mine(press: Press) -> str:
    if press.about[-1] not in (press.person.id, TEAM):
        raise not_yours()
    return press.person.id


def _reason(press: Press) -> str:
    return press.written("reason", empty=NO_REASON)


DECISION = 4
BUTTONS: Mapping[str, Action] = {
    "show": Action(show, 1),
    "revise": Action(revise, 2),
    "approve": Action(approve, DECISION),
    "settle": Action(settle, DECISION),
    "decline": Action(decline, DECISION),
    "changes": Action(changes, DECISION),
    "comment": Action(comment, 2),
    "withdraw": Action(withdraw, 2),
    "reassign": Action(reassign, DECISION),
}
