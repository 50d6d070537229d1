"""Somebody of the cast who types commands, and presses what is shown to them in answer."""

from dataclasses import dataclass, field

from bot.ids import system_ids
from bot.messages import Account, Facts, Incoming, Reply, Screen, Steps, Text
from tests.office import Actor, Office


@dataclass
class Typist:
    """An actor whose newest screen is at hand."""

    actor: Actor
    shown: list[Screen] = field(default_factory=list)

    async def types(self, family: str, text: str = "") -> Reply:
        """Type a command; what it shows is kept."""
        user, council = self.actor.user, self.actor.office.council
        incoming = Incoming(system_ids.delivery(), Account("browser", council, user), user, text, command=family)
        return self._kept(await self.actor.office.app.front.handle(incoming))

    async def asks(self, text: str = "") -> Reply:
        return await self.types("ask", text)

    async def staff(self, text: str = "") -> Reply:
        return await self.types("staff", text)

    async def team(self, text: str = "") -> Reply:
        return await self.types("team", text)

    async def press(self, label: str, **fields: str) -> Reply:
        """Press a button of the newest screen; LookupError with what there is."""
        there = {button.label: button for button in self.screen.buttons}
        if label not in there:
            raise LookupError(f"{self.actor.user} sees no {label!r}, only {sorted(there)}")
        filled = {i.id: i.value for i in (*self.screen.inputs, *there[label].inputs)} | fields
        return self._kept(await self.actor.send(there[label].token, **{k: str(v) for k, v in filled.items()}))

    @property
    def screen(self) -> Screen:
        """What was shown last."""
        return self.shown[-1]

    def _kept(self, reply: Reply) -> Reply:
        if reply.screen:
            self.shown.append(reply.screen)
        return reply


def typist(office: Office, user: str) -> Typist:
    """Somebody of the cast."""
    return Typist(Actor(office, user))


def read(screen: Screen | None) -> str:
    """Every word on a screen."""
    if screen is None:
        return ""
    said = [screen.title, screen.summary, screen.label]
    for block in screen.blocks:
        match block:
            case Text(text):
                said.append(text)
            case Steps(items, title):
                said += [title, *items]
            case Facts(rows):
                said += [f"{label}: {value}" for label, value in rows]
            case _:
                said.append(str(block))
    return "\n".join(said)
