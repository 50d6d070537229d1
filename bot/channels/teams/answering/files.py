"""Files that somebody was offered: Teams asks them first whether it may put one into their drive."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from bot.channels.teams.edge.answers import Json
from bot.channels.teams.reading.filled import OURS
from bot.channels.teams.reading.places import named
from bot.channels.teams.reading.wire import Upload, Wire
from bot.messages import Account, File, Incoming
from bot.shown import key_of

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
# So many offers does this process remember, and so many letters of texts; whoever accepts later has it made anew.
MOST, MOST_TEXT = 1000, 64 * 1024 * 1024
# So many seconds: whoever accepts later may have left, or may not read it any more.
KEPT_FOR = 3600.0


class Offered(Wire):
    """What an offer carries: which file, its name, and what was asked for that made it."""

    file: Annotated[str, StringConstraints(max_length=64)]
    name: Annotated[str, StringConstraints(max_length=255)]
    asked: Annotated[str, StringConstraints(max_length=255)] = ""


@dataclass(frozen=True)
class _Kept:
    account: Account
    file: File
    since: float


class Offers:
    """Remembers for a while what was offered to whom; what is read from elsewhere is read again once it is accepted."""

    def __init__(self) -> None:
        self._held = 0
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def offer(self, incoming: Incoming, file: File, size: int, which: int) -> Json:
        """The message that offers the file, of `size` bytes, the one of that number of those that were asked for."""
        number = named("file", incoming.id, which)
        self._keep(number, _Kept(incoming.account, file, _now()))
        carried = {OURS: {"file": number, "name": file.name, "asked": key_of(incoming)}}
        content = {
            "description": file.name, "sizeInBytes": size, "acceptContext": carried, "declineContext": carried,
        }  # fmt: skip
        return {
            "type": "message",
            "summary": file.name,
            "attachments": [{"contentType": CONSENT, "name": file.name, "content": content}],
        }

    def take(self, offered: Offered, account: Account) -> File | None:
        """What was offered to that account, which is let go of; None where it is not remembered."""
        kept = self._kept.get(offered.file)
        if kept is None or kept.account != account:
            return None
        self._forget(offered.file)
        return kept.file if _now() < kept.since + KEPT_FOR else None

    def _keep(self, number: str, kept: _Kept) -> None:
        self._forget(number)
        self._kept[number] = kept
        self._held += len(kept.file.text)
        while self._held > MOST_TEXT or len(self._kept) > MOST:
            self._forget(next(iter(self._kept)))

    def _forget(self, number: str) -> None:
        if gone := self._kept.pop(number, None):
            self._held -= len(gone.file.text)


def _now() -> float:
    return asyncio.get_running_loop().time()


def info(upload: Upload, name: str) -> Json:
    """The message that shows where the file is now."""
    content = {"uniqueId": upload.unique or "", "fileType": upload.kind or name.rpartition(".")[2]}
    shown = {"contentType": INFO, "name": name, "contentUrl": upload.link or upload.upload_url, "content": content}
    return {"type": "message", "summary": name, "attachments": [shown]}
