"""What the page shows, as plain values: who is listed, whose chats are open, and the addresses that change that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.channels.browser.ports import Message, Sitter

PAGE = "/practice"
SHOWN_AT_FIRST = 3


@dataclass(frozen=True)
class Seat:
    """One person of the list: how many cards wait for them, and where their chat is opened, closed or shown alone."""

    sitter: Sitter
    place: int
    waiting: int
    shown: bool
    first: bool
    toggle: str
    alone: str

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = self.sitter.name.split() or ["?"]
        return words[0][:1] + (words[-1][:1] if len(words) > 1 else "")


@dataclass(frozen=True)
class Chat:
    """One open chat: its messages, the stamp of its forms, and what was typed but not taken, with the reason."""

    seat: Seat
    messages: Sequence[Message]
    stamp: str
    draft: str = ""
    error: str = ""


def shown_users(show: str, sitters: Sequence[Sitter]) -> tuple[str, ...]:
    """The users in `show` (between commas) who are there, in that order; the first few where it names none."""
    known = [s.user for s in sitters]
    chosen = tuple(dict.fromkeys(user for user in show.split(",") if user in known))
    return chosen or tuple(known[:SHOWN_AT_FIRST])


def seat(place: int, sitter: Sitter, shown: tuple[str, ...], messages: Iterable[Message]) -> Seat:
    """The person's entry in the list, given whose chats are open and the person's own messages."""
    user = sitter.user
    others = tuple(u for u in shown if u != user)
    toggled = others if user in shown and others else (*others, user)
    waiting = sum(1 for m in messages if m.screen and m.screen.waits)
    return Seat(sitter, place, waiting, user in shown, user == shown[0], page_url(toggled), page_url((user,)))


def page_url(shown: Iterable[str], newest: str = "") -> str:
    """The address of the page with those chats open; `newest` names the person whose last message is gone to."""
    return f"{PAGE}?{urlencode({'show': ','.join(shown)}, safe=',')}{f'#newest-{newest}' if newest else ''}"
