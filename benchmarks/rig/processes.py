"""Processes as somebody starts them, each measured from the moment that it is called into being."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

IDLE = 2.0
PATIENCE = 60.0
LOOKS = 0.02


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


def _started(code: str, environment: Mapping[str, str], ready: Callable[[subprocess.Popen[str]], bool]) -> Process:
    began = time.perf_counter()
    told = {**os.environ, **environment}  # noqa: TID251 - for a process of its own
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        while not ready(process):
            if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError(f"never ready: {code}")
            time.sleep(LOOKS)
        seconds = time.perf_counter() - began
        time.sleep(IDLE)
        megabytes = _resident(process.pid)
        process.terminate()
    return Process(seconds, megabytes)


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
