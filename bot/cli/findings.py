"""How the findings of a doctor are printed, and what exit code they give."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.markup import escape

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


def _print(findings: Sequence[Finding]) -> None:
    out = console().out
    for finding in findings:
        mark = "[green]✓[/green]" if finding.well else "[red]✗[/red]"
        out.print(f"{mark} {escape(f'{finding.about}: {finding.seen}')}", soft_wrap=True)
        if finding.advice:
            out.print(f"  {escape(finding.advice)}", soft_wrap=True)
    bad = sum(not finding.well for finding in findings)
    say(f"{bad} to put right." if bad else "All is well.")
