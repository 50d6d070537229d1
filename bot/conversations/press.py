"""A pressed button, and what every kind of button has in common."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.approvals.ports import Desk, Person
from bot.conversations.turn import Talk
from bot.errors import Refused
from bot.messages import Incoming, Reply
from bot.registers.ports import Desk as Registers
from bot.reports.ports import Desk as Reports

NOT_YOURS = Refused("not_yours", "This button was made for somebody else, so it does nothing for you.")
FROM_BEFORE = "This button is from an older version. Write help to go on."


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

    def text(self, field: str) -> str:
        """A filled-in field as one line of text, empty where it was left out."""
        value = self.incoming.fields.get(field, "")
        return value if isinstance(value, str) else " ".join(value)


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
