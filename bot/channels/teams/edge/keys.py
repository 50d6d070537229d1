"""The keys with which Microsoft signs what it sends: fetched without holding anybody up, and kept while it is away.

botbuilder asks an object of this shape for each token's key. Its own fetches inside the event loop without an end to
its patience, and breaks on an unknown key id, so that a change of keys stops the bot for up to a day.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import InvalidKeyError

from bot.channels.teams.edge.joining import Joined
from bot.channels.teams.edge.proxies import proxy_to
from bot.channels.teams.settings import trusted

CHANNEL = "msteams"
DAY = 86_400.0
# An unknown key id makes us ask at once, and the next one no sooner than this, whoever invents some.
PAUSE = 60.0
# So long Microsoft is left alone after it did not answer.
AWAY_PAUSE = 10.0
PATIENCE = 5.0
OK = 200


@dataclass(frozen=True)
class Key:
    """A key to check signatures with, and the channels for which what it signs may speak."""

    public_key: Any
    endorsements: frozenset[str]


class UnknownKey(Exception):
    """A key id that Microsoft does not list, or lists for other channels."""


class KeysAway(Exception):
    """No key has ever been fetched, so no token can be told from another."""


class SigningKeys:
    """The keys by their ids: renewed each day and for an unknown one. Old ones stay for as long as there are no new."""

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        self._url, self._now = url, now
        self._keys: Mapping[str, Key] = {}
        self._fresh_until = self._not_before = self._next_unknown = now()
        self._fetching = Joined(self._fetch)

    async def get(self, key_id: str | None) -> Key:
        """The key of that id, which speaks for Teams; UnknownKey or KeysAway where there is none."""
        if not key_id:
            raise UnknownKey
        if key_id not in self._keys:
            await self._look_up()
        elif self._now() >= max(self._fresh_until, self._not_before):
            self._fetching.begin()
        if not self._keys:
            raise KeysAway
        key = self._keys.get(key_id)
        if key is None or CHANNEL not in key.endorsements:
            raise UnknownKey
        return key

    async def start(self) -> None:
        """Fetch them, so that no first message waits for it; a Microsoft that is away keeps nobody from starting."""
        await self._fetching.wait()

    async def close(self) -> None:
        """Ask no more."""
        await self._fetching.close()

    async def _look_up(self) -> None:
        """Ask for a key that is not among them; those who come while somebody asks wait for the same answer."""
        now = self._now()
        if not self._fetching.running:
            if now < self._not_before or (self._keys and now < self._next_unknown):
                return
            self._next_unknown = now + PAUSE if self._keys else now
        await self._fetching.wait()

    async def _fetch(self) -> None:
        try:
            self._keys = await _fetched(self._url)
        except (ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError, AttributeError) as away:
            structlog.get_logger().error("teams_keys_away", kind=type(away).__name__, kept=len(self._keys))
            self._not_before = self._next_unknown = self._now() + AWAY_PAUSE
        else:
            self._fresh_until = self._now() + DAY


async def _fetched(url: str) -> Mapping[str, Key]:
    async with ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session:
        place = trusted((await _json(session, url))["jwks_uri"])
        listed = (await _json(session, place))["keys"]
    keys = {jwk["kid"]: key for jwk in listed if (key := _key(jwk))}
    if not keys:
        raise ValueError("no key that can be used")
    return keys


async def _json(session: ClientSession, url: str) -> Any:
    async with session.get(url, allow_redirects=False, proxy=proxy_to(url)) as answer:
        if answer.status != OK:
            raise ValueError(f"answered {answer.status}")
        return await answer.json(content_type=None)


def _key(jwk: Any) -> Key | None:
    """What the list says of one key; None for a key of another kind."""
    try:
        if not isinstance(jwk["kid"], str):
            return None
        return Key(RSAAlgorithm.from_jwk(jwk), frozenset(jwk.get("endorsements") or ()))
    except (InvalidKeyError, KeyError, ValueError, TypeError, AttributeError):
        return None
