"""Which migrations this program knows, which ones a database has had, and what to say when they differ."""

import pkgutil
from importlib import import_module

from tortoise.connection import get_connection

APP = "commsdesk"
MIGRATIONS = "bot.storage.migrations"
TABLE = "tortoise_migrations"


def known() -> frozenset[str]:
    """The migrations that come with this program, by name."""
    return frozenset(m.name for m in pkgutil.iter_modules(import_module(MIGRATIONS).__path__))


async def applied() -> frozenset[str]:
    """The migrations that the open database has had; tortoise's OperationalError where it has had none ever."""
    # S608: nothing in this statement comes from outside.
    rows = await get_connection("default").execute_query_dict(f"SELECT name FROM {TABLE} WHERE app = '{APP}'")  # noqa: S608
    return frozenset(row["name"] for row in rows)


def difference(has: frozenset[str], knows: frozenset[str]) -> str:
    """What to do about a database of another version, or nothing where it is the same."""
    if newer := sorted(has - knows):
        return (
            f"The database was made by a newer Comms Desk (it has {', '.join(newer)}, which this one does not know). "
            "Install that newer version, or restore the copy that you made before it was upgraded."
        )
    if older := sorted(knows - has):
        return (
            f"The database is of an older version (it still needs {', '.join(older)}). "
            "Make a copy of it, then run: commsdesk migrate"
        )
    return ""
