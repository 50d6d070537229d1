"""What the engine calls for each row: one workflow and one step, the same for ever, and who is running them here."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from dbos import DBOS

NOTING = 0.3

Attempt = Callable[[int, int], Awaitable[float]]


@dataclass
class Runs:
    """The rows that this process has in hand. `turns` is how often one of them is tried before it is given up."""

    attempt: Attempt
    turns: int
    _tasks: dict["asyncio.Task[object]", str] = field(default_factory=dict)
    _sending: int = 0
    _stopping: bool = False
    _settled: asyncio.Event = field(default_factory=asyncio.Event)

    def take_over(self) -> None:
        """Be what the engine calls in this process."""
        global _here  # noqa: PLW0603  the engine's workflows are functions of a module, by its own design
        _here = self

    def names(self) -> frozenset[str]:
        """The engine's names of the runs that this process has in hand."""
        return frozenset(self._tasks.values())

    async def run(self, row_id: int) -> None:
        """Try a row until it is finished; in between its lane is held, so that order survives refusals."""
        self._note(asyncio.current_task(), str(DBOS.workflow_id))
        for turn in range(self.turns):
            wait = await attempt(row_id, turn)
            if not wait:
                return
            await DBOS.sleep_async(wait)

    def _note(self, task: "asyncio.Task[object] | None", name: str) -> None:
        if task:
            # A run that was taken back and begun again here has another task under the same name.
            self._tasks[task] = name
            task.add_done_callback(self._tasks.pop)

    async def try_once(self, row_id: int, turn: int) -> float:
        """One attempt, unless this process is stopping: then it waits to be cancelled and another takes the row up."""
        if self._stopping:
            await asyncio.Event().wait()
        self._sending += 1
        try:
            return await self.attempt(row_id, turn)
        finally:
            self._sending -= 1
            if self._stopping and not self._sending:
                self._settled.set()

    async def stop(self, patience: float) -> None:
        """Begin nothing more, let sends under way finish for so many seconds, and drop the rest as a crash would."""
        self._stopping = True
        if self._sending:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), patience)
        if tasks := tuple(self._tasks):
            # What has been sent may yet be noted by the engine; whoever sleeps between two attempts is not waited for.
            await asyncio.wait(tasks, timeout=NOTING)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


_here: Runs | None = None


def _running() -> Runs:
    if _here is None:
        raise RuntimeError("the engine has not been started")
    return _here


# These two names and their shape stay as they are for ever: rows that wait in an engine's database name them, and a
# replica of an older version would strand a name that it does not know. New kinds of work are rows, not workflows.
@DBOS.step(name="attempt")
async def attempt(row_id: int, turn: int) -> float:
    """One attempt at one row."""
    return await _running().try_once(row_id, turn)


@DBOS.workflow(name="deliver", max_recovery_attempts=1000)
async def deliver(row_id: int) -> None:
    """Carry out one row."""
    await _running().run(row_id)
