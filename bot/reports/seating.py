"""Who gets a report: the first part of its route that somebody free of it plays, and never anyone barred."""

from collections.abc import Iterable, Sequence

from bot.approvals.ports import Person
from bot.reports.ports import Desk
from bot.reports.recording import Written
from bot.reports.report import Event, Kind, Report
from bot.reports.rules import eligible

CLIMB = 10
LINE_MANAGER, ABOVE = "line_manager", "managers_manager"


async def conflicted(desk: Desk, reporter: Person, route: Sequence[str], subject: str) -> frozenset[str]:
    """Whom a report is about, where they are on the staff, and whoever is too near to it.

    Their line manager is, unless the route names that very person: as a manager, or by a post that nobody else holds.
    So is the reporter's own line manager where the route goes past them to the manager above.
    """
    about = await desk.directory.by_email(reporter.council, subject) if subject else None
    near = {await desk.directory.manager(about.id)} if about else set()
    if ABOVE in route and LINE_MANAGER not in route:
        near.add(await desk.directory.manager(reporter.id))
    played = [await desk.directory.holders(reporter.council, role, reporter.id) for role in route]
    named = {holders[0] for holders in played if len(holders) == 1}
    return frozenset(p for p in {*(near - named), about.id if about else None} if p)


async def seat(desk: Desk, written: Written) -> None:
    """Give the report to whoever is next where nobody has it; where nobody can get it, say so to the fallback."""
    await bar_subject(desk, written)
    report, council = written.stored.report, written.stored.council
    if not report.orphaned:
        return
    role, people = await _next(desk, council, report)
    if people:
        written.add(Event(Kind.SEATED, "", {"role": role, "people": sorted(people)}))
        return
    _orphan(written, await _stewards(desk, council, report))


async def bar_subject(desk: Desk, written: Written) -> None:
    """Bar whom it is about, should they have come to the staff list after the report, or back to it."""
    stored = written.stored
    about = await desk.directory.by_email(stored.council, stored.subject) if stored.subject else None
    if about and about.id not in stored.report.barred and not stored.report.state.final:
        written.add(Event(Kind.BARRED, "", {"people": [about.id]}))


def _orphan(written: Written, stewards: frozenset[str]) -> None:
    """Say that nobody has it, unless that has been said to the same people already."""
    first = written.before is None or bool(written.before.report.holders)
    if first or stewards != written.stored.report.stewards:
        written.add(Event(Kind.ORPHANED, "", {"stewards": sorted(stewards)}))


async def _next(desk: Desk, council: str, report: Report) -> tuple[str, tuple[str, ...]]:
    found = [(role, await desk.directory.holders(council, role, report.reporter)) for role in report.route]
    for role, holders in found:
        if free := await _reached(desk, eligible(report, holders)):
            return role, free
    for role, holders in found:
        if holders and (above := await _above(desk, report, holders[0])):
            return role, above
    return "", ()


async def _stewards(desk: Desk, council: str, report: Report) -> frozenset[str]:
    for role in desk.fallback.get(council, ()):
        holders = await desk.directory.holders(council, role, report.reporter)
        if free := await _reached(desk, eligible(report, holders)):
            return frozenset(free)
    return frozenset()


async def _above(desk: Desk, report: Report, person: str) -> tuple[str, ...]:
    """The nearest manager above who is not barred and can be asked."""
    above: str | None = person
    for _ in range(CLIMB):
        above = await desk.directory.manager(above) if above else None
        if above is None:
            break
        if free := await _reached(desk, eligible(report, [above])):
            return free
    return ()


async def _reached(desk: Desk, people: Iterable[str]) -> tuple[str, ...]:
    """Those who can be asked in chat."""
    wanted = tuple(people)
    where = await desk.directory.addresses(wanted) if wanted else {}
    return tuple(p for p in wanted if p in where)
