"""Whether people are to be found where they are written to, as platforms say, and what follows when they are not."""

from bot.storage import models
from bot.storage.cards import StoredCards
from bot.storage.database import transaction
from bot.storage.directory import MEMBER


class StoredReach:
    """Marks accounts, in a transaction of its own."""

    def __init__(self, cards: StoredCards) -> None:
        self._cards = cards

    async def lost(self, card_id: str) -> bool:
        """Write to another account of the card's person from now on; True where the card itself goes there.

        Only a personal conversation counts: a home page or a team's channel says nothing of its readers.
        """
        async with transaction():
            card = await models.Card.get_or_none(id=card_id)
            if card is None:
                return False
            account = models.Account.filter(channel=card.channel, address=card.address, person_id=card.person_id)
            theirs = await account.exists()
            # A guest is found all the same, and may be a member again.
            await account.filter(standing=MEMBER).update(reachable=False)
            moved = theirs and await self._cards.elsewhere(card_id)
            if moved:  # what had been given up for the card that is forgotten is not wanted any more
                await models.Outbox.filter(card_id=card_id, sent_at=None).exclude(failed="").delete()
            return moved
