"""Runs races: on PostgreSQL in processes that meet at a barrier before each, on SQLite in tasks of one process."""

import asyncio
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Barrier

from bot.app import Parts, compose
from bot.clock import FixedClock
from bot.conversations.desk import NOT_SAVED, FrontDesk
from bot.ids import system_ids
from bot.messages import Reply
from bot.policy import Packs
from bot.settings import Settings
from bot.storage.database import opened
from tests.e2e.races.naive import VARIANTS
from tests.e2e.races.plan import MOST, Press, Race
from tests.office import MORNING

LONGEST = 60.0
REPEATS = 10


@dataclass(frozen=True)
class Ran:
    """A race that has been run; one answer for each of its clicks, in their order."""

    race: Race
    answers: tuple[Reply, ...]


def front_desk(settings: Settings, variant: str) -> FrontDesk:
    """A whole application on the open database, as a replica composes it; or a naive variant of it."""
    parts = Parts(settings, FixedClock(MORNING), system_ids)
    return VARIANTS[variant](compose(parts, Packs(only=settings.council)).front)


async def insist(front: FrontDesk, press: Press) -> Reply:
    """Press until it is saved, as a person does who reads that it was not, because this machine was slow."""
    for _ in range(REPEATS):
        reply = await front.handle(press.incoming())
        if reply.text != NOT_SAVED:
            break
    return reply


async def run_in_tasks(front: FrontDesk, races: Sequence[Race]) -> list[Ran]:
    """Each click a task of this process, all let go at once."""
    return [Ran(race, tuple(await asyncio.gather(*(insist(front, p) for p in race.presses)))) for race in races]


async def run_in_processes(settings: Settings, races: Sequence[Race], variant: str) -> list[Ran]:
    """Each click in a process of its own; the same eight processes run all the races, one after another."""
    return await asyncio.to_thread(_run, settings, races, variant)


def _run(settings: Settings, races: Sequence[Race], variant: str) -> list[Ran]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    barrier = context.Barrier(MOST)
    runners: list[tuple[ForkServerProcess, Connection]] = []
    for client in range(MOST):
        here, there = context.Pipe(duplex=False)
        clicks = [race.presses[client] if client < len(race.presses) else None for race in races]
        process = context.Process(target=_runner, args=(settings, clicks, barrier, there, variant), daemon=True)
        process.start()
        there.close()
        runners.append((process, here))
    try:
        told = [connection.recv() for _, connection in runners]
    finally:
        for process, connection in runners:
            connection.close()
            process.kill()
            process.join()
    return [Ran(race, tuple(told[c][n] for c in range(len(race.presses)))) for n, race in enumerate(races)]


def _runner(
    settings: Settings, clicks: Sequence[Press | None], barrier: Barrier, told: Connection, variant: str
) -> None:  # fmt: skip
    told.send(asyncio.run(_clicks(settings, clicks, barrier, variant)))


async def _clicks(
    settings: Settings, clicks: Sequence[Press | None], barrier: Barrier, variant: str
) -> list[Reply | None]:  # fmt: skip
    answers = []
    async with opened(settings, alone=False):
        front = front_desk(settings, variant)
        for press in clicks:
            barrier.wait(LONGEST)
            answers.append(await insist(front, press) if press else None)
    return answers
