"""PURE: a task that follows an approval: whose it is, where it stands, and how it changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.approvals.model import Kind


class TaskState(StrEnum):
    """Where a task stands; the last two are final."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


SETTLING: Mapping[Kind, TaskState] = {Kind.TASK_DONE: TaskState.DONE, Kind.TASK_NOT_NEEDED: TaskState.NOT_NEEDED}
"""The events that settle a task, with what they make of it."""


@dataclass(frozen=True)
class Task:
    """Something to do once a case is approved. `owners` may do it, `former` are those who once could.

    `sections` are those that want it; `register` is the one that its completion is written to, or empty.
    """

    id: str
    council: str
    case: str
    key: str
    place: int
    text: str
    role: str
    title: str
    register: str
    sections: Sequence[Mapping[str, Any]]
    owners: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    state: TaskState = TaskState.OPEN
    done_by: str = ""
    done_at: datetime | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.state is not TaskState.OPEN

    @property
    def orphaned(self) -> bool:
        """Whether it waits for nobody."""
        return not self.settled and not self.owners

    @property
    def known_to(self) -> frozenset[str]:
        """Whoever has or had a card of it."""
        return self.owners | self.former


def settled(task: Task, kind: Kind, person: str, at: datetime) -> Task:
    """The task once somebody has done it, or has said that it is not needed; ValueError where it was settled before."""
    if task.settled:
        raise ValueError(f"task {task.id} is settled already")
    left = replace(task, owners=frozenset(), former=task.known_to)
    return replace(left, state=SETTLING[kind], done_by=person, done_at=at)


def seated(task: Task, people: Iterable[str]) -> Task:
    """The task with these owners more."""
    owners = task.owners | frozenset(people)
    return replace(task, owners=owners, former=task.former - owners)


def without(task: Task, person: str) -> Task:
    """The task without one of its owners."""
    return replace(task, owners=task.owners - {person}, former=task.former | (task.owners & {person}))


def counted(tasks: Sequence[Task]) -> str:
    """How far it has got: `2 of 5 done`."""
    return f"{sum(t.settled for t in tasks)} of {len(tasks)} done"
