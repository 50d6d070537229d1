"""The bot's own token: one for the process, fetched beside the event loop, renewed before it ends."""

import asyncio
import time
from collections.abc import Callable

import structlog
from msal.exceptions import MsalServiceError

from bot.channels.teams.edge.entra import Denied, Entra, Token
from bot.channels.teams.edge.joining import Joined
from bot.channels.teams.edge.refusals import denied, no_tenant, no_token
from bot.channels.teams.settings import TeamsSettings
from bot.errors import ChannelError

# A token is renewed while it is still good for so long, or for half its life where that is shorter.
EARLY = 300.0
# So long nobody asks again after there was none.
PAUSE = 5.0
# So long the start waits for the first.
START_PATIENCE = 5.0
# A token that is not taken so soon after it was given is not to blame.
NEW = 60.0


class Credentials:
    """Keeps the token; the connector asks for it before each call."""

    def __init__(self, settings: TeamsSettings, now: Callable[[], float] = time.monotonic) -> None:
        self._anonymous = settings.teams_unsafe_local
        self._entra, self._now = Entra(settings), now
        self._token = ""
        self._renew_at = self._ends = self._not_before = self._forget_from = now()
        self._refusal: ChannelError | None = None
        self._fetching = Joined(self._fetch)

    async def token(self) -> str:
        """The token, at once where there is one; empty where nobody is asked who they are. ChannelError without any."""
        if self._anonymous:
            return ""
        if self._token and self._now() < self._ends:
            if self._now() >= max(self._renew_at, self._not_before):
                self._fetching.begin()
            return self._token
        if self._fetching.running or self._now() >= self._not_before:
            await self._fetching.wait()
        return self._given()

    async def start(self) -> None:
        """Fetch the token, so that nobody's first card waits for it. Without one the bot starts all the same."""
        if not self._anonymous:
            await asyncio.wait({self._fetching.begin()}, timeout=START_PATIENCE)

    def forget(self, token: str) -> bool:
        """Let go of a token that Teams does not take; False where it is as new as one can be, or there is none."""
        if token and token == self._token:
            if self._now() < self._forget_from:
                return False
            self._token = ""
        return bool(token)

    async def close(self) -> None:
        """Fetch no more."""
        await self._fetching.close()

    def _given(self) -> str:
        if self._token and self._now() < self._ends:
            return self._token
        last = self._refusal or no_token("none")
        wait = None if last.permanent else max(self._not_before - self._now(), 1.0)
        raise ChannelError(last.code, last.sentence, permanent=last.permanent, retry_after=wait)

    async def _fetch(self) -> None:
        # RuntimeError: no thread is to be had any more, as the process ends.
        try:
            self._keep(await asyncio.to_thread(self._entra.token))
        except Denied as refusal:
            self._refused(denied(refusal.said))
        except (OSError, MsalServiceError, KeyError, RuntimeError) as away:
            self._refused(no_token(type(away).__name__))
        except ValueError:
            self._refused(no_tenant())

    def _keep(self, token: Token) -> None:
        now = self._now()
        self._token, self._ends, self._refusal = token.text, now + token.seconds, None
        self._forget_from = now + NEW
        self._renew_at = now + max(token.seconds - EARLY, token.seconds / 2)

    def _refused(self, refusal: ChannelError) -> None:
        self._refusal, self._not_before = refusal, self._now() + PAUSE
        structlog.get_logger().error("teams_no_token", code=refusal.code, advice=refusal.sentence)
