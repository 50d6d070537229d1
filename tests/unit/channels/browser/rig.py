"""The practice room for the contract of channels."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.contracts.channel_rigs import Rig
from tests.unit.channels.browser.desks import open_desk
from tests.unit.channels.browser.rooms import AMIRA


@asynccontextmanager
async def rig() -> AsyncIterator[Rig]:
    """The room behind its server; what it shows is read from the page."""
    async with open_desk() as desk:

        async def shown() -> list[str]:
            return [card.text for card in (await desk.page("amira")).all("article")]

        yield Rig(desk.channel, AMIRA.address, "room/nobody", shown, desk.ports.room.forget)
