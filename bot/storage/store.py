"""The database as the application sees it: one transaction, and a clear word when somebody else was first."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise.exceptions import IntegrityError

from bot.approvals.ports import Conflict, Unavailable
from bot.storage.away import DatabaseAway
from bot.storage.database import transaction


class TortoiseStore:
    """The open database."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """All or nothing of what is done inside; Conflict where a row that it adds is there already, or Unavailable."""
        try:
            async with transaction():
                yield
        except IntegrityError as taken:
            raise Conflict(str(taken)) from taken
        except DatabaseAway as away:
            raise Unavailable(away.sentence) from away
