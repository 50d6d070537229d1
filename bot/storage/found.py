"""What follows when somebody writes from an account where they could not be reached."""

from tortoise.expressions import F

from bot.messages import Account
from bot.storage import models
from bot.storage.outbox import lane


async def found_again(account: Account, address: str) -> None:
    """Write there again from now on, and try once more what could not be delivered there."""
    rows = models.Account.filter(channel=account.channel, tenant=account.tenant, user=account.user)
    await rows.update(reachable=True, address=address)
    parked = models.Outbox.filter(lane=lane(account.channel, address), sent_at=None).exclude(failed="")
    await parked.update(failed="", queued=False, attempts=0, gen=F("gen") + 1)
