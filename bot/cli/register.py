"""`commsdesk register`: reads the registers of accounts and of agreements."""

import asyncio
from typing import Annotated, Any

import typer

from bot.cli.councils import known_council
from bot.cli.printing import AsJson, say, show_json, show_table
from bot.errors import InvalidAnswer
from bot.policy import Packs
from bot.registers.book import COLUMNS, EMPTY
from bot.registers.reading import Shelf
from bot.registers.sheet import csv_of
from bot.settings import Settings, load_settings
from bot.storage.cases import StoredCases
from bot.storage.database import opened
from bot.storage.directory import StoredDirectory
from bot.storage.registers import StoredAgreements, StoredRegister

commands = typer.Typer(no_args_is_help=True, help="Read the registers of accounts and of agreements.")

OfCouncil = Annotated[str, typer.Option("--council", help="The council; COMMSDESK_COUNCIL where left out.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet instead of a table.")]
SHOWN = {
    "accounts": ("name", "platform", "team", "owner", "state", "case"),
    "agreements": ("person", "account", "state", "signed_at", "review", "case"),
}


@commands.command()
def accounts(council: OfCouncil = "", json_wanted: AsJson = False, csv_wanted: AsCsv = False) -> None:
    """Show the accounts that the council has agreed to: whose they are, and what has been seen to."""
    _show("accounts", council, as_json=json_wanted, as_csv=csv_wanted)


@commands.command()
def agreements(council: OfCouncil = "", json_wanted: AsJson = False, csv_wanted: AsCsv = False) -> None:
    """Show who was asked to agree to the rules for an account, who has, when, and under which policy."""
    _show("agreements", council, as_json=json_wanted, as_csv=csv_wanted)


def _show(kind: str, council: str, *, as_json: bool, as_csv: bool) -> None:
    if as_json and as_csv:
        raise InvalidAnswer("two_forms", "Choose one of --json and --csv: one call prints one form.")
    settings = load_settings()
    chosen = council or settings.council
    rows = asyncio.run(_read(settings, kind, chosen))
    if as_json:
        show_json(rows)
    elif as_csv:
        typer.echo(csv_of(rows, COLUMNS[kind]), nl=False)
    elif rows:
        show_table(f"{kind.capitalize()} of {chosen}", SHOWN[kind], ([row[c] for c in SHOWN[kind]] for row in rows))
    else:
        say(EMPTY[kind])


async def _read(settings: Settings, kind: str, council: str) -> list[dict[str, Any]]:
    name = known_council(Packs(settings.policy_path), council)
    async with opened(settings, alone=False):
        shelf = Shelf(StoredRegister(), StoredAgreements(), StoredCases(), StoredDirectory())
        return (await shelf.read(kind, name)).rows()
