"""Cards that could not be delivered: how many, whose, why, and once more. No confidential one is listed or counted."""

from collections.abc import Sequence
from datetime import datetime

from tortoise.expressions import F

from bot.conversations.ports import Parked
from bot.storage import models
from bot.storage.rows import ask

WHERE = """
    FROM outbox o JOIN card c ON c.id = o.card_id LEFT JOIN person p ON p.id = c.person_id
    WHERE o.council = ? AND o.sent_at IS NULL AND o.failed <> ''
    AND c.about NOT IN ('matter', 'report', 'file', 'page.waiting')
    AND o.version = (SELECT MAX(n.version) FROM outbox n WHERE n.card_id = o.card_id)
"""
COUNT = f"SELECT COUNT(*) AS n {WHERE}"
LISTED = f"""
    SELECT o.id, c.person_id, COALESCE(p.name, ''), c.channel, c.about, c.ref, o.failed, o.created {WHERE}
    ORDER BY o.id LIMIT ?
"""


class StoredUndelivered:
    """Rows of the outbox that were given up, one a card: the newest is what the card lacks."""

    async def count(self, council: str) -> int:
        """How many cards of a council could not be delivered."""
        [(count,)] = await ask(COUNT, council)
        return int(count)

    async def listed(self, council: str, limit: int) -> Sequence[Parked]:
        """The oldest of them."""
        found = await ask(LISTED, council, limit)
        return [Parked(*(*row[:-1], _moment(row[-1]))) for row in found]

    async def retry(self, council: str, row_id: int) -> bool:
        """Try one again, as if it had just been written; False where it is no longer given up, or not the council's."""
        parked = models.Outbox.filter(id=row_id, council=council, sent_at=None).exclude(failed="")
        return bool(await parked.update(failed="", queued=False, attempts=0, gen=F("gen") + 1))


def _moment(at: datetime | str) -> datetime:
    return datetime.fromisoformat(at) if isinstance(at, str) else at
