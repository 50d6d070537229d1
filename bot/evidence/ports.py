"""What evidence needs from outside: where files are kept, and the channels from which they come."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.messages import Account, SentFile

WANTED, KEPT, REFUSED = "wanted", "kept", "refused"
CONVERSATION, CASE, REPORT = "conversation", "case", "report"


@dataclass(frozen=True)
class Held:
    """A file that somebody sent: `wanted` until its bytes are here, then `kept`, or `refused` for the reason in `why`.

    It belongs to what `about` and `ref` name: a conversation until it is sent, then a case or a report. `source` is
    what its channel needs to fetch it, `origin` the conversation or report in which it came.
    """

    id: str
    council: str
    person: str
    account: Account
    source: str
    name: str
    media: str
    size: int
    link: str
    state: str
    why: str
    about: str
    ref: str
    origin: str
    sent: datetime
    due: datetime
    attempts: int = 0
    digest: str = ""


class Shelf(Protocol):
    """Where files are kept. Each change is conditional, so that two processes may try the same at once."""

    async def get(self, file_id: str) -> Held | None:
        """The file of that id."""

    async def of(self, about: str, ref: str) -> Sequence[Held]:
        """The files of a conversation, a case or a report, in the order in which they came."""

    async def add(self, held: Held) -> Held:
        """Keep a new one, or give the one that is there already: the same file in the same conversation is one."""

    async def move(self, about: str, ref: str, to: tuple[str, str]) -> None:
        """Let the files of one thing belong to another from now on: `to` is its about and its ref."""

    async def drop(self, about: str, ref: str) -> None:
        """Erase the files of one thing, bytes and names."""

    async def due(self, now: datetime, limit: int) -> Sequence[Held]:
        """Files that are wanted and whose time to be tried has come."""

    async def claim(self, held: Held, until: datetime) -> bool:
        """Take it to be fetched by this process alone until then; False where another was first."""

    async def later(self, held: Held, due: datetime) -> None:
        """Count an attempt, and try again at that moment."""

    async def store(self, held: Held, body: bytes, at: datetime) -> bool:
        """Keep the bytes; False where it is no longer wanted."""

    async def refuse(self, held: Held, why: str) -> bool:
        """Give it up, in the caller's transaction; False where it is no longer wanted."""

    async def body(self, file_id: str) -> bytes | None:
        """The bytes of one that is kept."""


class Store(Protocol):
    """The database."""

    def transaction(self) -> AbstractAsyncContextManager[object]:
        """All or nothing of what is done inside."""


Fetch = Callable[[Account, SentFile], Awaitable[bytes]]
"""Fetches a file from the channel of the account; ChannelError as `bot.channels.Fetching` has it."""
