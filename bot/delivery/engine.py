"""The engine (DBOS): runs each outbox row as a short workflow, lane by lane. Its database can be lost without loss."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions

from bot.delivery.pace import Pace
from bot.delivery.ports import Row
from bot.settings import sqlite_file

NAME = "commsdesk"
QUEUE = "out"
# The same for ever: work that waits under another version would never be run.
VERSION = "1"
SOLO = "solo"
LIVE = ["ENQUEUED", "DELAYED", "PENDING"]
ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
CONNECTIONS = 5
# Workflows asleep count too, so this bounds how many conversations may be in back-off at once.
AT_ONCE = 1000

Attempt = Callable[[int, int], Awaitable[float]]


def workflow_id(row: Row) -> str:
    """The name of a row's run. Padded, because rows of one transaction are told apart by this order alone."""
    return f"out-{row.id:016d}.{row.gen:04d}"


@dataclass
class Engine:
    """One process's part in the engine. Only one can run in a process at a time."""

    url: str
    executor: str
    attempt: Attempt
    pace: Pace
    _client: DBOSClient | None = None
    _working: bool = False
    _stopping: bool = False
    _sending: int = 0
    _settled: asyncio.Event = field(default_factory=asyncio.Event)
    _runs: set["asyncio.Task[object]"] = field(default_factory=set)

    async def start(self, *, work: bool) -> None:
        """Join the engine, to carry out rows (`work`) or only to hand them in. Call it in the loop that sends."""
        _write_ahead(self.url)
        if work:
            await self._launch()
        self._client = DBOSClient(
            system_database_url=self.url,
            application_name=NAME,
            serializer=DBOSPortableJSONSerializer(),
            system_database_pool_size=2,
            lazy=not work,
            retry_connection_errors=False,
        )

    async def _launch(self) -> None:
        global _engine  # noqa: PLW0603  the engine's workflows are functions of the module, by its own design
        _engine = self
        DBOS(config=_config(self.url, self.executor))
        DBOS.launch()
        self._working = True
        await DBOS.register_queue_async(
            QUEUE, partition_concurrency=1, worker_concurrency=AT_ONCE, polling_interval_sec=self.pace.poll
        )

    async def stop(self) -> None:
        """Let sends under way finish, for as long as the pace has patience, and leave; others take up the rest."""
        self._stopping = True
        if self._working:
            await self._settle()
            for run in tuple(self._runs):
                run.cancel()
            # DBOS shuts the pool that the loop's own threads come from, so it is stopped from another.
            with ThreadPoolExecutor(1) as aside:
                await asyncio.get_running_loop().run_in_executor(aside, DBOS.destroy)
                await self._hand_over(aside)
        if self._client:
            self._client.destroy()

    async def _settle(self) -> None:
        if self._sending:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), self.pace.patience)

    async def _hand_over(self, aside: ThreadPoolExecutor) -> None:
        if self.executor != SOLO:
            await asyncio.get_running_loop().run_in_executor(aside, self._adopt, lambda name: name == self.executor)

    async def enqueue(self, rows: Sequence[Row]) -> None:
        """Hand rows in, in order; a row that was handed in before in this generation is left as it is."""
        await asyncio.to_thread(self._enqueue, rows)

    def _enqueue(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._joined().enqueue(_options(row), row.id)

    async def live(self, rows: Sequence[Row]) -> frozenset[int]:
        """The ids of those rows that the engine still has in hand."""
        names = {workflow_id(row): row.id for row in rows}
        found = await self._joined().list_workflows_async(
            workflow_ids=list(names), status=LIVE, load_input=False, load_output=False
        )
        return frozenset(names[w.workflow_id] for w in found)

    async def adopt(self, alive: Collection[str]) -> int:
        """Take back what replicas that are no longer alive had in hand, so that their lanes go on; how many runs."""
        return await asyncio.to_thread(self._adopt, lambda name: name not in alive)

    def _adopt(self, lost: Callable[[str | None], bool]) -> int:
        pending = self._joined().list_workflows(status="PENDING", queue_name=QUEUE, load_input=False, load_output=False)
        ids = [w.workflow_id for w in pending if lost(w.executor_id)]
        if ids:
            self._joined().resume_workflows(ids, queue_name=QUEUE)
        return len(ids)

    async def purge(self, before: datetime) -> int:
        """Delete the engine's records of runs that ended before that moment; how many."""
        ended = await self._joined().list_workflows_async(
            status=ENDED, completed_before=before.isoformat(), load_input=False, load_output=False, limit=5000
        )
        if ended:
            await self._joined().delete_workflows_async([w.workflow_id for w in ended])
        return len(ended)

    def _joined(self) -> DBOSClient:
        if self._client is None:
            raise RuntimeError("the engine has not been started")
        return self._client

    async def run(self, row_id: int) -> None:
        """Try a row until it is finished; in between the lane is held, so that its order survives refusals."""
        task = asyncio.current_task()
        if task:
            self._runs.add(task)
            task.add_done_callback(self._runs.discard)
        for turn in range(self.pace.turns):
            wait = await attempt(row_id, turn)
            if not wait:
                return
            await DBOS.sleep_async(wait)

    async def try_once(self, row_id: int, turn: int) -> float:
        """One attempt, unless the process is stopping: then it waits to be cancelled, and another takes the row up."""
        if self._stopping:
            await asyncio.Event().wait()
        self._sending += 1
        try:
            return await self.attempt(row_id, turn)
        finally:
            self._sending -= 1
            if self._stopping and not self._sending:
                self._settled.set()


_engine: Engine | None = None


def _running() -> Engine:
    if _engine is None:
        raise RuntimeError("the engine has not been started")
    return _engine


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


def _options(row: Row) -> EnqueueOptions:
    return {
        "workflow_name": "deliver",
        "queue_name": QUEUE,
        "workflow_id": workflow_id(row),
        "queue_partition_key": row.lane,
    }


def _config(url: str, executor: str) -> DBOSConfig:
    return {
        "name": NAME,
        "system_database_url": url,
        "application_version": VERSION,
        "executor_id": executor,
        "serializer": DBOSPortableJSONSerializer(),
        "sys_db_pool_size": CONNECTIONS,
        "log_level": "WARNING",
    }


def _write_ahead(url: str) -> None:
    if file := sqlite_file(url):
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file)
        connection.execute("pragma journal_mode=wal")
        connection.close()
