"""What the practice room needs from outside: the messages it has instead of a platform's, and who sits in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.channels.browser.tips import Guide
from bot.clock import Clock
from bot.ids import Ids
from bot.messages import Screen, Tone

MessageKind = Literal["card", "said", "note"]


@dataclass(frozen=True)
class Message:
    """One message of a chat: a card of the desk, what the person said, or the desk's one line in answer.

    `changed` grows with every posting and edit in the whole room, in the order in which they are committed.
    """

    id: str
    address: str
    at: datetime
    kind: MessageKind
    changed: int
    version: int = 0
    screen: Screen | None = None
    text: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True)
class Sitter:
    """A sample person with a chat in the practice room: `user` never changes, `address` is where the chat is."""

    user: str
    address: str
    name: str
    title: str


class Room(Protocol):
    """The messages of the practice room. A `key` is written once: a second call with it changes no order."""

    async def post(self, address: str, key: str, version: int, screen: Screen, at: datetime) -> str:
        """Keep a card and give its id; where the key is there already, that card is edited instead."""
        ...

    async def edit(self, message: str, version: int, screen: Screen) -> bool:
        """Show a newer version of a card; an older or equal one changes nothing. False where no such card is."""
        ...

    async def say(self, address: str, key: str, text: str, at: datetime) -> str:
        """Keep what the person wrote and give its id; the same key again keeps nothing and gives the same id."""
        ...

    async def note(self, address: str, text: str, tone: Tone, at: datetime) -> str:
        """Keep the desk's one line in answer and give its id."""
        ...

    async def messages(self, address: str, after: int = 0) -> Sequence[Message]:
        """The chat, oldest first: what was posted or edited after that change of the room."""
        ...

    async def latest(self) -> int:
        """The newest change of the room; 0 where there is none."""
        ...


class People(Protocol):
    """Who may be played in the practice room."""

    async def sitters(self, council: str) -> Sequence[Sitter]:
        """The sample people of the council, in the order in which they are shown."""
        ...


class Ports(Protocol):
    """What the application hands to the channel; any object with these will do."""

    @property
    def room(self) -> Room: ...
    @property
    def people(self) -> People: ...
    @property
    def guide(self) -> Guide: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def ids(self) -> Ids: ...
