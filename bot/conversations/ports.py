"""What conversations need from outside: where they are kept, the policies, and who knows codes and accounts."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from bot.approvals.ports import Person
from bot.messages import Account, Reply
from flows.engine import Given, Policy, Situation


@dataclass(frozen=True)
class Conversation:
    """A person's way through a flow. `view` holds what is shown beside the question: an edit, to be confirmed.

    The answer to a free question is kept as one that has ended, of no flow: `view` holds the answer.
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


class Accounts(Protocol):
    """Which person a platform's account belongs to."""

    async def account_person(self, account: Account) -> Person | None:
        """The person who has confirmed this account, active or not."""


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
