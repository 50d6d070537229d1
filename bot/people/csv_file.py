"""Reads a CSV file into rows by column name, and says what is wrong with the file as a whole."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.people.model import Fault

IN_EXCEL = "In Excel: File, Save As, and choose “CSV UTF-8 (Comma delimited)”."
OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Row:
    """One row: the line on which it begins, and its cells by column, without the spaces around them."""

    line: int
    cells: dict[str, str]


@dataclass
class Table:
    """A file that was read: its rows, the columns that nobody asked for, and what is wrong so far."""

    file: str
    rows: list[Row] = field(default_factory=list)
    extra_columns: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    unusable: bool = False

    def blame(self, line: int, column: str, problem: str, write: str) -> None:
        """Note that something is wrong at that place."""
        self.faults.append(Fault(self.file, line, column, problem, write))

    def give_up(self, line: int, column: str, problem: str, write: str) -> None:
        """Note something that makes the whole file useless."""
        self.unusable = True
        self.blame(line, column, problem, write)


def read_table(file: str, content: bytes, columns: Sequence[str], more: Sequence[str] = ()) -> Table:
    """The rows of a file whose first line names the columns, in any order: each of `columns`, and any of `more`."""
    table = Table(file)
    text = _decoded(table, content)
    try:
        _fill(table, _lines(text), columns, more)
    except csv.Error as wrong:
        table.give_up(0, "", f"The file cannot be read as CSV ({wrong}).", IN_EXCEL)
    return table


def _decoded(table: Table, content: bytes) -> str:
    try:
        # What is in another encoding of Unicode may still read as UTF-8, but it has one of these.
        if not (content.startswith(OTHER_MARKS) or b"\0" in content):
            return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    table.give_up(0, "", "The file is not UTF-8 text, so letters such as é and £ would come out wrong.", IN_EXCEL)
    return ""


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; a quoted cell may run over several."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, [cell.strip() for cell in cells]
        begins = reader.line_num + 1


def _fill(table: Table, lines: Iterator[tuple[int, list[str]]], columns: Sequence[str], more: Sequence[str]) -> None:
    line, first = next(lines, (0, []))
    head = [name.lower().replace(" ", "_") for name in first]
    _check_head(table, line, head, columns, more)
    if table.unusable:
        return
    table.extra_columns = tuple(name for name in head if name and name not in (*columns, *more))
    for begins, cells in lines:
        if any(cells[len(head) :]) or len(cells) < len(head):
            problem = f"This line has {len(cells)} cells and the first line has {len(head)}."
            table.blame(begins, "", problem, "Put text that has a comma in it between double quotes.")
        else:
            table.rows.append(Row(begins, dict(zip(head, cells, strict=False))))
    if not table.rows and not table.faults:
        table.give_up(0, "", "The file has a first line and nothing under it.", "Write one line a person or code.")


def _check_head(table: Table, line: int, head: list[str], columns: Sequence[str], more: Sequence[str]) -> None:
    if table.unusable:
        return
    if not head:
        table.give_up(0, "", "The file is empty.", f"Its first line names the columns: {','.join(columns)}")
        return
    for name in (*columns, *more):
        if head.count(name) > 1:
            table.give_up(line, name, "Two columns have this name.", "Remove or rename one of them.")
    if absent := [name for name in columns if name not in head]:
        shown = f"The first line has no column {', '.join(absent)}."
        separated = " Put commas between columns, not semicolons." if len(head) == 1 and ";" in head[0] else ""
        table.give_up(line, absent[0], shown, f"Its first line must name: {','.join(columns)}.{separated}")
