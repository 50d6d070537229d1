"""Tortoise's SQLite client with three cures: write lock first, a BEGIN that cleans up, scripts that do not commit."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from tortoise.backends.base.client import NestedTransactionContext, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections

from bot.storage.away import said_plainly


class Client(SqliteClient):
    """One connection a process; says DatabaseAway where the file cannot be used."""

    def _in_transaction(self) -> TransactionContext:
        return _Transaction(_Wrapper(self), self._lock)

    def reading(self) -> AbstractAsyncContextManager[object]:
        """There is one connection for everything."""
        return nullcontext()

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        with said_plainly():
            return await super().execute_insert(query, values)  # type: ignore[no-any-return]  # Tortoise's decorator hides the type

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        with said_plainly():
            await super().execute_many(query, values)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[dict[Any, Any]]]:
        with said_plainly():
            return await super().execute_query(query, values)  # type: ignore[no-any-return]  # Tortoise's decorator hides the type

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[Any, Any]]:
        with said_plainly():
            return await super().execute_query_dict(query, values)  # type: ignore[no-any-return]  # Tortoise's decorator hides the type


class _Wrapper(SqliteTransactionWrapper):
    """A transaction that takes the write lock as it begins: then waiting for it works, and nothing is read stale."""

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(_Wrapper(self))

    def reading(self) -> AbstractAsyncContextManager[object]:
        """There is one connection for everything."""
        return nullcontext()

    async def begin(self) -> None:
        await self._connection.execute("BEGIN IMMEDIATE")

    async def execute_script(self, query: str) -> None:
        # sqlite3's own executescript commits first, which would tear a migration out of its transaction.
        for statement in statements(query):
            await self.execute_query(statement)


class _Transaction(SqliteTransactionContext):
    """Tortoise's context leaves the lock taken and the context variable set when BEGIN fails or is cancelled."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self._begin()
        except BaseException:
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        client: TransactionalDBClient = self.connection
        return client

    async def _begin(self) -> None:
        try:
            await self.connection.begin()
        except asyncio.CancelledError:
            # The thread that owns the file begins all the same; the rollback stands behind it in the queue.
            await self.connection.rollback()
            raise


def statements(script: str) -> Iterator[str]:
    """The single statements of a script, in order."""
    held = ""
    for piece in script.split(";"):
        held += piece + ";"
        if sqlite3.complete_statement(held):
            yield from [held] if held.strip(" \n;") else []
            held = ""


client_class = Client
