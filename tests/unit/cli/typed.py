"""Runs a command as somebody would type it."""

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from bot import cli


@dataclass(frozen=True)
class Ran:
    """What a command gave: its exit code, what it printed and what it complained of."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


class Typed:
    """Types commands; `answers` go to standard input, which is no terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: str, answers: Mapping[str, object] | bytes | None = None) -> Ran:
        given = answers if isinstance(answers, bytes) else json.dumps(answers).encode()
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = cli.main(words)
        printed = self._capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    def run(self, name: str, answers: Mapping[str, object] | bytes, *more: str) -> Ran:
        """`flow run` for Suffolk on the tests' day, with the answers on standard input, as JSON."""
        words = ("flow", "run", name, "--council", "suffolk", "--as-of", "2026-06-01", "--answers", "-", "--json")
        return self(*words, *more, answers=answers)
