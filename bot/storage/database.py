"""Opens and closes the database, and gives transactions that leave nothing behind when they fail."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tortoise.backends.base.client import TransactionalDBClient
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from bot.settings import Settings
from bot.storage import opening, versions
from bot.storage.away import said_plainly
from bot.storage.lock import alone_with

# The longest that somebody who has clicked waits before they are told that nothing was saved.
PATIENCE = 2.0
# FULL, as PostgreSQL does: what somebody was told is saved survives a power cut.
OPTIONS: dict[str, dict[str, Any]] = {
    "sqlite": {"busy_timeout": int(PATIENCE * 1000), "synchronous": "FULL"},
    "asyncpg": {"minsize": 1, "maxsize": 5, "timeout": PATIENCE, "command_timeout": PATIENCE},
}
MIGRATING: dict[str, dict[str, Any]] = {"sqlite": {"foreign_keys": "OFF"}, "asyncpg": {"command_timeout": None}}


@dataclass(frozen=True)
class Database:
    """An open database; `close` it, or the process does not end."""

    context: TortoiseContext
    held: ExitStack

    async def close(self) -> None:
        """Close every connection and let go of the lock; nothing happens the second time."""
        try:
            await self.context.close_connections()
        finally:
            self.held.close()


async def open_database(settings: Settings, *, alone: bool = True) -> Database:
    """Open the database that the settings name, for every task of this process.

    `alone` takes the lock on an SQLite file, as whatever serves or delivers must; a short command leaves it.
    StartError says what to do where the database is missing, locked, read-only, in use or of another version.
    """
    opening.look_at_file(settings.sqlite_file)
    with ExitStack() as held:
        if settings.sqlite_file and alone:
            held.enter_context(alone_with(settings.sqlite_file))
        context = await connect(settings)
        try:
            await opening.check(settings)
        except BaseException:
            await context.close_connections()
            raise
        return Database(context, held.pop_all())


@asynccontextmanager
async def opened(settings: Settings, *, alone: bool = True) -> AsyncIterator[Database]:
    """The same, closed at the end of the block."""
    database = await open_database(settings, alone=alone)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def transaction(patience: float | None = PATIENCE) -> AsyncIterator[TransactionalDBClient]:
    """One transaction, committed at the end of the block, rolled back by any error; a second one inside is a savepoint.

    DatabaseAway where the database goes away in it or does not let it begin within `patience` seconds (None: whenever).
    Never start a task inside: it would keep the connection. Never wait for the network inside: others wait for it.
    """
    with said_plainly():
        context = in_transaction()
        async with asyncio.timeout(patience):
            connection = await context.__aenter__()
        try:
            yield connection
        except BaseException as error:
            await context.__aexit__(type(error), error, error.__traceback__)
            raise
        await context.__aexit__(None, None, None)


@asynccontextmanager
async def reading() -> AsyncIterator[None]:
    """One connection for all that is read in the block, which is no transaction; in a transaction, its own.

    A pool tidies a connection up whenever it comes back, which takes as long as a statement. DatabaseAway as for a
    transaction. Never start a task inside, and never wait for the network.
    """
    with said_plainly():
        held = get_connection("default").reading()  # type: ignore[attr-defined]  # both of our clients have it
        async with asyncio.timeout(PATIENCE):
            await held.__aenter__()
    try:
        yield
    finally:
        await held.__aexit__(None, None, None)


async def connect(settings: Settings, *, migrating: bool = False) -> TortoiseContext:
    """Tell Tortoise where the database is, for every task of this process; nothing is opened yet.

    While `migrating`, a statement may take as long as it takes, and SQLite lets a table be taken away and made anew
    without touching the rows that refer to it.
    """
    # Not Tortoise.init: it would also leave a context in the calling task, where it outlives closing.
    context = TortoiseContext()
    with context:  # Tortoise looks for it while it reads the models
        await context.init(config=configuration(settings, migrating=migrating), _enable_global_fallback=True)
    return context


def configuration(settings: Settings, *, migrating: bool = False) -> dict[str, Any]:
    """What Tortoise wants to know: the address, with our own clients in place of its own, the models and migrations."""
    address = expand_db_url(settings.database_url)
    kind = "sqlite" if settings.sqlite_file else "asyncpg"
    address["engine"] = f"bot.storage.{kind}_client"
    address["credentials"] = {**OPTIONS[kind], **address["credentials"], **(MIGRATING[kind] if migrating else {})}
    app = {"models": ["bot.storage.models"], "default_connection": "default", "migrations": versions.MIGRATIONS}
    return {"connections": {"default": address}, "apps": {versions.APP: app}}
