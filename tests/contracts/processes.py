"""Starts what a test does in a process of its own, and waits for its end."""

import subprocess
import sys


def start(what: str, url: str) -> subprocess.Popen[str]:
    """Begin one of the things that storage_process can do with a database."""
    command = [sys.executable, "-m", "tests.contracts.storage_process", what, url]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=pipe)


def ended(process: subprocess.Popen[str], seconds: float = 30) -> tuple[int, str]:
    """The exit code and what was said; a process that hangs fails the test."""
    try:
        said, complained = process.communicate(timeout=seconds)
    finally:
        process.kill()
    return process.returncode, said + complained
