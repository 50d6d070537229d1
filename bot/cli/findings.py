"""How the findings of a doctor are printed, and what exit code they give."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from bot.cli.exits import Exit
from bot.cli.printing import console, say, show_json
from bot.findings import Finding


def told(findings: Sequence[Finding], json_wanted: bool) -> Exit:
    """Print them for people or as JSON; DONE where all is well."""
    well = all(finding.well for finding in findings)
    if json_wanted:
        show_json({"well": well, "findings": [asdict(finding) for finding in findings]})
    else:
        _print(findings)
    return Exit.DONE if well else Exit.FOUND


def _line(out: Console, mark: str, sentence: str) -> None:
    """The sign and the sentence; on a terminal a long one goes on below its own beginning, a file gets one line."""
    if not out.is_terminal:
        out.print(f"{mark} {escape(sentence)}", soft_wrap=True)
        return
    row = Table.grid(Column(width=1), Column(overflow="fold"), padding=(0, 1, 0, 0))
    row.add_row(mark, escape(sentence))
    out.print(row)


def _print(findings: Sequence[Finding]) -> None:
    out = console().out
    for finding in findings:
        mark = "[green]✓[/green]" if finding.well else "[red]✗[/red]"
        _line(out, mark, f"{finding.about}: {finding.seen}")
        if finding.advice:
            _line(out, " ", finding.advice)
    bad = sum(not finding.well for finding in findings)
    say(f"{bad} to put right." if bad else "All is well.")
