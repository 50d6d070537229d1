"""The buttons of a person's settings."""

from collections.abc import Mapping, Sequence

from bot.conversations import settings
from bot.conversations.ports import Linked
from bot.conversations.press import Action, Press, not_yours
from bot.errors import Refused
from bot.messages import Reply
from bot.registers import told as registers

GONE = "That account is no longer linked to you."
WAITS = (
    "Something waits for you, and this is the only place where I can reach you. "
    "Deal with it or pass it on first, then unlink the account."
)
UNLINKED = "Unlinked. I write nothing more to you in {}."
REMINDED = {
    "on": "You get one reminder each working day, when something waits for you.",
    "off": "You get no more reminders. Cards still come when somebody needs you.",
}


async def reach(press: Press) -> Reply:
    """Choose the account that is written to."""
    accounts, linked = await _linked(press)
    await press.talk.preferences.prefer(press.person.id, linked.id)
    await _redrawn(press)
    await _brought(press, linked)
    return Reply(f"From now on I write to you in {settings.named(linked, accounts)}.", "good")


async def remind(press: Press) -> Reply:
    """Switch reminders on or off."""
    to = str(press.about[0])
    _own(press)
    await press.talk.preferences.remind(press.person, wanted=to == "on")
    await _redrawn(press)
    return Reply(REMINDED["on" if to == "on" else "off"], "good")


async def unlink(press: Press) -> Reply:
    """Give an account up, unless something would then wait where nobody can be told of it."""
    accounts, linked = await _linked(press)
    if linked.account.channel == settings.FIXED:
        raise not_yours()
    others = [a for a in accounts if a.reachable and a.id != linked.id]
    if not others and await _waits(press):
        raise Refused("something_waits", WAITS)
    await press.talk.preferences.unlink(press.person.id, linked)
    await _redrawn(press)
    if others:
        await _brought(press, others[0])
    return Reply(UNLINKED.format(settings.named(linked, accounts)), "good")


async def _linked(press: Press) -> tuple[Sequence[Linked], Linked]:
    _own(press)
    accounts = await press.talk.preferences.accounts(press.person.id)
    linked = next((a for a in accounts if a.id == press.about[0]), None)
    if linked is None:
        raise Refused("not_linked", GONE)
    return accounts, linked


def _own(press: Press) -> None:
    if press.about[1] != press.person.id:
        raise not_yours()


async def _waits(press: Press) -> bool:
    person = press.person
    return bool(
        await press.desk.cases.waiting_for(person.id)
        or await press.reports.reports.waiting_for(person.id)
        or await registers.waiting(press.registers, person)
    )


async def _brought(press: Press, linked: Linked) -> None:
    """Show what waits where they are reached from now on: its cards stand where they were reached before."""
    if await _waits(press):
        person, place = press.person, (linked.account.channel, linked.address)
        await press.talk.cards.again(person.council, "page.waiting", person.id, person.id, here=place)


async def _redrawn(press: Press) -> None:
    for kind in ("settings", "linked"):
        await press.talk.cards.show(press.person.council, f"page.{kind}", press.person.id, [])


PARTS = 2
BUTTONS: Mapping[str, Action] = {
    "reach": Action(reach, PARTS),
    "remind": Action(remind, PARTS),
    "unlink": Action(unlink, PARTS),
}
