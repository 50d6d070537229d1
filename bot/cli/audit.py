"""`commsdesk audit`: examines the record of every decision for tampering, and shows the record of one case."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated

import typer
from rich.progress import Progress

from bot.approvals.examine import Examined, chain_faults, examine
from bot.approvals.ledger import Line, ledger, people_in
from bot.approvals.stale import when
from bot.cli.councils import known_council
from bot.cli.exits import Exit
from bot.cli.printing import AsJson, console, say, show_json, show_table
from bot.errors import CommsDeskError
from bot.policy import Packs
from bot.settings import Settings, load_settings
from bot.storage.audit import TortoiseAudit
from bot.storage.database import opened
from bot.storage.directory import StoredDirectory

commands = typer.Typer(no_args_is_help=True, help="Check the record of decisions for tampering, and show it.")

OfCouncil = Annotated[str, typer.Option("--council", help="The council, such as suffolk.")]
OneCase = Annotated[str, typer.Option("--case", help="Only the case of this reference, such as K7QX-M4TD.")]
Noted = Annotated[str, typer.Option("--anchor", help="The hash of an anchor that you noted; it must still be there.")]
Reference = Annotated[str, typer.Argument(help="The case's reference, such as K7QX-M4TD.")]


@commands.command()
def verify(council: OfCouncil = "", case: OneCase = "", noted: Noted = "", json_wanted: AsJson = False) -> int:
    """Check that nobody has changed, removed or added anything in the record of decisions since it was written.

    Every day the state of all cases is sealed in an anchor. Note the newest anchor's hash somewhere outside the
    database now and then, and give it with --anchor: then not even a record that was made anew as a whole gets through.

    Exit code 0: all is as it was written. 1: something is not; each fault is named. 2: there is no such case
    or council. 3: the database cannot be used; it says why.
    """
    settings = load_settings()
    examined = asyncio.run(_verify(settings, council or settings.council, case.strip().upper(), noted.strip().lower()))
    show_json(_as_json(examined)) if json_wanted else _tell(examined)
    return Exit.FOUND if examined.faults else Exit.DONE


@commands.command()
def show(reference: Reference, council: OfCouncil = "", json_wanted: AsJson = False) -> int:
    """Show the record of one case: when, who, what, and under which section.

    Exit code 0: shown. 1: the record is not as it was written, so it is not shown; each fault is named.
    2: there is no such case. 3: the database cannot be used; it says why.
    """
    settings = load_settings()
    lines, faults = asyncio.run(_show(settings, council or settings.council, reference.strip().upper()))
    if json_wanted:
        show_json({"lines": [asdict(line) for line in lines], "faults": faults})
    elif not faults:
        columns = ("", "When", "Who", "What", "Under section")
        show_table(f"Record of {reference.strip().upper()}", columns, [_cells(line) for line in lines])
    for fault in [] if json_wanted else faults:
        say(fault)
    return Exit.FOUND if faults else Exit.DONE


async def _verify(settings: Settings, council: str, reference: str, noted: str) -> Examined:
    async with opened(settings, alone=False):
        source = TortoiseAudit()
        total = await source.count(council, reference)
        if reference and not total:
            raise _unknown(council, reference)
        examined = await _watched(examine(source, council, reference, noted), total)
    if examined.cases or examined.anchors:
        return examined
    # A name that is misspelt, or written with a capital, must not pass for a clean record.
    name = known_council(Packs(settings.policy_path), council)
    return examined if name == council else await _verify(settings, name, reference, noted)


async def _watched(examination: AsyncIterator[Examined], total: int) -> Examined:
    beside, examined = console().beside, Examined()
    with Progress(console=beside, transient=True, disable=not beside.is_terminal) as bar:
        task = bar.add_task("Checking the record of each case", total=total)
        async for examined in examination:
            bar.update(task, completed=examined.cases)
    return examined


async def _show(settings: Settings, council: str, reference: str) -> tuple[list[Line], list[str]]:
    async with opened(settings, alone=False):
        found = [chain async for chain in TortoiseAudit().chains(council, reference)]
        if not found or not reference:
            raise _unknown(council, reference)
        if faults := chain_faults(found[0]):
            return [], faults
        people = await StoredDirectory().people(people_in(found[0]))
        return ledger(found[0], {person.id: person.name for person in people.values()}), []


def _unknown(council: str, reference: str) -> CommsDeskError:
    return CommsDeskError("unknown_case", f"{council} has no case {reference}. Check the reference on the card.")


def _tell(examined: Examined) -> None:
    for fault in examined.faults:
        say(fault)
    if count := len(examined.faults):
        say(f"Faults: {count}. Change nothing, keep a copy of the database, and tell whoever answers for it.")
    elif not examined.cases and not examined.anchors:
        say("There is no case on record yet, so there is nothing to check.")
    else:
        say(f"All is as it was written: {_counted(examined)}.")
    if examined.anchors:
        say(f"Newest anchor: {examined.newest}")


def _counted(examined: Examined) -> str:
    counts = {"case": examined.cases, "entry": examined.entries, "anchor": examined.anchors}
    many = {"entry": "entries"}
    return ", ".join(f"{n} {name if n == 1 else many.get(name, name + 's')}" for name, n in counts.items())


def _as_json(examined: Examined) -> dict[str, object]:
    counts = {name: getattr(examined, name) for name in ("cases", "entries", "anchors")}
    return {"whole": not examined.faults, **counts, "newest_anchor": examined.newest, "faults": examined.faults}


def _cells(line: Line) -> tuple[str, ...]:
    said = "".join(f": {value}" for value in line.said.values())
    return str(line.seq), when(line.at).removeprefix("on "), line.who, line.what + said, ", ".join(line.sections)
