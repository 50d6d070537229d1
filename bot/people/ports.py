"""What lists of staff need from outside: the directory that they are brought into."""

from collections.abc import Sequence
from typing import Protocol

from bot.people.model import CodeLine, Member, Seat


class Staff(Protocol):
    """The people and budget codes of every council, as they are stored."""

    async def save(self, council: str, members: Sequence[Member], codes: Sequence[CodeLine]) -> object:
        """Add and change people by address and codes by code, all or nothing; nobody is ever deleted."""

    async def seat(self, council: str, seats: Sequence[Seat]) -> None:
        """Bind accounts of the practice room to people by address."""
