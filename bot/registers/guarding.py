"""Takes up a task for a command, and turns away whoever may not: with the reason, on record, the card repaired."""

from bot.approvals.model import Event, Kind
from bot.approvals.ports import Stored
from bot.approvals.recording import Written, record
from bot.approvals.rules import No
from bot.approvals.stale import when
from bot.errors import InvalidAnswer, Refused, Stale
from bot.registers import rules
from bot.registers.ports import Desk
from bot.registers.task import Task, TaskState

BESIDE_THE_FIELD = (
    rules.TARGET, rules.TARGET_SEATED, rules.TARGET_REQUESTER, rules.NOT_FOR_SIGNING, rules.NOT_ASKED, rules.UNSIGNED,
)  # fmt: skip
LATE = (rules.SETTLED, rules.PASSED_ON, rules.ENDED, rules.SIGNED)
DEEDS = {TaskState.DONE: "did this", TaskState.NOT_NEEDED: "said that this is not needed"}


async def taken(desk: Desk, task_id: str) -> tuple[Stored, Task]:
    """The case and its task; Refused where there is none."""
    named = await desk.tasks.get(task_id)
    stored = await desk.approvals.cases.get(named.case) if named else None
    # Read once more: whoever changes a task changes its case first, so this is no older than the case.
    found = await desk.tasks.get(task_id) if stored else None
    if stored is None or found is None:
        raise Refused(rules.NOT_YOURS.code, rules.NOT_YOURS.sentence)
    return stored, found


async def active(desk: Desk, person: str) -> bool:
    """Whether the person is still on the staff."""
    return person in await desk.approvals.directory.active([person])


async def guard(desk: Desk, stored: Stored, task: Task, person: str, no: No | None) -> None:
    """Nothing where nothing speaks against it; otherwise the attempt goes on record and the person hears why not."""
    if no is None:
        return
    refused = Event(Kind.ATTEMPT_REFUSED, person, {"code": no.code, "task": task.key})
    await record(desk.approvals, Written.begin(stored).add(refused), quiet=True)
    if no in BESIDE_THE_FIELD:
        raise InvalidAnswer(no.code, no.sentence)
    await desk.approvals.cards.repair("task", task.id, person)
    if no in LATE:
        raise Stale(no.code, await _explained(desk, task) if no is rules.SETTLED else no.sentence)
    raise Refused(no.code, no.sentence)


async def _explained(desk: Desk, task: Task) -> str:
    """Who was first, and when."""
    person = await desk.approvals.directory.person(task.done_by)
    at = f" {when(task.done_at.isoformat())}" if task.done_at else ""
    return f"{person.name if person else 'Somebody'} {DEEDS[task.state]}{at}. The card shows it now."
