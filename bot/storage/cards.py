"""Which cards there are and in which version, kept together with the outbox rows that bring them there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.approvals.ports import NOWHERE, TEAM, Notice, Place
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
THESE = "id IN ({})"
SLOTS = ("about", "ref", "person_id", "slot", "id", "channel", "address")
PINNED = "about = ? AND ref = ? AND person_id = ? AND channel = ? AND address = ?"
ALL_OF_ONE_PERSON = f"about = ? AND ref = ? AND person_id IN (?, '{TEAM}')"


class New(NamedTuple):
    """A card to be made: about what and whose, where, and how many there were in that chat."""

    notice: Notice
    place: Place
    slot: int = 0


class StoredCards:
    """The card table, used inside the transaction of the command after which the cards should look different.

    The caller has changed the row that the cards are about first, so that nobody else counts their versions up now.
    """

    def __init__(self, directory: StoredDirectory, clock: Clock, ids: Ids) -> None:
        self._directory, self._clock, self._ids = directory, clock, ids

    async def show(
        self, council: str, about: str, ref: str, people: Iterable[str], teams: Iterable[Place] = (),
        *, here: Mapping[str, Place] = NOWHERE, notices: Sequence[Notice] = (),
    ) -> None:  # fmt: skip
        """See that each of these people has a card about the thing, and bring every card about it up to date.

        Whoever has none gets it `here`, where that names them, else where they are reached. `teams` are the places
        where there must be a card for a whole team. `notices`, each once, are posted after that, as by `again`; whoever
        has just got the card gets no other.
        """
        newer = await _newer(ALL_NEWEST, about, ref)
        wanted = [Notice(about, ref, p) for p in people if p not in newer.values()]
        notices = [notice for notice in notices if notice not in wanted]
        where = await self._where([n.person for n in (*wanted, *notices)], here)
        there = {(card.channel, card.address) for card in newer}
        new = [New(n, where[n.person]) for n in wanted if n.person in where]
        new += [New(Notice(about, ref, TEAM), place) for place in teams if place not in there]
        older, posted = await _after_others(notices, where)
        made = await self._make(council, [*new, *posted])
        await say([*newer, *older, *made], self._clock.now())

    async def again(self, council: str, about: str, ref: str, person_id: str, *, here: Place | None = None) -> None:
        """Post the card once more, at the end of the person's chat `here`, or where they are reached.

        The one before it in that chat says that it is there.
        """
        where = await self._where([person_id], {person_id: here} if here else NOWHERE)
        older, new = await _after_others([Notice(about, ref, person_id)], where)
        await say([*older, *await self._make(council, new)], self._clock.now())

    async def pin(self, council: str, about: str, ref: str, person_id: str, place: Place) -> None:
        """See that the person has one card about the thing at that (channel, address), and bring it up to date."""
        there = [*await _newer(PINNED, about, ref, person_id, *place)]
        new = [] if there else [New(Notice(about, ref, person_id), place)]
        await say(there or await self._make(council, new), self._clock.now())

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
        new = [] if there else [New(Notice(about, ref, person), where[person])]
        await say(await self._make(council, new), self._clock.now())
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

    async def _make(self, council: str, new: Sequence[New]) -> list[CardRow]:
        made = [CardRow(self._ids.delivery(), council, *n.place, 1, 0, "") for n in new]
        rows = ((card, n.slot, *n.notice) for card, n in zip(made, new, strict=True))
        await CARDS.add(
            {**card._asdict(), "slot": slot, "about": about, "ref": ref, "person_id": person}
            for card, slot, about, ref, person in rows
        )
        return made


async def _after_others(
    notices: Sequence[Notice], where: Mapping[str, Place]
) -> tuple[Iterable[CardRow], list[New]]:  # fmt: skip
    """Have the cards say «further down» after which these stand in the same chats; gives them, and those to be made."""
    earlier = await _earlier(notices) if notices else {}
    before, new = [], []
    for notice in (n for n in notices if n.person in where):
        there, place = earlier.get(notice, []), where[notice.person]
        before += [card for _, card, at in sorted(there) if at == place][-1:]
        new.append(New(notice, place, max((slot for slot, *_ in there), default=-1) + 1))
    return await _newer(THESE.format(", ".join("?" * len(before))), *before) if before else (), new


async def _earlier(notices: Sequence[Notice]) -> dict[Notice, list[tuple[int, str, Place]]]:
    """The slot, the id and the place of each card that there is of these."""
    about, ref, person_id = (tuple(dict.fromkeys(column)) for column in zip(*notices, strict=True))
    found: dict[Notice, list[tuple[int, str, Place]]] = {}
    for *of, slot, card, channel, address in await CARDS.find(SLOTS, about=about, ref=ref, person_id=person_id):
        found.setdefault(Notice(*of), []).append((slot, card, (channel, address)))
    return found


async def _newer(which: str, *values: str) -> dict[CardRow, str]:
    """Have the cards that are so want one version more; gives each, and whose it is."""
    found = await ask(NEWER.format(which), *values)
    return {CardRow(*card): person for *card, person in sorted(found)}
