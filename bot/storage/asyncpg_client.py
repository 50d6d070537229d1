"""Tortoise's PostgreSQL client: a BEGIN that cleans up, one more try on a stale connection, one for several reads."""

from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.connection import get_connections

from bot.storage.away import STALE, DatabaseAway, said_plainly


class Client(AsyncpgDBClient):
    """A pool; says DatabaseAway where the server does not answer, in a transaction and outside one."""

    def _in_transaction(self) -> TransactionContext:
        return _Transaction(_Wrapper(self), self._pool_init_lock)

    def reading(self) -> AbstractAsyncContextManager[object]:
        """One connection for what the task reads in the block; a transaction in there is begun on it, too."""
        return _Reading(_Reader(self), self._pool_init_lock)

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        with said_plainly():
            try:
                return await super()._translate_exceptions(func, *args, **kwargs)
            except STALE:
                # After a restart of the server every connection of the pool fails once. Reading twice is harmless.
                if not _reads(*args):
                    raise
                await self._expire_connections()
                return await super()._translate_exceptions(func, *args, **kwargs)


class _Wrapper(TransactionWrapper):
    """A transaction; what goes wrong in it is said as outside one, and nothing in it is tried twice."""

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(_Wrapper(self))

    def reading(self) -> AbstractAsyncContextManager[object]:
        """What is read in a transaction is read over its connection."""
        return nullcontext()

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        with said_plainly():
            return await super()._translate_exceptions(func, *args, **kwargs)


class _Reader(_Wrapper):
    """A connection that is no transaction; as in the pool, one gone stale is left for another, once."""

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        with said_plainly():
            try:
                return await AsyncpgDBClient._translate_exceptions(self, func, *args, **kwargs)
            except STALE:
                if not _reads(*args):
                    raise
                await self._take_another()
                return await AsyncpgDBClient._translate_exceptions(self, func, *args, **kwargs)

    async def _take_another(self) -> None:
        pool: Any = self._parent._pool
        await pool.expire_connections()
        await pool.release(self._connection)
        self._connection = await pool.acquire()


class _Transaction(TransactionContextPooled):
    """Tortoise's context keeps the connection and the context variable when BEGIN fails or is cancelled."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        try:
            await self._begin()
        except (DatabaseAway, *STALE):
            await self._parent._expire_connections()
            await self._begin()
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        get_connections().reset(self.token)
        try:
            if not self.client._finalized:
                await (self.client.rollback() if exc_type else self.client.commit())
        finally:
            await self._give_back()

    @property
    def _parent(self) -> Any:
        return self.client._parent

    async def _begin(self) -> None:
        self.client._connection = await self._parent._pool.acquire()
        try:
            await self.client.begin()
        except BaseException:
            # The server may have begun all the same: this connection is not used again.
            self.client._connection.terminate()
            await self._give_back()
            raise

    async def _give_back(self) -> None:
        # The pool closes a connection that comes back in the middle of a statement or a transaction.
        if pool := self._parent._pool:
            await pool.release(self.client._connection)


class _Reading(_Transaction):
    """The same without BEGIN and COMMIT."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        self.client._connection = await self._parent._pool.acquire()
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        get_connections().reset(self.token)
        await self._give_back()


def _reads(query: object = "", *_values: object) -> bool:
    return isinstance(query, str) and query.lstrip().upper().startswith("SELECT")


client_class = Client
