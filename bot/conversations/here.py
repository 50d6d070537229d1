"""Whatever somebody asks to see is shown where they ask; all else comes to them where they want to be reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.approvals.ports import NOWHERE, Cards, Notice, Person, Place
from bot.conversations.talk import Talk
from bot.messages import Account


@dataclass(frozen=True)
class CardsHere:
    """The cards, as one person has them shown who acts at `place`."""

    cards: Cards
    person: str
    place: Place

    async def show(
        self, council: str, about: str, ref: str, people: Iterable[str], teams: Iterable[Place] = (),
        *, here: Mapping[str, Place] = NOWHERE, notices: Sequence[Notice] = (),
    ) -> None:  # fmt: skip
        """As `Cards.show`, with this person's own new card here."""
        everybody = tuple(people)
        told = {*everybody, *(notice.person for notice in notices)}
        mine = {self.person: self.place} if self.person in told else NOWHERE
        await self.cards.show(council, about, ref, everybody, teams, here={**mine, **here}, notices=notices)

    async def again(self, council: str, about: str, ref: str, person_id: str, *, here: Place | None = None) -> None:
        """As `Cards.again`, with this person's own card here."""
        at = self.place if person_id == self.person else None
        await self.cards.again(council, about, ref, person_id, here=here or at)

    async def pin(self, council: str, about: str, ref: str, person_id: str, place: Place) -> None:
        """As `Cards.pin`."""
        await self.cards.pin(council, about, ref, person_id, place)

    async def repair(self, about: str, ref: str, person_id: str) -> None:
        """As `Cards.repair`."""
        await self.cards.repair(about, ref, person_id)


def showing_here(talk: Talk, person: Person, account: Account, address: str) -> Talk:
    """The same, for a turn of this person's in the chat of that account; as it is where no address is known."""
    return replace(talk, cards=CardsHere(talk.cards, person.id, (account.channel, address))) if address else talk
