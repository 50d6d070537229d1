"""The kinds of question, and how each reads a raw answer; anything wrong is one sentence for the person."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from flows.engine.answers import Found, Given, Invalid, Measured, Note, Opaque

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
V = TypeVar("V", Decimal, date)

# Controls, halves of characters, and the marks that make the text around them read backwards.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Option(NamedTuple):
    """One thing that a person can pick."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Question(ABC, Generic[T]):
    """What every question has: a permanent id, its prompt, why it is asked, and a hint for who answers.

    `short` names the answer where it stands in a list, such as «Cost»; the prompt does where it is left out.
    """

    kind: ClassVar[str]
    sample: ClassVar[str] = ""
    pattern: ClassVar[str] = "(?s).*"
    wrong: ClassVar[str] = ""
    id: str = field(kw_only=False)
    prompt: str = ""  # checking names an empty one; a call that fails could not
    why: str = ""
    hint: str = ""
    short: str = ""

    def options(self) -> tuple[Option, ...]:
        """What can be picked; empty where people write."""
        return ()

    def read(self, given: Given, note: Note = lambda *_: None) -> T:
        """The typed answer; raises Invalid with a sentence. `note` hears the limits it is compared with."""
        if not isinstance(given.raw, str):
            raise Invalid("Give one answer here, not several.")
        text = given.raw.strip()
        with suppress(ValueError):
            if re.fullmatch(self.pattern, text):
                return self.parse(text, given.verdict, note)
        # What can be picked may hold a comma of its own.
        raise Invalid(self.wrong or f"Pick from these: {'; '.join(o.label for o in self.options())}.")

    @abstractmethod
    def parse(self, text: str, verdict: str, note: Note) -> T:
        """What a text that fits the pattern means; ValueError for the sentence in `wrong`, Invalid for another."""

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        """Answers that between them take every way on from here, given the limits met so far."""
        return tuple(Given(o.value) for o in self.options()) or (Given(self.sample),)


class YesNo(Question[bool]):
    """Yes or no."""

    kind = "yes_no"

    def options(self) -> tuple[Option, ...]:
        return Option("yes", "Yes"), Option("no", "No")

    def parse(self, text: str, verdict: str, note: Note) -> bool:
        return not ("yes", "no").index(text.lower())


@dataclass(frozen=True, kw_only=True)
class _Listed(Question[T], Generic[T, E]):
    of: type[E]
    labels: Mapping[E, str] = field(default_factory=dict)

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(m.value, self.labels.get(m, "")) for m in self.of)


class Choice(_Listed[E, E]):
    """Exactly one of an enumeration's members; `labels` says how each reads to people."""

    kind = "choice"

    def parse(self, text: str, verdict: str, note: Note) -> E:
        return self.of(text)


@dataclass(frozen=True, kw_only=True)
class Many(_Listed[frozenset[E], E]):
    """Any number of an enumeration's members, none included; at most six, so that every set can be explored."""

    kind = "many"

    def __post_init__(self) -> None:
        if len(self.of) > 6:  # noqa: PLR2004  # two to the sixth is what can be explored
            raise ValueError(f"question {self.id}: at most six options; ask for those that decide")

    def read(self, given: Given, note: Note = lambda *_: None) -> frozenset[E]:
        picked = (given.raw,) if isinstance(given.raw, str) else given.raw
        return frozenset[E]().union(*(super(Many, self).read(Given(one), note) for one in picked if one))

    def parse(self, text: str, verdict: str, note: Note) -> frozenset[E]:
        return frozenset({self.of(text)})

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        values = [m.value for m in self.of]
        return tuple(Given(some) for n in range(len(values) + 1) for some in combinations(values, n))


class _Measure(Question[Measured[V]]):
    least: ClassVar[Any]
    most: ClassVar[Any]
    step: ClassVar[Any]
    written: ClassVar[str] = ""

    def measured(self, value: V, note: Note) -> Measured[V]:
        if not self.least <= value <= self.most:
            raise ValueError
        return Measured(value, note)

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        near = {side for x in limits if self.least <= x < self.most for side in (x, x + self.step)}
        return tuple(Given(format(x, self.written)) for x in sorted(near)) or super().samples(limits)


class Money(_Measure[Decimal]):
    """An amount in pounds, from 1p to £9,999,999.99, written as 80, 80.50 or £1,200.50."""

    kind, sample, written = "money", "1.00", ".2f"
    least, most, step = Decimal("0.01"), Decimal("9999999.99"), Decimal("0.01")
    pattern = r"£?\s?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,9})(\.[0-9]{2})?"
    wrong = "Write the amount in pounds as figures, from 0.01 to 9,999,999.99, like 80 or £1,200.50."

    def parse(self, text: str, verdict: str, note: Note) -> Measured[Decimal]:
        return self.measured(Decimal(re.sub(r"[£,\s]", "", text)), note)


class Day(_Measure[date]):
    """A day from 1900 to 2199, as 2026-05-31 or 31/05/2026."""

    kind, sample = "day", "2026-06-01"
    least, most, step = date(1900, 1, 1), date(2199, 12, 31), timedelta(days=1)
    pattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
    wrong = "Write a real date, like 31/05/2026 or 2026-05-31."

    def parse(self, text: str, verdict: str, note: Note) -> Measured[date]:
        return self.measured(date.fromisoformat("-".join(p.zfill(2) for p in reversed(text.split("/")))), note)


@dataclass(frozen=True, kw_only=True)
class Text(Question[Opaque]):
    """A person's own words, up to `most` characters; with `files`, those may be sent along and are kept beside them."""

    kind, sample, pattern, wrong = "text", "In our own words", "(?s).+", "Write a few words here."
    most: int = 2000
    files: bool = False

    def parse(self, text: str, verdict: str, note: Note) -> Opaque:
        if len(text) > self.most:
            raise Invalid(f"That is {len(text):,} characters; keep it to {self.most:,}.")
        if HIDDEN.search(text):
            raise Invalid("That holds hidden characters that we cannot show; type it again as plain text.")
        return Opaque()


class Link(Text):
    """A web address that starts with http:// or https://."""

    kind, sample = "link", "https://www.example.org/post"
    pattern = r"""(?i:https?)://[\w-]+(\.[\w-]+)+(:[0-9]+)?([/?#][^\s<>"']*)?"""
    wrong = "Paste the whole web address, starting with https://."


@dataclass(frozen=True, kw_only=True)
class Upload(Text):
    """Files, or a link to where they are; the raw answer is the link, or the name of each file with its id."""

    kind, wrong = "upload", "Attach the file here, or paste a link to it."
    files: bool = True


class Person(Text):
    """Somebody, by their work email address."""

    kind, sample = "person", "somebody@example.org"
    pattern = r"[^@\s<>]+@[^@\s<>.]+(\.[^@\s<>.]+)+"
    wrong = "Give the person's work email address, like name@council.gov.uk."


@dataclass(frozen=True, kw_only=True)
class Lookup(Question[Found[E]]):
    """A code that a port knows or not; `register` names the port's list, `of` what it can say of a code it knows."""

    kind, pattern = "lookup", "[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}"
    wrong = "Write the code as it is printed: letters, figures and dashes."
    register: str
    of: type[E]

    def parse(self, text: str, verdict: str, note: Note) -> Found[E]:
        if verdict not in {m.value for m in self.of}:
            raise Invalid(f"There is no {text} on the list. Check it and write it again.")
        return Found(self.of(verdict))

    def samples(self, limits: Iterable[Any]) -> tuple[Given, ...]:
        return tuple(Given("AB-1234", m.value) for m in self.of)
