"""The database as the application sees it: one transaction, and a clear word when somebody else was first."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from tortoise.exceptions import IntegrityError

from bot.approvals.ports import Conflict, Unavailable
from bot.storage.away import DatabaseAway
from bot.storage.database import transaction


class TortoiseStore:
    """The open database."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """All or nothing of what is done inside; Conflict where somebody else was first, or Unavailable."""
        try:
            async with transaction():
                yield
        # A rollback by the server itself is a deadlock: of two that wait for each other, it ends one.
        except (IntegrityError, asyncpg.TransactionRollbackError) as taken:
            raise Conflict(str(taken)) from taken
        except DatabaseAway as away:
            raise Unavailable(away.sentence) from away
