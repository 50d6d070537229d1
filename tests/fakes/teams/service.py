"""The fake Teams as tests hold it: what is set up, what is looked at, and what must hold at its end."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp import web

from bot.clock import Clock, FixedClock
from tests.fakes.teams import connector, files, openid
from tests.fakes.teams.calls import Call
from tests.fakes.teams.entra import Entra
from tests.fakes.teams.faults import Faults
from tests.fakes.teams.keys import certificate
from tests.fakes.teams.minting import Mint, guid, mri
from tests.fakes.teams.openid import OpenId
from tests.fakes.teams.person import Person
from tests.fakes.teams.rates import Rates
from tests.fakes.teams.refreshing import refreshed
from tests.fakes.teams.state import Conversation, Json, Message, State, TeamsError, Tenant, User
from tests.fakes.teams.wire import Wire

HOME = "11111111-1111-4111-8111-111111111111"
MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WAIT = 30.0
LARGEST = 40 * 1024 * 1024


@dataclass(frozen=True)
class Called:
    """A call of the connector that came in: which, what about, with what, and the error it was answered with."""

    name: str
    conversation: str
    activity: str
    body: Json
    error: str


@dataclass(repr=False)
class FakeTeams:
    """Teams with one bot; `breaches` fail the test at its end. One that is `open` asks for no tokens and sends none.

    `root` is the address by http, `secure_root` the same server by https under a certificate that `ca_file` vouches
    for; MSAL takes only an authority by https. People and conversations are made by `person`, `group`, `channel`.
    """

    clock: Clock = field(default_factory=lambda: FixedClock(MORNING))
    app_id: str = "22222222-2222-4222-8222-222222222222"
    app_password: str = "the app's own secret"
    app_type: str = "SingleTenant"
    app_tenant: str = HOME
    bot_name: str = "Comms Desk"
    open: bool = False
    state: State = field(default_factory=State)
    faults: Faults = field(default_factory=Faults)
    rates: Rates = field(default_factory=Rates)
    breaches: list[str] = field(default_factory=list)
    calls: list[Called] = field(default_factory=list)
    under_way: int = 0
    most_at_once: int = 0
    root: str = ""
    secure_root: str = ""
    ca_file: str = ""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _runner: web.AppRunner | None = None
    _folder: TemporaryDirectory[str] | None = None

    def __post_init__(self) -> None:
        self.mint = Mint(self.clock)
        self.openid = OpenId(self)
        self.entra = Entra(self)
        self.wire = Wire(self)
        self.tenant(HOME, "Council")

    # Its beginning and end.

    async def start(self) -> None:
        """Serve on two free ports of 127.0.0.1, one by http and one by https."""
        app = web.Application(client_max_size=LARGEST)
        app.add_routes([
            web.get(openid.METADATA, self.openid.metadata),
            web.get(openid.KEYS, self.openid.keys),
            web.get("/{tenant}/v2.0/.well-known/openid-configuration", self.entra.configuration),
            web.post("/{tenant}/oauth2/v2.0/token", self.entra.token),
            *connector.routes(self),
            *files.routes(self),
        ])  # fmt: skip
        self._folder = TemporaryDirectory()
        self.ca_file = str(Path(self._folder.name) / "certificate.pem")
        Path(self.ca_file).write_bytes(certificate())
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(self.ca_file)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=secure).start()
        plain, by_tls = (address[1] for address in self._runner.addresses)
        self.root, self.secure_root = f"http://127.0.0.1:{plain}", f"https://127.0.0.1:{by_tls}"

    async def close(self) -> None:
        """Stop serving, after everybody's client has refreshed what it shows."""
        try:
            await self.settled()
        finally:
            await self.wire.close()
            if self._runner:
                await self._runner.cleanup()
            if self._folder:
                self._folder.cleanup()

    async def settled(self) -> None:
        """Wait until every card that refreshes itself has been refreshed."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    # How a bot is told of it.

    @property
    def bot_id(self) -> str:
        """The bot's id in Teams."""
        return f"28:{self.app_id}"

    @property
    def service_url(self) -> str:
        """The service URL of every conversation."""
        return f"{self.root}/teams/"

    @property
    def metadata_url(self) -> str:
        """Where the keys of Bot Framework are found."""
        return f"{self.root}{openid.METADATA}"

    @property
    def authority(self) -> str:
        """The authority that gives the bot its tokens; the tenant goes behind it."""
        return f"{self.secure_root}/"

    def settings_for(self, councils: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of a bot that takes this for Teams; `councils` by tenant, where it is not one tenant alone.

        Where it is `open`, that is the bot's unsafe setting for development, and nothing is signed on either side.
        REQUESTS_CA_BUNDLE is no setting of ours: it lets the clients that MSAL and the SDK use trust the certificate.
        """
        if self.open:
            return {"COMMSDESK_TEAMS_UNSAFE_LOCAL": "1", "COMMSDESK_TEAMS_CHECK": "1", "COMMSDESK_HOST": "127.0.0.1"}
        told = {
            "MICROSOFT_APP_ID": self.app_id, "MICROSOFT_APP_PASSWORD": self.app_password,
            "MICROSOFT_APP_TYPE": self.app_type, "MICROSOFT_APP_TENANT_ID": self.app_tenant,
            "COMMSDESK_TEAMS_SERVICE_URLS": self.service_url, "COMMSDESK_TEAMS_AUTHORITY": self.authority,
            "COMMSDESK_TEAMS_OPENID_METADATA_URL": self.metadata_url, "COMMSDESK_TEAMS_CHECK": "1",
            "REQUESTS_CA_BUNDLE": self.ca_file,
        }  # fmt: skip
        if councils:
            told["COMMSDESK_TEAMS_TENANTS"] = ",".join(f"{t}={c}" for t, c in councils.items())
        return told

    # What is set up.

    def tenant(self, tenant: str, name: str = "Other") -> Tenant:
        """Add an organisation."""
        domain = name.lower().replace(" ", "-")
        return self.state.tenants.setdefault(tenant, Tenant(tenant, name, domain))

    def person(
        self,
        short: str,
        name: str = "",
        email: str = "",
        *,
        tenant: str = HOME,
        guest: bool = False,
        has_app: bool = True,
    ) -> Person:
        """Add somebody by a short name, with the app installed for them unless told otherwise; what they can do."""
        own = f"{tenant}/{short}"
        address = email or f"{short}@{self.state.tenants[tenant].domain}.example"
        upn = f"{short}_{address.replace('@', '_')}#EXT#@{tenant}.onmicrosoft.com" if guest else address
        user = User(mri(own), guid(own), tenant, name or short.title(), address, upn, guest)
        self.state.users[user.id] = user
        if has_app:
            self.personal(user, make=True)
        return Person(self, user)

    def who(self, short: str, tenant: str = HOME) -> Person:
        """Somebody who is there already, by their short name."""
        return Person(self, self.state.users[mri(f"{tenant}/{short}")])

    def personal(self, user: User, *, make: bool = False) -> Conversation | None:
        """The personal chat of somebody with the bot; None where the app was never installed for them."""
        name = f"a:1{guid(f'chat {user.id}').replace('-', '')}"
        if make and name not in self.state.conversations:
            self.state.conversations[name] = Conversation(name, user.tenant, "personal", members={user.id})
        return self.state.conversations.get(name)

    def group(self, name: str, *people: Person, tenant: str = HOME, installed: bool = True) -> Conversation:
        """Add a group chat."""
        members = {p.id for p in people}
        made = Conversation(
            f"19:{guid(name).replace('-', '')}@thread.v2", tenant, "groupChat", name, "", members, installed
        )
        self.state.conversations[made.id] = made
        return made

    def channel(self, name: str, *people: Person, tenant: str = HOME, installed: bool = True) -> Conversation:
        """Add a channel, in a team of its own."""
        own, team = (f"19:{guid(f'{kind} {name}').replace('-', '')}@thread.tacv2" for kind in ("channel", "team"))
        made = Conversation(own, tenant, "channel", name, team, {p.id for p in people}, installed)
        self.state.conversations[made.id] = made
        return made

    # What is looked up.

    def made(self, name: str) -> list[Called]:
        """The calls of one name."""
        return [c for c in self.calls if c.name == name]

    def uploaded(self) -> set[str]:
        """The ids of the files that the bot has uploaded to the end."""
        return {f.id for f in self.state.files.values() if f.pieces and not f.open}

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Wait until something holds that a call brings about; AssertionError when it never does."""
        try:
            async with asyncio.timeout(WAIT):
                while not holds():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"this never came about in Teams: {what or holds}") from None

    # What the fake itself uses.

    def note(self, call: Call, error: str) -> None:
        """Remember a call, and wake whoever waits for something to change."""
        body = json.loads(json.dumps(call.body))
        self.calls.append(Called(call.name, call.conversation_id, call.path.get("activity", ""), body, error))
        self.changed()

    def changed(self) -> None:
        """Wake whoever waits for something to change."""
        self._changed.set()

    def let_speak(self, where: Conversation) -> None:
        """Refuse the bot where it may not speak, as the service words it."""
        if self.state.tenants[where.tenant].disabled:
            raise TeamsError(403, "BotDisabledByAdmin", "The tenant admin disabled this bot.")
        if where.blocked:
            raise TeamsError(403, "MessageWritesBlocked", "Thread is blocked from message writes.", bare=True)
        if not where.installed and where.kind == "personal":
            raise TeamsError(403, "MessageWritesBlocked", "Thread is blocked from message writes.")
        if not where.installed:
            raise TeamsError(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")

    def shown(self, where: Conversation, message: Message) -> None:
        """A message came or was edited: the clients of those whom it names refresh their cards, where a bot listens."""
        if not self.wire.bot_url:
            return
        for user, action in refreshed(self, where, message):
            self.begin(Person(self, user).refresh(where, message, action))

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something happen beside all else; `settled` waits for it."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@asynccontextmanager
async def fake_teams(clock: Clock | None = None, **what: Any) -> AsyncIterator[FakeTeams]:
    """Teams with one tenant, HOME, on a clock that stands still unless another is given; keywords as FakeTeams has.

    AssertionError at the end where something was sent that Teams would refuse, unless the test looked and cleared it.
    """
    teams = FakeTeams(clock=clock or FixedClock(MORNING), **what)
    await teams.start()
    try:
        yield teams
    finally:
        await teams.close()
    assert not teams.breaches, teams.breaches
