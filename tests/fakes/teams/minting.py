"""The ids that the fake Teams hands out: unique, of the platform's own shape, and the same in each run."""

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock


@dataclass
class Mint:
    """Makes what must be unique; time comes from the fake's clock."""

    clock: Clock
    _count: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def now(self) -> datetime:
        """The moment on the fake's clock."""
        return self.clock.now()

    def digest(self, size: int = 8) -> str:
        """Hex digits that nobody has seen before."""
        return hashlib.sha256(f"fake {next(self._count)}".encode()).hexdigest()[:size]

    def message(self) -> str:
        """A message's id: milliseconds, later than every one before."""
        return str(int(self.now().timestamp()) * 1000 + next(self._count))

    def event(self) -> str:
        """The id of an activity that is no message."""
        return f"f:{self.guid()}"

    def guid(self) -> str:
        """A GUID."""
        return guid(self.digest(32))

    def stamp(self) -> str:
        """This moment as activities have it."""
        return self.now().strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def guid(source: str) -> str:
    """The GUID that always belongs to these words."""
    d = hashlib.sha256(source.encode()).hexdigest()
    return f"{d[:8]}-{d[8:12]}-4{d[13:16]}-8{d[17:20]}-{d[20:32]}"


def mri(source: str) -> str:
    """The id in Teams that always belongs to these words."""
    d = hashlib.sha512(source.encode()).hexdigest()
    return f"29:1{d[:62]}"
