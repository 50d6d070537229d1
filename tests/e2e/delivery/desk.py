"""A desk to deliver from: a real database and engine, cards to write, and processes that can be killed."""

import asyncio
import inspect
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tortoise.expressions import F

from bot.clock import system_clock
from bot.delivery import Delivery, Pace, Ports
from bot.delivery.ports import OnTimer
from bot.ids import system_ids
from bot.messages import Posting, Screen
from bot.settings import Settings
from bot.storage import models
from bot.storage.database import transaction
from bot.storage.outbox import CardRow, TortoiseCards, TortoiseOutbox, say
from bot.storage.timers import TortoiseReplicas, TortoiseTimers
from tests.e2e.delivery.chat import Chat

COUNCIL = "suffolk"
# What takes minutes in production takes a second or less here; `stale` stays long, so that it hides no other fault.
FAST = Pace(
    sweep=0.5, beat=0.3, dead=2, stale=60, grace=0.2, poll=0.1, first_wait=0.3, longest_wait=1, turns=40, generations=3
)


@dataclass
class FromTheCard:
    """Draws a line with the version; a card about a `bug` meets a mistake in our code, a `hidden` one is not shown."""

    mistakes: list[str] = field(default_factory=list)

    async def posting(self, card_id: str) -> Posting | None:
        card = await models.Card.get(id=card_id)
        if card.about == "bug":
            self.mistakes.append(card_id)
            raise ZeroDivisionError("a mistake in the drawing")
        if card.about == "hidden":
            return None
        text = f"version {card.wanted}"
        return Posting(card.address, card.id, card.wanted, Screen(text, text))


@dataclass
class Desk:
    """What a test holds: the settings, the platform, and the processes it started."""

    settings: Settings
    chat: Chat
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    drawing: FromTheCard = field(default_factory=FromTheCard)
    deliveries: list[Delivery] = field(default_factory=list)

    def delivery(self, pace: Pace = FAST, kinds: dict[str, OnTimer] | None = None) -> Delivery:
        """A delivery in this process."""
        return Delivery(self.settings, self.ports(kinds or {}), system_clock, system_ids, pace)

    async def started(self, pace: Pace = FAST, kinds: dict[str, OnTimer] | None = None) -> Delivery:
        """A delivery that runs in this process until the end of the test."""
        delivery = self.delivery(pace, kinds)
        self.deliveries.append(delivery)
        await delivery.start()
        return delivery

    async def stop_all(self) -> None:
        """Stop what runs here and kill what runs elsewhere."""
        for delivery in self.deliveries:
            await delivery.stop()
        self.kill_all()

    def ports(self, kinds: dict[str, OnTimer]) -> Ports:
        return Ports(
            outbox=TortoiseOutbox(),
            cards=TortoiseCards(),
            timers=TortoiseTimers(),
            replicas=TortoiseReplicas(),
            drawing=self.drawing,
            channels={self.chat.name: self.chat},
            kinds=kinds,
        )

    def process(self, *how: str) -> "subprocess.Popen[bytes]":
        """A process that delivers, until it is killed or told to stop."""
        environment = {
            "PATH": "/usr/bin:/bin",
            "COMMSDESK_DATABASE_URL": self.settings.database_url,
            "COMMSDESK_ENGINE_URL": self.settings.engine_url,
        }
        command = [sys.executable, "-m", "tests.e2e.delivery.worker", str(self.chat.folder), *how]
        with (self.chat.folder / f"worker{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
        self.processes.append(process)
        return process

    def kill_all(self) -> None:
        """Kill every process that is left, as a power cut would."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()

    async def write(self, *addresses: str, about: str = "case") -> list[str]:
        """Cards for those addresses and their rows, in one transaction; gives their ids."""
        ids = [system_ids.case() for _ in addresses]
        cards = [
            models.Card(council=COUNCIL, id=i, about=about, ref=i, person_id="p", channel="chat", address=a)
            for i, a in zip(ids, addresses, strict=True)
        ]
        async with transaction():
            await models.Card.bulk_create(cards)
            await say([CardRow(c.id, COUNCIL, c.channel, c.address, 1, 0, "") for c in cards], system_clock.now())
        return ids

    async def change(self, card_id: str, **more: Any) -> None:
        """Have a card want its next version, as a click does."""
        async with transaction():
            card = await models.Card.get(id=card_id)
            await models.Card.filter(id=card_id).update(wanted=card.wanted + 1, **more)
            row = CardRow(card.id, COUNCIL, card.channel, card.address, card.wanted + 1, card.shown, card.message)
            await say([row], system_clock.now())

    async def all_shown(self) -> bool:
        """Whether every card shows what it should."""
        return not await models.Card.exclude(wanted=F("shown")).exists()


async def until(true: Callable[[], Any], seconds: float = 45) -> None:
    """Wait until something is true; a test that waits in vain fails with what it waited for."""
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        result = true()
        if inspect.isawaitable(result):
            result = await result
        if result:
            return
        assert asyncio.get_running_loop().time() < deadline, f"not within {seconds} s"
        await asyncio.sleep(0.05)


def settings_for(database_url: str, folder: Path) -> Settings:
    """Settings with the database of this run and a folder of their own."""
    return Settings(database_url=database_url, data_dir=folder)
