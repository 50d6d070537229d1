"""Keeps an open page up to date through server-sent events: every change of the room, as the HTML to show."""

import asyncio
import json
from collections.abc import Sequence

from aiohttp import web

from bot.channels.browser.guard import Rejected
from bot.channels.browser.pages import seat_of
from bot.channels.browser.ports import Message, Sitter
from bot.channels.browser.practice import Practice
from bot.channels.browser.render import chip, message
from bot.channels.browser.views import Seat, shown_users

HEARTBEAT_SECONDS = 15.0
MOST_DIGITS = 18
UNREADABLE = "The page asked for changes since a moment that cannot be read. Load the page again."


class Live:
    """One open page: the chats that it shows and the last change that it has seen."""

    def __init__(self, practice: Practice, show: str, after: int) -> None:
        self._practice = practice
        self._show = show
        self._after = after

    async def follow(self, response: web.StreamResponse) -> None:
        """Write every change until the page or the room closes; a comment now and then finds a page that has gone."""
        streams = self._practice.streams
        with streams.listening() as bell:
            while not streams.closed:
                bell.clear()
                await response.write((await self._news() or ": still here\n\n").encode())
                await _rings(bell, HEARTBEAT_SECONDS)

    async def _news(self) -> str:
        latest = await self._practice.ports.room.latest()
        sitters = await self._practice.sitters()
        news = [event for s in sitters for event in await self._of(s, shown_users(self._show, sitters))]
        self._after = latest
        return "".join(f"id: {latest}\n{event}" for event in news)

    async def _of(self, sitter: Sitter, shown: tuple[str, ...]) -> list[str]:
        changed = await self._practice.ports.room.messages(sitter.address, self._after)
        if not changed:
            return []
        seat = await seat_of(self._practice, sitter, self._show)
        listed = _event("seat", {"user": sitter.user, "html": chip(seat)})
        return [*self._drawn(seat, changed, ",".join(shown)), listed] if seat.shown else [listed]

    def _drawn(self, seat: Seat, changed: Sequence[Message], show: str) -> list[str]:
        user = seat.sitter.user
        # A fresh one each time: what is drawn again can be pressed again.
        stamp = self._practice.stamps.stamp(user, self._practice.ports.ids.delivery())
        return [_event("message", {"user": user, "id": m.id, "html": message(m, seat, stamp, show)}) for m in changed]


def seen(request: web.Request) -> int:
    """The last change that the page has: by the browser's own header after a break, else by the page's address."""
    given = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
    if not (given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS):
        raise Rejected(400, UNREADABLE)
    return int(given)


async def _rings(bell: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(bell.wait(), seconds)
    except TimeoutError:
        return


def _event(name: str, data: dict[str, str]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
