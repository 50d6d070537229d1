"""How Teams reaches the bot: signed posts to its address, and what was answered."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp

from bot.clock import Clock, system_clock
from tests.fakes.teams.state import Json
from tests.fakes.teams.tokens import FORGED, Writ, good

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams

# Teams waits for some ten seconds, for an extension's answer for five. A busy machine may need longer.
PATIENCE = 20.0


class NotAnswered(AssertionError):
    """The bot did not answer while Teams waited."""


@dataclass(frozen=True)
class Answer:
    """What the bot answered an activity with."""

    status: int
    text: str = ""

    @property
    def json(self) -> Json:
        """The answer where it is an object; otherwise nothing."""
        try:
            found = json.loads(self.text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Sent:
    """One delivery as it went out, so that it can go out again."""

    activity: Json

    @property
    def body(self) -> bytes:
        """Its bytes."""
        return json.dumps(self.activity).encode()


@dataclass
class Wire:
    """Delivers to the bot at `bot_url`. `skew` seconds are added to the time of its tokens."""

    teams: FakeTeams
    bot_url: str = ""
    patience: float = PATIENCE
    skew: float = 0.0
    clock: Clock = system_clock
    sent: list[Sent] = field(default_factory=list)
    _session: aiohttp.ClientSession | None = None

    async def deliver(self, activity: Json) -> Answer:
        """Send one activity and give the bot's answer; NotAnswered where none comes in time."""
        self.sent.append(Sent(activity))
        return await self.again(self.sent[-1])

    async def again(self, sent: Sent, forged: str = "") -> Answer:
        """Send the very same once more; with one of the FORGED headers where it is named."""
        return await self.post(sent.body, self.headers(sent.activity, forged))

    def headers(self, activity: Json, forged: str = "") -> dict[str, str]:
        """The headers that go with an activity."""
        where = activity.get("conversation") or {}
        told = {
            "Content-Type": "application/json; charset=utf-8",
            "x-ms-conversation-id": str(where.get("id", "")), "x-ms-tenant-id": str(where.get("tenantId", "")),
        }  # fmt: skip
        writ = self.writ(str(activity.get("serviceUrl", "")))
        token = FORGED[forged](writ) if forged else good(writ)
        return told if token is None or self.teams.open else {**told, "Authorization": token}

    def writ(self, service_url: str = "") -> Writ:
        """What a token for this bot, of this moment, is made of."""
        at = int(self.clock.now().timestamp() + self.skew)
        return self.teams.openid.writ(self.teams.app_id, service_url or self.teams.service_url, at)

    async def post(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Post any bytes to the bot with any headers."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with (
                asyncio.timeout(self.patience),
                self._session.post(self.bot_url, data=body, headers=headers) as answer,
            ):
                return Answer(answer.status, await answer.text())
        except TimeoutError:
            raise NotAnswered(f"nothing was answered within {self.patience} s") from None

    async def close(self) -> None:
        """Let go of the connections to the bot."""
        if self._session is not None:
            await self._session.close()
