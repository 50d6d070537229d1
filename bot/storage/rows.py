"""The statements of every click, worded once: Tortoise words its own anew at each call, and takes longer than they.

What a click reads and writes goes through here; everything rarer is asked of the models themselves.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any

from tortoise import fields
from tortoise.connection import get_connection
from tortoise.models import Model

# What the drivers give otherwise than the models do, SQLite's above all.
READS: Mapping[type[fields.Field[Any]], Callable[[Any], Any]] = {
    fields.JSONField: json.loads,
    fields.BooleanField: bool,
    fields.DatetimeField: lambda at: datetime.fromisoformat(at) if isinstance(at, str) else at,
}
SKIP_TAKEN = "ON CONFLICT DO NOTHING"
Columns = tuple[str, ...]
Sizes = tuple[tuple[str, int], ...]
"""Columns that are compared, each with how many values it may have."""


class Rows:
    """The rows of a model's table, found by the values of columns: a tuple of values means any of them.

    Values are what the model's fields take and give. Everything runs in the transaction of the task that asks.
    """

    def __init__(self, model: type[Model]) -> None:
        self._model, self._table = model, model._meta.db_table

    async def find(self, columns: Columns, **equal: Any) -> list[tuple[Any, ...]]:
        """These columns of the rows that are so, in no order."""
        found = await ask(_select(self._table, columns, _sizes(equal)), *self._wanted(equal))
        reads = [(n, READS[type(self._field(c))]) for n, c in enumerate(columns) if type(self._field(c)) in READS]
        return [_read(row, reads) for row in found]

    async def change(self, changes: Mapping[str, Any], **equal: Any) -> int:
        """Change these columns of the rows that are so; gives how many rows there were."""
        sql = _numbered(_update(self._table, tuple(changes), _sizes(equal)), _dialect())
        done, _ = await get_connection("default").execute_query(sql, self._stored(changes) + self._wanted(equal))
        return int(done)

    async def add(self, rows: Iterable[Mapping[str, Any]], taken: str = "") -> None:
        """Add rows, with the model's defaults for what they leave out; `taken` says what to do where one is there."""
        columns = tuple(c for c in self._model._meta.fields_db_projection if not self._field(c).generated)
        values = [self._stored({column: self._given(row, column) for column in columns}) for row in rows]
        if values:
            sql = _numbered(_insert(self._table, columns, taken), _dialect())
            await get_connection("default").execute_many(sql, values)

    def _field(self, column: str) -> Any:
        return self._model._meta.fields_map[column]

    def _given(self, row: Mapping[str, Any], column: str) -> Any:
        if column in row:
            return row[column]
        default = self._field(column).default
        return default() if callable(default) else default

    def _stored(self, row: Mapping[str, Any]) -> list[Any]:
        return [self._field(column).to_db_value(value, self._model) for column, value in row.items()]

    def _wanted(self, equal: Mapping[str, Any]) -> list[Any]:
        return [v for value in equal.values() for v in (value if isinstance(value, tuple) else (value,))]


def _read(row: tuple[Any, ...], reads: Sequence[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    values = list(row)
    for n, read in reads:
        values[n] = None if values[n] is None else read(values[n])
    return tuple(values)


async def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a statement gives, as rows of the driver's own values; each `?` in it stands for the next of `values`."""
    found = await get_connection("default").execute_query_dict(_numbered(sql, _dialect()), list(values))
    return [tuple(row.values()) for row in found]


def _dialect() -> str:
    return str(get_connection("default").capabilities.dialect)


def _sizes(equal: Mapping[str, Any]) -> Sizes:
    return tuple((column, len(value) if isinstance(value, tuple) else 1) for column, value in equal.items())


# S608: the names in these statements are those of our own tables and columns, the values stand apart.
@cache
def _select(table: str, columns: Columns, equal: Sizes) -> str:
    return f'SELECT {_names(columns)} FROM "{table}" WHERE {_where(equal)}'  # noqa: S608


@cache
def _update(table: str, columns: Columns, equal: Sizes) -> str:
    changes = ", ".join(f'"{column}" = ?' for column in columns)
    return f'UPDATE "{table}" SET {changes} WHERE {_where(equal)}'  # noqa: S608


@cache
def _insert(table: str, columns: Columns, taken: str) -> str:
    places = ", ".join("?" for _ in columns)
    return f'INSERT INTO "{table}" ({_names(columns)}) VALUES ({places}) {taken}'  # noqa: S608


def _where(equal: Sizes) -> str:
    return " AND ".join(f'"{column}" IN ({", ".join("?" * size)})' for column, size in equal)


def _names(columns: Columns) -> str:
    return ", ".join(f'"{column}"' for column in columns)


@cache
def _numbered(sql: str, dialect: str) -> str:
    """PostgreSQL wants its values numbered."""
    if dialect == "sqlite":
        return sql
    first, *rest = sql.split("?")
    return first + "".join(f"${n}{part}" for n, part in zip(count(1), rest, strict=False))
