"""Which cards there are and in which version, kept together with the outbox rows that bring them there."""

from collections.abc import Iterable, Mapping, Sequence

from bot.approvals.ports import NOWHERE, TEAM, Place
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
            AND later.address = card.address AND later.channel = card.channel AND later.person_id = card.person_id
            AND later.slot > card.slot)
"""
# The workspace of an address is what stands before its first slash.
BARRED = """
    EXISTS (SELECT 1 FROM account a WHERE a.person_id = card.person_id AND a.channel = card.channel
            AND a.standing <> 'member' AND substr(card.address, 1, length(a.tenant) + 1) = a.tenant || '/')
"""
ABOUT = f"SELECT about, ref, person_id, address, {LATER} AS later, {BARRED} AS barred FROM card WHERE id = ?"  # noqa: S608 - columns of our own
NEWER = f"UPDATE card SET wanted = wanted + 1 WHERE {{}} RETURNING {', '.join(CARD)}, person_id"  # noqa: S608
# One that says «further down» has nothing to bring up to date.
ALL_NEWEST = f"about = ? AND ref = ? AND NOT {LATER}"
ONE = "id = ?"
PINNED = "about = ? AND ref = ? AND person_id = ? AND channel = ? AND address = ?"
ALL_OF_ONE_PERSON = f"about = ? AND ref = ? AND person_id IN (?, '{TEAM}')"


class StoredCards:
    """The card table, used inside the transaction of the command after which the cards should look different.

    The caller has changed the row that the cards are about first, so that nobody else counts their versions up now.
    """

    def __init__(self, directory: StoredDirectory, clock: Clock, ids: Ids) -> None:
        self._directory, self._clock, self._ids = directory, clock, ids

    async def show(
        self, council: str, about: str, ref: str, people: Iterable[str], teams: Iterable[Place] = (),
        *, here: Mapping[str, Place] = NOWHERE,
    ) -> None:  # fmt: skip
        """See that each of these people has a card about the thing, and bring every card about it up to date.

        Whoever has none gets it `here`, where that names them, else where they are reached. `teams` are the places
        where there must be a card for a whole team.
        """
        newer = await _newer(ALL_NEWEST, about, ref)
        where = await self._where([p for p in people if p not in newer.values()], here)
        new = await self._make(council, about, ref, where, 0)
        there = {(card.channel, card.address) for card in newer}
        for place in teams:
            new += await self._make(council, about, ref, {} if place in there else {TEAM: place}, 0)
        await say([*newer, *new], self._clock.now())

    async def again(self, council: str, about: str, ref: str, person_id: str, *, here: Place | None = None) -> None:
        """Post the card once more, at the end of the person's chat `here`, or where they are reached.

        The one before it in that chat says that it is there.
        """
        where = await self._where([person_id], {person_id: here} if here else NOWHERE)
        earlier = await CARDS.find(("slot", "id", "channel", "address"), about=about, ref=ref, person_id=person_id)
        there = [(slot, card) for slot, card, *place in earlier if tuple(place) == where.get(person_id)]
        older = await _newer(ONE, max(there)[1]) if there else ()
        slot = max((slot for slot, *_ in earlier), default=-1)
        new = await self._make(council, about, ref, where, slot + 1)
        await say([*older, *new], self._clock.now())

    async def pin(self, council: str, about: str, ref: str, person_id: str, place: Place) -> None:
        """See that the person has one card about the thing at that (channel, address), and bring it up to date."""
        there = [*await _newer(PINNED, about, ref, person_id, *place)]
        await say(there or await self._make(council, about, ref, {person_id: place}, 0), self._clock.now())

    async def elsewhere(self, card_id: str) -> bool:
        """Post a person's card where they are reached now, in place of the one there; False where that is nowhere else.

        The card that nobody gets is forgotten: it is not brought up to date any more.
        """
        found = await CARDS.find(("council", "about", "ref", "person_id", "channel", "address"), id=card_id)
        council, about, ref, person, *place = found[0] if found else ("",) * 6
        where = await self._directory.addresses([person] if person else [])
        if person not in where or where[person] == tuple(place):
            return False
        await models.Card.filter(id=card_id).delete()
        there = await CARDS.find(("id",), about=about, ref=ref, person_id=person, address=where[person][1])
        await say([] if there else await self._make(council, about, ref, where, 0), self._clock.now())
        return True

    async def repair(self, about: str, ref: str, person_id: str) -> None:
        """Have the person's cards, and a team's, drawn again, whatever version they show."""
        await say(await _newer(ALL_OF_ONE_PERSON, about, ref, person_id), self._clock.now())

    async def about(self, card_id: str) -> CardAbout | None:
        """What the card is about, or None where there is no such card."""
        found = await ask(ABOUT, card_id)
        return next((CardAbout(a, r, p, where, not later, bool(no)) for a, r, p, where, later, no in found), None)

    async def _where(self, people: Sequence[str], here: Mapping[str, Place]) -> dict[str, Place]:
        """Where each of them gets a new card, in their order."""
        where = {**await self._directory.addresses([p for p in people if p not in here]), **here}
        return {p: where[p] for p in people if p in where}

    async def _make(
        self, council: str, about: str, ref: str, where: Mapping[str, Place], slot: int
    ) -> list[CardRow]:  # fmt: skip
        made = {p: CardRow(self._ids.delivery(), council, *place, 1, 0, "") for p, place in where.items()}
        about_it = {"about": about, "ref": ref, "slot": slot}
        await CARDS.add({**card._asdict(), **about_it, "person_id": person} for person, card in made.items())
        return list(made.values())


async def _newer(which: str, *values: str) -> dict[CardRow, str]:
    """Have the cards that are so want one version more; gives each, and whose it is."""
    found = await ask(NEWER.format(which), *values)
    return {CardRow(*card): person for *card, person in sorted(found)}
