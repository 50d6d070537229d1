"""What `commsdesk people import` does: reads the files, brings them into the directory, and says what came of it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bot.cli.councils import known_council
from bot.cli.printing import say, show_table
from bot.ids import system_ids
from bot.people.model import Known, StaffList
from bot.people.staff_file import read_staff
from bot.policy import Packs
from bot.settings import Settings
from bot.storage.database import opened
from bot.storage.staff import StoredStaff
from bot.storage.staff_list import Saved

# In the report's order: the key, and what it says to people.
DONE = {
    "added": "added",
    "changed": "changed",
    "left": "noted as having left",
    "missing": "on the staff but not in the file (--missing-left notes them as having left)",
    "without_manager": "without a manager, because the manager's own line is bad",
    "codes": "budget codes written",
    "unnamed_codes": "budget codes held by somebody in the file, which the file does not name",
}

SHOWN = 20  # names in one sentence; a whole council would fill the screen


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for: the files, whose council, and how."""

    council: str
    staff: Path
    codes: Path | None
    dry_run: bool = False
    skip_bad: bool = False
    missing_left: bool = False


async def listed(settings: Settings, council: str) -> list[dict[str, Any]]:
    """Everybody on the staff of a council."""
    name = known_council(Packs(settings.policy_path), council)
    async with opened(settings, alone=False):
        return await StoredStaff(system_ids).listed(name)


async def import_files(settings: Settings, wanted: Wanted) -> dict[str, Any]:
    """Import what is good; `imported` in the report says whether anything could be."""
    packs = Packs(settings.policy_path)
    wanted = replace(wanted, council=known_council(packs, wanted.council))
    pack = packs.pack(wanted.council).council
    async with opened(settings, alone=False):
        store = StoredStaff(system_ids)
        known = Known(frozenset(pack.roles), frozenset(pack.services), await store.managers(wanted.council))
        found = _read(wanted, known)
        if found.unusable or (found.faults and not wanted.skip_bad):
            return _report(found, None, wanted)
        saved = await store.save(
            wanted.council, found.members, found.codes, missing_left=wanted.missing_left, dry_run=wanted.dry_run
        )
        return _report(found, saved, wanted)


def show(report: dict[str, Any]) -> None:
    """Print a report for people."""
    if report["bad"]:
        rows = ((b["file"], b["line"] or "", b["column"], f"{b['problem']} {b['write']}") for b in report["bad"])
        show_table("Bad lines", ("File", "Line", "Column", "What is wrong, and what to write"), rows)
    if report["extra_columns"]:
        say(f"Columns that were not read: {', '.join(report['extra_columns'])}.")
    if not report["imported"]:
        some = "" if report["unusable"] else ", or import the good lines alone with --skip-bad"
        say(f"Nothing was imported. Correct the file{some}.")
        return
    _show_done(report)


def _show_done(report: dict[str, Any]) -> None:
    say("This is what would be done; nothing was." if report["dry_run"] else "Imported.")
    for key, words in DONE.items():
        if report[key]:
            say(f"{len(report[key])} {words}: {_some(report[key])}")
    if report["unchanged"]:
        say(f"{len(report['unchanged'])} unchanged.")


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN:,} more; --json names them all" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _read(wanted: Wanted, known: Known) -> StaffList:
    names = [wanted.staff.name, wanted.codes.name if wanted.codes else ""]
    return read_staff(wanted.staff.read_bytes(), wanted.codes.read_bytes() if wanted.codes else None, known, names)


def _report(found: StaffList, saved: Saved | None, wanted: Wanted) -> dict[str, Any]:
    return {
        "council": wanted.council,
        "imported": saved is not None,
        "dry_run": wanted.dry_run,
        "unusable": found.unusable,
        **_lists(asdict(saved or Saved()).items()),
        "bad": [asdict(fault) for fault in found.faults],
        "extra_columns": list(found.extra_columns),
    }


def _lists(items: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    return {key: list(values) for key, values in items}
