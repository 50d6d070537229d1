"""Draws any card for the person who sees it, from what is stored at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.approvals import screens as case_screens
from bot.approvals import team_screens
from bot.approvals.audit import Entry
from bot.approvals.ports import TEAM, Desk, Person, Stored
from bot.approvals.story import Told
from bot.conversations import answers, screens
from bot.conversations.own_pages import OwnPages
from bot.conversations.turn import Talk, as_it_was, as_of_today
from bot.errors import ChannelError
from bot.evidence.ports import CASE, CONVERSATION, REPORT
from bot.evidence.screens import beside, not_kept
from bot.evidence.taking import lines
from bot.messages import Account, Posting, Screen, Text
from bot.registers import told as registers
from bot.registers.ports import Desk as Registers
from bot.reports import screens as report_screens
from bot.reports.ports import Desk as Reports
from bot.reports.screens import NEUTRAL

# A page that is drawn anew whenever somebody opens it waits for nobody.
HOME = "page.home"
NOT_STAFF = "not_staff"
# Somebody who has left may still read the chat for a while.
GONE = "No longer with you"
LEFT = Screen(GONE, GONE, (Text("The staff list says that you have left, so what stood here is no longer shown."),))


@dataclass(frozen=True)
class CardAbout:
    """What a card is about and who sees it where; `newest` unless the same has been shown again further down.

    It is `barred` where the person is no member of the workspace any more in which it stands.
    """

    about: str
    ref: str
    person: str
    address: str
    newest: bool = True
    barred: bool = False


class CardsAbout(Protocol):
    """Tells what cards are about."""

    async def about(self, card_id: str) -> CardAbout | None:
        """What the card is about, or None where there is no such card."""


@dataclass(frozen=True)
class Drawing:
    """Draws cards by their ids."""

    cards: CardsAbout
    talk: Talk
    desk: Desk
    reports: Reports
    registers: Registers

    async def posting(self, card_id: str) -> Posting | None:
        """The card as it should look now; None where it, or what it is about, is no longer there.

        ChannelError, for good, where whoever would see it is a guest there by now, or gone.
        """
        card = await self.cards.about(card_id)
        if card is None:
            return None
        person = await self.desk.directory.person(card.person) if card.person != TEAM else None
        return await self.drawn(card_id, card, person)

    async def drawn(self, card_id: str, card: CardAbout, person: Person | None) -> Posting | None:
        """The same, where it is known what the card is about, and who the person is whose it is."""
        if card.person == TEAM:
            return await self._team(card, card_id)
        if person is None or (card.barred and card.about == HOME):
            return None
        if card.barred:
            raise ChannelError(NOT_STAFF, "They are no member of that workspace any more.", permanent=True)
        if not person.active:
            return Posting(card.address, card_id, 0, LEFT) if card.about != HOME else None
        screen = await self._screen(card, person)
        if screen is None:
            return None
        return Posting(card.address, card_id, 0, screen if card.newest else _further_down(screen))

    async def _screen(self, card: CardAbout, person: Person) -> Screen | None:  # noqa: PLR0911 - one a kind of card
        match card.about.partition("."):
            case "conversation", _, _:
                return await self._conversation(card.ref, person)
            case "matter", _, _:
                screen = await self._conversation(card.ref, person)
                return replace(screen, title=NEUTRAL, summary=NEUTRAL) if screen else None
            case "report", _, _:
                return await self._report(card.ref, person)
            case ("answer" | "file") as about, _, _:
                return await (self._answer(card.ref) if about == "answer" else self._file(card.ref))
            case ("case" | "news") as about, _, _:
                return await self._case(about, card.ref, person)
            case (("task" | "agreement") as kind, _, _) | ("page", _, ("accounts" | "agreements") as kind):
                return await registers.card(self.registers, kind, card.ref, person, self.talk.sign)
            case "page", _, kind:
                return await OwnPages(self.talk, self.desk, self.reports, self.registers).draw(kind, person)
            case _:
                return None

    async def _conversation(self, ref: str, person: Person) -> Screen | None:
        kept = await self.talk.conversations.get(ref)
        if kept is None:
            return None
        taken = as_of_today if kept.state == "open" else as_it_was
        screen = screens.draw(await taken(self.talk, person, kept), self.talk.sign)
        return beside(screen, await self.talk.files.of(CONVERSATION, kept.id))

    async def _file(self, ref: str) -> Screen | None:
        held = await self.talk.files.shelf.get(ref)
        return not_kept(held) if held else None

    async def _answer(self, ref: str) -> Screen | None:
        kept = await self.talk.conversations.get(ref)
        return answers.draw(kept.view["answer"], self.talk.sign, kept.view["carry_on"]) if kept else None

    async def _case(self, about: str, ref: str, person: Person) -> Screen | None:
        stored = await self.desk.cases.get(ref)
        if stored is None:
            return None
        if about == "news":
            return case_screens.news(await self._told(stored), person.id, self.talk.sign)
        steward = stored.case.orphaned and person.id in await self.desk.stewards_of(stored.council)
        return case_screens.draw(await self._told(stored), person.id, self.talk.sign, steward=steward)

    async def _team(self, card: CardAbout, card_id: str) -> Posting | None:
        """The card of a case in a team's channel; one in a channel that the team has left has no buttons."""
        if card.about == "team":
            return Posting(card.address, card_id, 0, team_screens.HERE)
        stored = await self.desk.cases.get(card.ref)
        if stored is None:
            return None
        step = stored.case.open_step
        place = await self.desk.teams.channel_of(stored.council, step.role) if step else None
        asked = place is not None and place[1] == card.address
        screen = team_screens.draw(await self._told(stored), self.talk.sign, asked=asked)
        deciders = await self._deciders(stored) if asked and screen.buttons else ()
        return Posting(card.address, card_id, 0, screen, deciders=deciders)

    async def _deciders(self, stored: Stored) -> tuple[Account, ...]:
        """The accounts of those for whom the step waits."""
        step = stored.case.open_step
        people = [seat.person for seat in step.seats if seat.live] if step else []
        linked = [await self.talk.preferences.accounts(person) for person in people]
        return tuple(one.account for theirs in linked for one in theirs)

    async def _report(self, ref: str, person: Person) -> Screen | None:
        stored = await self.reports.reports.get(ref)
        if stored is None:
            return None
        entries = await self.reports.reports.entries(ref)
        named = stored.report.known_to | {e.actor for e in entries if e.actor}
        people = await self.reports.directory.people(sorted(named))
        content, wrote = await self.reports.reports.content(ref), await self.reports.reports.privates(ref)
        names, files = {p.id: p.name for p in people.values()}, lines(await self.talk.files.of(REPORT, ref))
        told = report_screens.Told(stored, content, entries, wrote, names, files)
        return report_screens.draw(told, person.id, self.talk.sign)

    async def _told(self, stored: Stored) -> Told:
        case = stored.case
        entries = await self.desk.cases.entries(case.id)
        privates = await self.desk.cases.privates(case.id)
        people = await self.desk.directory.people(_named(stored, entries))
        return Told(
            stored,
            await self.desk.cases.content(case.id, case.revision),
            entries,
            {seq: value for (seq, name), value in privates.items() if name == "reason"},
            {p.id: p.name for p in people.values()},
            {n: await self.desk.cases.content(case.id, n) for n in range(1, case.revision)},
            await registers.stages(self.registers, case.id),
            lines(await self.talk.files.of(CASE, case.id)),
        )


def _further_down(screen: Screen) -> Screen:
    """What an earlier card says once the same is shown again: two cards with the same buttons would only confuse."""
    title = f"{screen.title}: further down in this chat"
    return Screen(title, title)


def _named(stored: Stored, entries: Sequence[Entry]) -> list[str]:
    case = stored.case
    named = {str(e.facts[key]) for e in entries for key in ("to", "person") if key in e.facts}
    return sorted({case.requester, *case.asked, *named, *(e.actor for e in entries if e.actor)})
