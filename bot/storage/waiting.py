"""For whom something has waited since before a day: what reminders go by."""

from collections.abc import Iterable
from datetime import datetime

from bot.approvals.audit import moment
from bot.registers.agreement import AgreementState
from bot.storage import models
from bot.storage.rows import ask

# The newest entry that gave the thing to the person; what was passed on today has not waited since yesterday.
GIVEN = """
    SELECT s.person_id FROM {seat} s {more}
    WHERE s.council = ? AND s.waiting AND ? > (
        SELECT COALESCE(MAX(e.at), '') FROM {entry} e WHERE e.{key} = {thing} AND e.kind IN ({kinds})
        AND CAST(e.facts AS TEXT) LIKE '%' || s.person_id || '%')
"""
CASES = GIVEN.format(
    seat="seat", more="", entry="entry", key="case_id", thing="s.case_id",
    kinds="'step_opened', 'seat_added', 'reassigned'",
)  # fmt: skip
TASKS = GIVEN.format(
    seat="task_seat", more="JOIN task t ON t.id = s.task_id", entry="entry", key="case_id", thing="t.case_id",
    kinds="'tasks_opened', 'task_passed_on', 'task_seat_added'",
)  # fmt: skip
REPORTS = GIVEN.format(
    seat="report_seat", more="", entry="report_entry", key="report_id", thing="s.report_id",
    kinds="'seated', 'orphaned', 'assigned'",
)  # fmt: skip
RETURNED = """
    SELECT c.requester_id FROM approval_case c WHERE c.council = ? AND c.state = 'changes_requested' AND ? > (
        SELECT COALESCE(MAX(e.at), '') FROM entry e WHERE e.case_id = c.id AND e.kind = 'changes_asked')
"""
REMINDED = """
    SELECT p.id FROM person p LEFT JOIN preference c ON c.person_id = p.id
    WHERE p.council = ? AND NOT p."left" AND (c.id IS NULL OR c.reminders)
"""


class StoredWaiting:
    """Reads everything that waits in a council, in the transaction of the task that asks."""

    async def waits_since(self, council: str, before: datetime) -> frozenset[str]:
        """The people for whom something has waited since before that moment."""
        at, found = moment(before), set[str]()
        for statement in (CASES, TASKS, REPORTS, RETURNED):
            found.update(person for (person,) in await ask(statement, council, at))
        asked = models.Agreement.filter(council=council, state=AgreementState.ASKED.value, asked_at__lt=before)
        return frozenset(found | {str(p) for (p,) in await asked.values_list("person_id")})

    async def reminded(self, council: str, people: Iterable[str]) -> frozenset[str]:
        """Those of them who are on the staff and have not switched reminders off."""
        return frozenset(people) & {person for (person,) in await ask(REMINDED, council)}
