"""`commsdesk people`: brings in lists of staff and budget codes, and shows who is on the staff."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.exits import Exit
from bot.cli.printing import AsJson, say, show_json, show_table, working
from bot.cli.staff_files import Wanted, import_files, listed, show
from bot.settings import load_settings

commands = typer.Typer(no_args_is_help=True, help="Bring in lists of staff, and show who is on the staff.")

OfCouncil = Annotated[str, typer.Option("--council", help="The council; COMMSDESK_COUNCIL where left out.")]
StaffFile = Annotated[
    Path,
    typer.Argument(
        help="A CSV file with the columns email, name, job_title, service, manager, roles, budget_codes, status.",
        exists=True,
        dir_okay=False,
        readable=True,
    ),
]
CodesFile = Annotated[
    Path | None,
    typer.Option(
        "--codes",
        help="A CSV file with the columns code, title, holder (an address, or empty).",
        exists=True,
        dir_okay=False,
        readable=True,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Import the good lines although others are bad.")]
MissingLeft = Annotated[bool, typer.Option("--missing-left", help="Note whoever is not in the file as having left.")]


@commands.command("import")
def import_(
    staff: StaffFile,
    *,
    council: OfCouncil = "",
    codes: CodesFile = None,
    dry_run: DryRun = False,
    skip_bad: SkipBad = False,
    missing_left: MissingLeft = False,
    json_wanted: AsJson = False,
) -> Exit:
    """Bring a list of staff into the directory. Nobody is ever deleted, and importing again changes nothing.

    Every bad line is listed with what to write. If there is one, nothing is imported unless you say --skip-bad.

    Exit code 0: imported. 1: a line is bad, so nothing was imported. 3: the database cannot be used.
    """
    settings = load_settings()
    wanted = Wanted(council or settings.council, staff, codes, dry_run, skip_bad, missing_left)
    with working("Reading the files and bringing the directory up to date"):
        report = asyncio.run(import_files(settings, wanted))
    if json_wanted:
        show_json(report)
    else:
        show(report)
    return Exit.DONE if report["imported"] else Exit.FOUND


@commands.command("list")
def list_(council: OfCouncil = "", json_wanted: AsJson = False) -> None:
    """Show who is or was on the staff, with the parts that they play and the budget codes that they hold."""
    settings = load_settings()
    chosen = council or settings.council
    rows = asyncio.run(listed(settings, chosen))
    if json_wanted:
        show_json(rows)
    elif rows:
        show_table(f"Staff of {chosen}", ("Name", "Address", "Parts and budget codes"), map(_shown, rows))
    else:
        say("Nobody is on the staff yet. Bring in a list: commsdesk people import staff.csv")


def _shown(row: dict[str, Any]) -> tuple[str, str, str]:
    gone = ["has left"] if row["status"] == "left" else []
    title = f", {row['job_title']}" if row["job_title"] else ""
    return f"{row['name']}{title}", row["email"], "; ".join([*gone, *row["roles"], *row["budget_codes"]])
