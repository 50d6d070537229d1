"""How every command prints: tables and sentences for people, JSON for machines, progress for whoever waits."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Column, Table
from rich.text import Text

T = TypeVar("T")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine instead of text.")]


@dataclass(frozen=True)
class Printed:
    """Where one run of the command line writes: results go out, progress and errors go beside them."""

    out: Console
    beside: Console


def console() -> Printed:
    """The consoles of this run; colours and widths follow the terminal, and a pipe gets plain text."""
    return Printed(Console(file=sys.stdout, highlight=False), Console(file=sys.stderr, highlight=False))


def say(sentence: str) -> None:
    """Print a sentence for people; nothing in it is taken for markup."""
    console().out.print(Text(sentence), soft_wrap=True)


def complain(sentence: str) -> None:
    """Print on standard error what went wrong, and nothing else."""
    console().beside.print(Text(sentence), soft_wrap=True)


def show_json(value: object, *, one_line: bool = False) -> None:
    """Print a value as JSON: indented, or on one line where one line answers one line."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=None if one_line else 2, default=str))


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under a title; every cell is shown as it is, and long ones wrap."""
    table = Table(*(Column(name, overflow="fold") for name in columns), title=title, title_justify="left")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console().out.print(table)


def progress(items: Iterable[T], doing: str, total: int | None = None) -> Iterable[T]:
    """The same items, with a bar on standard error where somebody watches a terminal; `doing` says what goes on."""
    beside = console().beside
    return track(items, doing, total, console=beside, transient=True, disable=not beside.is_terminal)


@contextmanager
def working(doing: str) -> Iterator[None]:
    """A moving sign on standard error, where somebody watches a terminal, while something of unknown length goes on."""
    beside = console().beside
    if not beside.is_terminal:
        yield
        return
    with beside.status(doing):
        yield
