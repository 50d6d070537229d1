"""How findings of a doctor look: in a terminal a long line goes on below its own beginning, in a file it is one."""

import io

import pytest
from rich.console import Console

from bot.cli import findings, printing
from bot.cli.exits import Exit
from bot.cli.printing import Printed
from bot.findings import Finding

ILL = Finding("Scopes", False, "Missing: commands.", "Give Slack the app's manifest [anew], and install it once more.")


def printed(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> list[str]:
    written = io.StringIO()
    screen = Console(file=written, width=30, force_terminal=terminal, no_color=True, highlight=False)
    for module in (findings, printing):
        monkeypatch.setattr(module, "console", lambda: Printed(screen, screen))
    assert findings.told([ILL], json_wanted=False) is Exit.FOUND
    return [line.rstrip() for line in written.getvalue().splitlines()]


def test_in_a_file_every_finding_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, terminal=False) == [
        "✗ Scopes: Missing: commands.",
        f"  {ILL.advice}",
        "1 to put right.",
    ]


def test_in_a_terminal_nothing_is_cut_off_and_words_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *advice, last = printed(monkeypatch, terminal=True)
    assert "✗ Scopes: Missing: commands." in first
    assert len(advice) > 1
    assert all(line.startswith("  ") and len(line) <= 30 for line in advice)
    assert " ".join(line.strip() for line in advice) == ILL.advice
    assert "1 to put right." in last
