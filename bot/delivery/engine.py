"""The engine (DBOS): runs each outbox row as a short workflow, lane by lane. Its database can be lost without loss."""

import asyncio
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions, error
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import engine_log
from bot.delivery.ports import Row
from bot.delivery.runs import Runs
from bot.errors import StartError
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
AWAY = "The database of the delivery engine cannot be used ({why}). "
CHECK = "Check COMMSDESK_ENGINE_URL and start again."
DELETE = "Delete the file {file} and start again: it holds nothing that cannot be made anew."


def workflow_id(row: Row) -> str:
    """The name of a row's run. Padded, because rows of one transaction are told apart by this order alone."""
    return f"out-{row.id:016d}.{row.gen:04d}"


@dataclass
class Engine:
    """One process's part in the engine, under the name `executor`. Only one can run in a process at a time."""

    url: str
    executor: str
    runs: Runs
    poll: float
    _client: DBOSClient | None = None
    _database: sqlalchemy.Engine = field(init=False)
    _working: bool = False
    _suspects: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        self._database = _database(self.url)

    async def start(self, *, work: bool) -> None:
        """Join the engine, to carry out rows (`work`) or only to hand them in. Call it in the loop that sends.

        StartError where the engine's database cannot be used.
        """
        engine_log.adopt()
        try:
            _write_ahead(self.url)
            if work:
                await self._launch()
            self._client = _client(self._database)
        except (SQLAlchemyError, error.DBOSException, sqlite3.Error, OSError) as away:
            await self._leave()
            raise StartError("engine", [_what_to_do(self.url, away)]) from away

    async def _launch(self) -> None:
        self.runs.take_over()
        self._working = True
        DBOS(config=_config(self.url, self.executor))
        DBOS.launch()
        await DBOS.register_queue_async(
            QUEUE, partition_concurrency=1, worker_concurrency=AT_ONCE, polling_interval_sec=self.poll
        )

    async def stop(self, patience: float) -> None:
        """Let sends under way finish, for so many seconds, and leave; others take up the rest at once."""
        if self._working:
            await self.runs.stop(patience)
        await self._leave()

    async def _leave(self) -> None:
        # DBOS shuts down the pool in which the loop runs its threads, so these run in one of their own.
        with ThreadPoolExecutor(1) as aside:
            await asyncio.get_running_loop().run_in_executor(aside, self._leave_now)

    def _leave_now(self) -> None:
        if self._working:
            DBOS.destroy()
        if self._client and self._working and self.executor != SOLO:
            self._take_back(lambda name: name == self.executor)
        if self._client:
            self._client.destroy()
        self._database.dispose()
        self._client, self._working = None, False

    async def enqueue(self, rows: Sequence[Row]) -> None:
        """Hand rows in, in order; a row that was handed in before in this generation is left as it is."""
        await asyncio.to_thread(self._enqueue, rows)

    def _enqueue(self, rows: Sequence[Row]) -> None:
        # In one transaction: on SQLite each commit waits for its turn behind everything that runs.
        with self._database.begin() as connection:
            for row in rows:
                self._joined().enqueue_in_transaction(connection, _options(row), row.id)

    async def live(self, rows: Sequence[Row]) -> frozenset[int]:
        """The ids of those rows that the engine still has in hand."""
        names = {workflow_id(row): row.id for row in rows}
        found = await self._joined().list_workflows_async(
            workflow_ids=list(names), status=LIVE, load_input=False, load_output=False
        )
        return frozenset(names[w.workflow_id] for w in found)

    async def adopt(self, alive: Collection[str]) -> int:
        """Take back what replicas that are no longer alive had in hand, so that their lanes go on; how many runs."""
        return await asyncio.to_thread(self._take_back, lambda name: name not in alive)

    def _take_back(self, lost: Callable[[str], bool]) -> int:
        return self._resume(w for w, executor in self._pending() if lost(executor))

    async def recover(self) -> int:
        """Take back what the engine believes this process has in hand and it has not, because a connection was cut.

        A run is believed lost when two looks in a row miss it: between them a claimed one would have begun.
        """
        pending = await asyncio.to_thread(self._pending)
        missing = frozenset(w for w, executor in pending if executor == self.executor) - self.runs.names()
        lost, self._suspects = missing & self._suspects, missing
        return await asyncio.to_thread(self._resume, lost)

    def _pending(self) -> list[tuple[str, str]]:
        found = self._joined().list_workflows(status="PENDING", queue_name=QUEUE, load_input=False, load_output=False)
        return [(w.workflow_id, w.executor_id or "") for w in found]

    def _resume(self, names: Iterable[str]) -> int:
        ids = sorted(names)
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


def _database(url: str) -> sqlalchemy.Engine:
    if sqlite_file(url):
        # As the engine sets its own connections: wait for the lock, and take it before the first read.
        return sqlalchemy.create_engine(url, connect_args={"timeout": 30, "isolation_level": "IMMEDIATE"})
    return sqlalchemy.create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=2, max_overflow=0, pool_pre_ping=True
    )


def _client(database: sqlalchemy.Engine) -> DBOSClient:
    return DBOSClient(
        system_database_engine=database,
        application_name=NAME,
        serializer=DBOSPortableJSONSerializer(),
        lazy=True,
        retry_connection_errors=False,
    )


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


def _what_to_do(url: str, away: Exception) -> str:
    why = (str(away).splitlines() or [type(away).__name__])[0]
    file = sqlite_file(url)
    return AWAY.format(why=why) + (DELETE.format(file=file) if file and file.is_file() else CHECK)


def _write_ahead(url: str) -> None:
    if file := sqlite_file(url):
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file)
        connection.execute("pragma journal_mode=wal")
        connection.close()
