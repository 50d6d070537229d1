"""Shows what was found: a table for people, JSON for machines, each with its target and whether it is met."""

import json
import os
import platform
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.rig.figures import Figure

Shown = tuple[tuple[str, str], Sequence[Figure]]
"""The name of a benchmark and the kind of database, and what was found."""


def show(shown: Sequence[Shown], *, as_json: bool) -> None:
    """Print everything on standard output."""
    if as_json:
        rows = [{"benchmark": n, "database": kind, **f.as_json()} for (n, kind), figures in shown for f in figures]
        print(json.dumps({"machine": machine(), "figures": rows}, indent=2))
        return
    table = Table("What", "Database", "Found", "Target", "Met", "Measured")
    for (_, kind), figures in shown:
        for figure in figures:
            table.add_row(figure.what, kind, *_cells(figure))
    Console(width=150).print(table)


def machine() -> str:
    """Where this was measured, in a line."""
    return f"{os.cpu_count()} processors, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def _cells(figure: Figure) -> tuple[str, str, str, str]:
    side = "at least" if figure.at_least else "at most"
    seen = ", ".join(f"{name} {value:.4g}" for name, value in figure.seen.items())
    return f"{figure.value:.2f} {figure.unit}", f"{side} {figure.target:g}", "yes" if figure.met else "NO", seen
