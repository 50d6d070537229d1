"""A practice room kept in memory, for tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.channels.browser.ports import Message, Sitter
from bot.channels.browser.tips import Guide
from bot.clock import FixedClock
from bot.ids import Ids, seeded_ids
from bot.messages import Screen, Tone

AMIRA = Sitter("amira", "room/amira", "Amira Khan", "Library officer")
BRYN = Sitter("bryn", "room/bryn", "Bryn Evans", "Line manager")
GRACE = Sitter("grace", "room/grace", "Grace Okafor", "Budget holder")
DEV = Sitter("dev", "room/dev", "Dev Patel", "Communications officer")
MORAG = Sitter("morag", "room/morag", "Morag Sinclair", "Head of communications")
OTTO = Sitter("otto", "room/otto", "Otto Lind", "Works elsewhere")
CAST = (AMIRA, BRYN, GRACE, DEV, MORAG, OTTO)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class FakeRoom:
    """Keeps messages in a list; the rules are those of the port."""

    def __init__(self) -> None:
        self.kept: list[Message] = []
        self._keys: dict[str, str] = {}
        self._changes = 0

    async def post(self, address: str, key: str, version: int, screen: Screen, at: datetime) -> str:
        if key in self._keys:
            await self.edit(self._keys[key], version, screen)
            return self._keys[key]
        return self._keep(Message("", address, at, "card", 0, version, screen), key)

    async def edit(self, message: str, version: int, screen: Screen) -> bool:
        for place, m in enumerate(self.kept):
            if m.id == message and m.kind == "card":
                if version > m.version:
                    self.kept[place] = replace(m, version=version, screen=screen, changed=self._change())
                return True
        return False

    async def say(self, address: str, key: str, text: str, at: datetime) -> str:
        return self._keys.get(key) or self._keep(Message("", address, at, "said", 0, text=text), key)

    async def note(self, address: str, text: str, tone: Tone, at: datetime) -> str:
        return self._keep(Message("", address, at, "note", 0, text=text, tone=tone))

    async def messages(self, address: str, after: int = 0) -> Sequence[Message]:
        return [m for m in self.kept if m.address == address and m.changed > after]

    async def latest(self) -> int:
        return self._changes

    def forget(self) -> None:
        """Lose every message, as when a database is put back to yesterday's."""
        self.kept.clear()
        self._keys.clear()

    def _keep(self, message: Message, key: str = "") -> str:
        name = str(len(self.kept) + 1)
        self.kept.append(replace(message, id=name, changed=self._change()))
        if key:
            self._keys[key] = name
        return name

    def _change(self) -> int:
        self._changes += 1
        return self._changes


class FakePeople:
    """The same cast in every council."""

    async def sitters(self, council: str) -> Sequence[Sitter]:
        return CAST


@dataclass
class FakePorts:
    """What the channel is given in tests."""

    room: FakeRoom = field(default_factory=FakeRoom)
    people: FakePeople = field(default_factory=FakePeople)
    guide: Guide = field(default_factory=Guide)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    ids: Ids = field(default_factory=lambda: seeded_ids(1))
