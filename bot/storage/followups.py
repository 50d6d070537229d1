"""Tasks that follow an approval, as a command opens them in its own transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.storage import models
from bot.storage.rows import Rows

TASKS = Rows(models.Task)


class StoredTasks:
    """The task table."""

    async def add(self, council: str, case_id: str, tasks: Sequence[Mapping[str, Any]]) -> None:
        """Open the tasks of an approved case: id, text, role, sections."""
        case = {"council": council, "case_id": case_id}
        kept = ({"key": t["id"], "text": t["text"], "role": t["role"], "sections": t["sections"]} for t in tasks)
        await TASKS.add({**case, **task} for task in kept)
