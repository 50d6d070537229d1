"""One attempt to bring a card up to date. It never raises: what it cannot do now it says when to try again."""

from dataclasses import dataclass, replace

import structlog

from bot.channels import Channel
from bot.clock import Clock
from bot.delivery.pace import Pace
from bot.delivery.ports import MESSAGE_GONE, PERSON_GONE, CardState, Ports, Row
from bot.delivery.rates import Place, Rates, Stopping
from bot.errors import ChannelError
from bot.ids import Ids
from bot.messages import Posting

FINISHED = 0.0
# Nobody is left to wait so long: the process stops, and another one takes the row up.
LATER = 1.0
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
        if (due := await self._due(row_id)) is None:
            return FINISHED
        row, card = due
        try:
            with await self.rates.place(card.channel, card.address, edit=bool(card.message)) as place:
                await self._in_place(row, card, place)
        except Stopping:
            return LATER
        except ChannelError as refusal:
            return await self._refused(row, refusal, turn)
        return FINISHED

    async def _due(self, row_id: int) -> tuple[Row, CardState] | None:
        """The row and its card as they are now; None where nothing is left to do for it."""
        row = await self.ports.outbox.row(row_id)
        if row is None or row.finished:
            return None
        card = await self.ports.cards.card(row.card_id)
        if card is None or card.shown >= row.version:
            await self.ports.outbox.superseded(row, self.clock.now())
            return None
        return row, card

    async def _in_place(self, row: Row, card: CardState, place: Place) -> None:
        if place.waited:  # for minutes perhaps: what the card has come to want meanwhile is said along with it
            if (due := await self._due(row.id)) is None:
                return
            card = due[1]
        # The version was read before the drawing: what is drawn may be newer than it says, never older.
        posting = await self.ports.drawing.posting(card.id)
        message = await self._send(card, posting, place) if posting else card.message
        await self.ports.outbox.delivered(card, message, self.clock.now())

    async def _send(self, card: CardState, posting: Posting, place: Place) -> str:
        if (channel := self.ports.channels.get(card.channel)) is None:
            raise ChannelError(NO_CHANNEL, f"{card.channel} is not connected here", permanent=False)
        whole = replace(posting, key=card.id, version=card.wanted, message=card.message)
        try:
            return await _called(channel, whole, place)
        except ChannelError as refusal:
            if not (card.message and refusal.code == MESSAGE_GONE):
                raise
        with await self.rates.place(card.channel, card.address, edit=False) as another:
            return await _called(channel, replace(whole, message=""), another)

    async def _refused(self, row: Row, refusal: ChannelError, turn: int) -> float:
        log = structlog.get_logger()
        log.warning("delivery_refused", row=row.id, code=refusal.code, permanent=refusal.permanent)
        if refusal.permanent:
            await self._given_up(row, refusal.code)
            return FINISHED
        await self.ports.outbox.tried(row)
        return refusal.retry_after or self.pace.wait(turn, row.id)

    async def _given_up(self, row: Row, code: str) -> None:
        if code in PERSON_GONE and await self.ports.lost(row.card_id):
            await self.ports.outbox.superseded(row, self.clock.now())
        else:
            await self.ports.outbox.park(row, code)


async def _called(channel: Channel, posting: Posting, place: Place) -> str:
    try:
        message = await channel.send(posting)
    except ChannelError as refusal:
        if refusal.retry_after:
            place.refused(refusal.retry_after)
        raise
    place.answered()
    return message
