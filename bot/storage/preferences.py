"""What people have chosen for themselves: where they are reached, and whether they are reminded."""

from collections.abc import Sequence

from tortoise.expressions import Q

from bot import messages
from bot.approvals.ports import Person
from bot.conversations.ports import Linked
from bot.storage import models
from bot.storage.accounts import ANYWHERE
from bot.storage.directory import MEMBER

HOME = "page.home"


class StoredPreferences:
    """Reads and changes them in the transaction of the turn."""

    async def accounts(self, person_id: str) -> Sequence[Linked]:
        """The person's confirmed accounts; the first that can be reached is the one that is written to."""
        rows = models.Account.filter(person_id=person_id, confirmed=True).exclude(tenant=ANYWHERE).exclude(address="")
        return [
            Linked(row.id, messages.Account(row.channel, row.tenant, row.user), row.address, _reached(row))
            for row in await rows.order_by("-preferred", "id")
        ]

    async def prefer(self, person_id: str, account_id: int) -> None:
        """Write to this account of the person's from now on."""
        theirs = models.Account.filter(person_id=person_id)
        await theirs.exclude(id=account_id).update(preferred=False)
        await theirs.filter(id=account_id).update(preferred=True)

    async def unlink(self, person_id: str, linked: Linked) -> None:
        """Forget whose the account is. Its cards stay as they are: whoever has it now reads nothing more on them."""
        await models.Account.filter(id=linked.id, person_id=person_id).delete()
        there = Q(address=linked.address) | Q(about=HOME)
        cards = models.Card.filter(there, person_id=person_id, channel=linked.account.channel)
        given_up = [str(card) for card in await cards.values_list("id", flat=True)]
        await cards.delete()
        await models.Outbox.filter(card_id__in=given_up, sent_at=None).delete()

    async def reminders(self, person_id: str) -> bool:
        """Whether the person wants to be reminded; everybody does who has not said otherwise."""
        return not await models.Preference.exists(person_id=person_id, reminders=False)

    async def remind(self, person: Person, *, wanted: bool) -> None:
        """Remind the person from now on, or no longer."""
        await models.Preference.update_or_create(
            person_id=person.id, defaults={"reminders": wanted, "council": person.council}
        )


def _reached(row: models.Account) -> bool:
    return row.reachable and row.standing == MEMBER
