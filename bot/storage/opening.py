"""Looks at a database before it is used, and says what to do where it cannot be."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException, DBConnectionError, OperationalError
from tortoise.transactions import in_transaction

from bot.errors import StartError
from bot.settings import Settings
from bot.storage import versions
from bot.storage.away import DatabaseAway, is_away

CODE = "database"
READ_ONLY = "SELECT current_setting('transaction_read_only') AS answer"
MEANINGS: tuple[tuple[type[BaseException], str, str], ...] = (
    (OperationalError, versions.TABLE, "The database {place} has no tables yet. Run: commsdesk migrate"),
    (
        DBConnectionError,
        "",
        "There is no database {place} on that server. Ask your administrator to make it (createdb).",
    ),
    (
        asyncpg.InvalidAuthorizationSpecificationError,
        "",
        "{place} refused the user or the password. Check COMMSDESK_DATABASE_URL.",
    ),
    (
        BaseException,
        "locked",
        "Another program holds {place} locked. Close it (a backup? a database browser?) and start again.",
    ),
    (BaseException, "not a database", "{place} is not a database. Restore your last copy, or name another file."),
    (BaseException, "malformed", "{place} is damaged. Restore your last copy."),
    (BaseException, "readonly", "{place} can be read but not written to. Give Comms Desk the right to write to it."),
    (BaseException, "read-only", "{place} can be read but not written to. Give Comms Desk the right to write to it."),
)
ERRORS = (BaseORMException, DatabaseAway, asyncpg.PostgresError, sqlite3.Error, OSError)


def look_at_file(file: Path | None) -> None:
    """StartError where an SQLite file is missing or may not be written to; SQLite itself would make an empty one."""
    if file is None:
        return
    if not file.exists():
        raise StartError(CODE, [f"There is no database at {file} yet. To make one, run: commsdesk migrate"])
    if fault := read_only(file):
        raise StartError(CODE, [fault])


def make_folder(folder: Path) -> None:
    """Make the folder, and those above it, where they are not there; StartError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = f"The folder {folder} cannot be made ({error.strerror}). Name another where Comms Desk may write."
        raise StartError("folder", [said]) from error


def read_only(file: Path) -> str:
    """What to do where the file, or the folder in which SQLite keeps its journal beside it, may not be written to."""
    if file.is_dir():
        return f"{file} is a folder. Name a file in COMMSDESK_DATABASE_URL."
    for place in (file, file.parent):
        # The administrator may write to anything, so what the file says of itself is asked as well.
        if place.exists() and not (os.access(place, os.W_OK) and place.stat().st_mode & 0o222):
            return f"{place} may be read but not written to. Give the account that runs Comms Desk the right to write."
    return ""


async def check(settings: Settings) -> None:
    """StartError where the database cannot be read and written, or is of another version than this program."""
    try:
        fault = await _look(settings)
    except ERRORS as error:
        raise StartError(CODE, [explain(error, settings)]) from error
    if fault:
        raise StartError(CODE, [fault])


def explain(error: BaseException, settings: Settings) -> str:
    """What an error of the database at start means, and what to do."""
    cause = error.__cause__ if isinstance(error, DatabaseAway) and error.__cause__ else error
    text = str(cause) or type(cause).__name__
    place = _place(settings)
    for kind, word, sentence in MEANINGS:
        if isinstance(cause, kind) and word in text:
            return sentence.format(place=place)
    if is_away(cause):
        return f"The database {place} cannot be reached ({text}). See that it runs and can be reached, then try again."
    return f"The database {place} did not take it ({text}). Nothing was changed. Tell whoever looks after Comms Desk."


async def _look(settings: Settings) -> str:
    async with in_transaction():
        fault = versions.difference(await versions.applied(), versions.known())
        if fault or settings.sqlite_file:
            return fault
        answer = (await get_connection("default").execute_query_dict(READ_ONLY))[0]["answer"]
    return f"{_place(settings)} takes no changes (a standby?). Name the main server." if answer == "on" else ""


def _place(settings: Settings) -> str:
    if settings.sqlite_file:
        return str(settings.sqlite_file)
    url = urlsplit(settings.database_url)
    # Without the user and the password that stand before the host.
    return f"{url.hostname or 'localhost'}:{url.port or 5432}{url.path}"
