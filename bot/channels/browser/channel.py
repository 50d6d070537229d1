"""The practice room as a channel: its routes, its sending and its end."""

from collections.abc import Iterable
from functools import partial

from aiohttp import web

from bot.channels import Handle
from bot.channels.browser import copies
from bot.channels.browser.assets import PATH, load_assets
from bot.channels.browser.guard import Rejected
from bot.channels.browser.listen import Listener
from bot.channels.browser.practice import Practice
from bot.channels.browser.responses import Handler, file, guarded
from bot.channels.browser.send import send
from bot.channels.browser.views import PAGE
from bot.messages import Account, Posting, SentFile

NO_FILE = "The practice room has no such file. Load the page again."


class BrowserChannel:
    """The sample people's chats in one page, on this computer alone."""

    name = "browser"

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._assets = load_assets()
        self._urls = {name: asset.url for name, asset in self._assets.items()}

    def routes(self, handle: Handle) -> Iterable[web.AbstractRouteDef]:
        """The page, its files and changes, and what is posted from it."""
        listener = Listener(self._practice, handle, self._urls)
        return [
            web.get(PAGE, self._guarded(listener.page)),
            web.get(f"{PAGE}/live", self._guarded(listener.live), allow_head=False),
            web.post(f"{PAGE}/say", self._guarded(listener.say)),
            web.post(f"{PAGE}/press", self._guarded(listener.press)),
            web.get(f"{PATH}/{{digest}}/{{name}}", self._guarded(self._file)),
            web.get(f"{copies.PATH}/{{key}}/{{name}}", self._guarded(partial(copies.copy, self._practice))),
        ]

    async def send(self, posting: Posting) -> str:
        """As `send.send`."""
        return await send(self._practice, posting)

    async def fetch(self, account: Account, file: SentFile) -> bytes:
        """What somebody put into a form, for as long as this process lives."""
        return self._practice.tray.take(file.id)

    async def close(self) -> None:
        """Let every open page go, so that the server can stop at once."""
        self._practice.streams.close()

    def _guarded(self, handler: Handler) -> Handler:
        return guarded(handler, self._urls)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise Rejected(404, NO_FILE)
        return file(request, asset)
