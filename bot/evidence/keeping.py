"""Fetching what was sent once it is kept and acknowledged: at once, at the sweep, or as somebody asks for it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.approvals.ports import Cards
from bot.clock import Clock
from bot.errors import ChannelError
from bot.evidence.looking import TOO_LARGE, within
from bot.evidence.ports import CASE, KEPT, REPORT, WANTED, Fetch, Held, Shelf, Store
from bot.files import SentFile

AT_ONCE = 4
# So long one fetch may take, and so long nobody else tries the same.
PATIENCE, LEASE = 60.0, timedelta(minutes=3)
TRIES = 12
FIRST_WAIT, LONGEST_WAIT = 15.0, 3600.0
GONE = "gone"
NOT_HERE = "The file is no longer here, so you cannot have a copy. Ask whoever sent it for a link."
NOT_YET = "The file is still on its way here. Press the button again in a few minutes."


@dataclass(frozen=True)
class Keeper:
    """Brings the bytes of every wanted file here. No transaction is open while a platform is asked."""

    shelf: Shelf
    store: Store
    cards: Cards
    fetch: Fetch
    clock: Clock

    async def fetch_due(self) -> None:
        """Fetch all whose time has come, a few at once; one that fails holds up no other."""
        while rows := await self.shelf.due(self.clock.now(), AT_ONCE):
            claimed = [row for row in rows if await self.shelf.claim(row, self.clock.now() + LEASE)]
            await asyncio.gather(*(self._guarded(row) for row in claimed))

    async def read(self, file_id: str) -> bytes:
        """The bytes of a file; one that is not here yet is fetched now. ChannelError where there are none to be had."""
        held = await self.shelf.get(file_id)
        if held is not None and held.state == WANTED:
            await self._one(held)
            held = await self.shelf.get(file_id)
        if held is not None and held.state == WANTED:
            raise ChannelError("not_yet", NOT_YET, permanent=False)
        body = await self.shelf.body(file_id) if held is not None and held.state == KEPT else None
        if body is None:
            raise ChannelError(GONE, NOT_HERE, permanent=True)
        return body

    async def _guarded(self, held: Held) -> None:
        try:
            await self._one(held)
        except Exception as bug:  # one that fails must not keep the others; it is tried again when its lease is over
            structlog.get_logger().exception("file_failed", file=held.id, kind=type(bug).__name__)

    async def _one(self, held: Held) -> None:
        sent = SentFile(held.source, held.name, held.media, held.size, held.link)
        try:
            async with asyncio.timeout(PATIENCE):
                body = await self.fetch(held.account, sent)
        except TimeoutError:
            await self._later(held, None)
        except ChannelError as no:
            structlog.get_logger().warning("file_not_fetched", file=held.id, code=no.code, permanent=no.permanent)
            await (self._refused(held, _why(no)) if no.permanent else self._later(held, no.retry_after))
        except Exception as bug:  # whatever a channel trips over, it counts: nobody waits for a file for ever
            structlog.get_logger().exception("file_failed", file=held.id, kind=type(bug).__name__)
            await self._later(held, None)
        else:
            await self._look(held, body)

    async def _look(self, held: Held, body: bytes) -> None:
        if why := within(held.media, body):
            await self._refused(held, why)
        else:
            await self.shelf.store(held, body, self.clock.now())

    async def _later(self, held: Held, wait: float | None) -> None:
        if held.attempts + 1 >= TRIES:
            await self._refused(held, GONE)
        else:
            await self.shelf.later(held, self._next(held, wait))

    def _next(self, held: Held, wait: float | None) -> datetime:
        seconds = max(wait or 0.0, min(LONGEST_WAIT, FIRST_WAIT * 2.0**held.attempts))
        return self.clock.now() + timedelta(seconds=seconds)

    async def _refused(self, held: Held, why: str) -> None:
        """Give it up, say so to whoever sent it, and bring the cards that list it up to date."""
        async with self.store.transaction():
            if not await self.shelf.refuse(held, why):
                return
            structlog.get_logger().warning("file_not_kept", file=held.id, why=why)
            await self.cards.again(held.council, "file", held.id, held.person)
            now = await self.shelf.get(held.id)
            if now is not None and now.about in (CASE, REPORT):
                await self.cards.show(held.council, now.about, now.ref, [])


def _why(no: ChannelError) -> str:
    return TOO_LARGE if no.code == TOO_LARGE else GONE
