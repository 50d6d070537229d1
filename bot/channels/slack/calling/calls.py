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
        self._session: ClientSession | None = None

    def lasting(self, workspace: Workspace) -> AsyncWebClient:
        """A client for what the delivery engine sends: it tries nothing again, because the engine does."""
        return self.bare(workspace.token)

    def passing(self, workspace: Workspace) -> AsyncWebClient:
        """A client for what follows an acknowledgement: it waits once where Slack asks it to."""
        client = self.bare(workspace.token)
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
        return client

    def bare(self, token: str | None = None) -> AsyncWebClient:
        """A client with that token, before it is known to which workspace it belongs."""
        kind = CheckedClient if self._check else AsyncWebClient
        return kind(token, self.api_url, session=self._pool(), retry_handlers=[])

    async def hook(self, url: str, body: Mapping[str, Any]) -> None:
        """Post to a response_url; ChannelError, for good, where it is used up (five times, thirty minutes)."""
        if self._check:
            check(body)
        async with translated():
            answer = await AsyncWebhookClient(url, session=self._pool(), retry_handlers=[]).send_dict(dict(body))
        if answer.status_code != OK or '"ok":false' in "".join(answer.body.split()):
            raise ChannelError("response_url", "Slack takes no more answers there.", permanent=True)

    async def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        if self._session:
            await self._session.close()
            self._session = None

    def _pool(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(timeout=ClientTimeout(total=PATIENCE))
        return self._session


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
