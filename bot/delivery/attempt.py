"""One attempt to bring a card up to date. It never raises: what it cannot do now it says when to try again."""

from dataclasses import dataclass, replace

import structlog

from bot.clock import Clock
from bot.delivery.pace import Pace
from bot.delivery.ports import MESSAGE_GONE, CardState, Ports, Row
from bot.delivery.rates import Rates
from bot.errors import ChannelError
from bot.ids import Ids
from bot.messages import Posting

FINISHED = 0.0
NO_CHANNEL = "no_such_channel"


@dataclass(frozen=True)
class Attempts:
    """Carries out rows of the outbox, one attempt a call."""

    ports: Ports
    pace: Pace
    rates: Rates
    clock: Clock
    ids: Ids

    async def attempt(self, row_id: int, turn: int) -> float:
        """Try once: 0 when the row is finished, else the seconds until it should be tried again.

        An error that escaped would end the engine's workflow and lose the row to it, so none does.
        """
        try:
            return await self._try(row_id, turn)
        except Exception as bug:  # one that escaped would end the run, and the engine would not try the row again
            log = structlog.get_logger()
            log.exception("delivery_failed", event_id=self.ids.event(), row=row_id, kind=type(bug).__name__)
            return self.pace.wait(turn, row_id)

    async def _try(self, row_id: int, turn: int) -> float:
        row = await self.ports.outbox.row(row_id)
        if row is None or row.finished:
            return FINISHED
        card = await self.ports.cards.card(row.card_id)
        if card is None or card.shown >= row.version:
            await self.ports.outbox.superseded(row, self.clock.now())
            return FINISHED
        return await self._show(row, card, turn)

    async def _show(self, row: Row, card: CardState, turn: int) -> float:
        # The version was read before the drawing: what is drawn may be newer than it says, never older.
        posting = await self.ports.drawing.posting(card.id)
        if posting and (wait := await self.rates.wait(card.channel, bool(card.message), row.lane)):
            return wait
        try:
            message = await self._send(card, posting) if posting else card.message
        except ChannelError as refusal:
            return await self._refused(row, refusal, turn)
        await self.ports.outbox.delivered(card, message, self.clock.now())
        return FINISHED

    async def _send(self, card: CardState, posting: Posting) -> str:
        if (channel := self.ports.channels.get(card.channel)) is None:
            raise ChannelError(NO_CHANNEL, f"{card.channel} is not connected here", permanent=False)
        whole = replace(posting, key=card.id, version=card.wanted, message=card.message)
        try:
            return await channel.send(whole)
        except ChannelError as refusal:
            if not (card.message and refusal.code == MESSAGE_GONE):
                raise
            return await channel.send(replace(whole, message=""))

    async def _refused(self, row: Row, refusal: ChannelError, turn: int) -> float:
        log = structlog.get_logger()
        log.warning("delivery_refused", row=row.id, code=refusal.code, permanent=refusal.permanent)
        if refusal.permanent:
            await self.ports.outbox.park(row, refusal.code)
            return FINISHED
        await self.ports.outbox.tried(row)
        return refusal.retry_after or self.pace.wait(turn, row.id)
