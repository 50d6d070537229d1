"""Run the benchmarks, each in a process of its own on each database, and say which targets are met."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import Place, load, names
from benchmarks.rig.printing import Shown, show
from bot import log
from tests.databases import postgres_database, server_answers


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every target is met, 1 where one is not, 2 for a name that is no benchmark."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(names())}; all by default")
    options.add_argument("--quick", action="store_true", help="fewer rounds: a first look, less to be relied on")
    options.add_argument("--json", action="store_true", help="print JSON for a machine instead of a table")
    options.add_argument("--on", default=None, help=argparse.SUPPRESS)
    chosen = options.parse_args(arguments)
    if unknown := set(chosen.names) - set(names()):
        options.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(names())}")
    if chosen.on is not None:
        return _measure(chosen.names[0], chosen.on, quick=chosen.quick)
    shown = list(_all(chosen.names or names(), quick=chosen.quick))
    show(shown, as_json=chosen.json)
    return int(not all(figure.met for _, figures in shown for figure in figures))


def _all(chosen: Sequence[str], *, quick: bool) -> Iterator[Shown]:
    postgres = server_answers()
    for name in chosen:
        for kind in load(name).DATABASES:
            if kind == "postgres" and not postgres:
                print("LEFT OUT: PostgreSQL (set COMMSDESK_TEST_POSTGRES, or start one)", file=sys.stderr)
                continue
            print(f"{name} {kind}".strip(), "...", file=sys.stderr)
            yield (name, kind), _aside(name, kind, quick=quick)


def _aside(name: str, kind: str, *, quick: bool) -> list[Figure]:
    command = [sys.executable, "-m", "benchmarks", name, "--on", kind, *(["--quick"] if quick else [])]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [Figure.from_json(kept) for kept in json.loads(said.splitlines()[-1])]


def _measure(name: str, kind: str, *, quick: bool) -> int:
    log.configure("error", "json")
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        url = held.enter_context(postgres_database()) if kind == "postgres" else f"sqlite:///{folder / 'app.db'}"
        figures = load(name).measure(Place(kind, url, folder, quick))
    print(json.dumps([figure.as_json() for figure in figures]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
