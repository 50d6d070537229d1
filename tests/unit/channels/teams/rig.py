"""Teams for the contract of channels: the channel in front of the fake Teams."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.contracts.channel_rigs import Rig
from tests.fakes.teams import HOME, fake_teams
from tests.unit.channels.teams.desks import Desk, FakePorts, made


@asynccontextmanager
async def rig() -> AsyncIterator[Rig]:
    """The channel, and a person whose chat with the bot is looked at."""
    async with fake_teams(open=True) as teams:
        ports = FakePorts()
        channel = made(teams, ports)
        amira = Desk(teams, channel, ports).person()

        async def shown() -> list[str]:
            return amira.cards()

        def lose() -> None:
            amira.direct.messages.clear()

        yield Rig(channel, f"{HOME}/{amira.direct.id}", f"{HOME}/a:nobody", shown, lose)
        await channel.close()
