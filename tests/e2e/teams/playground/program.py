"""Microsoft's Agents Playground, where it is installed: a process for one person, who has a port of their own."""

import asyncio
import os
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import ClientConnectionError, ClientSession

ROOT = Path(__file__).parents[4]
PEOPLE = ROOT / "docs/agents-playground.yml"
FOLDER = "COMMSDESK_TEST_PLAYGROUND"
PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
MISSING = f"no Agents Playground: npm install --prefix FOLDER {PACKAGE}, and name FOLDER in {FOLDER}"
PATIENCE = 60


def found() -> Path:
    """The program of the folder that the environment names, else of the path; the test is left out without one."""
    named = os.environ.get(FOLDER, "")
    here = Path(named) / "node_modules/.bin/agentsplayground" if named else None
    there = str(here) if here and here.exists() else shutil.which("agentsplayground")
    if there is None or shutil.which("node") is None:
        pytest.skip(MISSING)
    return Path(there)


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def who_is_there(user: str) -> dict[str, Any]:
    """The people of the documentation's own file, as that one of them: with conversations of their own."""
    told: dict[str, Any] = yaml.safe_load(PEOPLE.read_text(encoding="utf-8"))
    people = [told["currentUser"], *told["users"]]
    (me,) = [one for one in people if one["id"] == f"29:{user}"]
    team = {**told["team"], "id": f"team-{user}", "channels": [{"id": f"news-{user}", "name": "Announcements"}]}
    return {
        **told, "currentUser": me, "users": [one for one in people if one is not me],
        "personalChat": {"id": f"personal-{user}"}, "groupChat": {"id": f"group-{user}", "name": "Group Chat"},
        "team": team,
    }  # fmt: skip


@asynccontextmanager
async def playground(program: Path, user: str, folder: Path, bot: str) -> AsyncIterator[str]:
    """The address of a Playground before which that person sits; it talks to the bot at that address."""
    port = free_port()
    _prepared(folder, user)
    path = f"{folder}:{os.environ['PATH']}"
    with (folder / "playground.log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            program, "-e", bot, "-c", "msteams", "-p", str(port), "--disable-telemetry",
            cwd=folder, env={**os.environ, "PATH": path}, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        try:
            url = f"http://localhost:{port}"
            await answers(f"{url}/_internal/v1/config", process, folder / "playground.log")
            yield url
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            await process.wait()


def _prepared(folder: Path, user: str) -> None:
    """What it reads, and a browser that does nothing: it ends where it finds none to open its page in."""
    folder.mkdir(parents=True)
    (folder / ".m365agentsplayground.yml").write_text(yaml.safe_dump(who_is_there(user)), encoding="utf-8")
    opener = folder / "xdg-open"
    opener.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    opener.chmod(0o755)


async def answers(url: str, process: asyncio.subprocess.Process, log: Path) -> None:
    """Wait until somebody answers there; AssertionError where the process ends before, or takes too long."""
    async with ClientSession() as session, asyncio.timeout(PATIENCE):
        while process.returncode is None:
            with suppress(ClientConnectionError):
                async with session.get(url) as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.1)
    raise AssertionError(f"{url} ended with {process.returncode}: {log.read_text(encoding='utf-8')}")
