"""Finds the benchmarks: every module beside `rig`."""

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import benchmarks
from benchmarks.rig.figures import Figure

BOTH = ("sqlite", "postgres")
NONE = ("",)


@dataclass(frozen=True)
class Place:
    """Where one run measures: a kind of database, the URL of an empty one, and a folder; `quick` asks for fewer."""

    kind: str
    url: str
    folder: Path
    quick: bool

    def rounds(self, whole: int) -> int:
        """So many rounds, or a quarter of them where it must be quick."""
        return max(2, whole // 4) if self.quick else whole


class Benchmark(Protocol):
    """One file: what it measures as its docstring says, on which kinds of database, and how."""

    DATABASES: Sequence[str]

    def measure(self, place: Place) -> Sequence[Figure]:
        """Measure there, in a process of its own."""


def names() -> list[str]:
    """The benchmarks that there are."""
    return [m.name for m in pkgutil.iter_modules(benchmarks.__path__) if not m.ispkg and m.name != "__main__"]


def load(name: str) -> Benchmark:
    """The benchmark of that name."""
    return cast(Benchmark, import_module(f"benchmarks.{name}"))
