"""Reads a list of staff and a list of budget codes: what is good in them, and every fault of every bad row."""

from collections.abc import Iterable, Sequence

from bot.people.cells import Cells
from bot.people.csv_file import Table, read_table
from bot.people.links import Given, check_codes, check_members
from bot.people.model import CodeLine, Known, Member, StaffList

STAFF_COLUMNS = ("email", "name", "job_title", "service", "manager", "roles", "budget_codes", "status")
# Whoever is named by the user's id of a platform need not confirm that the account is theirs.
PLATFORM_COLUMNS = ("slack", "teams")
CODE_COLUMNS = ("code", "title", "holder")


def read_staff(staff: bytes, codes: bytes | None, known: Known, names: Sequence[str] = ("staff", "codes")) -> StaffList:
    """What the files hold. `names` are what to call them in faults; `codes` may be left out."""
    table = read_table(names[0], staff, STAFF_COLUMNS, PLATFORM_COLUMNS)
    second = Table(names[1]) if codes is None else read_table(names[1], codes, CODE_COLUMNS)
    members = [m for row in table.rows if (m := _member(Cells(table, row), known))]
    check_members(table, members, known, (row.cells["email"].lower() for row in table.rows))
    listed = [c for row in second.rows if (c := _code(Cells(second, row)))]
    held = [Given(table, "budget_codes", code) for m in _good(table, members) for code in m.codes]
    check_codes([*held, *(Given(second, "code", c) for c in listed)], _staff(table, members, known))
    good = _good(table, members)
    return StaffList(
        members=tuple(good),
        codes=_merged([code for m in good for code in m.codes], [c for c in listed if c.line not in _bad(second)]),
        faults=tuple(sorted([*table.faults, *second.faults], key=lambda f: (f.file != names[0], f.line))),
        extra_columns=(*table.extra_columns, *second.extra_columns),
        unusable=table.unusable or second.unusable,
    )


def _member(cells: Cells, known: Known) -> Member | None:
    """The person of a row, or None where a cell of it is wrong."""
    if not cells.safe():
        return None
    email = cells.address("email", needed=True)
    member = Member(
        email=email,
        name=cells.text("name", needed=True),
        job_title=cells.text("job_title"),
        service=cells.service(known),
        manager=cells.address("manager"),
        left=cells.left(),
        roles=cells.roles(known),
        codes=cells.codes(email),
        accounts=tuple((p, user) for p in PLATFORM_COLUMNS if (user := cells.account(p))),
        line=cells.row.line,
    )
    return None if cells.bad else member


def _code(cells: Cells) -> CodeLine | None:
    if not cells.safe():
        return None
    holder = cells.address("holder")
    code = cells.code("code", cells.row.cells["code"], cells.row.cells["title"], holder)
    return None if cells.bad else code


def _good(table: Table, members: Iterable[Member]) -> list[Member]:
    bad = _bad(table)
    return [m for m in members if m.line not in bad]


def _bad(table: Table) -> set[int]:
    return {fault.line for fault in table.faults}


def _staff(table: Table, members: Iterable[Member], known: Known) -> set[str]:
    return {*(m.email for m in _good(table, members)), *known.managers}


def _merged(held: Iterable[CodeLine], listed: Iterable[CodeLine]) -> tuple[CodeLine, ...]:
    """One line a code: both files may give it, and the one that has a title wins."""
    found: dict[str, CodeLine] = {}
    for code in (*held, *listed):
        if code.code not in found or code.title:
            found[code.code] = code
    return tuple(found.values())
