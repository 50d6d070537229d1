"""Telling somebody who acted before others something in their own chat; where that cannot be, they are told so."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.drawing import line
from bot.channels.teams.reading.places import Place
from bot.errors import ChannelError

ADD_ME = (
    "I can't write to you alone yet. In Teams, open Apps, look for Comms Desk and press Add. "
    "Then write to me there; here others read along."
)
LATER = "I can't reach our own chat just now. Write to me there in a minute; here others read along."
# An invoke has to be answered within ten seconds, and what it asked for has been done before this.
PATIENCE = 3.0


async def hindered(desk: Desk, place: Place) -> str:
    """What keeps the person's own chat from being written to, as a sentence that says what to do; else empty."""
    try:
        async with asyncio.timeout(PATIENCE):
            await desk.chat(place)
    except TimeoutError:
        return LATER
    except ChannelError as refusal:
        return _why(refusal)
    return ""


async def tell(desk: Desk, place: Place, telling: Callable[[], Awaitable[None]]) -> None:
    """Tell them; where that fails before others, one line there says so and nothing else. ChannelError all the same."""
    try:
        await desk.chat(place)
        await telling()
    except ChannelError as refusal:
        if place.public:
            await desk.tell(place.in_thread, line(_why(refusal), "warn"))
        raise


def _why(refusal: ChannelError) -> str:
    return ADD_ME if refusal.permanent else LATER
