"""Checks that the rows of a list fit each other: addresses, managers, and budget codes with their holders."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.people.csv_file import Table
from bot.people.model import CodeLine, Known, Member


@dataclass(frozen=True)
class Given:
    """A budget code as one file gives it, and in which column."""

    table: Table
    column: str
    code: CodeLine

    def __str__(self) -> str:
        return f"{self.table.file} line {self.code.line} ({self.code.holder or 'nobody'})"


def check_members(table: Table, members: Sequence[Member], known: Known, addresses: Iterable[str]) -> None:
    """Note addresses that stand twice, managers nobody knows, and managers who go round in a loop.

    `addresses` are those of every row, good or bad: a row is not blamed for what is wrong with another.
    """
    _check_twice(table, members)
    staff = {*addresses, *known.managers}
    for member in members:
        if member.manager and member.manager not in staff:
            problem = f"The manager {member.manager} is not on the staff."
            table.blame(member.line, "manager", problem, "Add a line for that person, or write another address.")
    _check_loops(table, members, {**known.managers, **{m.email: m.manager for m in members}})


def check_codes(given: Iterable[Given], staff: AbstractSet[str]) -> None:
    """Note every budget code that is given twice or to two people, and every holder who is not on the staff."""
    by_code: dict[str, list[Given]] = defaultdict(list)
    for one in given:
        by_code[one.code.code].append(one)
    for name, found in by_code.items():
        for one in found:
            if _disagree(found):
                problem = f"The code {name} is given more than once: {' and '.join(map(str, found))}."
                one.table.blame(one.code.line, one.column, problem, "One person holds a code: keep one of these.")
            if one.code.holder and one.code.holder not in staff:
                problem = f"The holder {one.code.holder} is not on the staff, or has a line with a mistake in it."
                one.table.blame(one.code.line, one.column, problem, "Write another address, or leave it empty.")


def _disagree(found: Sequence[Given]) -> bool:
    """Both files may name the holder of a code, if they agree."""
    twice_in_one = len({one.table.file for one in found}) < len(found)
    return twice_in_one or len({one.code.holder for one in found}) > 1


def _check_twice(table: Table, members: Iterable[Member]) -> None:
    lines: dict[str, list[int]] = defaultdict(list)
    for member in members:
        lines[member.email].append(member.line)
    for email, where in lines.items():
        for line in where if len(where) > 1 else ():
            problem = f"The address {email} stands on lines {' and '.join(map(str, where))}."
            table.blame(line, "email", problem, "Keep one of these lines.")


def _check_loops(table: Table, members: Iterable[Member], managers: Mapping[str, str]) -> None:
    for member in members:
        if loop := _loop(member.email, managers):
            problem = f"The managers go round in a loop: {' > '.join([*loop, loop[0]])}."
            table.blame(member.line, "manager", problem, "Leave the manager of the most senior of them empty.")


def _loop(start: str, managers: Mapping[str, str]) -> list[str]:
    """The people on the way up from `start` back to `start`; empty where the way ends, or goes round elsewhere."""
    way = [start]
    seen = {start}
    while (above := managers.get(way[-1], "")) and above not in seen:
        way.append(above)
        seen.add(above)
    return way if above == start else []
