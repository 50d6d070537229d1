"""What is read from lists of staff: people, budget codes, and what is wrong, each with the line it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# As many characters as the directory keeps; an address has no more anywhere.
LONGEST = {"email": 254, "name": 120, "job_title": 120, "service": 60, "role": 60, "scope": 60, "code": 40, "use": 120}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a list: where, what, and what to write instead; line 0 is the file as a whole."""

    file: str
    line: int
    column: str
    problem: str
    write: str

    def __str__(self) -> str:
        place = ", ".join(p for p in (self.file, f"line {self.line}" if self.line else "", self.column) if p)
        return f"{place}: {self.problem} {self.write}"


@dataclass(frozen=True)
class CodeLine:
    """A budget code; `holder` is an address, empty where nobody holds it."""

    code: str
    title: str
    holder: str
    line: int = 0


@dataclass(frozen=True)
class Member:
    """One person of a staff list; addresses are in small letters, `roles` are (role, scope or empty for everything).

    `accounts` are (platform, the user's id there), where the list knows them.
    """

    email: str
    name: str
    job_title: str = ""
    service: str = ""
    manager: str = ""
    left: bool = False
    roles: tuple[tuple[str, str], ...] = ()
    codes: tuple[CodeLine, ...] = ()
    accounts: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Seat:
    """An account that belongs to the person with this address, in the practice room."""

    email: str
    channel: str
    tenant: str
    user: str
    address: str


@dataclass(frozen=True)
class Known:
    """What the council knows already: its roles and services by id, and who on its staff has which manager.

    None for roles or services lets any through, for a list that is not for one council alone.
    """

    roles: frozenset[str] | None = None
    services: frozenset[str] | None = None
    managers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StaffList:
    """What the files hold: the good rows, every fault, and whether nothing at all can be used of them."""

    members: tuple[Member, ...] = ()
    codes: tuple[CodeLine, ...] = ()
    faults: tuple[Fault, ...] = ()
    extra_columns: tuple[str, ...] = ()
    unusable: bool = False
