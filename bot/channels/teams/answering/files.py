"""Files that somebody was offered: Teams asks them first whether it may put one into their drive."""

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
# So many bytes of what was offered does this process remember; whoever accepts later has it made anew.
MOST_BYTES = 64 * 1024 * 1024


class Offered(Wire):
    """What an offer carries: which file, its name, and what was asked for that made it."""

    file: Annotated[str, StringConstraints(max_length=64)]
    name: Annotated[str, StringConstraints(max_length=255)]
    asked: Annotated[str, StringConstraints(max_length=255)] = ""


@dataclass(frozen=True)
class _Kept:
    account: Account
    body: bytes


class Offers:
    """Remembers for a while what was offered to whom."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._held = most, 0
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def offer(self, incoming: Incoming, file: File, body: bytes) -> Json:
        """The message that offers the file to whoever asked for it."""
        number = named("file", incoming.id, file.name)
        self._keep(number, _Kept(incoming.account, body))
        carried = {OURS: {"file": number, "name": file.name, "asked": key_of(incoming)}}
        content = {
            "description": file.name, "sizeInBytes": len(body), "acceptContext": carried, "declineContext": carried,
        }  # fmt: skip
        return {
            "type": "message",
            "summary": file.name,
            "attachments": [{"contentType": CONSENT, "name": file.name, "content": content}],
        }

    def take(self, offered: Offered, account: Account) -> bytes | None:
        """What was offered to that account, which is let go of; None where it is not remembered."""
        kept = self._kept.get(offered.file)
        if kept is None or kept.account != account:
            return None
        self._forget(offered.file)
        return kept.body

    def _keep(self, number: str, kept: _Kept) -> None:
        self._forget(number)
        self._kept[number] = kept
        self._held += len(kept.body)
        while self._held > self._most:
            self._forget(next(iter(self._kept)))

    def _forget(self, number: str) -> None:
        if gone := self._kept.pop(number, None):
            self._held -= len(gone.body)


def info(upload: Upload, name: str) -> Json:
    """The message that shows where the file is now."""
    content = {"uniqueId": upload.unique or "", "fileType": upload.kind or name.rpartition(".")[2]}
    shown = {"contentType": INFO, "name": name, "contentUrl": upload.link or upload.upload_url, "content": content}
    return {"type": "message", "summary": name, "attachments": [shown]}
