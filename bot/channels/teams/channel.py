"""Teams as a channel: its route, its sending, its beginning and its end."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from bot.background import Background
from bot.channels import Handle, Method
from bot.channels.teams import rates
from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.answering.drive import Drive
from bot.channels.teams.answering.files import Offers
from bot.channels.teams.answering.identity import Identity
from bot.channels.teams.answering.send import Sender
from bot.channels.teams.answering.sharing import Sharing
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.edge.endpoint import Edge
from bot.channels.teams.listening.taking import Taking
from bot.channels.teams.ports import Ports
from bot.channels.teams.reading.wire import Activity, read
from bot.channels.teams.settings import TeamsSettings
from bot.messages import Account, Posting, Profile, SentFile
from bot.shown import Shown

ROUTE = "/api/messages"


@dataclass(frozen=True)
class Setup:
    """What the channel is made with; `own` is the council of the deployment."""

    settings: TeamsSettings
    ports: Ports
    own: str
    credentials: Credentials
    connector: Connector
    drive: Drive


class TeamsChannel:
    """Teams, over HTTP."""

    name = "teams"

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._background = Background(setup.ports.ids, self.name)
        self._sharing = Sharing(setup.connector)
        self._identity = Identity(setup.settings, setup.own, setup.ports.references, setup.connector)
        self._sender = Sender(setup.settings, setup.ports.references, setup.connector, self._sharing, setup.own)
        self._edge: Edge[Activity] | None = None

    def method(self, address: str, *, edit: bool) -> Method:
        """How often Teams lets the bot write to that address."""
        return rates.SEND

    def routes(self, handle: Handle) -> Iterable[web.AbstractRouteDef]:
        """The one route that Teams calls."""
        setup = self._setup
        desk = Desk(
            handle, setup.ports, setup.settings, setup.connector, self._identity, self._background, Shown(), Offers(),
            setup.drive, self._sharing,
        )  # fmt: skip
        self._edge = Edge(setup.settings, read, Taking(desk).take, setup.ports.ids)
        return [web.post(ROUTE, self._edge.messages)]

    async def start(self) -> None:
        """Fetch the keys by which Teams is known and the bot's own token; or say loudly that nobody is checked."""
        if self._edge:
            await self._edge.start()
        await self._setup.credentials.start()

    async def send(self, posting: Posting) -> str:
        """As `Sender.send`."""
        return await self._sender.send(posting)

    async def fetch(self, account: Account, file: SentFile) -> bytes:
        """As `Fetching.fetch`: from the drive of whoever sent it, by the address that Teams gave."""
        return await self._setup.drive.fetch(file.id)

    async def who(self, account: Account) -> Profile:
        """As `Identity.who`."""
        return await self._identity.who(account)

    async def settled(self) -> None:
        """Wait until everything that was promised after an acknowledgement is done."""
        await self._background.settled()

    async def close(self) -> None:
        """Finish what was promised, and close what was opened."""
        await self._background.close()
        if self._edge:
            await self._edge.close()
        await self._setup.credentials.close()
        await self._setup.connector.close()
        await self._setup.drive.close()
