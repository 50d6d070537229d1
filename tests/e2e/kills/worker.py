"""The whole application in a process of its own: it takes clicks and orders to die through a pipe, and answers."""

import asyncio
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from bot import log
from bot.app import Parts, compose
from bot.clock import Clock
from bot.conversations.desk import FrontDesk, expire, staff_changed
from bot.delivery import Delivery, Ports
from bot.delivery.ports import OnTimer
from bot.ids import system_ids
from bot.policy import Packs
from bot.settings import Settings
from bot.storage.database import opened
from bot.storage.directory import StoredDirectory
from bot.storage.outbox import TortoiseCards
from bot.storage.timers import TortoiseReplicas, TortoiseTimers
from tests.e2e.delivery.desk import FAST
from tests.e2e.kills.fate import Fate, MortalCards, MortalOutbox, MortalPlatform, mortal
from tests.e2e.races.naive import NaiveStore
from tests.e2e.races.plan import Press

READY = "ready"


def work(settings: Settings, clock: Clock, platform: Path, pipe: Connection, torn: bool) -> None:
    """Serve and deliver until the pipe is closed, or death; `torn` leaves out the transactions, which must be found."""
    log.configure("error", "json")
    asyncio.run(_work(settings, clock, platform, pipe, torn))


async def _work(settings: Settings, clock: Clock, platform: Path, pipe: Connection, torn: bool) -> None:
    fate = Fate()
    async with opened(settings):
        delivery, front = _composed(settings, clock, MortalPlatform(platform, fate=fate), fate)
        await delivery.start()
        pipe.send(READY)
        try:
            await _serve(replace(front, store=NaiveStore()) if torn else front, fate, pipe)
        finally:
            await delivery.stop()


def _composed(
    settings: Settings, clock: Clock, platform: MortalPlatform, fate: Fate
) -> tuple[Delivery, FrontDesk]:  # fmt: skip
    # Nobody asks a question here, and each kill starts a process anew: only what is clicked on is read.
    app = compose(Parts(settings, clock, system_ids), Packs(only=settings.council))
    front = mortal(app.front, MortalCards(StoredDirectory(), clock, system_ids), fate)
    kinds: dict[str, OnTimer] = {
        "expire": lambda timer: expire(front.desk, timer.ref),
        "staff_changed": lambda timer: staff_changed(front.desk, front.reports, timer.council),
    }
    ports = Ports(
        MortalOutbox(fate), TortoiseCards(), TortoiseTimers(), TortoiseReplicas(), app.drawing,
        {platform.name: platform}, kinds,
    )  # fmt: skip
    delivery = Delivery(settings, ports, clock, system_ids, FAST)

    def nudge() -> None:
        fate.meet("before nudge")
        delivery.nudge()

    return delivery, replace(front, nudge=nudge)


async def _serve(front: FrontDesk, fate: Fate, pipe: Connection) -> None:
    async with asyncio.TaskGroup() as clicks:
        while (order := await asyncio.to_thread(_next, pipe)) is not None:
            ticket, click = order
            if isinstance(click, Press):
                clicks.create_task(_answer(front, ticket, click, pipe))
            else:
                fate.at = click


def _next(pipe: Connection) -> tuple[int, Press | str] | None:
    try:
        order: tuple[int, Press | str] = pipe.recv()
    except EOFError:
        return None
    return order


async def _answer(front: FrontDesk, ticket: int, press: Press, pipe: Connection) -> None:
    pipe.send((ticket, await front.handle(press.incoming())))
