"""The messages of the practice room, kept as a platform would keep them, and who sits in it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from bot.messages import Screen, Tone
from bot.messages_json import screen_from_json, screen_to_json
from bot.storage.database import transaction
from bot.storage.models import Account, RoomMessage

BROWSER = "browser"
# PostgreSQL gives numbers out before it commits; this lock makes the order of the numbers that of the commits.
ORDER = "SELECT pg_advisory_xact_lock(7266)"

M = TypeVar("M")
S = TypeVar("S")


class StoredRoom(Generic[M]):
    """One council's practice room. `message` makes what the browser channel calls a message."""

    def __init__(self, council: str, message: Callable[..., M]) -> None:
        self._council = council
        self._message = message

    async def post(self, address: str, key: str, version: int, screen: Screen, at: datetime) -> str:
        """Keep a card and give its id; where the key is there already, that card is edited instead."""
        async with transaction() as connection:
            changed = await _next(connection)
            row = await RoomMessage.get_or_none(key=key)
            if row is None:
                body = screen_to_json(screen)
                return await self._add(changed, address, "card", at, body=body, key=key, version=version)
            await _show(row.id, changed, version, screen)
            return str(row.id)

    async def edit(self, message: str, version: int, screen: Screen) -> bool:
        """Show a newer version of a card; an older or equal one changes nothing. False where no such card is."""
        async with transaction() as connection:
            changed = await _next(connection)
            if not message.isdigit() or not await self._mine(id=int(message), kind="card").exists():
                return False
            await _show(int(message), changed, version, screen)
            return True

    async def say(self, address: str, key: str, text: str, at: datetime) -> str:
        """Keep what the person wrote and give its id; the same key again keeps nothing and gives the same id."""
        async with transaction() as connection:
            changed = await _next(connection)
            row = await RoomMessage.get_or_none(key=key)
            return str(row.id) if row else await self._add(changed, address, "said", at, body={"text": text}, key=key)

    async def note(self, address: str, text: str, tone: Tone, at: datetime) -> str:
        """Keep the desk's one line in answer and give its id."""
        async with transaction() as connection:
            return await self._add(await _next(connection), address, "note", at, body={"text": text, "tone": tone})

    async def messages(self, address: str, after: int = 0) -> Sequence[M]:
        """The chat, oldest first: what was posted or edited after that change of the room."""
        rows = await self._mine(address=address, changed__gt=after).order_by("id")
        return [self._read(row) for row in rows]

    async def latest(self) -> int:
        """The newest change of the room; 0 where there is none."""
        row = await self._mine().order_by("-changed").first()
        return row.changed if row else 0

    def _mine(self, **wanted: Any) -> Any:
        return RoomMessage.filter(council=self._council, **wanted)

    async def _add(self, changed: int, address: str, kind: str, at: datetime, **rest: Any) -> str:
        row = await RoomMessage.create(
            council=self._council, changed=changed, address=address, kind=kind, at=at, **rest
        )
        return str(row.id)

    def _read(self, row: RoomMessage) -> M:
        said = {"screen": screen_from_json(row.body)} if row.kind == "card" else row.body
        whole = {"id": str(row.id), "address": row.address, "at": row.at, "kind": row.kind, "changed": row.changed}
        return self._message(**whole, version=row.version, **said)


class StoredSitters(Generic[S]):
    """Who sits in the practice room: whoever has an account there. `sitter` makes what the channel calls one."""

    def __init__(self, sitter: Callable[..., S]) -> None:
        self._sitter = sitter

    async def sitters(self, council: str) -> Sequence[S]:
        """The sample people of the council, in the order in which they are shown."""
        accounts = Account.filter(channel=BROWSER, tenant=council, person__left=False, confirmed=True)
        shown = accounts.order_by("id").values_list("user", "address", "person__name", "person__job_title")
        return [self._sitter(user=u, address=a, name=name, title=title) for u, a, name, title in await shown]


async def _next(connection: Any) -> int:
    if connection.capabilities.dialect == "postgres":
        await connection.execute_query(ORDER)
    newest = await RoomMessage.all().order_by("-changed").first()
    return newest.changed + 1 if newest else 1


async def _show(message: int, changed: int, version: int, screen: Screen) -> None:
    newer = RoomMessage.filter(id=message, version__lt=version)
    await newer.update(version=version, changed=changed, body=screen_to_json(screen))
