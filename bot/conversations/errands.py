"""The buttons of a task's card and of an agreement's."""

from collections.abc import Mapping
from datetime import date

from bot.conversations.press import Action, Press, not_yours
from bot.errors import InvalidAnswer
from bot.messages import Reply
from bot.registers import service, signing
from bot.registers.service import Act

NO_DAY = "That is not a day. Write it like 2027-03-31, or leave it empty."
PARTS = 2


async def show(press: Press) -> Reply:
    """Show a task again to somebody who has or had it, or who keeps the registers."""
    found = await press.registers.tasks.get(str(press.about[0]))
    person = press.person
    if found is None or found.council != person.council:
        raise not_yours()
    if person.id not in found.known_to and not await press.registers.keeps(person.id, person.council):
        raise not_yours()
    await press.talk.cards.again(found.council, "task", found.id, person.id)
    return Reply()


async def done(press: Press) -> Reply:
    """Tick a task."""
    await service.done(press.registers, _act(press), press.written("note"))
    return Reply("Marked as done. The person who asked can see it.", "good")


async def skip(press: Press) -> Reply:
    """Say that a task need not be done."""
    await service.not_needed(press.registers, _act(press), press.written("reason"))
    return Reply("Marked as not needed. The person who asked can see why.", "good")


async def pass_on(press: Press) -> Reply:
    """Give a task to somebody else."""
    act, target = _act(press), await press.named()
    await service.pass_on(press.registers, act, target)
    return Reply(f"{target.name} has this task now.", "good")


async def ask(press: Press) -> Reply:
    """Ask somebody to agree to the rules."""
    act, target = _act(press), await press.named()
    await signing.ask(press.registers, act.task, act.person, target, _day(press))
    return Reply(f"{target.name} has been asked to agree.", "good")


async def take_out(press: Press) -> Reply:
    """End somebody's agreement."""
    act, target = _act(press), await press.named()
    await signing.take_out(press.registers, act.task, act.person, target)
    return Reply(f"{target.name} does not have to agree, and may not use the account.", "good")


async def show_agreement(press: Press) -> Reply:
    """Show an agreement again to whoever it was asked of."""
    found = await press.registers.agreements.get(str(press.about[0]))
    if found is None or found.person != press.person.id:
        raise not_yours()
    await press.talk.cards.again(found.council, "agreement", found.id, found.person)
    return Reply()


async def sign(press: Press) -> Reply:
    """Agree to the rules for an account."""
    act = _act(press)
    await signing.sign(press.registers, act.task, act.person)
    return Reply("Thank you. Your agreement is on record.", "good")


async def opt_out(press: Press) -> Reply:
    """Say that one will not use an account."""
    act = _act(press)
    await signing.opt_out(press.registers, act.task, act.person)
    return Reply("Noted: you will not use the account, so you do not have to agree to anything.", "good")


def _act(press: Press) -> Act:
    """What was pressed, by the person for whom it was drawn."""
    about, person = press.about[:PARTS]
    if person != press.person.id:
        raise not_yours()
    return Act(str(about), press.person.id)


def _day(press: Press) -> date | None:
    text = press.text("review").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidAnswer("review", NO_DAY) from None


BUTTONS: Mapping[str, Action] = {
    "task.show": Action(show, 1),
    "task.done": Action(done, PARTS),
    "task.skip": Action(skip, PARTS),
    "task.pass": Action(pass_on, PARTS),
    "task.ask": Action(ask, PARTS),
    "task.out": Action(take_out, PARTS),
    "agreement.show": Action(show_agreement, 1),
    "agreement.sign": Action(sign, PARTS),
    "agreement.out": Action(opt_out, PARTS),
}
