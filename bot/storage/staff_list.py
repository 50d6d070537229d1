"""What an import of staff works with: what a list says of people and codes, and what was done about it."""

from dataclasses import dataclass
from typing import Protocol


class Member(Protocol):
    """What a staff list says of one person; addresses are in small letters, `manager` is one or empty."""

    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def job_title(self) -> str: ...
    @property
    def service(self) -> str: ...
    @property
    def manager(self) -> str: ...
    @property
    def left(self) -> bool: ...
    @property
    def roles(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def accounts(self) -> tuple[tuple[str, str], ...]: ...


class Code(Protocol):
    """What a list of budget codes says of one; `holder` is an address, empty where nobody holds it."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def holder(self) -> str: ...


@dataclass(frozen=True)
class Saved:
    """What an import did, as addresses and codes in order.

    `missing` are on the staff but not in the list; `unnamed_codes` are held by people in the list that does not name
    them; `without_manager` have a manager in the list who is not in the directory.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    unnamed_codes: tuple[str, ...] = ()
    without_manager: tuple[str, ...] = ()
