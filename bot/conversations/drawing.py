"""Draws any card for the person who sees it, from what is stored at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.approvals import screens as case_screens
from bot.approvals import story
from bot.approvals.audit import Entry
from bot.approvals.ports import Desk, Person, Stored
from bot.approvals.stale import when
from bot.approvals.story import Told
from bot.clock import LONDON
from bot.conversations import answers, pages, screens
from bot.conversations.pages import Page, Row
from bot.conversations.turn import Talk, as_it_was, as_of_today
from bot.messages import Posting, Screen
from bot.registers import told as registers
from bot.registers.ports import Desk as Registers
from bot.registers.told import Waits
from bot.reports import screens as report_screens
from bot.reports.ports import Desk as Reports
from bot.reports.ports import Stored as Report
from bot.reports.screens import NEUTRAL, progress


@dataclass(frozen=True)
class CardAbout:
    """What a card is about and who sees it where; `newest` unless the same has been shown again further down."""

    about: str
    ref: str
    person: str
    address: str
    newest: bool = True


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
        """The card as it should look now; None where it, or what it is about, is no longer there."""
        card = await self.cards.about(card_id)
        person = await self.desk.directory.person(card.person) if card else None
        if card is None or person is None:
            return None
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
            case "answer", _, _:
                return await self._answer(card.ref)
            case ("case" | "news") as about, _, _:
                return await self._case(about, card.ref, person)
            case (("task" | "agreement") as kind, _, _) | ("page", _, ("accounts" | "agreements") as kind):
                return await registers.card(self.registers, kind, card.ref, person, self.talk.sign)
            case "page", _, kind:
                return pages.draw(await self._page(person), kind, self.talk.sign)
            case _:
                return None

    async def _conversation(self, ref: str, person: Person) -> Screen | None:
        kept = await self.talk.conversations.get(ref)
        if kept is None:
            return None
        taken = as_of_today if kept.state == "open" else as_it_was
        return screens.draw(await taken(self.talk, person, kept), self.talk.sign)

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

    async def _report(self, ref: str, person: Person) -> Screen | None:
        stored = await self.reports.reports.get(ref)
        if stored is None:
            return None
        entries = await self.reports.reports.entries(ref)
        named = stored.report.known_to | {e.actor for e in entries if e.actor}
        people = await self.reports.directory.people(sorted(named))
        content, wrote = await self.reports.reports.content(ref), await self.reports.reports.privates(ref)
        told = report_screens.Told(stored, content, entries, wrote, {p.id: p.name for p in people.values()})
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
        )

    async def _page(self, person: Person) -> Page:
        situation = self.talk.policies.situation(person.council, person.service, self.talk.clock.today(LONDON))
        return Page(
            person.name,
            self.talk.policies.councils()[person.council],
            list(self.talk.flows.values()),
            self.talk.policies.current(person.council, situation).rules.keys(),
            await self.talk.conversations.open_for(person.id),
            [self._row(c, await self._who_asks(c)) for c in await self.desk.cases.waiting_for(person.id)]
            + [self._errand(w) for w in await registers.waiting(self.registers, person)]
            + [self._matter(r, "Open") for r in await self.reports.reports.waiting_for(person.id)],
            [self._row(c, await self._label(c)) for c in await self.desk.cases.asked_by(person.id)]
            + [self._matter(r, progress(r.report)) for r in await self.reports.reports.sent_by(person.id)],
        )

    def _row(self, stored: Stored, label: str) -> Row:
        return Row(stored.reference, stored.title, label, self.talk.sign("show", stored.case.id))

    def _errand(self, waits: Waits) -> Row:
        name = f"{waits.stored.reference} {waits.place}"
        return Row(name, waits.stored.title, waits.text.rstrip("."), self.talk.sign(waits.about, waits.ref))

    def _matter(self, stored: Report, label: str) -> Row:
        return Row(stored.reference, NEUTRAL, label, self.talk.sign("report.show", stored.report.id))

    async def _who_asks(self, stored: Stored) -> str:
        who = await self.desk.directory.person(stored.case.requester)
        return f"Asked {f'by {who.name} ' if who else ''}{when(stored.opened.isoformat())}"

    async def _label(self, stored: Stored) -> str:
        content = await self.desk.cases.content(stored.case.id, stored.case.revision)
        tasks = await registers.stages(self.registers, stored.case.id)
        return story.label(Told(stored, content, (), tasks=tasks))


def _further_down(screen: Screen) -> Screen:
    """What an earlier card says once the same is shown again: two cards with the same buttons would only confuse."""
    title = f"{screen.title}: further down in this chat"
    return Screen(title, title)


def _named(stored: Stored, entries: Sequence[Entry]) -> list[str]:
    case = stored.case
    named = {str(e.facts[key]) for e in entries for key in ("to", "person") if key in e.facts}
    return sorted({case.requester, *case.asked, *named, *(e.actor for e in entries if e.actor)})
