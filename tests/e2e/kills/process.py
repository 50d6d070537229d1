"""A process with the whole application in it, as its clients know it: it answers, or it has died."""

import asyncio
import multiprocessing
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.clock import Clock
from bot.messages import Reply
from bot.settings import Settings
from tests.e2e.kills import worker
from tests.e2e.races.plan import Press

LONGEST = 60.0


@dataclass
class Running:
    """A running process. Whoever waits for an answer when it dies gets none."""

    process: ForkServerProcess
    pipe: Connection
    waiting: dict[int, "asyncio.Future[Reply | None]"] = field(default_factory=dict)
    made: int = 0
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    dead: asyncio.Event = field(default_factory=asyncio.Event)

    async def press(self, press: Press) -> Reply | None:
        """Make a click; None where the process died before it answered."""
        if self.dead.is_set():
            return None
        self.made += 1
        answer: asyncio.Future[Reply | None] = asyncio.get_running_loop().create_future()
        self.waiting[self.made] = answer
        with suppress(BrokenPipeError):
            self.pipe.send((self.made, press))
        return await answer

    def die_at(self, label: str) -> None:
        """Have the process die when it next comes to that point."""
        self.pipe.send((0, label))

    async def kill(self) -> None:
        """Kill it as a power cut would, and wait until it is gone and all that it said has been heard."""
        self.process.kill()
        await self.died()

    async def died(self) -> None:
        """Wait until it is dead."""
        await asyncio.wait_for(self.dead.wait(), LONGEST)

    def hear(self) -> None:
        """Take in what the process says."""
        try:
            said = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._gone()
            return
        if said == worker.READY:
            self.ready.set()
        else:
            ticket, reply = said
            self.waiting.pop(ticket).set_result(reply)

    def _gone(self) -> None:
        asyncio.get_running_loop().remove_reader(self.pipe.fileno())
        self.pipe.close()
        self.process.join()
        for answer in self.waiting.values():
            answer.set_result(None)
        self.waiting.clear()
        self.dead.set()
        self.ready.set()


async def started(settings: Settings, clock: Clock, platform: Path, *, torn: bool) -> Running:
    """A new process that is ready to take clicks."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([worker.__name__])
    here, there = context.Pipe()
    process = context.Process(target=worker.work, args=(settings, clock, platform, there, torn), daemon=True)
    await asyncio.to_thread(process.start)
    there.close()
    running = Running(process, here)
    asyncio.get_running_loop().add_reader(here.fileno(), running.hear)
    await asyncio.wait_for(running.ready.wait(), LONGEST)
    assert not running.dead.is_set(), "it died as it started"
    return running
