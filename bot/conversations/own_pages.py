"""Gathers what stands on a person's own pages, and draws them."""

from dataclasses import dataclass

from bot.approvals import story
from bot.approvals.model import CaseState
from bot.approvals.ports import Desk, Person, Stored
from bot.approvals.stale import when
from bot.approvals.story import Told
from bot.conversations import home, pages, settings
from bot.conversations.pages import Page, Row
from bot.conversations.settings import Chosen
from bot.conversations.turn import Talk
from bot.messages import Screen
from bot.registers import told as registers
from bot.registers.ports import Desk as Registers
from bot.registers.states import notice
from bot.registers.told import Waits
from bot.reports.ports import Desk as Reports
from bot.reports.ports import Stored as Report
from bot.reports.screens import NEUTRAL, progress
from flows.engine import Policy

RETURNED = "Change it and send it again"


@dataclass(frozen=True)
class OwnPages:
    """Draws the pages of one person: nobody else ever sees them."""

    talk: Talk
    desk: Desk
    reports: Reports
    registers: Registers

    async def draw(self, kind: str, person: Person) -> Screen:
        """The page of that kind as it is now."""
        if kind in ("settings", "linked"):
            drawn = settings.draw if kind == "settings" else settings.linked
            return drawn(await self._chosen(person), self.talk.sign)
        if kind == "home":
            return home.draw(await self._page(person, home.NEWEST), self.talk.sign)
        return pages.draw(await self._page(person), kind, self.talk.sign)

    async def _chosen(self, person: Person) -> Chosen:
        mine, council = self.talk.preferences, self.talk.policies.councils()[person.council]
        return Chosen(person, council, await mine.accounts(person.id), await mine.reminders(person.id))

    async def _page(self, person: Person, newest: int | None = None) -> Page:
        """All of it, or of what the person asked for the newest alone."""
        situation = await self.talk.situation(person.council, person.service)
        policy = self.talk.policies.current(person.council, situation)
        team = person.id in await self.desk.stewards_of(person.council)
        return Page(
            person.name,
            self.talk.policies.councils()[person.council],
            list(self.talk.flows.values()),
            policy.rules.keys(),
            await self.talk.conversations.open_for(person.id),
            await self._waiting(person),
            await self._asked(person, newest),
            await self._notices(policy),
            await self.talk.undelivered.count(person.council) if team else 0,
            team,
        )

    async def _notices(self, policy: Policy) -> list[str]:
        owner = policy.roles[policy.owner].title
        there = await self.talk.states.in_force(policy.council, policy.situation.as_of)
        return [notice(period, f"the {owner}") for period in there]

    async def _waiting(self, person: Person) -> list[Row]:
        returned = [c for c in await self.desk.cases.asked_by(person.id) if c.case.state is CaseState.CHANGES_REQUESTED]
        return [
            *[self._row(c, await self._who_asks(c)) for c in await self.desk.cases.waiting_for(person.id)],
            *[self._row(c, RETURNED) for c in returned],
            *[self._errand(w) for w in await registers.waiting(self.registers, person)],
            *[self._matter(r, "Open") for r in await self.reports.reports.waiting_for(person.id)],
        ]

    async def _asked(self, person: Person, newest: int | None) -> list[Row]:
        """Requests with where they stand, newest first, then reports; of the newest alone, all by their day."""
        cases, reports = await self.desk.cases.asked_by(person.id), await self.reports.reports.sent_by(person.id)
        sent = sorted((*(c.opened for c in cases), *(r.opened for r in reports)), reverse=True)
        since = sent[newest - 1] if newest and len(sent) > newest else None
        return [
            *[self._row(c, await self._label(c)) for c in cases if since is None or c.opened >= since],
            *[self._matter(r, progress(r.report)) for r in reports if since is None or r.opened >= since],
        ]

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
