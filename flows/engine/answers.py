"""What an answer is: as recorded, and as a flow may use it once it is read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, NamedTuple, NoReturn, TypeVar

from flows.engine.policy import Cited

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V", Decimal, date)
Raw = str | tuple[str, ...]
Note = Callable[[Cited[Any], bool], None]


class Invalid(Exception):
    """A raw answer that cannot be read; its text says what to write instead."""


class Given(NamedTuple):
    """A recorded answer: the raw form, and for a lookup what the port found at the time."""

    raw: Raw
    verdict: str = ""


class Opaque:
    """An answer that no flow can look into: nothing that a person wrote may steer the route."""

    __hash__ = None  # type: ignore[assignment]  # refusing to be a key is the point

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("a flow cannot branch on what somebody wrote")

    __bool__ = __eq__ = __len__ = __contains__ = __str__ = _refuse


@dataclass(frozen=True)
class Measured(Generic[V]):
    """An amount or a day; a flow may compare it only with a value that the council's policy gives."""

    value: V
    note: Note = field(repr=False, compare=False)

    def at_most(self, limit: Cited[V]) -> bool:
        """Whether the value is the limit or less; exploration learns the limit and tries both sides of it."""
        held = self.value <= limit.value
        self.note(limit, held)
        return held


@dataclass(frozen=True)
class Found(Generic[E]):
    """What a port said of a code when it was given."""

    verdict: E
