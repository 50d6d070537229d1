"""What it looks like when a database goes away, and the one error that the rest of the program meets then."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from tortoise.exceptions import DBConnectionError

from bot.errors import CommsDeskError

SENTENCE = "This was not saved: our records cannot be reached just now. Nothing was changed. Try again in a minute."

# SQLite gives one class of error for everything; these are the results that say nothing about the statement itself.
SQLITE_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
    }
)
POSTGRES_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.ObjectNotInPrerequisiteStateError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    DBConnectionError,
    OSError,
    TimeoutError,
)
# What a connection says that was open when the server went away; the last but one when the news is only half in.
STALE = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    ConnectionError,
)


class DatabaseAway(CommsDeskError):
    """The database did not answer, so nothing was saved; the same thing can be tried again."""

    def __init__(self) -> None:
        super().__init__("database_away", SENTENCE)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn a driver's own ways of saying that the database is away into DatabaseAway; let everything else through."""
    try:
        yield
    except Exception as error:  # drivers share no class for this; what says nothing of the kind goes on as it is
        if is_away(error):
            raise DatabaseAway from error
        raise


def is_away(error: BaseException) -> bool:
    """Whether an error means that the database could not be reached or used, and says nothing about what was asked."""
    if isinstance(error, POSTGRES_AWAY):
        return True
    return any(_sqlite_away(e) for e in (error, *error.args, error.__cause__))


def _sqlite_away(error: object) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    # The low byte is the result; the rest says more closely what kind it is.
    return isinstance(error, sqlite3.Error) and code is not None and code & 0xFF in SQLITE_AWAY
