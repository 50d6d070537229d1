"""The HTTP route that Teams calls: nothing is read before its token holds, and nothing malformed goes further."""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.channels.teams.edge.adapter import Adapter
from bot.channels.teams.edge.allowed import Allowed
from bot.channels.teams.edge.answers import Answer, Json, Malformed, NotLetIn
from bot.channels.teams.edge.body import body_of
from bot.channels.teams.edge.keys import CHANNEL, SigningKeys
from bot.channels.teams.edge.tokens import UNSIGNED, TeamsTokens
from bot.channels.teams.settings import TeamsSettings
from bot.ids import Ids
from bot.settings import is_loopback

MOST_BYTES = 1024 * 1024
TOO_LONG = "That is too long to read, so nothing was done."
MALFORMED = "This is not in a form that Teams sends, so nothing was done."
OTHER_TENANT = "This organisation may not use this bot, so nothing was done."
OTHER_SERVICE = "This does not come from an address of Teams that is allowed, so nothing was done."
OTHER_HOST = "This bot is for this machine alone, so nothing was done."
BROKEN = "Something went wrong, and it is noted in the log."
UNSAFE = "COMMSDESK_TEAMS_UNSAFE_LOCAL is set: whoever reaches this machine's port may act as anybody in Teams."
T = TypeVar("T")


class Edge(Generic[T]):
    """Guards the way in. `read` makes of an activity what `take` wants, or raises Malformed; `take` answers it."""

    def __init__(
        self, settings: TeamsSettings, read: Callable[[Json], T], take: Callable[[T], Awaitable[Answer]], ids: Ids
    ) -> None:
        self._open = settings.teams_unsafe_local
        self._read, self._take, self._ids = read, take, ids
        self._keys = SigningKeys(settings.teams_openid_metadata_url)
        self._tokens = TeamsTokens(settings, self._keys)
        self._adapter = Adapter(self._tokens)
        self._allowed = Allowed(settings)

    async def start(self) -> None:
        """Fetch the signing keys; or say loudly that nobody is asked who they are."""
        if self._open:
            structlog.get_logger().warning("teams_unsafe_local", warning=UNSAFE)
        else:
            await self._keys.start()

    async def close(self) -> None:
        """Fetch no more keys."""
        await self._keys.close()

    async def messages(self, request: web.Request) -> web.Response:
        """Answer one request of Teams': 413, 401, 400, 403 or 503 with a sentence, or what `take` answers."""
        try:
            return await self._answered(request)
        except NotLetIn as refusal:
            structlog.get_logger().info("teams_not_let_in", status=refusal.status, why=refusal.why)
            return web.Response(status=refusal.status, text=refusal.sentence)
        except Malformed:
            return web.Response(status=400, text=MALFORMED)
        except web.HTTPException:
            raise
        except Exception as bug:
            event_id = self._ids.event()
            structlog.get_logger().exception("teams_edge_failed", event_id=event_id, kind=type(bug).__name__)
            return web.Response(status=503, text=f"{BROKEN} Its number is {event_id}.")

    async def _answered(self, request: web.Request) -> web.Response:
        if (request.content_length or 0) > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES, request.content_length or 0, text=TOO_LONG)
        identity = await self._tokens.identity(_header(request))
        activity = await self._activity(request, identity)
        read = self._read(activity)
        answer = await self._adapter.process(identity, activity, lambda: self._take(read))
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.json_response(answer.body, status=answer.status)

    async def _activity(self, request: web.Request, identity: Any) -> Json:
        if request.content_type != "application/json":
            raise Malformed
        activity = body_of(await request.read())
        kind, channel, service_url = (_text(activity, name) for name in ("type", "channelId", "serviceUrl"))
        if not (kind and channel and service_url):
            raise Malformed
        if channel != CHANNEL and not self._open:
            raise NotLetIn(401, UNSIGNED, "channel")
        self._tokens.sent_by(identity, service_url)
        self._check(request, activity, service_url)
        return activity

    def _check(self, request: web.Request, activity: Json, service_url: str) -> None:
        if self._open and not _at_home(request):
            raise NotLetIn(403, OTHER_HOST, "host")
        if not self._allowed.tenant(_tenant(activity)):
            raise NotLetIn(403, OTHER_TENANT, "tenant")
        if not self._allowed.service_url(service_url):
            raise NotLetIn(403, OTHER_SERVICE, "service URL")


def _header(request: web.Request) -> str:
    """The Authorization header; empty where there is none or more than one."""
    given = request.headers.getall("Authorization", [])
    return given[0] if len(given) == 1 else ""


def _at_home(request: web.Request) -> bool:
    """Whether the request was addressed to this machine: another name that leads here would be DNS rebinding."""
    try:
        return is_loopback(urlsplit(f"//{request.host}").hostname or "")
    except ValueError:
        return False


def _tenant(activity: Json) -> str:
    """The tenant that the activity names; empty where it names none, or two. Malformed for anything but text."""
    said = _text(_part(_part(activity, "channelData"), "tenant"), "id").lower()
    also = _text(_part(activity, "conversation"), "tenantId").lower()
    return said if also in {"", said} else ""


def _part(whole: Json, name: str) -> Json:
    part = whole.get(name)
    if part is None:
        return {}
    if not isinstance(part, dict):
        raise Malformed
    return part


def _text(whole: Json, name: str) -> str:
    text = whole.get(name)
    if not isinstance(text, str | None):
        raise Malformed
    return text or ""
