"""A command that somebody typed, with all that answering it takes."""

from dataclasses import dataclass

from bot.approvals.ports import Desk, Person
from bot.conversations.drawing import CardAbout, Drawing
from bot.conversations.team import Team
from bot.conversations.turn import Talk
from bot.messages import Incoming, Screen
from bot.registers.ports import Desk as Registers
from bot.reports.ports import Desk as Reports

LONGEST = 4000


@dataclass(frozen=True)
class Call:
    """Who typed it, and its words; `talk` and the desks answer."""

    talk: Talk
    desk: Desk
    reports: Reports
    registers: Registers
    person: Person
    incoming: Incoming
    team: Team

    @property
    def words(self) -> str:
        """What was typed after the command's name."""
        return self.incoming.text.strip()[:LONGEST]

    async def drawn(self, about: str, ref: str = "") -> Screen | None:
        """What a card about that would show the person now, without there being one; their own page without `ref`."""
        card = CardAbout(about, ref or self.person.id, self.person.id, self.incoming.address)
        drawing = Drawing(_Only(card), self.talk, self.desk, self.reports, self.registers)
        posting = await drawing.posting(self.incoming.id)
        return posting.screen if posting else None


@dataclass(frozen=True)
class _Only:
    """Tells what one card is about that nobody has posted."""

    card: CardAbout

    async def about(self, card_id: str) -> CardAbout | None:
        return self.card if card_id else None
