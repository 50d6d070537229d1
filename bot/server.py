"""The HTTP application: the channels' routes, whether the process lives, whether it is ready, and its figures."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import NamedTuple, Protocol

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.channels import Channel, Handle, Listening, Starting
from bot.clock import Clock
from bot.ids import Ids
from bot.messages import Incoming, Reply
from bot.outermost import unforeseen
from bot.stalls import Stalls

BODY = 1024 * 1024
PATIENCE = 2.0
NO_PAGE = "There is no page here."


class Backlog(Protocol):
    """How much is left to say."""

    @property
    def waiting(self) -> int: ...
    @property
    def parked(self) -> int: ...
    @property
    def oldest(self) -> datetime | None: ...


@dataclass(frozen=True)
class Health:
    """How to ask the application how it is: what is left to say (asks the database), and whether delivery works."""

    backlog: Callable[[], Awaitable[Backlog]]
    working: Callable[[], bool]
    clock: Clock
    ids: Ids


@dataclass(frozen=True)
class Figures:
    """What /metrics shows."""

    registry: CollectorRegistry = field(default_factory=lambda: CollectorRegistry(auto_describe=True))

    def counter(self) -> Counter:
        """Deliveries that came in, by channel and by the tone of what was answered."""
        return Counter("commsdesk_incoming", "Clicks and messages", ["channel", "tone"], registry=self.registry)

    def histogram(self) -> Histogram:
        """How long each took, in seconds."""
        return Histogram("commsdesk_incoming_seconds", "Time to the answer", ["channel"], registry=self.registry)

    def gauges(self) -> "Gauges":
        """What is left to say, as it stands when somebody asks."""
        return Gauges(
            Gauge("commsdesk_database_up", "Whether the database answers", registry=self.registry),
            Gauge("commsdesk_outbox_waiting", "Cards to be sent", registry=self.registry),
            Gauge("commsdesk_outbox_parked", "Cards given up", registry=self.registry),
            Gauge("commsdesk_outbox_oldest_seconds", "Age of the oldest to be sent", registry=self.registry),
        )


class Gauges(NamedTuple):
    """Whether the database answers, rows that wait, rows given up, and the age of the oldest that waits, in seconds."""

    up: Gauge
    waiting: Gauge
    parked: Gauge
    oldest: Gauge


def make(handle: Handle, channels: Mapping[str, Channel], health: Health) -> web.Application:
    """The application for aiohttp; `handle` is called for whatever reaches any channel."""
    figures = Figures()
    app = web.Application(client_max_size=BODY, middlewares=[_edge(health)])
    counted = _counted(handle, figures)
    for channel in channels.values():
        app.add_routes(channel.routes(counted))
        if isinstance(channel, Starting):
            app.on_startup.append(_starting(channel))
        app.on_shutdown.append(_closing(channel))
        # Once more for what came in last, which aiohttp waits for in between, and what was promised then.
        app.on_cleanup.append(_closing(channel))
    app.add_routes(_own(health, figures, channels))
    stalls = Stalls(figures.registry)
    app.on_startup.append(stalls.start)  # last, for nothing is cleaned up where a channel does not start
    app.on_cleanup.append(stalls.stop)
    return app


def _starting(channel: Starting) -> Callable[[web.Application], Awaitable[None]]:
    async def start(_: web.Application) -> None:
        await channel.start()

    return start


def _closing(channel: Channel) -> Callable[[web.Application], Awaitable[None]]:
    # Before aiohttp waits for what is still open: a page that listens for changes would use up all its patience.
    async def close(_: web.Application) -> None:
        await channel.close()

    return close


def _own(health: Health, figures: Figures, channels: Mapping[str, Channel]) -> Iterable[web.AbstractRouteDef]:
    gauges, first = figures.gauges(), next(iter(channels), "")

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_: web.Request) -> web.Response:
        return await _ready(health, channels)

    async def metrics(_: web.Request) -> web.Response:
        await _measure(health, gauges)
        return web.Response(body=generate_latest(figures.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def front(_: web.Request) -> web.Response:
        raise web.HTTPFound("/practice") if first == "browser" else web.HTTPNotFound(text=NO_PAGE)

    own = (("/healthz", healthz), ("/readyz", readyz), ("/metrics", metrics), ("/", front))
    return [web.get(path, answer) for path, answer in own]


async def _ready(health: Health, channels: Mapping[str, Channel]) -> web.Response:
    backlog = await _backlog(health)
    if backlog is None:
        return web.json_response({"status": "database away"}, status=503)
    told = {"waiting": backlog.waiting, "parked": backlog.parked, "delivering": health.working()}
    if deaf := [n for n, c in channels.items() if isinstance(c, Listening) and not await c.hears()]:
        return web.json_response({"status": f"no connection to {', '.join(deaf)}", **told}, status=503)
    return web.json_response({"status": "ready", **told})


async def _measure(health: Health, gauges: Gauges) -> None:
    backlog = await _backlog(health)
    gauges.up.set(backlog is not None)
    if backlog is not None:
        gauges.waiting.set(backlog.waiting)
        gauges.parked.set(backlog.parked)
        gauges.oldest.set((health.clock.now() - backlog.oldest).total_seconds() if backlog.oldest else 0)


async def _backlog(health: Health) -> Backlog | None:
    """What is left to say; None where the database does not answer in time."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await health.backlog()
    except Exception as away:  # whatever the database says, whoever watches wants an answer
        structlog.get_logger().warning("database_away", kind=type(away).__name__)
        return None


def _counted(handle: Handle, figures: Figures) -> Handle:
    incoming, seconds = figures.counter(), figures.histogram()

    async def counted(delivery: Incoming) -> Reply:
        began = perf_counter()
        reply = await handle(delivery)
        if reply.counted:
            seconds.labels(delivery.account.channel).observe(perf_counter() - began)
            incoming.labels(delivery.account.channel, reply.tone).inc()
        return reply

    return counted


def _edge(health: Health) -> Callable[..., Awaitable[web.StreamResponse]]:
    @web.middleware
    async def edge(request: web.Request, handler: Callable[..., Awaitable[web.StreamResponse]]) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException:
            raise
        except Exception as bug:  # the outermost edge of HTTP: whoever asked gets a sentence, the log the rest
            return web.Response(status=500, text=unforeseen(bug, health.ids))

    return edge
