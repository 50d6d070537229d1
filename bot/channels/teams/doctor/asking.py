"""Asks an address on the web, and says how it answered; nothing is followed elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.channels.teams.edge.proxies import proxy_to

PATIENCE = 10.0


@dataclass(frozen=True)
class Said:
    """An answer: its status, its text, and the day and time in its head."""

    status: int
    text: str
    date: str

    def json(self) -> Mapping[str, Any]:
        """The object in it; empty where it holds none."""
        try:
            found = json.loads(self.text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


class Silent(Exception):
    """No answer came; it says what kind of fault kept it."""


async def asked(url: str, post: Mapping[str, Any] | None = None) -> Said:
    """What the address answers to a GET, or to a POST of that JSON; Silent where it does not."""
    method = "GET" if post is None else "POST"
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session,
            session.request(method, url, json=post, allow_redirects=False, proxy=proxy_to(url)) as answer,
        ):
            return Said(answer.status, await answer.text(errors="replace"), answer.headers.get("Date", ""))
    except (ClientError, TimeoutError, OSError, ValueError) as away:
        raise Silent(type(away).__name__) from away
