"""Calls to Slack's Web API: one connection pool, a client for each workspace, and errors in our own terms."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.channels.slack.calling.checked import CheckedClient, check
from bot.channels.slack.calling.refusals import away, refused
from bot.channels.slack.ports import Workspace
from bot.errors import ChannelError

PATIENCE = 10.0
# So long a file of the largest size may take.
CARRYING = 60.0
# A trigger lives for three seconds, of which the desk may have used two.
TRIGGER_PATIENCE = 1.0
OK = 200
T = TypeVar("T")


class Calls:
    """Makes clients that share one pool of connections, for as long as the channel is open.

    With `check` they hold what they send against Slack's limits first.
    """

    def __init__(self, api_url: str, *, check: bool = False) -> None:
        self.api_url = api_url
        self._check = check
        self._sessions: dict[float, ClientSession] = {}

    def lasting(self, workspace: Workspace) -> AsyncWebClient:
        """A client for what the delivery engine sends: it tries nothing again, because the engine does."""
        return self.bare(workspace.token)

    def passing(self, workspace: Workspace) -> AsyncWebClient:
        """A client for what follows an acknowledgement: it waits once where Slack asks it to."""
        client = self.bare(workspace.token)
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
        return client

    def carrying(self, workspace: Workspace) -> AsyncWebClient:
        """The same for files, which take longer than words."""
        client = self.bare(workspace.token, CARRYING)
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
        return client

    def bare(self, token: str | None = None, patience: float = PATIENCE) -> AsyncWebClient:
        """A client with that token, before it is known to which workspace it belongs."""
        kind = CheckedClient if self._check else AsyncWebClient
        return kind(token, self.api_url, session=self.pool(patience), retry_handlers=[])

    async def hook(self, url: str, body: Mapping[str, Any]) -> None:
        """Post to a response_url; ChannelError, for good, where it is used up (five times, thirty minutes)."""
        if self._check:
            check(body)
        async with translated():
            answer = await AsyncWebhookClient(url, session=self.pool(), retry_handlers=[]).send_dict(dict(body))
        if answer.status_code != OK or '"ok":false' in "".join(answer.body.split()):
            raise ChannelError("response_url", "Slack takes no more answers there.", permanent=True)

    async def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()

    def pool(self, patience: float = PATIENCE) -> ClientSession:
        """The connections for calls that may take so long, which are opened with the first."""
        session = self._sessions.get(patience)
        if session is None or session.closed:
            session = self._sessions[patience] = ClientSession(timeout=ClientTimeout(total=patience))
        return session


@asynccontextmanager
async def translated() -> AsyncIterator[None]:
    """Turns whatever Slack's client raises inside into a ChannelError."""
    try:
        yield
    except SlackApiError as error:
        raise refused(error) from error
    except (ClientError, TimeoutError, SlackClientError, ConnectionError) as error:
        raise away(error) from error


async def within(seconds: float, call: Awaitable[T]) -> T:
    """What the call gives, if it does so in time; ChannelError as `translated`."""
    async with translated(), asyncio.timeout(seconds):
        return await call
