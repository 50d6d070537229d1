"""Reads single cells of a list, and says what is wrong with one and what to write."""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.people.csv_file import Row, Table
from bot.people.model import LONGEST, CodeLine, Known

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
CODE = re.compile(r"\w[\w ./-]*")
ACCOUNT = re.compile(r"[A-Za-z0-9-]{6,60}")
# A spreadsheet runs what begins so as a formula, on the machine of whoever opens an export of these people.
FORMULA = ("=", "+", "-", "@")
# Parts that other columns give, with the column.
ELSEWHERE = {"line_manager": "manager", "budget_holder": "budget_codes"}


@dataclass
class Cells:
    """The cells of one row; every fault found on the way goes to the table, and `bad` says that there was one."""

    table: Table
    row: Row
    bad: bool = field(default=False)

    def blame(self, column: str, problem: str, write: str) -> None:
        """Note what is wrong with the row."""
        self.bad = True
        self.table.blame(self.row.line, column, problem, write)

    def safe(self) -> bool:
        """Whether no cell holds a formula or a character that hides or reorders text; notes each that does."""
        for column, value in self.row.cells.items():
            if value.startswith(FORMULA):
                problem = f"The cell begins with “{value[0]}”, which a spreadsheet runs as a formula."
                self.blame(column, problem, "Begin it with a letter or a figure, or leave it empty.")
            if any(hides(letter) for letter in value):
                self.blame(column, "The cell has a line break or an invisible character in it.", "Type it anew.")
        return not self.bad

    def text(self, column: str, *, needed: bool = False) -> str:
        """A cell as it is."""
        value = self.row.cells[column]
        if needed and not value:
            self.blame(column, "The cell is empty.", f"Write the person's {column}, or remove the line.")
        self.fits(column, column, value)
        return value

    def address(self, column: str, *, needed: bool = False) -> str:
        """An address, in small letters."""
        value = self.row.cells[column].lower()
        if (needed or value) and not ADDRESS.fullmatch(value):
            shown = f"“{value[:60]}” is not an e-mail address." if value else "The cell is empty."
            self.blame(column, shown, "Write one like jo.smith@council.gov.uk")
        self.fits(column, "email", value)
        return value

    def service(self, known: Known) -> str:
        """The service that somebody works for, by its id in the council's policy."""
        value = self.text("service").lower()
        if value and known.services is not None and value not in known.services:
            self.blame("service", f"There is no service “{value}”.", _nearest(value, known.services))
        return value

    def left(self) -> bool:
        """Whether the person has left; an empty cell means that they have not."""
        value = self.row.cells["status"].lower()
        if value not in {"active", "left", ""}:
            self.blame("status", f"“{value[:60]}” is not known.", "Write active or left.")
        return value == "left"

    def roles(self, known: Known) -> tuple[tuple[str, str], ...]:
        """The parts that the person plays: `role` or `role:scope`, with semicolons between them."""
        return tuple(dict.fromkeys(self._role(part, known) for part in self._parts("roles")))

    def codes(self, holder: str) -> tuple[CodeLine, ...]:
        """The budget codes that the person holds: `CODE=Title`, with semicolons between them."""
        pairs = (part.partition("=")[::2] for part in self._parts("budget_codes"))
        return tuple(self.code("budget_codes", code, title, holder) for code, title in pairs)

    def account(self, platform: str) -> str:
        """The id of the person's account on a platform; empty where the list has no such column."""
        value = self.row.cells.get(platform, "")
        if value and not ACCOUNT.fullmatch(value):
            problem = f"“{value[:60]}” is not the id of an account."
            self.blame(platform, problem, "Copy it from the platform, like U024BE7LH, or leave it empty.")
        return value

    def code(self, column: str, code: str, title: str, holder: str) -> CodeLine:
        """A budget code, in capitals."""
        code, title = code.strip().upper(), title.strip()
        if not CODE.fullmatch(code):
            self.blame(column, f"“{code[:60]}” is not a budget code.", "Write it like LIB-2041=Libraries: events")
        self.fits(column, "code", code)
        self.fits(column, "use", title)
        return CodeLine(code, title, holder, self.row.line)

    def fits(self, column: str, kind: str, value: str) -> None:
        """Note a value that is longer than the directory keeps."""
        if len(value) > (most := LONGEST[kind]):
            self.blame(column, f"The {kind} has {len(value)} characters.", f"Write at most {most}.")

    def _role(self, part: str, known: Known) -> tuple[str, str]:
        name, _, scope = part.partition(":")
        role, scope = re.sub(r"[\s-]+", "_", name.strip().lower()), scope.strip()
        if role in ELSEWHERE:
            self.blame("roles", f"{role} is not given here.", f"The column {ELSEWHERE[role]} says it.")
        elif known.roles is not None and role not in known.roles:
            self.blame(
                "roles", f"This council has no role “{role[:60]}”.", _nearest(role, known.roles - ELSEWHERE.keys())
            )
        self.fits("roles", "role", role)
        self.fits("roles", "scope", scope)
        return role, scope

    def _parts(self, column: str) -> Iterator[str]:
        return (part.strip() for part in self.row.cells[column].split(";") if part.strip())


def hides(letter: str) -> bool:
    """Whether a character is a control character or changes the direction of the text after it."""
    return unicodedata.category(letter) == "Cc" or unicodedata.bidirectional(letter) in {
        *("LRE", "RLE", "LRO", "RLO", "PDF"),
        *("LRI", "RLI", "FSI", "PDI"),
    }


def _nearest(given: str, known: frozenset[str]) -> str:
    if near := difflib.get_close_matches(given, sorted(known), 1):
        return f"Did you mean {near[0]}?"
    return f"Write one of: {', '.join(sorted(known))}." if known else "Leave it empty."
