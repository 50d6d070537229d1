"""Fetches a file that somebody sent: asks Slack where it is, and reads it there and nowhere else."""

from typing import Any
from urllib.parse import SplitResult, urlsplit

from aiohttp import ClientResponse, ClientTimeout

from bot.channels.slack.calling.calls import Calls, translated
from bot.channels.slack.calling.refusals import AWAY, BROKEN, RATE_LIMITED, TOO_MANY
from bot.channels.slack.ports import Workspace, Workspaces
from bot.errors import ChannelError
from bot.files import LARGEST
from bot.messages import Account, SentFile

# Where Slack keeps files. The token is never sent anywhere else, whatever an answer says.
HOSTS = frozenset({"files.slack.com", "files.slack-gov.com"})
PATIENCE = ClientTimeout(total=50.0, sock_read=15.0)
PIECE = 64 * 1024
# Files that stand elsewhere, are deleted, or are hidden because a workspace of the free plan is full.
NOT_THERE = frozenset({"external", "tombstone", "hidden_by_limit"})
OK = 200
NOT_READ = "Slack does not give this file to the bot."
GONE, ELSEWHERE, TOO_LARGE, NO_SCOPE = "file_not_found", "file_elsewhere", "too_large", "missing_scope"


class Fetcher:
    """Reads what people sent in the workspaces where the app is installed."""

    def __init__(self, workspaces: Workspaces, calls: Calls) -> None:
        self._workspaces = workspaces
        self._calls = calls

    async def fetch(self, account: Account, file: SentFile) -> bytes:
        """As `bot.channels.Fetching`; the file's id is Slack's, and where it is read is asked anew each time."""
        workspace = await self._workspaces.of(account.tenant)
        if workspace is None:
            raise _no("not_installed")
        async with translated():
            said = await self._calls.lasting(workspace).files_info(file=file.id)
        told: dict[str, Any] = said["file"]
        if told.get("mode") in NOT_THERE:
            raise _no(GONE)
        url = str(told.get("url_private_download") or told.get("url_private") or "")
        if not self._ours(url):
            raise _no(ELSEWHERE)
        async with translated():
            return await self._read(workspace, url)

    def _ours(self, url: str) -> bool:
        """Whether Slack keeps files there: at its own hosts, or beside the Web API that the settings name."""
        try:
            where, api = urlsplit(url), urlsplit(self._calls.api_url)
            own = _place(where) == _place(api) and not where.username
        except ValueError:
            return False
        return own or (where.scheme == "https" and where.netloc in HOSTS)

    async def _read(self, workspace: Workspace, url: str) -> bytes:
        headers = {"Authorization": f"Bearer {workspace.token}", "Accept-Encoding": "identity"}
        # Elsewhere is where Slack sends whoever may not read it: to the page for signing in.
        asked = self._calls.pool().get(url, headers=headers, allow_redirects=False, timeout=PATIENCE)
        async with asked as answer:
            _check(answer)
            body = bytearray()
            async for piece in answer.content.iter_chunked(PIECE):
                body += piece
                if len(body) > LARGEST:
                    raise _no(TOO_LARGE)
            return bytes(body)


def _check(answer: ClientResponse) -> None:
    if answer.status == TOO_MANY:
        wait = answer.headers.get("Retry-After", "")
        seconds = float(wait) if wait.isascii() and wait.isdigit() else None
        raise ChannelError(RATE_LIMITED, AWAY, permanent=False, retry_after=seconds)
    if answer.status >= BROKEN:
        raise ChannelError("unavailable", AWAY, permanent=False)
    if answer.status in {301, 302, 303, 307, 308, 401, 403} or answer.content_type == "text/html":
        raise _no(NO_SCOPE)
    if answer.status != OK:
        raise _no(GONE)
    if (answer.content_length or 0) > LARGEST:
        raise _no(TOO_LARGE)


def _place(parts: SplitResult) -> tuple[str, str, int | None]:
    return parts.scheme, parts.hostname or "", parts.port


def _no(code: str) -> ChannelError:
    return ChannelError(code, NOT_READ, permanent=True)
