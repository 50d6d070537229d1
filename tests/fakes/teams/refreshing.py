"""Which clients refresh a card by themselves, when it arrives and each time it is edited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.fakes.teams.state import Conversation, Json, Message, User, adaptive

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams

# Without a list of people, everybody's client refreshes, but only in conversations up to this size.
FEW = 60


def refreshed(teams: FakeTeams, where: Conversation, message: Message) -> Iterator[tuple[User, Json]]:
    """Each person whose client refreshes the message's card, and the action that it sends."""
    for card in adaptive(message.activity):
        refresh = card.get("refresh") or {}
        if refresh.get("action"):
            yield from ((teams.state.users[one], refresh["action"]) for one in sorted(_named(where, refresh)))


def _named(where: Conversation, refresh: Json) -> set[str]:
    named = refresh.get("userIds")
    if named is None:
        return where.members if len(where.members) <= FEW else set()
    return where.members & set(named)
