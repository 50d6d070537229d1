"""Running the application: start everything in order, say where it is, and stop it all cleanly."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from bot.app import Application, application
from bot.clock import system_clock
from bot.errors import StartError
from bot.ids import system_ids
from bot.server import Health, make
from bot.settings import Settings

GRACE = 5.0
NO_CHANNEL = "; no platform is connected to it yet. To try it in a browser, run: commsdesk demo"
ONLY_DEMO = "`commsdesk demo` alone opens a practice room, on a database of its own. Unset COMMSDESK_PRACTICE_ROOM."


async def serve(settings: Settings, *, work: bool = True, say: Callable[[str], None] = print) -> None:
    """Serve until the process is told to stop; StartError where the address is taken, or for a practice room."""
    if settings.practice_room:
        raise StartError("practice_room", [ONLY_DEMO])
    stop = stop_signal()
    async with running(settings, work=work) as (app, url):
        say(f"Comms Desk is at {url}" + ("" if app.channels else NO_CHANNEL))
        await stop.wait()


@asynccontextmanager
async def running(settings: Settings, *, work: bool = True) -> AsyncIterator[tuple[Application, str]]:
    """The application, delivering and serving, with the address at which it is reached."""
    async with application(settings) as app:
        await app.daily.begin(app.packs.councils())
        await app.delivery.start(work=work)
        try:
            health = Health(app.delivery.backlog, app.delivery.working, system_clock, system_ids)
            async with _listening(make(app.front.handle, app.channels, health), settings) as url:
                await asyncio.to_thread(app.prepare)  # whoever asks before it is done waits for it, and nobody else
                yield app, url
        finally:
            await app.delivery.stop()


async def work(settings: Settings) -> None:
    """Deliver, without answering anybody, until the process is told to stop."""
    stop = stop_signal()
    async with application(settings) as app:
        await app.daily.begin(app.packs.councils())
        await app.delivery.start()
        try:
            await stop.wait()
        finally:
            await app.delivery.stop()


@asynccontextmanager
async def _listening(app: web.Application, settings: Settings) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port)
        try:
            await site.start()
        except OSError as taken:
            said = f"Port {settings.port} on {settings.host} cannot be used ({taken.strerror}). Set PORT to another."
            raise StartError("address", [said]) from taken
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def stop_signal() -> asyncio.Event:
    """Set by Ctrl-C and SIGTERM; ask for it before anything is started, so that neither comes too early."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # on Windows, where Ctrl-C arrives as KeyboardInterrupt instead
            loop.add_signal_handler(sign, stop.set)
    return stop
