"""The judge of cards: Microsoft's own package for Adaptive Cards, in one process of node that reads a card a line."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "adaptivecards@3.0.6"
SCRIPT = Path(__file__).with_name("judge.cjs")


@dataclass(frozen=True)
class Judge:
    """Says what is wrong with cards."""

    process: "subprocess.Popen[str]"

    def faults(self, card: Any) -> list[str]:
        """What the package finds in parsing the card and in looking at its parts; nothing where all is well."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps(card)}\n")
        self.process.stdin.flush()
        found: list[str] = json.loads(self.process.stdout.readline())
        return found


@contextmanager
def judging(package: Path) -> Iterator[Judge]:
    """A judge from the folder of the package; its process ends with it."""
    call = ["node", str(SCRIPT), str(package / "dist/adaptivecards.js")]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        yield Judge(process)
        assert process.stdin
        process.stdin.close()
