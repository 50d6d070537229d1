"""Files that people sent, in the database: their rows in the transaction of the message, their bytes afterwards."""

import hashlib
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from tortoise.exceptions import IntegrityError

from bot.evidence.ports import KEPT, REFUSED, WANTED, Held
from bot.ids import Ids
from bot.messages import Account
from bot.storage import models
from bot.storage.rows import Rows

# Of a size that a slow database takes well within the time that a statement has.
PART = 512 * 1024
FILES = Rows(models.SentFile)
ACCOUNT = ("channel", "tenant", "user")
OWN = tuple(f.name for f in fields(Held) if f.name not in ("account", "person"))
KEPT_COLUMNS = ("person_id", *ACCOUNT, *OWN)


class StoredFiles:
    """The tables of files."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids

    async def get(self, file_id: str) -> Held | None:
        """The file of that id."""
        return next(iter(await _found(id=file_id)), None)

    async def of(self, about: str, ref: str) -> Sequence[Held]:
        """The files of a conversation, a case or a report, in the order in which they came."""
        return sorted(await _found(about=about, ref=ref), key=lambda f: (f.sent, f.id))

    async def add(self, held: Held) -> Held:
        """Keep a new one, or give the one that is there already."""
        mark = _mark(held)
        known = await _found(origin=held.origin, mark=mark)
        if known:
            return known[0]
        await FILES.add([{**_row(held), "mark": mark}])
        return held

    async def move(self, about: str, ref: str, to: tuple[str, str]) -> None:
        """Let the files of one thing belong to another from now on."""
        await FILES.change({"about": to[0], "ref": to[1]}, about=about, ref=ref)

    async def drop(self, about: str, ref: str) -> None:
        """Erase the files of one thing, bytes and names."""
        if await FILES.find(("id",), about=about, ref=ref):
            await models.SentFile.filter(about=about, ref=ref).delete()

    async def due(self, now: datetime, limit: int) -> Sequence[Held]:
        """Files that are wanted and whose time to be tried has come."""
        rows = models.SentFile.filter(state=WANTED, due__lte=now).order_by("due", "id").limit(limit)
        return [_read(row) for row in await rows.values_list(*KEPT_COLUMNS)]

    async def claim(self, held: Held, until: datetime) -> bool:
        """Take it to be fetched by this process alone until then; False where another was first."""
        wanted = models.SentFile.filter(id=held.id, state=WANTED, due=held.due)
        return bool(await wanted.update(due=until))

    async def later(self, held: Held, due: datetime) -> None:
        """Count an attempt, and try again at that moment."""
        await models.SentFile.filter(id=held.id, state=WANTED).update(due=due, attempts=held.attempts + 1)

    async def store(self, held: Held, body: bytes, at: datetime) -> bool:
        """Keep the bytes; False where it is no longer wanted. Nobody else waits: each part is a short statement."""
        copy, parts = self._ids.delivery(), models.SentFilePart.filter(file_id=held.id)
        try:
            for number, start in enumerate(range(0, len(body), PART)):
                part = body[start : start + PART]
                await models.SentFilePart.create(
                    council=held.council, file_id=held.id, copy=copy, number=number, body=part
                )
        except IntegrityError:  # erased meanwhile
            return False
        wanted, digest = models.SentFile.filter(id=held.id, state=WANTED), hashlib.sha256(body).hexdigest()
        done = bool(await wanted.update(state=KEPT, size=len(body), digest=digest, copy=copy, due=at))
        await (parts.exclude(copy=copy) if done else parts.filter(copy=copy)).delete()
        return done

    async def refuse(self, held: Held, why: str) -> bool:
        """Give it up, in the caller's transaction; False where it is no longer wanted."""
        return bool(await models.SentFile.filter(id=held.id, state=WANTED).update(state=REFUSED, why=why))

    async def body(self, file_id: str) -> bytes | None:
        """The bytes of one that is kept, where they are what they were when it came."""
        found = await FILES.find(("copy", "size", "digest"), id=file_id, state=KEPT)
        if not found:
            return None
        copy, size, digest = found[0]
        body = b"".join([await _part(file_id, copy, n) for n in range(-(-size // PART))])
        return body if hashlib.sha256(body).hexdigest() == digest else None


async def _part(file_id: str, copy: str, number: int) -> bytes:
    found = await models.SentFilePart.filter(file_id=file_id, copy=copy, number=number).values_list("body", flat=True)
    return bytes(found[0]) if found else b""


async def _found(**equal: Any) -> list[Held]:
    return [_read(row) for row in await FILES.find(KEPT_COLUMNS, **equal)]


def _read(row: Sequence[Any]) -> Held:
    person, channel, tenant, user, *own = row
    return Held(person=person, account=Account(channel, tenant, user), **dict(zip(OWN, own, strict=True)))


def _row(held: Held) -> dict[str, Any]:
    return {"person_id": held.person, **vars(held.account), **{name: getattr(held, name) for name in OWN}}


def _mark(held: Held) -> str:
    return hashlib.sha256("\0".join((*vars(held.account).values(), held.source)).encode()).hexdigest()
