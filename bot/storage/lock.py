"""The lock on an SQLite database: one process serves or migrates it, and a second one is refused with a sentence."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StartError


@contextmanager
def alone_with(database: Path) -> Iterator[None]:
    """Hold the lock beside the database file; StartError("database_in_use") where another process holds it.

    The system lets go of it when the process ends, however it ends, so a crash leaves nothing to clean up.
    """
    file = database.with_suffix(".lock")
    with file.open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError("database_in_use", [_refusal(database, file)]) from None
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield


def _refusal(database: Path, file: Path) -> str:
    return (
        f"Comms Desk is already running with {database} (process {file.read_text() or 'unknown'}), and an SQLite file "
        "serves one at a time. Stop that one first. To run several, use PostgreSQL: set COMMSDESK_DATABASE_URL."
    )
