"""Which cards there are and in which version, kept together with the outbox rows that bring them there."""

from collections.abc import Iterable, Sequence

from tortoise.expressions import F

from bot.clock import Clock
from bot.conversations.drawing import CardAbout
from bot.ids import Ids
from bot.storage import models
from bot.storage.directory import StoredDirectory
from bot.storage.outbox import CARD, CardRow, say


class StoredCards:
    """The card table, used inside the transaction of the command after which the cards should look different.

    The caller has changed the row that the cards are about first, so that nobody else counts their versions up now.
    """

    def __init__(self, directory: StoredDirectory, clock: Clock, ids: Ids) -> None:
        self._directory, self._clock, self._ids = directory, clock, ids

    async def show(self, council: str, about: str, ref: str, people: Iterable[str]) -> None:
        """See that each of these people has a card about the thing, and bring every card about it up to date."""
        mine = models.Card.filter(about=about, ref=ref)
        found = await mine.order_by("id").values_list(*CARD, "person_id")
        known = {row[-1] for row in found}
        if found:
            await mine.update(wanted=F("wanted") + 1)
        newer = [CardRow(*row[:-1])._replace(wanted=row[CARD.index("wanted")] + 1) for row in found]
        new = await self._new(council, about, ref, [p for p in people if p not in known])
        await say([*newer, *new], self._clock.now())

    async def again(self, council: str, about: str, ref: str, person_id: str) -> None:
        """Post the card once more, at the end of the person's chat; earlier ones are kept up to date as well."""
        last = await models.Card.filter(about=about, ref=ref, person_id=person_id).order_by("-slot").first()
        new = await self._new(council, about, ref, [person_id], slot=last.slot + 1 if last else 0)
        await say(new, self._clock.now())

    async def repair(self, about: str, ref: str, person_id: str) -> None:
        """Have the person's cards drawn again, whatever version they show."""
        mine = models.Card.filter(about=about, ref=ref, person_id=person_id)
        if await mine.update(wanted=F("wanted") + 1):
            await say([CardRow(*row) for row in await mine.order_by("id").values_list(*CARD)], self._clock.now())

    async def about(self, card_id: str) -> CardAbout | None:
        """What the card is about, or None where there is no such card."""
        found = await models.Card.filter(id=card_id).values_list("about", "ref", "person_id", "address")
        return CardAbout(*found[0]) if found else None

    async def _new(
        self, council: str, about: str, ref: str, people: Sequence[str], slot: int = 0
    ) -> list[CardRow]:  # fmt: skip
        if not people:
            return []
        where = await self._directory.addresses(people)
        rows = [
            models.Card(
                id=self._ids.delivery(), council=council, about=about, ref=ref, person_id=p,
                channel=where[p][0], address=where[p][1], slot=slot,
            )
            for p in people if p in where
        ]  # fmt: skip
        if rows:
            await models.Card.bulk_create(rows)
        return [CardRow(r.id, council, r.channel, r.address, r.wanted, r.shown, r.message) for r in rows]
