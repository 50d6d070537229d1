"""The shape of council.yaml and sections.yaml; an unknown key or a value of another type is a fault."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]
Kind = Literal[
    "must", "must-not", "may", "should", "route", "approval", "deadline", "record", "definition", "contact-role"
]
Nation = Literal["england", "wales", "scotland", "northern-ireland"]
State = Literal["pre_election", "emergency", "mourning"]
Basis = Literal["product default", "policy"]


class Strict(BaseModel):
    """What every part of a pack shares: nothing unknown, nothing converted, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DocumentEntry(Strict):
    """One policy document under its id."""

    title: Text
    version: Text
    dated: date | None = None
    review_due: date | None = None


class RoleEntry(Strict):
    """One role under its id; `contact` is a team's mailbox, never a person's."""

    title: Text
    contact: str = ""
    rows: tuple[str, ...] = ()


class Sourced(Strict):
    """Something that either the policy says, with its rows, or the product chose because the policy is silent."""

    basis: Basis
    rows: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _rows_for_policy_alone(self) -> Self:
        if (self.basis == "policy") != bool(self.rows):
            raise ValueError("`rows` must name what the policy says for `basis: policy`, and is left out otherwise.")
        return self


class Kept(Sourced):
    """For how many days a kind of record is kept."""

    days: Annotated[int, Field(gt=0)]


class Limit(Sourced):
    """Something that the product must not do for this council."""

    says: Text


class Setting(Sourced):
    """Who may say that something is in force in the whole council, such as a mourning pause: these roles."""

    who: Annotated[tuple[str, ...], Field(min_length=1)]


class TeamChannel(Sourced):
    """A role whose people act as a team: each request that waits for it comes to the team's channel as well."""


class Retention(Strict):
    """How long the three kinds of record are kept."""

    receipts: Kept
    drafts: Kept
    cases: Kept


class Council(Strict):
    """council.yaml: who the council is, its documents and roles, and how the product behaves there."""

    name: Text
    nation: Nation
    calendar: Literal["england-and-wales", "scotland", "northern-ireland"]
    owner: str
    documents: Annotated[dict[str, DocumentEntry], Field(min_length=1)]
    roles: dict[str, RoleEntry]
    retention: Retention
    services: dict[str, Text] = {}
    limits: dict[str, Limit] = {}
    states: dict[State, Setting] = {}
    team_channels: dict[str, TeamChannel] = {}
    section_aliases: dict[str, tuple[str, ...]] = {}


class RowEntry(Strict):
    """One thing that one section says, under its id."""

    document: str
    section: Text
    kind: Kind
    binds: Text
    says: Text
    printed: str = ""
    process: str = ""


class ConflictEntry(Strict):
    """One contradiction under its code: the rows concerned, what disagrees, and the stricter way."""

    rows: Annotated[tuple[str, ...], Field(min_length=1)]
    note: Text
    follow: Text
    editorial: bool = False


class Sections(Strict):
    """sections.yaml: what each section says, and where the documents contradict themselves."""

    rows: Annotated[dict[str, RowEntry], Field(min_length=1)]
    conflicts: dict[str, ConflictEntry] = {}
