"""Calls to the Bot Connector service, by which everything reaches Teams: few at once, each with an end to its patience.

These are plain REST calls with one pool of connections. botbuilder's client opens a connection for each call, waits for
up to 100 seconds in one of the few threads that all else shares, follows redirects, hides for how long Teams asks it to
wait, and makes models of cards that lose what they do not know. Nothing is tried again here: the delivery engine does.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from yarl import URL

from bot.channels.teams.edge.allowed import Allowed
from bot.channels.teams.edge.answers import Json
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.edge.keys import CHANNEL
from bot.channels.teams.edge.proxies import proxy_to
from bot.channels.teams.edge.refusals import UNAUTHORISED, away, elsewhere, refused, unheard
from bot.channels.teams.ports import Reference
from bot.channels.teams.settings import TeamsSettings

AT_ONCE = 6
# The most members that Teams tells of at once.
PAGE = 500
NOTHING: Mapping[str, str] = {}
PATIENCE = 10.0
TAKEN = range(200, 300)


@dataclass(frozen=True)
class _Answer:
    status: int
    said: Any
    retry_after: str | None


class Connector:
    """Writes to conversations and asks about their members. Every method raises ChannelError, with Teams' own code."""

    def __init__(self, settings: TeamsSettings, credentials: Credentials) -> None:
        self._credentials, self._allowed = credentials, Allowed(settings)
        self._bot = f"28:{settings.app_id}"
        self._places = asyncio.Semaphore(AT_ONCE)
        self._session: ClientSession | None = None

    async def post(self, to: Reference, activity: Json) -> str:
        """Post a message; gives its id."""
        body = self._addressed(to, activity)
        said = await self._call("POST", to.service_url, to.conversation, "activities", body=body)
        return str(said.get("id") or "")

    async def edit(self, to: Reference, message: str, activity: Json) -> None:
        """Put this in the place of the message of that id."""
        body = {**self._addressed(to, activity), "id": message}
        await self._call("PUT", to.service_url, to.conversation, "activities", message, body=body)

    async def open(self, tenant: str, service_url: str, user: str) -> Reference:
        """The personal conversation with the person of that id in Teams (`29:…`), begun where there is none yet.

        Refused for good, with 403, where the app is not installed for them.
        """
        body = {
            "isGroup": False,
            "bot": {"id": self._bot},
            "members": [{"id": user}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        said = await self._call("POST", service_url, body=body)
        if not (opened := str(said.get("id") or "")):
            raise unheard()
        return Reference(tenant, opened, service_url, self._bot, "personal", user)

    async def member(self, of: Reference, user: str) -> Json:
        """Who somebody in that conversation is: `email`, `userPrincipalName`, `userRole`, `name` and more."""
        told = await self._call("GET", of.service_url, of.conversation, "members", user)
        if not _names(told):
            raise unheard()
        return told

    async def members(self, of: Reference) -> list[Json]:
        """Everybody in that conversation, as `member` tells of each."""
        found, query = list[Json](), {"pageSize": str(PAGE)}
        while True:
            said = await self._call("GET", of.service_url, of.conversation, "pagedmembers", query=query)
            found += [m for m in said.get("members") or () if _names(m)]
            if not found:
                raise unheard()  # whoever asks is there: an answer that names nobody says nothing of others either
            if not (further := said.get("continuationToken")):
                return found
            query["continuationToken"] = str(further)

    async def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        if self._session:
            await self._session.close()
            self._session = None

    def _addressed(self, to: Reference, activity: Json) -> Json:
        conversation = {"id": to.conversation, "conversationType": to.kind, "tenantId": to.tenant}
        known = {"channelId": CHANNEL, "serviceUrl": to.service_url, "conversation": conversation}
        recipient = {"recipient": {"id": to.user}} if to.user else {}
        return {**activity, **known, "from": {"id": to.bot or self._bot}, **recipient}

    async def _call(
        self, method: str, service_url: str, *path: str, body: Json | None = None, query: Mapping[str, str] = NOTHING
    ) -> Json:
        if not self._allowed.service_url(service_url):
            raise elsewhere()
        below = "".join(f"/{quote(part, safe='')}" for part in path)
        url = URL(f"{service_url.rstrip('/')}/v3/conversations{below}", encoded=True).with_query(query)
        async with self._places:
            token = await self._credentials.token()
            answer = await self._asked(method, url, body, token)
            # Once more with a new token: Entra may have changed its keys since it gave this one.
            if answer.status == UNAUTHORISED and self._credentials.forget(token):
                answer = await self._asked(method, url, body, await self._credentials.token())
        if answer.status not in TAKEN:
            raise refused(answer.status, answer.said, answer.retry_after)
        if not isinstance(answer.said, dict):
            raise unheard()
        return answer.said

    async def _asked(self, method: str, url: URL, body: Json | None, token: str) -> "_Answer":
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        by = proxy_to(str(url))
        call = self._pool().request(method, url, json=body, headers=headers, allow_redirects=False, proxy=by)
        try:
            async with call as answer:
                return _Answer(answer.status, _read(await answer.read()), answer.headers.get("Retry-After"))
        except (ClientError, TimeoutError, OSError) as error:
            raise away(error) from error

    def _pool(self) -> ClientSession:
        if self._session is None or self._session.closed:
            connector = TCPConnector(limit=AT_ONCE)
            self._session = ClientSession(timeout=ClientTimeout(total=PATIENCE), connector=connector)
        return self._session


def _names(told: Any) -> bool:
    """Whether somebody is named in it."""
    return isinstance(told, dict) and isinstance(told.get("id"), str) and bool(told["id"])


def _read(text: bytes) -> Any:
    """What the answer says, which may be nothing; None where it is not JSON, such as a page of a proxy's."""
    try:
        return json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return None
