"""What is in front of somebody and can be pressed or filled in; the newest comes first, a dialog hides the rest."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.fakes.teams.filling import refused
from tests.fakes.teams.reading import part_read, read
from tests.fakes.teams.state import Conversation, Json, Message, User
from tests.fakes.teams.surfaces import Spot, Surface, folded, merged, spots

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams


@dataclass(frozen=True)
class Seen:
    """A message as somebody sees it."""

    id: str
    author: str
    text: str
    cards: list[Json]


@dataclass(frozen=True)
class Finger:
    """A button with a finger on it: `surface` as it stood then, `live` as it is now, and what a press would send."""

    surface: Surface
    spot: Spot
    live: Surface
    data: Any = None
    refused: dict[str, str] = field(default_factory=dict)


def surfaces(
    teams: FakeTeams, user: User, chat: Conversation | None = None, *, only: Message | None = None
) -> list[Surface]:
    """The cards that they could press now: in a dialog alone where one is open, else all that they can see.

    `only` gives those of one message, whatever is in front of it.
    """
    if only:
        where = teams.state.conversation(only.conversation)
        return _cards(where, only, user)
    dialog = teams.state.dialogs.get(user.id)
    if dialog:
        return [dialog.surface]
    chats = [chat] if chat else [c for c in teams.state.conversations.values() if user.id in c.members]
    there = [(m, c) for c in chats for m in c.messages if not m.deleted]
    newest = sorted(there, key=lambda found: found[0].id, reverse=True)
    return [s for message, where in newest for s in _cards(where, message, user)]


def _cards(where: Conversation, message: Message, user: User) -> list[Surface]:
    found = []
    for number, card in enumerate(message.cards(user.id)):
        place = f"{user.id}/{number}"
        found.append(message.surfaces.setdefault(place, Surface(card, where, message)))
    return found


def found(there: Iterable[Surface], label: str, about: str, beside: str, *, old: bool) -> Finger | None:
    """The first button of that label on a card with `about`, in a row with `beside`; one that sends comes first."""
    for surface in there:
        if about and about not in read(surface):
            continue
        named = [s for s in spots(surface, old=old) if s.title == label and beside in part_read(s.row, surface)]
        if named:
            spot = next((s for s in named if s.sends), named[0])
            return held(Finger(surface, spot, surface))
    return None


def held(finger: Finger) -> Finger:
    """The same with what it would send now, whatever is typed afterwards."""
    typed = dict(finger.live.typed)
    frozen = replace(finger.live, typed=typed)
    if not finger.spot.sends:
        return replace(finger, surface=frozen)
    wrong = refused(finger.spot, typed)
    return replace(finger, surface=frozen, data=copy.deepcopy(merged(finger.spot, typed)), refused=wrong)


def labels(there: Iterable[Surface], *, old: bool) -> list[str]:
    """The labels of everything that can be pressed as it now stands, links within the words left out."""
    there_now = ((surface, spot) for surface in there for spot in spots(surface, old=old))
    return [spot.title for surface, spot in there_now if not spot.in_words and not folded(surface, spot)]
