"""Which confirmed accounts are to be asked about, in the database: each by one process, however many there are."""

from collections.abc import Collection, Sequence
from datetime import datetime

from tortoise.expressions import Q

from bot import messages
from bot.conversations.roll import Listed
from bot.storage import models
from bot.storage.accounts import ANYWHERE


class StoredRoll:
    """The account table, by when a platform was last heard of each."""

    async def due(self, channels: Collection[str], before: datetime, limit: int) -> Sequence[Listed]:
        """Those of active people on these channels of whom nothing was heard since that moment."""
        rows = models.Account.filter(
            Q(asked=None) | Q(asked__lt=before), channel__in=list(channels), confirmed=True, person__left=False
        )
        # Of those that were never asked about, SQLite gives the first first, PostgreSQL the last.
        found = await rows.exclude(tenant=ANYWHERE).order_by("asked", "id").limit(limit)
        return [Listed(row.id, messages.Account(row.channel, row.tenant, row.user), row.asked) for row in found]

    async def claim(self, listed: Listed, at: datetime) -> bool:
        """Note that it is asked about; False where another process has done so."""
        return bool(await models.Account.filter(id=listed.id, asked=listed.asked).update(asked=at))

    async def give_back(self, listed: Listed, at: datetime) -> None:
        """Take the note of that moment back, for nobody answered."""
        await models.Account.filter(id=listed.id, asked=at).update(asked=listed.asked)
