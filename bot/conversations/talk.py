"""What turns work with, and a conversation as one of them takes it up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.approvals.ports import Cards, Person
from bot.clock import LONDON, Clock
from bot.conversations.ports import Answers, Conversation, Conversations, Lookups, Policies, Preferences, Undelivered
from bot.evidence.taking import Files
from bot.ids import Ids
from bot.messages import Sign
from bot.registers.stating import States
from flows.engine import Asked, Asking, Flow, Policy, Situation, State


@dataclass(frozen=True)
class Talk:
    """All that turns work with."""

    conversations: Conversations
    policies: Policies
    lookups: Lookups
    cards: Cards
    answers: Answers
    flows: Mapping[str, Flow]
    clock: Clock
    ids: Ids
    sign: Sign
    states: States
    preferences: Preferences
    undelivered: Undelivered
    files: Files

    async def situation(self, council: str, service: str) -> Situation:
        """What is true outside the documents today for somebody of that service, with what is in force."""
        today = self.clock.today(LONDON)
        there = frozenset(p.kind.value for p in await self.states.in_force(council, today))
        return replace(self.policies.situation(council, service, today), states=there)

    def confidential(self, flow: str) -> bool:
        """Whether nobody but the person may learn that they are in this flow."""
        return flow in self.flows and self.flows[flow].visibility == "confidential"

    def about(self, kept: Conversation) -> str:
        """What the card of this conversation is about: one that nobody may learn of is a `matter`."""
        return "matter" if self.confidential(kept.flow) else "conversation"


@dataclass(frozen=True)
class Turn:
    """A conversation taken up: where it stands under today's policy, and what to tell about a changed policy.

    `changed` says what has come into force in the council since, or is over; it is told as well. `at` is when the
    person did what is done here, by the clock of the platform.
    """

    kept: Conversation
    person: Person
    policy: Policy
    state: State
    told: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    at: datetime | None = None

    @property
    def confidential(self) -> bool:
        """Whether nobody but the person may learn of it."""
        return self.state.flow.visibility == "confidential"

    @property
    def waiting(self) -> Asked | None:
        """The question that waits for an answer, or that is being changed."""
        if "edit" in self.kept.view:
            return next((a for a in self.state.route if a.question.id == self.kept.view["edit"]), None)
        return self.state.next if isinstance(self.state, Asking) else None
