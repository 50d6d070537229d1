"""Databases for tests: an empty SQLite file or an empty PostgreSQL database, whichever this run is for."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from bot.ids import system_ids

KIND = os.environ.get("COMMSDESK_TEST_DATABASE", "sqlite")
SERVER = os.environ.get("COMMSDESK_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")


def server_answers() -> bool:
    """Whether the PostgreSQL server for tests lets us in within two seconds."""
    try:
        asyncio.run(_sql(SERVER, "SELECT 1"))
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    return True


@contextmanager
def postgres_database() -> Iterator[str]:
    """The URL of a new, empty database on that server; it is dropped afterwards, whoever is still connected."""
    name = f"commsdesk_test_{system_ids.event()}"
    asyncio.run(_sql(SERVER, f"CREATE DATABASE {name}"))
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


async def _sql(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url, timeout=2)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
