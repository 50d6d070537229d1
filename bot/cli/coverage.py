"""`commsdesk coverage`: show where each row of a council's policy is used, and why a row is not."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.councils import AsOf, councils, day, known_council
from bot.cli.exits import Exit
from bot.cli.printing import AsJson, complain, progress, say, show_json, show_table
from bot.policy import Packs
from bot.policy.coverage import Coverage, covered, page
from bot.policy.packs import OWN
from bot.policy.search import Search
from bot.settings import load_settings
from flows import find

Council = Annotated[str, typer.Option("--council", help="One council only; every council where left out.")]
Rows = Annotated[bool, typer.Option("--rows", help="List every row, with where it is used.")]
Unused = Annotated[bool, typer.Option("--unused", help="List only the rows that nothing uses, with the reason.")]
Markdown = Annotated[bool, typer.Option("--markdown", help="Print the page docs/coverage.md, and nothing else.")]


def command(
    *,
    council: Council = "",
    rows: Rows = False,
    unused: Unused = False,
    markdown: Markdown = False,
    as_of: AsOf = "",
    json_wanted: AsJson = False,
) -> Exit:
    """Show where each row of a policy is used; exit 1 where one that must be used is not and nobody has said why."""
    packs = councils().packs
    found = _found(packs, [known_council(packs, council)] if council else packs.councils(), day(as_of))
    if json_wanted:
        _show_json(found, unused)
    elif markdown:
        typer.echo(page.page(found, day(as_of)), nl=False)
    else:
        _print(found, rows or unused, unused)
    return Exit.FOUND if any(c.findings for c in found) else Exit.DONE


def _found(packs: Packs, names: Sequence[str], on: date) -> list[Coverage]:
    further, flows = load_settings().policy_path, find()
    search = Search(flows, further)
    folders = [_folder((OWN, *further), name) for name in names]
    return [covered(packs, folder, flows, search, on) for folder in progress(folders, "Trying every path")]


def _folder(above: Sequence[Path], council: str) -> Path:
    return next(folder / council for folder in above if (folder / council).is_dir())


def _show_json(found: Sequence[Coverage], unused: bool) -> None:
    rows = [r.as_json(c.council) for c in found for r in c.rows if not (unused and r.used)]
    findings = [finding for c in found for finding in c.findings]
    show_json({"clean": not findings, "rows": rows, "findings": findings})


def _print(found: Sequence[Coverage], rows: bool, unused: bool) -> None:
    for each in found if rows else ():
        columns, lines = page.rows(each, counts=True, unused=unused)
        if lines:
            show_table(each.name, columns, lines)
    show_table("Rows by use", *page.by_use(found))
    show_table("Rows used, by kind", *page.by_kind(found))
    findings = [finding for c in found for finding in c.findings]
    for finding in findings:
        complain(f"- {finding}")
    say(f"{len(findings)} to put right." if findings else "Nothing to put right.")
