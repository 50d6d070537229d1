"""The bot as docs/teams.md has it tried out on one machine: migrated, the sample staff imported, and serving."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.channels.teams.channel import ROUTE
from tests.e2e.teams.playground.program import ROOT, answers

RUN = "import sys; from bot.cli import main; sys.exit(main())"
STAFF = ROOT / "bot/people/sample/staff.csv"
LEVEL = re.compile(r"\[(\w+)\s*\]")
EXPECTED = "teams_unsafe_local"
SECRET = "only-for-tests-and-needed-on-postgresql"


@dataclass(frozen=True)
class Bot:
    """The bot's port, and where it logs."""

    port: int
    log: Path

    @property
    def url(self) -> str:
        """Where it takes what Teams sends."""
        return f"http://127.0.0.1:{self.port}{ROUTE}"

    @property
    def complaints(self) -> list[str]:
        """What it logged as a warning or worse, but for that it asks nobody who they are."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        bad = [
            line for line in lines if "Traceback" in line or {*LEVEL.findall(line)} & {"warning", "error", "critical"}
        ]
        return [line for line in bad if EXPECTED not in line]


@asynccontextmanager
async def serving(bot: Bot, folder: Path, database: str) -> AsyncIterator[None]:
    """The bot on that empty database, until it is told to stop at the end."""
    environment = {
        **os.environ, "COMMSDESK_TEAMS_UNSAFE_LOCAL": "1", "COMMSDESK_TEAMS_CHECK": "1", "COMMSDESK_COUNCIL": "suffolk",
        "COMMSDESK_DATA_DIR": str(folder), "COMMSDESK_DATABASE_URL": database, "COMMSDESK_SECRET": SECRET,
        "PORT": str(bot.port),
    }  # fmt: skip
    for command in (["migrate"], ["people", "import", str(STAFF)]):
        assert await (await _started(command, environment, bot.log)).wait() == 0, bot.log.read_text()
    process = await _started(["serve"], environment, bot.log)
    try:
        await answers(f"http://127.0.0.1:{bot.port}/healthz", process, bot.log)
        yield
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        ended = await process.wait()
    assert ended == 0, bot.log.read_text()


async def _started(command: list[str], environment: Mapping[str, str], log: Path) -> asyncio.subprocess.Process:
    with log.open("a") as kept:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-c", RUN, *command, env=environment, stdout=kept, stderr=kept
        )
