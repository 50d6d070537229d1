"""PURE: what a confidential report is: its states, who may see it, and what can be recorded of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a report stands; the last two are final."""

    RECEIVED = "received"
    TRIAGE = "triage"
    ASSIGNED = "assigned"
    UNDER_REVIEW = "under_review"
    ACTION_AGREED = "action_agreed"
    NO_ACTION = "no_action"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def final(self) -> bool:
        """Whether nothing can change it any more."""
        return self in (State.CLOSED, State.WITHDRAWN)

    @property
    def concluded(self) -> bool:
        """Whether it has been settled what comes of it, and only closing is left."""
        return self in (State.ACTION_AGREED, State.NO_ACTION)


class Kind(StrEnum):
    """What can be recorded of a report."""

    RECEIVED = "received"
    SEATED = "seated"
    ORPHANED = "orphaned"
    TRIAGED = "triaged"
    ASSIGNED = "assigned"
    REVIEW_BEGUN = "review_begun"
    CONFLICT_DECLARED = "conflict_declared"
    BARRED = "barred"
    SEAT_REVOKED = "seat_revoked"
    ASKED = "asked"
    ADDED = "added"
    ACTION_AGREED = "action_agreed"
    NO_ACTION = "no_action"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    FILES_OPENED = "files_opened"
    ATTEMPT_REFUSED = "attempt_refused"


@dataclass(frozen=True)
class Event:
    """One thing that happened to a report. `facts` hold no personal data, only ids and codes."""

    kind: Kind
    actor: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """A report as its events have made it.

    `barred` never get it: the reporter, whom it is about, declared conflicts. `holders` have it now. `stewards` are
    told that nobody has it. `former` had it once. `turn` counts what changes where it stands or with whom.
    """

    id: str
    reporter: str
    barred: frozenset[str]
    route: tuple[str, ...] = ()
    state: State = State.RECEIVED
    holders: frozenset[str] = frozenset()
    stewards: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    turn: int = 1

    @property
    def orphaned(self) -> bool:
        """Whether it waits, and nobody has it."""
        return not self.state.final and not self.holders

    @property
    def seated(self) -> frozenset[str]:
        """Whoever somebody waits for: who has it, or who is to choose who gets it."""
        return self.holders | self.stewards

    @property
    def known_to(self) -> frozenset[str]:
        """Everybody who knows that it exists, because they sent it or were once asked."""
        return self.seated | self.former | {self.reporter}
