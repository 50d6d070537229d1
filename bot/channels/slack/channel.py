"""Slack as a channel: its route, its sending, its beginning and its end."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from bot.background import Background
from bot.channels import Handle, Method
from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.answering.seals import Seals
from bot.channels.slack.answering.shown import Shown
from bot.channels.slack.calling import rates
from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.calling.files import Fetcher
from bot.channels.slack.calling.identity import Identity
from bot.channels.slack.calling.send import NOT_INSTALLED, Sender
from bot.channels.slack.listening.bolt import Listeners
from bot.channels.slack.listening.edge import Edge
from bot.channels.slack.listening.socket_mode import Socket
from bot.channels.slack.ports import Ports, Workspaces
from bot.channels.slack.settings import SlackSettings
from bot.errors import ChannelError
from bot.messages import Account, Posting, Profile, SentFile

ROUTE = "/slack/events"


@dataclass(frozen=True)
class Setup:
    """What the channel is made with; `secret` seals what modals carry, `installing` are the routes of installing."""

    settings: SlackSettings
    ports: Ports
    workspaces: Workspaces
    calls: Calls
    secret: str
    installing: Iterable[web.AbstractRouteDef] = ()


class SlackChannel:
    """Slack, over HTTP or by Socket Mode."""

    name = "slack"

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._identity = Identity(setup.calls, setup.ports)
        self._background = Background(setup.ports.ids, self.name)
        self._sender = Sender(setup.workspaces, setup.calls, self._identity)
        self._fetcher = Fetcher(setup.workspaces, setup.calls)
        self._socket: Socket | None = None

    def method(self, address: str, *, edit: bool) -> Method:
        """What posts to that address, or edits there, and how often Slack allows it."""
        return rates.method(address, edit=edit)

    def routes(self, handle: Handle) -> Iterable[web.AbstractRouteDef]:
        """The one route that Slack calls, unless the bot connects itself; and those by which workspaces install it."""
        given = self._setup.settings
        signing = given.signing_secret.get_secret_value() if given.signing_secret else ""
        app = Listeners(self._desk(handle)).app(signing)
        if given.app_token:
            self._socket = Socket(app, given.app_token.get_secret_value(), self._setup.calls)
        own = [web.post(ROUTE, Edge(app, signing).events)] if signing else []
        return [*own, *self._setup.installing]

    async def start(self) -> None:
        """Find out whose token it is, and connect by Socket Mode where there is an app token."""
        await self._setup.workspaces.begin()
        if self._socket:
            self._socket.open()

    async def hears(self) -> bool:
        """Whether presses and messages reach the bot: always over HTTP, in Socket Mode while it is connected."""
        return self._socket is None or await self._socket.connected()

    async def send(self, posting: Posting) -> str:
        """As `Sender.send`."""
        return await self._sender.send(posting)

    async def fetch(self, account: Account, file: SentFile) -> bytes:
        """As `Fetcher.fetch`."""
        return await self._fetcher.fetch(account, file)

    async def who(self, account: Account) -> Profile:
        """What Slack says of an account now; ChannelError where it does not say, or the app is not there."""
        workspace = await self._setup.workspaces.of(account.tenant)
        if workspace is None:
            raise ChannelError("not_installed", NOT_INSTALLED, permanent=True)
        return await self._identity.profile(workspace, account.user, waiting=False)

    async def settled(self) -> None:
        """Wait until everything that was promised after an acknowledgement is done."""
        await self._background.settled()

    async def close(self) -> None:
        """End the connection to Slack, finish what was promised, and close what was opened."""
        if self._socket:
            await self._socket.close()
        await self._background.close()
        await self._setup.calls.close()

    def _desk(self, handle: Handle) -> Desk:
        setup = self._setup
        seals = Seals(setup.secret)
        return Desk(
            handle, setup.ports, setup.workspaces, setup.calls, self._identity, seals, self._background, Shown()
        )  # fmt: skip
