"""Copies of files as a browser gets them: saved, never shown, whatever is in them."""

from collections.abc import Sequence
from urllib.parse import quote

from aiohttp import web

from bot.channels.browser.guard import Rejected, check_site
from bot.channels.browser.practice import Practice
from bot.channels.browser.responses import HEADERS
from bot.errors import ChannelError
from bot.messages import Facts, File, Screen

PATH = "/practice/files"
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
NO_COPY = "This copy is no longer here. Press the button on the card again."
TITLE = "Your copies"


def offered(practice: Practice, files: Sequence[File], site: str) -> Screen:
    """The card with a link to each file, under a name that nobody can guess."""
    rows = []
    for file in files:
        key = practice.ports.ids.salt()
        practice.tray.offer(key, file)
        rows.append((file.name, f"{site}{PATH}/{key}/{quote(file.name, safe='')}"))
    return Screen(TITLE, TITLE, (Facts(tuple(rows)),), tone="good")


async def copy(practice: Practice, request: web.Request) -> web.StreamResponse:
    """One of them; Rejected where it is gone, or where another site asks."""
    check_site(request)
    file = practice.tray.copies.get(request.match_info["key"])
    if file is None:
        raise Rejected(404, NO_COPY)
    try:
        body = await file.body()
    except ChannelError as none:
        raise Rejected(404, none.sentence) from none
    name = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {**HEADERS, "Content-Security-Policy": POLICY, "Content-Disposition": name, "Content-Type": file.media}
    return web.Response(body=body, headers=headers)
