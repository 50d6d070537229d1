"""A council's cases as a whole and its staff by name, for the communications team. Nothing confidential is read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tortoise.expressions import Q

from bot.approvals.model import Kind
from bot.approvals.ports import Person, Stored
from bot.storage import models
from bot.storage.cases import KEPT, stored_of
from bot.storage.directory import KEPT as PERSON
from bot.storage.directory import person_of
from bot.storage.rows import ask

UNFINISHED = ("in_review", "changes_requested")
# What begins a wait: a step that opened, and a request that was sent back.
BEGINS = (Kind.STEP_OPENED.value, Kind.CHANGES_ASKED.value)
SINCE = """
    SELECT e.case_id, MAX(e.at) FROM entry e JOIN approval_case c ON c.id = e.case_id
    WHERE c.council = ? AND c.state IN (?, ?) AND e.kind IN (?, ?) GROUP BY e.case_id
"""


class StoredOverview:
    """The table of cases, read by council."""

    async def unfinished(self, council: str) -> Sequence[Stored]:
        """Cases that have not ended, oldest first."""
        return await _read(Q(council=council, state__in=UNFINISHED), "opened")

    async def ended(self, council: str, limit: int) -> Sequence[Stored]:
        """The cases that ended last, newest first."""
        return await _read(Q(council=council) & ~Q(state__in=UNFINISHED), "-updated", limit)

    async def opened(self, council: str, since: datetime, before: datetime) -> Sequence[Stored]:
        """Cases that were opened between these moments, oldest first."""
        return await _read(Q(council=council, opened__gte=since, opened__lt=before), "opened")

    async def waiting_since(self, council: str) -> Mapping[str, datetime]:
        """Since when each unfinished case has waited where it now waits, by its id."""
        return {case: datetime.fromisoformat(at) for case, at in await ask(SINCE, council, *UNFINISHED, *BEGINS)}

    async def named(self, council: str, reference: str) -> Stored | None:
        """The case of that reference."""
        return next(iter(await _read(Q(council=council, reference=reference), "id")), None)

    async def references(self, council: str) -> Sequence[str]:
        """Every case's reference."""
        return [str(name) for name in await models.Case.filter(council=council).values_list("reference", flat=True)]


class StoredStaffSearch:
    """The table of people, searched."""

    async def find(self, council: str, words: Sequence[str], limit: int) -> Sequence[Person]:
        """People in whose name or address every word stands, by name, leavers too."""
        wanted = Q(council=council)
        for word in words:
            wanted &= Q(name__icontains=word) | Q(email__icontains=word)
        rows = models.Person.filter(wanted).order_by("left", "name", "id").limit(limit)
        return [person_of(row) for row in await rows.values_list(*PERSON)]

    async def roles(self, person_id: str) -> Sequence[tuple[str, str]]:
        """The parts that a person plays, each with its scope, empty for everything."""
        rows = models.PersonRole.filter(person_id=person_id).order_by("role", "scope")
        return [(role, scope) for role, scope in await rows.values_list("role", "scope")]

    async def platforms(self, person_id: str) -> Sequence[str]:
        """The channels on which the person has confirmed an account."""
        rows = models.Account.filter(person_id=person_id, confirmed=True).order_by("channel").distinct()
        return [str(channel) for channel in await rows.values_list("channel", flat=True)]

    async def waits(self, person_id: str) -> int:
        """How many requests, tasks and agreements wait for the person."""
        cases = await models.Seat.filter(person_id=person_id, waiting=True).count()
        tasks = await models.TaskSeat.filter(person_id=person_id, waiting=True).count()
        return cases + tasks + await models.Agreement.filter(person_id=person_id, state="asked").count()


async def _read(wanted: Q, order: str, limit: int | None = None) -> Sequence[Stored]:
    found = models.Case.filter(wanted).order_by(order, "reference")
    rows = found.limit(limit) if limit else found
    return [stored_of(row) for row in await rows.values_list(*KEPT)]
