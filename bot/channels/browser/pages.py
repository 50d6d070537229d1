"""Gathers what a page or a change of it shows, and has it drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.channels.browser import render
from bot.channels.browser.ports import Message, Sitter
from bot.channels.browser.practice import Practice
from bot.channels.browser.views import Chat, Seat, seat, shown_users


@dataclass(frozen=True)
class NotTaken:
    """What the page shows again because it was not taken: a card with its errors, or a text with the reason."""

    sitter: Sitter
    card: Message | None = None
    text: str = ""
    reason: str = ""


async def whole_page(practice: Practice, assets: Mapping[str, str], show: str, again: NotTaken | None = None) -> str:
    """The page with the chats in `show`; every form in it carries a fresh nonce."""
    # The newest change is read first: what comes in while the chats are read is sent twice rather than never.
    after = await practice.ports.room.latest()
    sitters = await practice.sitters()
    shown = shown_users(show, sitters)
    said = {s.user: await practice.ports.room.messages(s.address) for s in sitters}
    seats = {s.user: seat(place, s, shown, said[s.user]) for place, s in enumerate(sitters)}
    nonce = practice.ports.ids.delivery()
    chats = [_chat(seats[u], said[u], practice.stamps.stamp(u, nonce), again) for u in shown]
    return render.page(chats, list(seats.values()), ",".join(shown), after, assets, guide=practice.ports.guide)


async def seat_of(practice: Practice, sitter: Sitter, show: str) -> Seat:
    """The person's entry in the list as it is now."""
    sitters = await practice.sitters()
    messages = await practice.ports.room.messages(sitter.address)
    place = [s.user for s in sitters].index(sitter.user)
    return seat(place, sitter, shown_users(show, sitters), messages)


def _chat(owner: Seat, messages: Sequence[Message], stamp: str, again: NotTaken | None) -> Chat:
    if again is None or again.sitter != owner.sitter:
        return Chat(owner, messages, stamp)
    if again.card is None:
        return Chat(owner, messages, stamp, again.text, again.reason)
    card = again.card
    shown = [replace(card, changed=m.changed) if m.id == card.id else m for m in messages]
    return Chat(owner, shown, stamp)
