"""How Slack reaches the app: signed requests to its address, or envelopes through its socket; and what was answered."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

import aiohttp

from bot.clock import Clock, system_clock
from tests.fakes.slack.state import Json

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack

Kind = Literal["events_api", "interactive", "slash_commands"]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
# Slack waits for three seconds. A busy machine may need longer even for what is done at once; that an app waits for
# something else shows all the same, since whatever tests make slow takes longer than this.
ACKNOWLEDGE = 20.0


class NotAcknowledged(AssertionError):
    """The app did not answer while Slack waited."""


@dataclass(frozen=True)
class Answer:
    """What the app answered an event, a command or an interaction with."""

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

    kind: Kind
    body: bytes
    content_type: str


@dataclass
class Wire:
    """Delivers to the app. `app_url` is its address; without one, everything goes through Socket Mode.

    `skew` seconds are added to the time on `clock` that requests are signed with.
    """

    slack: Slack
    app_url: str = ""
    patience: float = ACKNOWLEDGE
    skew: float = 0.0
    clock: Clock = system_clock
    sent: list[Sent] = field(default_factory=list)
    _session: aiohttp.ClientSession | None = None

    async def deliver(self, kind: Kind, payload: Json) -> Answer:
        """Send one thing and give the app's answer; NotAcknowledged where none comes in time."""
        if not self.app_url:
            return await self._by_socket(kind, payload)
        self.sent.append(_packed(kind, payload))
        return await self.again(self.sent[-1])

    async def again(self, sent: Sent, **headers: str) -> Answer:
        """Send the very same once more, signed afresh; further headers, such as those of a retry."""
        signed = signature(self.slack.signing_secret, sent.body, int(self.clock.now().timestamp() + self.skew))
        return await self.post(sent.body, {**signed, "Content-Type": sent.content_type, **headers})

    async def retried(self, sent: Sent, number: int = 1, reason: str = "http_timeout") -> Answer:
        """What Slack does where an event was not answered in time."""
        return await self.again(sent, **{"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason})

    async def post(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Post any bytes to the app with any headers."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with (
                asyncio.timeout(self.patience),
                self._session.post(self.app_url, data=body, headers=headers) as answer,
            ):
                return Answer(answer.status, await answer.text())
        except TimeoutError:
            raise NotAcknowledged(f"nothing was answered within {self.patience} s") from None

    async def close(self) -> None:
        """Let go of the connections to the app."""
        if self._session is not None:
            await self._session.close()

    async def _by_socket(self, kind: Kind, payload: Json) -> Answer:
        try:
            told = await self.slack.sockets.deliver(kind, payload, answered=kind != "events_api")
        except TimeoutError:
            raise NotAcknowledged("the envelope was not acknowledged") from None
        return Answer(200, json.dumps(told) if told else "")


def signature(secret: str, body: bytes, at: int) -> dict[str, str]:
    """The headers by which an app knows that a request is Slack's."""
    digest = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={digest}"}


def _packed(kind: Kind, payload: Json) -> Sent:
    if kind == "events_api":
        return Sent(kind, json.dumps(payload).encode(), JSON)
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return Sent(kind, urlencode(form).encode(), FORM)
