"""Which cards there are and in which version, kept together with the outbox rows that bring them there."""

from collections.abc import Iterable, Sequence

from bot.clock import Clock
from bot.conversations.drawing import CardAbout
from bot.ids import Ids
from bot.storage import models
from bot.storage.directory import StoredDirectory
from bot.storage.outbox import CARD, CardRow, say
from bot.storage.rows import Rows, ask

CARDS = Rows(models.Card)
LATER = """
    EXISTS (SELECT 1 FROM card AS later WHERE later.about = card.about AND later.ref = card.ref
            AND later.person_id = card.person_id AND later.slot > card.slot)
"""
ABOUT = f"SELECT about, ref, person_id, address, {LATER} FROM card WHERE id = ?"  # noqa: S608 - columns of our own
NEWER = f"UPDATE card SET wanted = wanted + 1 WHERE {{}} RETURNING {', '.join(CARD)}, person_id"  # noqa: S608
# One that says «further down» has nothing to bring up to date.
ALL_NEWEST = f"about = ? AND ref = ? AND NOT {LATER}"
ONE = "id = ?"
ALL_OF_ONE_PERSON = "about = ? AND ref = ? AND person_id = ?"


class StoredCards:
    """The card table, used inside the transaction of the command after which the cards should look different.

    The caller has changed the row that the cards are about first, so that nobody else counts their versions up now.
    """

    def __init__(self, directory: StoredDirectory, clock: Clock, ids: Ids) -> None:
        self._directory, self._clock, self._ids = directory, clock, ids

    async def show(self, council: str, about: str, ref: str, people: Iterable[str]) -> None:
        """See that each of these people has a card about the thing, and bring every card about it up to date."""
        newer = await _newer(ALL_NEWEST, about, ref)
        new = await self._new(council, about, ref, [p for p in people if p not in newer.values()])
        await say([*newer, *new], self._clock.now())

    async def again(self, council: str, about: str, ref: str, person_id: str) -> None:
        """Post the card once more, at the end of the person's chat, and have the one before say that it is there."""
        earlier = await CARDS.find(("slot", "id"), about=about, ref=ref, person_id=person_id)
        slot, last = max(earlier, default=(-1, ""))
        older = await _newer(ONE, last) if last else ()
        new = await self._new(council, about, ref, [person_id], slot=slot + 1)
        await say([*older, *new], self._clock.now())

    async def repair(self, about: str, ref: str, person_id: str) -> None:
        """Have the person's cards drawn again, whatever version they show."""
        await say(await _newer(ALL_OF_ONE_PERSON, about, ref, person_id), self._clock.now())

    async def about(self, card_id: str) -> CardAbout | None:
        """What the card is about, or None where there is no such card."""
        found = await ask(ABOUT, card_id)
        return next((CardAbout(a, r, p, where, not later) for a, r, p, where, later in found), None)

    async def _new(self, council: str, about: str, ref: str, people: Sequence[str], slot: int = 0) -> list[CardRow]:
        if not people:
            return []
        where = await self._directory.addresses(people)
        made = {p: CardRow(self._ids.delivery(), council, *where[p], 1, 0, "") for p in people if p in where}
        about_it = {"about": about, "ref": ref, "slot": slot}
        await CARDS.add({**card._asdict(), **about_it, "person_id": person} for person, card in made.items())
        return list(made.values())


async def _newer(which: str, *values: str) -> dict[CardRow, str]:
    """Have the cards that are so want one version more; gives each, and whose it is."""
    found = await ask(NEWER.format(which), *values)
    return {CardRow(*card): person for *card, person in sorted(found)}
