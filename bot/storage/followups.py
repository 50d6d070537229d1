"""Tasks that follow an approval, in the database, used inside the transaction of the command that changes them."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.registers.task import Task, TaskState
from bot.storage import models
from bot.storage.rows import Rows

TASKS, SEATS = Rows(models.Task), Rows(models.TaskSeat)
SEATED_ALREADY = "ON CONFLICT (task_id, person_id) DO UPDATE SET waiting = excluded.waiting"
KEPT = (
    "id", "council", "case_id", "key", "place", "text", "role", "title", "register", "sections", "state", "done_by",
    "done_at",
)  # fmt: skip


class StoredTasks:
    """The task tables."""

    async def get(self, task_id: str) -> Task | None:
        """The task of that id."""
        return next(iter(await _read(await TASKS.find(KEPT, id=task_id))), None)

    async def of_case(self, case_id: str) -> Sequence[Task]:
        """The tasks of a case, in order."""
        return await _read(await TASKS.find(KEPT, case_id=case_id))

    async def add(self, tasks: Iterable[Task]) -> None:
        """Keep new tasks."""
        new = list(tasks)
        await TASKS.add({**_fixed(t), **_columns(t)} for t in new)
        await SEATS.add(_seat(t, person) for t in new for person in sorted(t.owners))

    async def save(self, task: Task) -> None:
        """Keep what a command made of a task."""
        await TASKS.change(_columns(task), id=task.id)
        await SEATS.add((_seat(task, person) for person in sorted(task.known_to)), taken=SEATED_ALREADY)

    async def waiting_for(self, person_id: str) -> Sequence[Task]:
        """Tasks that wait for this person."""
        found = tuple(t for (t,) in await SEATS.find(("task_id",), person_id=person_id, waiting=True))
        return await _read(await TASKS.find(KEPT, id=found, state="open")) if found else ()

    async def orphaned(self, council: str) -> Sequence[Task]:
        """Tasks of a council that wait for nobody."""
        return await _read(await TASKS.find(KEPT, council=council, orphaned=True))

    async def unsettled(self, council: str) -> Sequence[Task]:
        """Tasks of a council that wait for somebody who has left, or for nobody."""
        left = models.TaskSeat.filter(council=council, waiting=True, person__left=True)
        found = {str(t) for t in await left.values_list("task_id", flat=True)}
        waiting = await _read(await TASKS.find(KEPT, id=tuple(sorted(found)), state="open")) if found else ()
        return [*waiting, *(t for t in await self.orphaned(council) if t.id not in found)]


async def _read(rows: Sequence[tuple[Any, ...]]) -> Sequence[Task]:
    kept = [dict(zip(KEPT, row, strict=True)) for row in rows]
    wanted = tuple(row["id"] for row in kept)
    seats = await SEATS.find(("task_id", "person_id", "waiting"), task_id=wanted) if wanted else []
    tasks = [_task(row, seats) for row in kept]
    return sorted(tasks, key=lambda t: (t.case, t.place))


def _task(row: dict[str, Any], seats: Sequence[tuple[Any, ...]]) -> Task:
    mine = [(person, waiting) for task, person, waiting in seats if task == row["id"]]
    owners, former = (frozenset(p for p, waiting in mine if waiting is is_owner) for is_owner in (True, False))
    changed = {"case": row.pop("case_id"), "state": TaskState(row.pop("state"))}
    return Task(**row, **changed, owners=owners, former=former)


def _fixed(task: Task) -> dict[str, Any]:
    names = ("id", "council", "key", "place", "text", "role", "title", "register")
    return {**{name: getattr(task, name) for name in names}, "case_id": task.case, "sections": list(task.sections)}


def _columns(task: Task) -> dict[str, Any]:
    return {
        "state": task.state.value,
        "orphaned": task.orphaned,
        "done_by": task.done_by,
        "done_at": task.done_at,
    }


def _seat(task: Task, person: str) -> dict[str, Any]:
    return {"council": task.council, "task_id": task.id, "person_id": person, "waiting": person in task.owners}
