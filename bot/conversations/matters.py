"""The buttons of a confidential report's card."""

from collections.abc import Awaitable, Callable, Mapping

from bot.conversations import sending
from bot.conversations.press import Action, Does, Press
from bot.errors import Refused
from bot.evidence.ports import REPORT
from bot.messages import Reply
from bot.reports import rules, service
from bot.reports.ports import Desk, Stored
from bot.reports.report import Kind
from bot.reports.service import Act

NO_WORDS = "Write a few words first."
PARTS = 3


async def show(press: Press) -> Reply:
    """Show a report again to somebody who has a part in it."""
    stored = await press.reports.reports.get(str(press.about[0]))
    if stored is None or press.person.id not in stored.report.known_to:
        raise Refused(rules.NOTHING.code, rules.NOTHING.sentence)
    await press.talk.cards.again(stored.council, "report", stored.report.id, press.person.id)
    return Reply()


async def take(press: Press) -> Reply:
    """Deal with it oneself."""
    await service.assign(press.reports, act_of(press), press.person)
    return Reply("It is with you alone now.", "good")


async def assign(press: Press) -> Reply:
    """Give it to one named person."""
    act, target = act_of(press), await press.named()
    await service.assign(press.reports, act, target)
    return Reply(f"It is with {target.name} alone now.", "good")


async def declare(press: Press) -> Reply:
    """Say that one is involved."""
    await service.declare(press.reports, act_of(press))
    return Reply("It is no longer with you, and nobody is told why.", "good")


async def ask(press: Press) -> Reply:
    """Ask the reporter something."""
    await service.ask(press.reports, act_of(press), press.written("text", empty=NO_WORDS))
    return Reply("Sent. The answer comes on this card.", "good")


async def add(press: Press) -> Reply:
    """Add something to one's own report."""
    stored = await service.add(press.reports, act_of(press), press.written("text", empty=NO_WORDS))
    return await sending.add(press, REPORT, stored.report.id, "Added.")


def _settle(kind: Kind) -> Does:
    async def settle(press: Press) -> Reply:
        tell, reason = press.written("tell"), press.written("reason", empty=NO_WORDS)
        await service.conclude(press.reports, act_of(press), kind, reason, tell)
        return Reply("Recorded. Close it when all is done.", "good")

    return settle


def _simply(does: Callable[[Desk, Act], Awaitable[Stored]], said: str) -> Does:
    async def press_it(press: Press) -> Reply:
        await does(press.reports, act_of(press))
        return Reply(said, "good")

    return press_it


def act_of(press: Press) -> Act:
    """What was pressed: a button drawn for somebody else is one of a report that is not there."""
    report, turn, person = press.about[:PARTS]
    return Act(str(report) if person == press.person.id else "", int(turn), press.person.id)


BUTTONS: Mapping[str, Action] = {
    "report.show": Action(show, 1),
    "report.triage": Action(_simply(service.triage, "You have begun to look at it."), PARTS),
    "report.take": Action(take, PARTS),
    "report.assign": Action(assign, PARTS),
    "report.begin": Action(_simply(service.begin, "The review has begun."), PARTS),
    "report.declare": Action(declare, PARTS),
    "report.ask": Action(ask, PARTS),
    "report.add": Action(add, PARTS),
    "report.agreed": Action(_settle(Kind.ACTION_AGREED), PARTS),
    "report.none": Action(_settle(Kind.NO_ACTION), PARTS),
    "report.close": Action(_simply(service.close, "Closed. The person who reported it has been told."), PARTS),
    "report.withdraw": Action(_simply(service.withdraw, "Taken back. Nobody will look at it any further."), PARTS),
}
