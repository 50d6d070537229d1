"""The files of people's drives: what they sent is fetched from there, and what they accepted is put there."""

import re
from collections.abc import Callable

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

from bot.channels.teams.edge.proxies import proxy_to
from bot.errors import ChannelError
from bot.files import LARGEST

# Where Microsoft keeps the files of an organisation's people: SharePoint, and OneDrive, which is a part of it.
HOSTS = ("sharepoint.com", "sharepoint.us", "onedrive.com", "onedrive.live.com", "1drv.com", "1drv.ms")
# An address there by https, with a name that can be looked up, and nothing in it that would end a line.
ADDRESS = re.compile(
    rf"https://([a-z0-9-]{{1,63}}\.)*({'|'.join(map(re.escape, HOSTS))})(:443)?([/?#][^\x00-\x20\x7f-\xa0]*)?",
    re.IGNORECASE | re.ASCII,
)
PATIENCE = 60.0
PIECE = 64 * 1024
# One request may carry less than 60 MiB, and each but the last a multiple of 320 KiB; all of ours fit into one.
TAKEN = range(200, 300)
FOR_NOW = frozenset({408, 423, 429, 500, 502, 503, 504})
ELSEWHERE = "That file is not in this organisation's OneDrive or SharePoint, so it was not opened."
AWAY = "OneDrive does not answer at the moment."
GONE = "That file is no longer where it was sent from, or may not be read. Send it once more."
TOO_LARGE = "That file is too large to be kept here."
NOT_PUT = "OneDrive did not take the file."


def of_microsoft(url: str) -> bool:
    """Whether an address leads to a drive of Microsoft's."""
    return ADDRESS.fullmatch(url) is not None


class Drive:
    """Fetches and puts, without any token: the addresses themselves are good for some minutes."""

    def __init__(self, allowed: Callable[[str], bool] = of_microsoft) -> None:
        self._allowed = allowed
        self._session: ClientSession | None = None

    async def fetch(self, url: str) -> bytes:
        """What is there, at most LARGEST bytes; ChannelError as the protocol of channels says."""
        address = self._checked(url)
        try:
            async with self._pool().get(address, proxy=proxy_to(url), allow_redirects=False) as answer:
                _check(answer.status, "file_gone", GONE)
                body = bytearray()
                async for piece in answer.content.iter_chunked(PIECE):
                    body += piece
                    if len(body) > LARGEST:
                        raise ChannelError("too_large", TOO_LARGE, permanent=True)
                return bytes(body)
        except (ClientError, TimeoutError, OSError) as error:
            raise _away(error) from error

    async def put(self, url: str, body: bytes) -> None:
        """Put all of it there; ChannelError where it is not taken."""
        address = self._checked(url)
        headers = {"Content-Range": f"bytes 0-{len(body) - 1}/{len(body)}", "Content-Type": "application/octet-stream"}
        try:
            call = self._pool().put(address, data=body, headers=headers, proxy=proxy_to(url), allow_redirects=False)
            async with call as answer:
                _check(answer.status, "not_put", NOT_PUT)
        except (ClientError, TimeoutError, OSError) as error:
            raise _away(error) from error

    async def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        if self._session:
            await self._session.close()
            self._session = None

    def _checked(self, url: str) -> URL:
        if not self._allowed(url):
            raise ChannelError("elsewhere", ELSEWHERE, permanent=True)
        return URL(url, encoded=True)

    def _pool(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(timeout=ClientTimeout(total=PATIENCE))
        return self._session


def _check(status: int, code: str, sentence: str) -> None:
    if status in FOR_NOW:
        raise ChannelError(f"drive_{status}", AWAY, permanent=False)
    if status not in TAKEN:
        raise ChannelError(code, sentence, permanent=True)


def _away(why: Exception) -> ChannelError:
    return ChannelError(f"unreachable_{type(why).__name__}".lower(), AWAY, permanent=False)
