"""What follows when somebody writes from an account where they could not be reached, or has one more account."""

from tortoise.expressions import F

from bot.approvals.ports import Place
from bot.messages import Account
from bot.storage import models
from bot.storage.outbox import lane
from bot.storage.rows import ask

# Cards that were given up where the person cannot be reached at all; a home page stands only where it was opened.
STRANDED = """
    SELECT DISTINCT c.id, c.about, c.ref FROM card c JOIN outbox o ON o.card_id = c.id
    WHERE c.person_id = ? AND o.sent_at IS NULL AND o.failed <> '' AND c.about <> 'page.home'
    AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = c.person_id AND a.channel = c.channel
                    AND a.address = c.address AND a.confirmed AND a.reachable AND a.standing = 'member')
    ORDER BY c.id
"""


async def found_again(account: Account, address: str) -> None:
    """Write there again from now on, and try once more what could not be delivered, there or wherever else it was."""
    rows = models.Account.filter(channel=account.channel, tenant=account.tenant, user=account.user)
    await rows.update(reachable=True, address=address)
    parked = models.Outbox.filter(lane=lane(account.channel, address), sent_at=None).exclude(failed="")
    await parked.update(failed="", queued=False, attempts=0, gen=F("gen") + 1)
    for person in await rows.values_list("person_id", flat=True) if address else ():
        await bring(str(person), (account.channel, address))


async def bring(person_id: str, place: Place) -> None:
    """Post in that chat of theirs what waits for somebody where they cannot be reached any more.

    What has a card there already needs no other: the one that nobody gets is forgotten.
    """
    channel, address = place
    for card, about, ref in await ask(STRANDED, person_id):
        stranded, rows = models.Card.filter(id=card), models.Outbox.filter(card_id=card, sent_at=None)
        if await models.Card.exists(about=about, ref=ref, person_id=person_id, channel=channel, address=address):
            await stranded.delete()
            await rows.delete()
            continue
        await stranded.update(channel=channel, address=address, shown=0, message="")
        await rows.update(
            lane=lane(channel, address), failed="", queued=False, attempts=0, gen=F("gen") + 1
        )  # fmt: skip
