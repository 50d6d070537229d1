"""How long a case has waited, for whom, and what it is called for somebody who looks after all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.approvals.case import Step
from bot.approvals.model import CaseState
from bot.approvals.ports import Calendar, Stored
from bot.approvals.story import LABELS, SETTLED
from bot.clock import LONDON
from bot.conversations.commands.call import Call
from bot.registers.states import day_of

OVERDUE_DAYS = 5
"""After so many working days with one step a case is overdue: the product's default, no policy prints a number."""
HIDDEN = "A private request"
MOST_DAYS = 400


@dataclass(frozen=True)
class Row:
    """A case in a list: since when it waits where it does, and for how many working days where that is known.

    One that is `hidden` is private, and the viewer has no part in it.
    """

    stored: Stored
    since: datetime
    days: int | None
    hidden: bool

    @property
    def overdue(self) -> bool:
        """Whether somebody should have decided by now."""
        return self.stored.case.state is CaseState.IN_REVIEW and (self.days or 0) > OVERDUE_DAYS


async def rows(call: Call, found: Sequence[Stored]) -> list[Row]:
    """The cases as rows."""
    since = await call.team.cases.waiting_since(call.person.council)
    known: dict[date, int | None] = {}
    return [_row(call, s, since.get(s.case.id, s.updated), known) for s in found]


def _row(call: Call, stored: Stored, since: datetime, known: dict[date, int | None]) -> Row:
    day = since.astimezone(LONDON).date()
    if day not in known:
        known[day] = worked(call.desk.calendar, stored.council, day, call.talk.clock.today(LONDON))
    part = {stored.case.requester, *stored.case.asked}
    hidden = stored.visibility == "private" and call.person.id not in part
    return Row(stored, since, known[day], hidden)


def worked(calendar: Calendar, council: str, since: date, today: date) -> int | None:
    """How many working days have passed; None where the bank holidays of a year on the way are not known."""
    for days in range(MOST_DAYS):
        following = calendar.after(council, since, 1)
        if following is None:
            return None
        if following > today:
            return days
        since = following
    return MOST_DAYS


def urgent(row: Row) -> tuple[int, datetime]:
    """The order of the queue: what waits for nobody, what is overdue, and the rest, each the oldest first."""
    return 0 if row.stored.case.orphaned else 1 if row.overdue else 2, row.since


async def titled(call: Call, row: Row) -> str:
    """What it is, who asked, and where it stands."""
    stored = row.stored
    asker = await call.desk.directory.person(stored.case.requester)
    title = HIDDEN if row.hidden else stored.title
    return f"{title}, asked by {asker.name if asker else 'somebody who has left'}. {await standing(call, row)}"


async def standing(call: Call, row: Row) -> str:
    """Who decides and since when; or how it ended."""
    case = row.stored.case
    late = " Overdue." if row.overdue else ""
    if case.state is CaseState.CHANGES_REQUESTED:
        return f"Sent back for changes {since(row)}.{late}"
    if case.open_step is None:
        return f"{await _ended(call, row.stored)} on {day_of(row.stored.updated.astimezone(LONDON).date())}."
    who = await names(call, case.open_step.undecided)
    role = await _role(call, row.stored, case.open_step)
    waits = f"Waits for {who} ({role})" if who else f"Nobody to decide ({role})"
    return f"{waits} {since(row)}.{late}"


async def _ended(call: Call, stored: Stored) -> str:
    content = await call.desk.cases.content(stored.case.id, stored.case.revision)
    referred = stored.case.state is CaseState.APPROVED and content.outcome["kind"] != "approval"
    return SETTLED if referred else LABELS.get(stored.case.state, "Ended")


def since(row: Row) -> str:
    """For how long, in working days where they are known."""
    if not row.days:
        return f"since {day_of(row.since.astimezone(LONDON).date())}"
    return f"for {row.days} working day{'' if row.days == 1 else 's'}"


async def names(call: Call, people: frozenset[str]) -> str:
    """The people by name, as people list them."""
    return listed(sorted(p.name for p in (await call.desk.directory.people(sorted(people))).values()))


def listed(found: Sequence[str]) -> str:
    """Names in a row, with «and» before the last."""
    return " and ".join([", ".join(found[:-1]), found[-1]] if found[1:] else found)


async def _role(call: Call, stored: Stored, step: Step) -> str:
    content = await call.desk.cases.content(stored.case.id, stored.case.revision)
    approval = content.outcome["approvals"][step.number - 1]
    return str(approval.get("title") or approval["role"])
