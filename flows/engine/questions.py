"""The kinds of question, and how each reads a raw answer; anything wrong is one sentence for the person."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Generic, NoReturn, TypeVar
from urllib.parse import urlsplit

from flows.engine.policy import Cited

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
V = TypeVar("V", Decimal, date)
Raw = str | tuple[str, ...]


class Invalid(Exception):
    """A raw answer that cannot be read; its text says what to write instead."""


@dataclass(frozen=True)
class Given:
    """A recorded answer: the raw form, and for a lookup what the port found at the time."""

    raw: Raw
    verdict: str = ""


@dataclass(frozen=True)
class Option:
    """One thing that a person can pick."""

    value: str
    label: str


class Opaque:
    """An answer that no flow can look into: truth and equality are refused, so nothing personal steers a route."""

    __hash__ = None  # type: ignore[assignment]  # refusing to be a key is the point

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("a flow cannot branch on what somebody wrote")

    __bool__ = __eq__ = __len__ = __contains__ = _refuse  # type: ignore[assignment]


@dataclass(frozen=True)
class Measured(Generic[V]):
    """An amount or a day; a flow may compare it only with a value that the council's policy gives."""

    value: V
    note: Callable[[V], None] = field(repr=False, compare=False)

    def at_most(self, limit: Cited[V]) -> bool:
        """Whether the value is the limit or less; exploration learns the limit and tries both sides of it."""
        self.note(limit.value)
        return self.value <= limit.value


@dataclass(frozen=True)
class Found(Generic[E]):
    """What a port said of a code when it was given."""

    verdict: E


@dataclass(frozen=True, kw_only=True)
class Question(Generic[T]):
    """What every question has: a permanent id, its prompt, why it is asked, and a hint for who answers."""

    kind: ClassVar[str]
    id: str = field(kw_only=False)
    prompt: str
    why: str = ""
    hint: str = ""

    def options(self) -> tuple[Option, ...]:
        """What can be picked; empty where people write."""
        return ()

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> T:
        """The typed answer; raises Invalid with a sentence. `note` hears the limits it is compared with."""
        raise NotImplementedError

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        """Answers that between them take every way on from here, given the limits met so far."""
        raise NotImplementedError


def _one(given: Given) -> str:
    if not isinstance(given.raw, str):
        raise Invalid("Give one answer here, not several.")
    return given.raw.strip()


def _known(value: str, options: tuple[Option, ...]) -> str:
    if value not in {o.value for o in options}:
        raise Invalid("Pick one of: " + ", ".join(o.label for o in options) + ".")
    return value


@dataclass(frozen=True, kw_only=True)
class Choice(Question[E]):
    """Exactly one of an enumeration's members; `labels` says how each reads to people."""

    kind: ClassVar[str] = "choice"
    of: type[E]
    labels: Mapping[E, str]

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(m.value, self.labels.get(m, "")) for m in self.of)

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> E:
        return self.of(_known(_one(given), self.options()))

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        return tuple(Given(m.value) for m in self.of)


@dataclass(frozen=True, kw_only=True)
class YesNo(Question[bool]):
    """Yes or no."""

    kind: ClassVar[str] = "yes_no"

    def options(self) -> tuple[Option, ...]:
        return Option("yes", "Yes"), Option("no", "No")

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> bool:
        return _known(_one(given).lower(), self.options()) == "yes"

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        return Given("yes"), Given("no")


@dataclass(frozen=True, kw_only=True)
class Many(Question[frozenset[E]]):
    """Any number of an enumeration's members, none included; at most six, so that every set can be explored."""

    kind: ClassVar[str] = "many"
    of: type[E]
    labels: Mapping[E, str]

    def __post_init__(self) -> None:
        if len(self.of) > 6:
            raise ValueError(f"question {self.id}: at most six options; ask for those that decide")

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(m.value, self.labels.get(m, "")) for m in self.of)

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> frozenset[E]:
        picked = given.raw if isinstance(given.raw, tuple) else tuple(filter(None, [given.raw]))
        return frozenset(self.of(_known(v.strip(), self.options())) for v in picked)

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        values = [m.value for m in self.of]
        sets = (tuple(v for i, v in enumerate(values) if bits >> i & 1) for bits in range(1 << len(values)))
        return tuple(Given(s) for s in sets)


@dataclass(frozen=True, kw_only=True)
class Money(Question[Measured[Decimal]]):
    """An amount in pounds, from 1p to £9,999,999.99, written as 80, 80.50 or £1,200.50."""

    kind: ClassVar[str] = "money"

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> Measured[Decimal]:
        text = _one(given)
        if not re.fullmatch(r"£?\s?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,9})(\.[0-9]{2})?", text):
            raise Invalid("Write the amount in pounds as figures only, like 80 or £1,200.50.")
        pounds = Decimal(re.sub(r"[£,\s]", "", text))
        if not 0 < pounds < 10_000_000:
            raise Invalid("The amount must be more than nothing and less than £10,000,000.")
        return Measured(pounds, note)

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        near = {x for limit in limits for x in (limit, limit + Decimal("0.01"))}
        return tuple(Given(f"{x:.2f}") for x in sorted(near or {Decimal(1)}))


@dataclass(frozen=True, kw_only=True)
class Day(Question[Measured[date]]):
    """A date, as 2026-05-31 or 31/05/2026."""

    kind: ClassVar[str] = "day"

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> Measured[date]:
        text = _one(given)
        iso = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
        try:
            return Measured(datetime.strptime(text, "%Y-%m-%d" if iso else "%d/%m/%Y").date(), note)
        except ValueError:
            raise Invalid("Write a real date, like 2026-05-31 or 31/05/2026.") from None

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        near = {x for limit in limits for x in (limit, limit + timedelta(days=1))}
        return tuple(Given(x.isoformat()) for x in sorted(near or {date(2026, 6, 1)}))


@dataclass(frozen=True, kw_only=True)
class Text(Question[Opaque]):
    """A person's own words, up to `most` characters."""

    kind: ClassVar[str] = "text"
    most: int = 2000

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> Opaque:
        text = _one(given)
        if not text:
            raise Invalid("Write a few words here.")
        if len(text) > self.most:
            raise Invalid(f"That is {len(text):,} characters; keep it to {self.most:,}.")
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text.replace("\r\n", "\n")):
            raise Invalid("That holds characters that cannot be shown; type it again as plain text.")
        return Opaque()

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        return (Given("In our own words"),)


@dataclass(frozen=True, kw_only=True)
class Link(Text):
    """A web address that starts with http:// or https://."""

    kind: ClassVar[str] = "link"

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> Opaque:
        text = _one(given)
        if not re.fullmatch(r"https?://[^\s<>\"']+", text) or "." not in (_host(text) or ""):
            raise Invalid("Paste the whole web address, starting with https://.")
        return super().read(given, note)

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        return (Given("https://www.example.org/post"),)


def _host(text: str) -> str | None:
    try:
        return urlsplit(text).hostname
    except ValueError:
        return None


@dataclass(frozen=True, kw_only=True)
class Upload(Text):
    """A file that the channel has stored; the raw answer is its reference."""

    kind: ClassVar[str] = "upload"


@dataclass(frozen=True, kw_only=True)
class Person(Text):
    """Somebody, by their work email address."""

    kind: ClassVar[str] = "person"

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> Opaque:
        if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", _one(given)):
            raise Invalid("Give the person's work email address, like name@council.gov.uk.")
        return super().read(given, note)

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        return (Given("somebody@example.org"),)


@dataclass(frozen=True, kw_only=True)
class Lookup(Question[Found[E]]):
    """A code that a port knows or not; `register` names the port's list, `of` what it can say of a code it knows."""

    kind: ClassVar[str] = "lookup"
    register: str
    of: type[E]

    def read(self, given: Given, note: Callable[[Any], None] = lambda _: None) -> Found[E]:
        text = _one(given)
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}", text):
            raise Invalid("Write the code as it is printed: letters, figures and dashes.")
        if given.verdict not in {m.value for m in self.of}:
            raise Invalid(f"There is no {text} on the list. Check it and write it again.")
        return Found(self.of(given.verdict))

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        return tuple(Given("AB-1234", m.value) for m in self.of)
