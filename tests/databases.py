"""Databases for tests: an empty SQLite file or an empty PostgreSQL database, whichever this run is for."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from bot.ids import system_ids
from bot.settings import Settings
from bot.storage.database import opened
from bot.storage.migrating import migrate

KIND = os.environ.get("COMMSDESK_TEST_DATABASE", "sqlite")
SERVER = os.environ.get("COMMSDESK_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
# The engine makes its own schema again. Rows go in any order: nothing is checked while the server takes the session
# for a copy of another one's.
EMPTY_TABLES = """
DROP SCHEMA IF EXISTS dbos CASCADE;
SET session_replication_role = replica;
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations' LOOP
    EXECUTE format('DELETE FROM %I', found.tablename);
  END LOOP;
END $$;
"""


def server_answers() -> bool:
    """Whether the PostgreSQL server for tests lets us in within two seconds."""
    try:
        asyncio.run(_sql(SERVER, "SELECT 1"))
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    return True


@contextmanager
def postgres_database() -> Iterator[str]:
    """The URL of a new, empty database on that server; it is dropped afterwards, whoever is still connected.

    A commit does not wait for the disk. Only a crash of the server itself could show that, and no test brings it about.
    """
    name = f"commsdesk_test_{system_ids.event()}"
    asyncio.run(_sql(SERVER, f"CREATE DATABASE {name}", f"ALTER DATABASE {name} SET synchronous_commit = off"))
    try:
        yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
    finally:
        asyncio.run(_sql(SERVER, f"DROP DATABASE {name} WITH (FORCE)"))


def empty(url: str) -> None:
    """Drop every schema of a PostgreSQL database, the engine's too: as new, in a fraction of the time."""
    asyncio.run(_sql(url, "DROP SCHEMA IF EXISTS public, dbos CASCADE", "CREATE SCHEMA public"))


@pytest.fixture(scope="session")
def database_kind() -> str:
    """`sqlite` or `postgres`, as COMMSDESK_TEST_DATABASE says: never both in one process."""
    if KIND not in {"sqlite", "postgres"}:
        raise pytest.UsageError(f"COMMSDESK_TEST_DATABASE is {KIND}; write sqlite or postgres.")
    return KIND


@pytest.fixture(scope="session")
def database_of_the_session(database_kind: str) -> Iterator[str | None]:
    """One PostgreSQL database for all tests of this process, or None on SQLite."""
    if database_kind == "sqlite":
        yield None
        return
    with postgres_database() as url:
        yield url


@pytest.fixture
def database_url(database_of_the_session: str | None, tmp_path: Path) -> str:
    """The URL of a database without tables, as COMMSDESK_DATABASE_URL would give it."""
    if database_of_the_session is None:
        return f"sqlite:///{tmp_path / 'app.db'}"
    empty(database_of_the_session)
    return database_of_the_session


@pytest.fixture(scope="session")
def database_with_tables(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database that `commsdesk migrate` made, once for the session: SQLite's is copied, never used."""
    if database_kind == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('made') / 'app.db'}"
        asyncio.run(migrate(Settings(database_url=url)))
        yield url
        return
    with postgres_database() as url:
        asyncio.run(migrate(Settings(database_url=url)))
        yield url


@pytest.fixture
def tables_url(database_with_tables: str, tmp_path: Path) -> str:
    """The URL of a database with all its tables and no rows in them."""
    made = Settings(database_url=database_with_tables).sqlite_file
    if made:
        shutil.copy(made, tmp_path / "tables.db")
        return f"sqlite:///{tmp_path / 'tables.db'}"
    asyncio.run(_sql(database_with_tables, EMPTY_TABLES))
    return database_with_tables


@pytest.fixture
async def storage(tables_url: str, tmp_path: Path) -> AsyncIterator[Settings]:
    """An open database with all its tables and no rows, for stores of every kind; gives the settings that it is of."""
    settings = Settings(database_url=tables_url, data_dir=tmp_path)
    async with opened(settings):
        yield settings


async def _sql(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url, timeout=2)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
