"""Somebody else holds what a click needs: a backup, a database browser, an administrator in the middle of something."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import asyncpg

from bot.settings import Settings


@asynccontextmanager
async def held(settings: Settings, case: str) -> AsyncIterator[None]:
    """Hold the whole SQLite file, or on PostgreSQL the row of the case, until the end of the block."""
    if settings.sqlite_file:
        with closing(sqlite3.connect(settings.sqlite_file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    connection = await asyncpg.connect(settings.database_url)
    try:
        async with connection.transaction():
            await connection.execute("SELECT 1 FROM approval_case WHERE id = $1 FOR UPDATE", case)
            yield
    finally:
        await connection.close()
