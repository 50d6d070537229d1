"""Run all tests as `make test` does: three processes side by side, one for each database; say what was left out."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

from rich.console import Console

from tests.browsers import chromium_found
from tests.databases import server_answers
from tests.npm import DEMANDED, npm_found

NO_POSTGRES = "PostgreSQL (set COMMSDESK_TEST_POSTGRES, or start one on 127.0.0.1:5432)"
NO_CHROMIUM = "the browser tests (install chromium)"
NO_NPM = "what npm brings: the official schemas and renderers of cards (install node and npm)"
SOAK_ROUNDS = 200


@dataclass(frozen=True)
class Run:
    """One pytest process: the database it is for and which tests it selects."""

    database: str
    marks: str
    rounds: int | None = None

    def command(self, report: Path) -> list[str]:
        """What to call; a run of many rounds has no time limit for one test."""
        soak = ["--rounds", str(self.rounds), "--timeout", "0"] if self.rounds else []
        return [sys.executable, "-m", "pytest", "-q", "-m", self.marks, f"--junitxml={report}", *soak]


def plan(*, soak: bool, postgres: bool, chromium: bool) -> list[Run]:
    """The runs, of about the same length: what needs no database, and what does on SQLite and on PostgreSQL."""
    if soak:
        return [Run(d, "rounds", SOAK_ROUNDS) for d in ("sqlite", "postgres")[: 1 + postgres]]
    others = Run("sqlite", "browser or not database" if chromium else "not browser and not database")
    return [others, *(Run(d, "database and not browser") for d in ("sqlite", "postgres")[: 1 + postgres])]


def missing(*, postgres: bool, chromium: bool, npm: bool) -> list[str]:
    """What cannot be tested on this machine, each with how to get it."""
    return [NO_POSTGRES] * (not postgres) + [NO_CHROMIUM] * (not chromium) + [NO_NPM] * (not npm)


def side_by_side(runs: list[Run], said: Console) -> Counter[str]:
    """All runs at once, for each of them mostly waits; the first prints as it goes, the others when all have ended."""
    with tempfile.TemporaryFile("w+") as later, ThreadPoolExecutor() as threads:
        said.rule(f"Tests on {' and '.join(dict.fromkeys(run.database for run in runs))}")
        others = [threads.submit(carry_out, run, later) for run in runs[1:]]
        total = sum((carry_out(run) for run in runs[:1]), Counter[str]())
        total += sum((other.result() for other in others), Counter[str]())
        later.seek(0)
        said.out(later.read(), highlight=False)
    return total


def carry_out(run: Run, output: IO[str] | None = None) -> Counter[str]:
    """Run pytest; its counts by outcome, and one more `failed` where it ended badly without a failed test."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        environment = {**os.environ, "COMMSDESK_TEST_DATABASE": run.database}
        code = subprocess.run(
            run.command(report), env=environment, check=False, stdout=output, stderr=output
        ).returncode
        counted = counts(report) if report.exists() else Counter[str]()
    # 5 is pytest's "nothing was selected", which is no failure while no test needs a database.
    return counted + Counter(failed=1) if code not in {0, 5} and not counted["failed"] else counted


def counts(report: Path) -> Counter[str]:
    """Passed, failed and skipped tests of a JUnit report; a fault in setting up or clearing away is a failure."""
    found: Counter[str] = Counter()
    for case in ET.parse(report).iter("testcase"):
        kinds = {child.tag for child in case}
        found["failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"] += 1
    return found


def main() -> int:
    """Run what can be run; 1 where a test failed, or where something is missing that was demanded."""
    options = argparse.ArgumentParser(prog="python -m tests", description=__doc__)
    options.add_argument("--demand", action="store_true", help="fail when PostgreSQL, chromium or npm is missing")
    options.add_argument("--soak", action="store_true", help=f"only races and kills, {SOAK_ROUNDS} rounds each")
    chosen = options.parse_args()
    os.environ.update({DEMANDED: "1"} if chosen.demand else {})
    said = Console()
    here = {"postgres": server_answers(), "chromium": chromium_found() is not None}
    total = side_by_side(plan(soak=chosen.soak, **here), said)
    absent = missing(**here, npm=npm_found() is not None)
    for what in absent:
        said.print(f"{'MISSING' if chosen.demand else 'LEFT OUT'}: {what}", soft_wrap=True)
    said.print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return int(bool(total["failed"] or (chosen.demand and absent)))


if __name__ == "__main__":
    sys.exit(main())
