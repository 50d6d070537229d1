"""Pydantic's errors said again for the person who writes the pack: what is wrong, and what to write instead."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.policy import shape
from bot.policy.faults import meant
from bot.policy.reading import Page, Path

M = TypeVar("M", bound=BaseModel)
SAMPLE = "council-1-a"
"""The id of a row, to show in what to write where no better one is at hand."""
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")


@dataclass(frozen=True)
class Said:
    """One error in plain words, at `loc` below the thing that was read."""

    loc: Path
    problem: str
    write: str


def model_of(page: Page, kind: type[M], row: str = SAMPLE) -> M | None:
    """What a page holds as a `kind`; None where it is none, and the page then has each fault in plain words."""
    if page.faults and not page.data:
        return None
    try:
        return kind.model_validate_json(json.dumps(page.data, default=str))
    except ValidationError as wrong:
        for said in said_of(kind, wrong, row):
            page.blame(said.loc, said.problem, said.write)
        return None


def said_of(kind: Any, wrong: ValidationError, row: str, skip: int = 0) -> list[Said]:
    """Each error of reading a `kind`, in plain words, its place less `skip` steps; `row` is an id for samples."""
    errors = [(e["loc"][skip:], dict(e)) for e in wrong.errors(include_url=False)]
    return [Said(loc, *_said(kind, loc, e, row)) for loc, e in errors]


def _said(kind: Any, loc: Path, error: dict[str, Any], row: str) -> tuple[str, str]:
    wanted = shape.at(kind, loc)
    if error["type"] == "missing":
        return _missing(shape.at(kind, loc[:-1]), wanted, str(loc[-1]), row)
    if error["type"] in _UNKNOWN:
        return _unknown(list(shape.keys(shape.at(kind, loc[:-1]))), str(loc[-1]))
    if shape.is_cited(wanted):
        return _bare(wanted, error["input"], row)
    if shape.values(wanted):
        return _not_one_of(shape.values(wanted), error["input"])
    return _other(wanted, loc, error, row)


def _missing(parent: Any, wanted: Any, key: str, row: str) -> tuple[str, str]:
    if shape.is_cited(parent) and key == "rows":
        return uncited(row)
    return f"`{key}` is missing.", f"Add `{shape.entry(key, wanted, row)}`."


def uncited(row: str) -> tuple[str, str]:
    """What to say of a value that rests on no row."""
    return "This value names no section.", f"List the ids of the rows that it rests on: `rows: [{row}]`."


def _unknown(known: list[str], key: str) -> tuple[str, str]:
    return f"There is no key `{key}` here.{meant(key, known)}", f"Use only: {', '.join(known) or 'nothing'}."


def _bare(wanted: Any, given: Any, row: str) -> tuple[str, str]:
    held = shape.sample(wanted, row) if given is None or isinstance(given, list | dict) else ""
    write = held or f"{{value: {said(given)}, rows: [{row}]}}"
    return "This value names no section, and every value must.", f"Write `{write}` with the rows that it rests on."


def _not_one_of(allowed: list[str], given: Any) -> tuple[str, str]:
    return (
        f"`{said(given)}` is not a value known here.{meant(str(given), allowed)}",
        f"Write one of: {', '.join(allowed)}.",
    )


def _other(wanted: Any, loc: Path, error: dict[str, Any], row: str) -> tuple[str, str]:
    if error["type"] == "value_error":
        return f"{error['ctx']['error']}".rstrip(".") + ".", "Change it as this says."
    if error["type"] == "too_short":
        return "This is empty.", f"Write at least one: `{shape.entry(loc[-1], wanted, row)}`."
    if error["type"] == "greater_than":
        return f"This is {error['input']}.", f"Write a number above {error['ctx']['gt']}."
    if error["type"] == "string_too_short":
        return "This text is empty.", "Write what a member of staff should read here."
    if shape.named(wanted) == "text" and isinstance(error["input"], int):
        return f"This is {kind_of(error['input'])}, and text is wanted.", f'Put it in quotes: `"{error["input"]}"`.'
    problem = f"This is {kind_of(error['input'])}, and {shape.named(wanted)} is wanted."
    return problem, f"Write it like `{shape.entry(loc[-1], wanted, row)}`."


def said(given: Any) -> str:
    """A value as YAML writes it."""
    return str(given).lower() if isinstance(given, bool) else str(given)


def kind_of(given: Any) -> str:
    """What a given value is, in a sentence."""
    if given is None or given == "":
        return "empty"
    names = {bool: "true or false", int: "a number", date: "a day", list: "a list", dict: "a set of keys"}
    return names.get(type(given), f"the text `{given}`")
