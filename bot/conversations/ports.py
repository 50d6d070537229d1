"""What conversations need from outside: where they are kept, the policies, and who knows codes and accounts."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from bot.approvals.ports import Person
from bot.messages import Account, Profile, Reply, Standing
from flows.engine import Given, Policy, Situation


@dataclass(frozen=True)
class Conversation:
    """A person's way through a flow. `view` holds what is shown beside the question: an edit, to be confirmed.

    The answer to a free question is kept as one that has ended, of no flow: `view` holds the answer. `drafted` is when
    the newest draft was typed, by the clock of the platform.
    """

    id: str
    council: str
    person: str
    flow: str
    address: str
    policy: str
    situation: Situation
    started: datetime
    updated: datetime
    answers: Mapping[str, Given] = field(default_factory=dict)
    view: Mapping[str, Any] = field(default_factory=dict)
    state: str = "open"
    case: str | None = None
    version: int = 1
    drafted: datetime | None = None


class Conversations(Protocol):
    """Kept conversations."""

    async def get(self, conversation_id: str) -> Conversation | None:
        """The conversation of that id."""

    async def whose(self, conversation_id: str) -> tuple[str, str] | None:
        """The person and the flow of that conversation, neither of which ever changes."""

    async def open_for(self, person_id: str) -> Sequence[Conversation]:
        """The person's unfinished conversations, newest first."""

    async def add(self, conversation: Conversation) -> None:
        """Keep a new conversation."""

    async def save(self, before: Conversation, after: Conversation) -> None:
        """Keep what a turn made of it; Conflict where it is no longer at the version of `before`."""


class Policies(Protocol):
    """Councils' policies, today's and those that something was pinned to."""

    def councils(self) -> Mapping[str, str]:
        """The councils by name, with their titles."""

    def current(self, council: str, situation: Situation) -> Policy:
        """The policy as it stands."""

    def situation(self, council: str, service: str, today: date) -> Situation:
        """What is true outside the documents for somebody of that service."""

    def version(self, policy: Policy) -> str:
        """The id of a policy's content: of its rules and of its wording."""

    async def pin(self, policy: Policy) -> None:
        """Keep this version whole, so that what was pinned to it can always be read."""

    async def pinned(self, council: str, version: str, situation: Situation) -> Policy | None:
        """The policy of a kept version; None where today's flows can no longer read it."""


class Answers(Protocol):
    """Looks questions up in a council's policy."""

    def answer(self, question: str, policy: Policy) -> Mapping[str, Any]:
        """The answer as docs/commands.md has its JSON; what was asked is not in it."""


class Lookups(Protocol):
    """Registers that know a code or not."""

    async def look_up(self, person: Person, register: str, code: str) -> tuple[str, str] | None:
        """The code as the register writes it and what it says of it for this person; None for no such code."""


@dataclass(frozen=True)
class Arrived:
    """Somebody who writes from an account that they have confirmed, how the platform last said that it stands, and
    where they are written to there.
    """

    person: Person
    standing: Standing
    address: str


class Accounts(Protocol):
    """Which person a platform's account belongs to."""

    async def account_person(self, account: Account) -> Person | None:
        """The person who has confirmed this account, active or not."""

    async def arrived(self, account: Account, address: str) -> Arrived | None:
        """The same, for somebody who has just written from there: a member who could not be reached can be again."""


class Directory(Protocol):
    """Finds people by their work address."""

    async def by_email(self, council: str, email: str) -> Person | None:
        """The active person with that address in that council."""


class Links(Protocol):
    """Binds the accounts of platforms to people, inside the transaction of the turn."""

    async def listed(self, account: Account, council: str, address: str) -> Person | None:
        """Whose account the staff list itself says this is; from now on it is confirmed and reached there."""

    async def taken(self, account: Account, person_id: str) -> bool:
        """Whether another account of the same workspace is this person's already."""

    async def platforms(self, person_id: str) -> Sequence[str]:
        """The channels on which the person has confirmed an account."""

    async def stands(self, account: Account, profile: Profile, at: datetime) -> None:
        """Note how a confirmed account of that council stands, unless the platform has said something newer of it.

        A member again is reached there again; whoever is none any more keeps the account, and nothing goes there.
        """

    async def bind(self, account: Account, person: Person, address: str) -> None:
        """Make the account the person's own, confirmed; Conflict where it has become another's meanwhile."""


@dataclass(frozen=True)
class Linked:
    """An account that somebody has confirmed, and where it is written to; not `reachable` once that has failed."""

    id: int
    account: Account
    address: str
    reachable: bool


class Preferences(Protocol):
    """What people have chosen for themselves."""

    async def accounts(self, person_id: str) -> Sequence[Linked]:
        """The person's confirmed accounts; the first that can be reached is the one that is written to."""

    async def prefer(self, person_id: str, account_id: int) -> None:
        """Write to this account of the person's from now on."""

    async def unlink(self, person_id: str, linked: Linked) -> None:
        """Forget whose the account is; no card there shows anything new from now on."""

    async def reminders(self, person_id: str) -> bool:
        """Whether the person wants to be reminded."""

    async def remind(self, person: Person, *, wanted: bool) -> None:
        """Remind the person from now on, or no longer."""


@dataclass(frozen=True)
class Parked:
    """A card that could not be delivered: the row to try again, whose card about what, where, why and since when."""

    id: int
    person: str
    name: str
    channel: str
    about: str
    ref: str
    code: str
    since: datetime


class Undelivered(Protocol):
    """Cards that could not be delivered; nothing confidential is among them, nor counted."""

    async def count(self, council: str) -> int:
        """How many there are in a council."""

    async def listed(self, council: str, limit: int) -> Sequence[Parked]:
        """The oldest of them."""

    async def retry(self, council: str, row_id: int) -> bool:
        """Try one again; False where it is no longer given up, or not the council's."""


class Receipts(Protocol):
    """What has been dealt with already."""

    async def get(self, receipt_id: str) -> Reply | None:
        """The answer that was given."""

    async def add(self, receipt_id: str, council: str, reply: Reply) -> None:
        """Keep an answer; Conflict where another process was first."""


class Store(Protocol):
    """The database."""

    def transaction(self) -> AbstractAsyncContextManager[object]:
        """All or nothing of what is done inside. Conflict where a row was taken meanwhile."""
