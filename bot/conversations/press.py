"""A pressed button, and what every kind of button has in common."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.approvals.ports import Desk, Person
from bot.conversations.team import Team
from bot.conversations.turn import Talk
from bot.errors import InvalidAnswer, Refused
from bot.messages import Incoming, Reply
from bot.registers.ports import Desk as Registers
from bot.reports.ports import Desk as Reports
from flows.engine.questions import HIDDEN

NOT_YOURS = "This button was made for somebody else, so it does nothing for you."
FROM_BEFORE = "This button is from an older version. Write help to go on."
NOBODY = "Nobody on the staff list has that address. Check it and try again."
UNSEEN = "That holds hidden characters that we cannot show. Type it again as plain text."
MOST = 2000


def not_yours() -> Refused:
    """The refusal of a button that was made for somebody else; a new one each time: a raised one keeps its frames."""
    return Refused("not_yours", NOT_YOURS)


@dataclass(frozen=True)
class Press:
    """A pressed button: who, what the token says after its action, and the fields filled in with it."""

    talk: Talk
    desk: Desk
    reports: Reports
    registers: Registers
    person: Person
    incoming: Incoming
    about: Sequence[str | int]
    team: Team

    def text(self, field: str) -> str:
        """A filled-in field as one line of text, empty where it was left out."""
        value = self.incoming.fields.get(field, "")
        return value if isinstance(value, str) else " ".join(value)

    def written(self, field: str, empty: str = "") -> str:
        """What somebody wrote; InvalidAnswer where it is too long, hides signs, or is `empty` and may not be."""
        text = self.text(field).strip()
        if empty and not text:
            raise InvalidAnswer(field, empty)
        if len(text) > MOST:
            raise InvalidAnswer(field, f"That is {len(text):,} characters; keep it to {MOST:,}.")
        if HIDDEN.search(text):
            raise InvalidAnswer(field, UNSEEN)
        return text

    async def named(self) -> Person:
        """The colleague whose work address was filled in; InvalidAnswer where nobody has it."""
        found = await self.desk.directory.by_email(self.person.council, self.text("email").strip())
        if found is None:
            raise InvalidAnswer("unknown_person", NOBODY)
        return found


Does = Callable[[Press], Awaitable[Reply]]


@dataclass(frozen=True)
class Action:
    """What a button does, and how many parts its token has after the action's name."""

    does: Does
    parts: int

    async def __call__(self, press: Press) -> Reply:
        """Do it; Refused for a token of another shape, as an older version may have drawn it."""
        if len(press.about) < self.parts:
            raise Refused("old_token", FROM_BEFORE)
        return await self.does(press)
