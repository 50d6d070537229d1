"""What a type expects of YAML: its keys, the type at a path, its leaves in given data, and a sample to write."""

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from bot.policy.reading import Path
from flows.engine.policy import Cited

_WORDS: dict[Any, str] = {str: "text", int: "20", bool: "true", Decimal: "50", date: "2024-05-14"}
_NAMES = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    Decimal: "an amount",
    date: "a day such as 2024-05-14",
}


@cache
def plain(kind: Any) -> Any:
    """The type without `Annotated` and without `| None`; of several alternatives the first."""
    if get_origin(kind) is typing.Annotated:
        return plain(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return plain(next(k for k in get_args(kind) if k is not type(None)))
    return kind


def keys(kind: Any) -> Mapping[str, tuple[Any, bool]]:
    """The keys that a dataclass or model takes: {key: (type, whether it must be there)}; empty for anything else."""
    return _keys(plain(kind))


@cache
def _keys(kind: Any) -> Mapping[str, tuple[Any, bool]]:
    made = get_origin(kind) or kind
    if isinstance(made, type) and issubclass(made, BaseModel):
        return {name: (f.annotation, f.is_required()) for name, f in made.model_fields.items()}
    return _fields(kind) if is_dataclass(made) else {}


def _fields(kind: Any) -> dict[str, tuple[Any, bool]]:
    made = get_origin(kind) or kind
    hints = {k: _filled(v, made, kind) for k, v in get_type_hints(made).items()}
    return {f.name: (hints[f.name], f.default is MISSING and f.default_factory is MISSING) for f in fields(made)}


def _filled(hint: Any, made: Any, kind: Any) -> Any:
    given = dict(zip(getattr(made, "__parameters__", ()), get_args(kind), strict=False))
    return given.get(hint, hint) if isinstance(hint, TypeVar) else hint


def inner(kind: Any, step: str | int) -> Any:
    """The type one step further along a path; None where the type knows no such step."""
    kind = plain(kind)
    if isinstance(step, str) and step in keys(kind):
        return keys(kind)[step][0]
    if _maps(kind):
        return get_args(kind)[1]
    return get_args(kind)[0] if isinstance(step, int) and get_args(kind) else None


def at(kind: Any, path: Path) -> Any:
    """The type at the end of a path; None where the path leaves what the type knows."""
    for step in path:
        kind = inner(kind, step)
    return plain(kind)


def is_cited(kind: Any) -> bool:
    """Whether this is `Cited[…]`, a value that must name its rows."""
    return (get_origin(plain(kind)) or plain(kind)) is Cited


def leaves(kind: Any, data: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Every single value in `data` with its path and the type expected there; what fits no type is passed over."""
    kind = plain(kind)
    if kind is None:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(inner(kind, key), value, (*path, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from leaves(inner(kind, n), value, (*path, n))
    else:
        yield path, kind, data


def sample(kind: Any, row: str) -> str:
    """How to write a value of this type on one line, `row` being the id of some row: `{value: text, rows: [a-1]}`."""
    kind = plain(kind)
    known = keys(kind)
    if known:
        return "{" + ", ".join(entry(k, t, row) for k, (t, needed) in known.items() if needed) + "}"
    if _maps(kind):
        return f"{{name: {sample(get_args(kind)[1], row)}}}"
    if get_origin(kind) in (tuple, list, frozenset, set):
        return f"[{sample(get_args(kind)[0], row)}]"
    return (values(kind) or [_WORDS.get(_root(kind), "text")])[0]


def entry(key: str | int, kind: Any, row: str) -> str:
    """How to write `key` with a value of this type; `rows` in a list are ids of rows."""
    lists_rows = key == "rows" and get_origin(plain(kind)) is tuple
    return f"{key}: {f'[{row}]' if lists_rows else sample(kind, row)}"


def values(kind: Any) -> list[str]:
    """The words that an enumeration or a Literal allows; empty for any other type."""
    kind = plain(kind)
    if get_origin(kind) is Literal:
        return [str(v) for v in get_args(kind)]
    return [v.value for v in kind] if isinstance(kind, type) and issubclass(kind, StrEnum) else []


def named(kind: Any) -> str:
    """What a type is called in a sentence: `a whole number`."""
    if get_origin(plain(kind)) in (tuple, list, frozenset, set):
        return "a list"
    return _NAMES.get(_root(plain(kind)), "keys with values" if keys(kind) or _maps(kind) else "text")


def _maps(kind: Any) -> bool:
    return get_origin(plain(kind)) in (dict, Mapping)


def _root(kind: Any) -> Any:
    return kind.__supertype__ if isinstance(kind, NewType) else kind
