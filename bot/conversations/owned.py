"""A card as whoever asks for it may see it now: their own, or their team's, while they are staff and linked."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.approvals.ports import TEAM, Person
from bot.conversations.drawing import CardsAbout, Drawing
from bot.messages import Account, Posting

Reading = Callable[[], AbstractAsyncContextManager[object]]
"""What is read from the database inside is read in one go."""


class Confirmed(Protocol):
    """Which person an account belongs to."""

    async def acting(self, account: Account) -> Person | None:
        """The active person who has confirmed this account, and is a member where it is."""


@dataclass(frozen=True)
class Owned:
    """Draws a card anew for an account, outside of any press that would be looked at for itself."""

    drawing: Drawing
    cards: CardsAbout
    accounts: Confirmed
    reading: Reading

    async def posting(self, card_id: str, account: Account) -> Posting | None:
        """The card; None where it is gone or another's, or where the account is nobody's.

        Nor is there one for somebody who has left, or is a guest where they ask.

        A team's card is for all who read its channel, which is for the platform to say.
        """
        async with self.reading():
            person, card = await self.accounts.acting(account), await self.cards.about(card_id)
            if person is None or card is None or card.person not in (person.id, TEAM):
                return None
            return await self.drawing.drawn(card_id, card, person)
