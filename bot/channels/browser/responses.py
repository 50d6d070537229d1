"""The answers to a browser and the headers that keep the page closed: own files only, no framing, nothing kept."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.channels.browser import render
from bot.channels.browser.assets import Asset
from bot.channels.browser.guard import Rejected, check_host

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With "no-referrer" a browser would post forms with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STREAM_HEADERS = {**HEADERS, "Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}
KEEP = {"Cache-Control": "public, max-age=31536000, immutable"}
ASK_AGAIN = {"Cache-Control": "no-cache"}


def html(text: str, status: int = 200) -> web.Response:
    """A page."""
    return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)


def told(data: Mapping[str, str], status: int = 200) -> web.Response:
    """What the page's own script is told."""
    return web.json_response(data, status=status, headers=HEADERS)


def see_other(url: str) -> web.Response:
    """Sends the browser back to the page, so that loading again posts nothing twice."""
    return web.Response(status=303, headers={**HEADERS, "Location": url})


def file(request: web.Request, asset: Asset) -> web.Response:
    """A file of the page: kept for ever under its own digest, asked for again under any other."""
    etag = f'"{asset.digest}"'
    kept = KEEP if request.match_info["digest"] == asset.digest else ASK_AGAIN
    headers = {**HEADERS, **kept, "ETag": etag}
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers=headers)
    return web.Response(body=asset.body, content_type=asset.content_type, charset="utf-8", headers=headers)


def wants_json(request: web.Request) -> bool:
    """Whether the page's own script asks, rather than a form without one."""
    return "application/json" in request.headers.get("Accept", "")


def guarded(handler: Handler, assets: Mapping[str, str]) -> Handler:
    """The handler behind the check of the address; what is rejected is answered with its sentence."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            check_host(request)
            return await handler(request)
        except Rejected as why:
            if wants_json(request):
                return told({"sentence": why.sentence}, why.status)
            return html(render.problem(why.sentence, assets), why.status)

    return answer
