"""Who is asked when a step opens: whoever plays the part now, never anyone barred, through any chain."""

from collections.abc import Sequence

from bot.approvals.model import Case, Event, Kind, Step
from bot.approvals.ports import Desk
from bot.approvals.recording import Written
from bot.approvals.rules import eligible

CLIMB = 10


async def open_next(desk: Desk, written: Written) -> None:
    """Open the step that is ready, if one is; refill an open step whose seats have all gone."""
    case = written.stored.case
    step = case.next_step
    if step is not None:
        seats = await _seats(desk, written, case, step)
        facts = {"step": step.number, "seats": list(seats), **({"expires": step.expires} if step.expires else {})}
        written.add(Event(Kind.STEP_OPENED, "", facts))
    elif case.orphaned and case.open_step is not None:
        for person in await _seats(desk, written, case, case.open_step):
            written.add(Event(Kind.SEAT_ADDED, "", {"step": case.open_step.number, "to": person}))


def seat_for(case: Case, person: str, target: str) -> Event:
    """The event that gives `target` the seat of `person`, or a new one where `person` sits in none."""
    step = case.open_step
    if step is None:
        raise ValueError(f"case {case.id} waits for nobody")
    if step.seat(person):
        return Event(Kind.REASSIGNED, person, {"step": step.number, "from": person, "to": target})
    return Event(Kind.SEAT_ADDED, person, {"step": step.number, "to": target})


async def _seats(desk: Desk, written: Written, case: Case, step: Step) -> tuple[str, ...]:
    """Those who play the part and can be reached; where all are barred, the nearest manager above who is not."""
    holders = await desk.directory.holders(written.stored.council, step.role, step.scope)
    seated = {s.person for s in step.seats}
    free = [p for p in eligible(case, holders) if p not in seated]
    if free or not holders:
        return await _reached(desk, written, free)
    return await _above(desk, written, case, holders[0])


async def _reached(desk: Desk, written: Written, people: Sequence[str]) -> tuple[str, ...]:
    """Those of them who can be asked in chat: a step that waits for somebody whom nobody tells would wait for ever."""
    where = await desk.directory.addresses(people) if people else {}
    written.where |= where
    return tuple(p for p in people if p in where)


async def _above(desk: Desk, written: Written, case: Case, person: str) -> tuple[str, ...]:
    above: str | None = person
    for _ in range(CLIMB):
        above = await desk.directory.manager(above) if above else None
        if above is None:
            return ()
        if eligible(case, [above]):
            return await _reached(desk, written, [above])
    return ()
