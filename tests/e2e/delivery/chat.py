"""A chat platform made of files, so that it outlives whatever process is killed: a log of sends, and orders."""

import asyncio
import json
import os
import signal
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.channels import Handle
from bot.errors import ChannelError
from bot.messages import Posting


@dataclass(frozen=True)
class Sent:
    """One send that the platform took."""

    address: str
    key: str
    version: int
    text: str
    message: str
    edit: bool
    at: float


@dataclass
class Chat:
    """The platform in that folder; a channel that sends to it, and what a test reads and orders."""

    folder: Path
    name: str = "chat"

    def routes(self, handle: Handle) -> Iterable[web.AbstractRouteDef]:
        return ()

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def send(self, posting: Posting) -> str:
        self._obey(posting)
        await asyncio.sleep(self._orders(posting.address).get("slow", 0))
        message = posting.message or self._found(posting.key) or f"m{len(self.sent()) + 1}"
        entry = Sent(
            posting.address,
            posting.key,
            posting.version,
            posting.screen.title,
            message,
            bool(posting.message),
            asyncio.get_running_loop().time(),
        )
        with self._log.open("a") as log:
            log.write(json.dumps(asdict(entry)) + "\n")
        self._die_if_told(posting.address)
        return message

    def sent(self, address: str | None = None) -> list[Sent]:
        """What was sent, in order; to one address or to all."""
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        found = [Sent(**json.loads(line)) for line in lines]
        return [s for s in found if address in (None, s.address)]

    def order(self, address: str, **orders: Any) -> None:
        """From now on: `refuse` with code, permanent, retry_after, `times`; `slow` for seconds; `die` after a send."""
        self._file(address).write_text(json.dumps(orders))

    def forget(self, message: str) -> None:
        """Lose a message: whoever edits it is told that there is none."""
        (self.folder / f"{message}.gone").touch()

    @property
    def _log(self) -> Path:
        return self.folder / "sent.jsonl"

    def _file(self, address: str) -> Path:
        return self.folder / f"{address}.orders"

    def _orders(self, address: str) -> dict[str, Any]:
        file = self._file(address)
        return dict(json.loads(file.read_text())) if file.exists() else {}

    def _obey(self, posting: Posting) -> None:
        if posting.message and (self.folder / f"{posting.message}.gone").exists():
            raise ChannelError("message_not_found", "There is no such message.", permanent=True)
        orders = self._orders(posting.address)
        if refusal := orders.get("refuse"):
            if not orders.get("times"):
                self._file(posting.address).unlink()
            else:
                self.order(posting.address, **{**orders, "times": orders["times"] - 1})
            raise ChannelError(refusal["code"], "Not now.", **{k: refusal[k] for k in refusal if k != "code"})

    def _found(self, key: str) -> str:
        gone = {f.stem for f in self.folder.glob("*.gone")}
        return next((s.message for s in self.sent() if s.key == key and s.message not in gone), "")

    def _die_if_told(self, address: str) -> None:
        if self._orders(address).get("die"):
            self._file(address).unlink()
            os.kill(os.getpid(), signal.SIGKILL)
