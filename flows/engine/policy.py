"""What a flow may know of a council: its sections, the values drawn from them, and the day's situation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, Generic, NewType, TypeVar

T_co = TypeVar("T_co", covariant=True)
# In a flow's rules, `Cited[RoleId]` lets the loader refuse a role that the council does not have.
RoleId = NewType("RoleId", str)


@dataclass(frozen=True)
class Document:
    """One policy document: its printed title and version, when it was agreed and when its review fell due."""

    id: str
    title: str
    version: str
    dated: date | None = None
    review_due: date | None = None

    def notice(self, day: date) -> str:
        """What to say of it on that day: that it was not there yet, that its review is overdue, or nothing."""
        if self.dated and day < self.dated:
            return f"{self.title} is dated {self.dated:%-d %B %Y}. It was not there yet on the day that you ask about."
        if self.review_due and self.review_due < day:
            due = f"{self.title} ({self.version}) was due for review by {self.review_due:%-d %B %Y}"
            return f"{due}; it still applies, but ask its owner for a newer one."
        return ""


@dataclass(frozen=True)
class Row:
    """One thing that one section says, in our own words; `printed` is a modal weaker than `kind`.

    A row of national law names the Act as its `document`, and says how far it is checked: `status` is confirmed, partly
    or unconfirmed, `nations` where it holds, `link` the source.
    """

    id: str
    document: str
    section: str
    kind: str
    binds: str
    says: str
    printed: str = ""
    process: str = ""
    status: str = ""
    nations: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class Cited(Generic[T_co]):
    """A value drawn from a council's policy with the rows it rests on and the contradictions it touches."""

    value: T_co
    rows: tuple[str, ...]
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Two places of one policy that disagree, and the stricter way to follow meanwhile."""

    code: str
    rows: tuple[str, ...]
    note: str
    follow: str
    editorial: bool = False  # of the document alone, such as its numbering; nobody has to act on it


@dataclass(frozen=True)
class Role:
    """A part that people play for a council, and where that part is reached."""

    id: str
    title: str
    contact: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    """What is true outside the documents; `states` may hold pre_election, emergency, mourning."""

    as_of: date
    nation: str = "england"
    service: str | None = None
    states: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Policy:
    """One council's pack as it stands on one day; `rules` holds each covered flow's own dataclass by name.

    `rows` are the council's own, `law` the rows of national law, whatever their nations.
    """

    council: str
    name: str
    owner: str
    situation: Situation
    documents: Mapping[str, Document]
    rows: Mapping[str, Row]
    roles: Mapping[str, Role]
    rules: Mapping[str, Any]
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    law: Mapping[str, Row] = field(default_factory=dict)
    rules_hash: str = ""
    wording_hash: str = ""

    def word(self, key: str, default: str) -> str:
        """The council's own wording for `key` (`flow.question.prompt`, `flow.end.text` …) or the flow's."""
        return self.wording.get(key, default)

    def holds(self, row: str) -> bool:
        """Whether a row counts in the situation's nation; a council's own always does."""
        return row not in self.law or self.situation.nation in self.law[row].nations

    def notices(self, documents: Iterable[str]) -> list[str]:
        """A sentence for each named document that was not there yet on the situation's day, or overdue for review."""
        named = [self.documents[i] for i in dict.fromkeys(documents)]
        return [said for d in named if (said := d.notice(self.situation.as_of))]


def cited(rules: object, path: str = "") -> Iterator[tuple[str, Cited[Any]]]:
    """Every cited value in a flow's rules with its path, as `tiers[1].up_to`."""
    if isinstance(rules, Cited):
        yield path, rules
    elif isinstance(rules, tuple | Mapping):
        for key, item in rules.items() if isinstance(rules, Mapping) else enumerate(rules):
            yield from cited(item, f"{path}[{key}]")
    elif is_dataclass(rules):
        for f in fields(rules):
            yield from cited(getattr(rules, f.name), f"{path}.{f.name}".lstrip("."))
