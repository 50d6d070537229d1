"""Processes as somebody starts them, each measured from the moment that it is called into being."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

IDLE = 2.0
PATIENCE = 60.0
LOOKS = 0.02
BEGINS = 6.0
NOTHING: Mapping[str, str] = {}


class Process(NamedTuple):
    """What one process took to be ready, in seconds, and the memory that it then holds, in megabytes."""

    seconds: float
    megabytes: float


def imported(libraries: str) -> Process:
    """A process that imports these, says so, and does nothing more."""
    code = f"import {libraries}\nprint('ready', flush=True)\ninput()"
    return _started(code, {}, lambda process: bool(process.stdout and process.stdout.readline()))


def served(command: str, environment: Mapping[str, str]) -> Process:
    """A `commsdesk` command that serves, until /healthz answers."""
    port = _free_port()
    code = f"import sys; from bot.cli import main; sys.exit(main({command.split()!r}))"
    address = f"http://127.0.0.1:{port}/healthz"
    return _started(code, {**environment, "PORT": str(port)}, lambda _: _answers(address))


@contextmanager
def serving(command: str, environment: Mapping[str, str]) -> Iterator[int]:
    """A `commsdesk` command that serves until the end of the block; gives its port."""
    port = _free_port()
    code = f"import sys; from bot.cli import main; sys.exit(main({command.split()!r}))"
    with _running([sys.executable, "-c", code], {**environment, "PORT": str(port)}) as process:
        _wait(process, lambda: _answers(f"http://127.0.0.1:{port}/healthz"))
        yield port


@contextmanager
def working(environment: Mapping[str, str]) -> Iterator[None]:
    """`commsdesk work` until the end of the block, once it has had the time to begin."""
    with _running(
        [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main(['work']))"], environment
    ):
        time.sleep(BEGINS)
        yield


@contextmanager
def printing_its_port(module: str, *arguments: str, told: Mapping[str, str] = NOTHING) -> Iterator[int]:
    """A module that serves until the end of the block, and prints the port that it found; gives that port."""
    with _running([sys.executable, "-m", module, *arguments], told) as process:
        assert process.stdout
        yield int(process.stdout.readline())


@contextmanager
def _running(command: list[str], environment: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    # What Python compiles the first time is kept for the next, ours as the libraries', whatever this process was told.
    told = {**os.environ, **environment, "PYTHONDONTWRITEBYTECODE": ""}  # noqa: TID251 - for a process of its own
    with subprocess.Popen(command, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def _wait(process: "subprocess.Popen[str]", ready: Callable[[], bool]) -> None:
    began = time.perf_counter()
    while not ready():
        if process.poll() is not None or time.perf_counter() - began > PATIENCE:
            raise RuntimeError(f"never ready: {process.args!r}")
        time.sleep(LOOKS)


def _started(code: str, environment: Mapping[str, str], ready: Callable[["subprocess.Popen[str]"], bool]) -> Process:
    began = time.perf_counter()
    with _running([sys.executable, "-c", code], environment) as process:
        _wait(process, lambda: ready(process))
        seconds = time.perf_counter() - began
        time.sleep(IDLE)
        return Process(seconds, _resident(process.pid))


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
