"""Brings a database to the version of this program, once however many processes ask for it at the same time."""

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager

from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor

from bot.errors import StartError
from bot.settings import Settings
from bot.storage import opening, versions
from bot.storage.database import configuration, connect, transaction
from bot.storage.lock import alone_with

# Any number will do that nothing else in the database takes a lock on: the letters of «commsdsk».
LOCK = int.from_bytes(b"commsdsk", "big")
LOST = "{}: some rows would have lost what they refer to. Nothing was changed. Tell whoever looks after Comms Desk."


async def migrate(settings: Settings, progress: Callable[[str], None] = lambda _name: None) -> tuple[str, ...]:
    """Apply the migrations that the database has not had, all of them or none; give their names, in order.

    `progress` is told each name before it is applied. StartError as for opening, and where the database is newer.
    """
    async with _connected(settings):
        try:
            return await _apply(settings, progress)
        except opening.ERRORS as error:
            raise StartError(opening.CODE, [opening.explain(error, settings)]) from error


@asynccontextmanager
async def _connected(settings: Settings) -> AsyncIterator[None]:
    with ExitStack() as held:
        if file := settings.sqlite_file:
            opening.make_folder(file.parent)
            if fault := opening.read_only(file):
                raise StartError(opening.CODE, [fault])
            held.enter_context(alone_with(file))
        context = await connect(settings, migrating=True)
        try:
            yield
        finally:
            await context.close_connections()


async def _apply(settings: Settings, progress: Callable[[str], None]) -> tuple[str, ...]:
    # One transaction around everything: what Tortoise does in several (tables, then the note of it) cannot be torn.
    async with transaction(patience=None):
        executor = MigrationExecutor(get_connection("default"), configuration(settings)["apps"])
        if not settings.sqlite_file:
            await executor.connection.execute_query(f"SELECT pg_advisory_xact_lock({LOCK})")
        # Before Tortoise asks for it: on PostgreSQL a failed question would spoil the transaction.
        await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
        had = await versions.applied()
        if had - versions.known():
            raise StartError(opening.CODE, [versions.difference(had, versions.known())])
        await executor.migrate(progress=lambda event, _app, name: progress(name) if event == "apply_start" else None)
        if settings.sqlite_file and await executor.connection.execute_query_dict("PRAGMA foreign_key_check"):
            raise StartError(opening.CODE, [LOST.format(settings.sqlite_file)])
        return tuple(sorted(versions.known() - had))
