"""The buttons of the team's screens. Who may is looked at again at each press."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.approvals import service
from bot.approvals.service import Where
from bot.clock import LONDON
from bot.conversations.commands import cases, state, undelivered
from bot.conversations.commands.call import Call
from bot.conversations.commands.team import of_the_team, refused, team
from bot.conversations.commands.words import AGAIN
from bot.conversations.press import Action, Press, not_yours
from bot.errors import InvalidAnswer
from bot.messages import Reply
from bot.registers import stating
from bot.registers.states import IN_FORCE, TITLES, Kind, day_of

NO_KIND = "Choose what begins."


def call_of(press: Press, words: str = "") -> Call:
    """The press as a command of those words."""
    typed = replace(press.incoming, text=words, token="", fields={}, command="team")
    return Call(press.talk, press.desk, press.reports, press.registers, press.person, typed, press.team)


async def again(press: Press) -> Reply:
    """Type a command."""
    return await team(call_of(press, str(press.about[0])))


async def somebody(press: Press) -> Reply:
    """Say what asking the person of that address would do."""
    call = await _of_the_team(press)
    stored = await press.desk.cases.get(str(press.about[0]))
    if stored is None or stored.council != press.person.council or press.about[1] != press.person.id:
        raise not_yours()
    return await cases.proposed(call, stored, press.text("email").strip())


async def reassign(press: Press) -> Reply:
    """Ask somebody to decide."""
    await _of_the_team(press)
    case, step, revision, target, person = press.about[:5]
    to = await press.desk.directory.person(str(target))
    if person != press.person.id or to is None or to.council != press.person.council:
        raise not_yours()
    where = Where(str(case), int(step), int(revision))
    await service.reassign(press.desk, press.person.id, where, to, steward=True, reason=press.written("reason"))
    return Reply(f"{to.name} has been asked to decide.", "good")


async def check(press: Press) -> Reply:
    """Read a period back, as it was filled in."""
    call, (first, last) = call_of(press), _days(press)
    try:
        kind = Kind(press.text("kind"))
    except ValueError:
        raise InvalidAnswer("kind", NO_KIND) from None
    return Reply(screen=await state.checked(call, kind, (first, last), press.text("why")))


async def begin(press: Press) -> Reply:
    """Set a period."""
    kind, first, last, person = press.about[:4]
    if person != press.person.id:
        raise not_yours()
    days, why = (date.fromisoformat(str(first)), date.fromisoformat(str(last))), press.written("why")
    set_ = await stating.begin(press.talk.states, press.person, Kind(str(kind)), days, why)
    now = set_.on(press.talk.clock.today(LONDON))
    said = f"{IN_FORCE[set_.kind]} now" if now else f"{TITLES[set_.kind]}: planned from {day_of(set_.begins)}"
    return Reply(f"{said}, until {day_of(set_.until)}.", "good", screen=await state.shown(call_of(press)))


async def end(press: Press) -> Reply:
    """End a period, or cancel one that is to come."""
    period, person = press.about[:2]
    if person != press.person.id:
        raise not_yours()
    ended = await stating.end(press.talk.states, press.person, str(period), press.written("why"))
    return Reply(f"Ended: {TITLES[ended.kind]}.", "good", screen=await state.shown(call_of(press)))


async def retry(press: Press) -> Reply:
    """Try a card again that nobody got."""
    return await undelivered.retry(await _of_the_team(press), int(press.about[0]))


async def _of_the_team(press: Press) -> Call:
    call = call_of(press)
    if not await of_the_team(call):
        raise await refused(call)
    return call


def _days(press: Press) -> tuple[date, date]:
    return _day(press, "from"), _day(press, "until")


def _day(press: Press, field: str) -> date:
    found = state.read(press.text(field), press.talk.clock.today(LONDON))
    if len(found) != 1:
        raise InvalidAnswer(field, state.NO_DAY.format(press.text(field)[:40]))
    return found[0]


BUTTONS: Mapping[str, Action] = {
    AGAIN: Action(again, 1),
    cases.SOMEBODY: Action(somebody, 2),
    cases.REASSIGN: Action(reassign, 5),
    state.CHECK: Action(check, 1),
    state.SET: Action(begin, 4),
    state.END: Action(end, 2),
    undelivered.RETRY: Action(retry, 1),
}
