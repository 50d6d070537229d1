"""Where conversations of a platform stand, so that the bot can write to them first, from any process."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from bot.clock import Clock
from bot.errors import ChannelError
from bot.storage.away import SENTENCE, DatabaseAway
from bot.storage.database import PATIENCE
from bot.storage.models import ConversationReference
from bot.storage.rows import Rows

REFERENCES = Rows(ConversationReference)
KEPT = ("tenant", "conversation", "service_url", "bot", "kind", "user", "object_id")
RENEWED = ", ".join(f'"{column}" = excluded."{column}"' for column in (*KEPT[2:], "heard"))
ANEW = f'ON CONFLICT ("tenant", "conversation") DO UPDATE SET {RENEWED}'
PERSONAL = "personal"
# What is known already is written down again only so often: it comes with every message.
NOTED = timedelta(hours=1)


class Kept(Protocol):
    """A conversation as its channel knows it; `user` and `object_id` are empty but in a personal one."""

    @property
    def tenant(self) -> str: ...
    @property
    def conversation(self) -> str: ...
    @property
    def service_url(self) -> str: ...
    @property
    def bot(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def object_id(self) -> str: ...


R = TypeVar("R", bound=Kept)


class StoredReferences(Generic[R]):
    """The conversations of every tenant. `made` makes what the channel calls one, from KEPT by name.

    Every method raises ChannelError, for now, where the database is away.
    """

    def __init__(self, made: Callable[..., R], clock: Clock) -> None:
        self._made, self._clock = made, clock

    async def keep(self, reference: R) -> None:
        """Keep it, in place of what was known of that conversation before; whether it was welcomed stays."""
        now, kept = self._clock.now(), {column: getattr(reference, column) for column in KEPT}
        async with _reached():
            known = await REFERENCES.find(
                (*KEPT, "heard"), tenant=reference.tenant, conversation=reference.conversation
            )
            if not any(row[:-1] == tuple(kept.values()) and now - row[-1] < NOTED for row in known):
                await REFERENCES.add([{**kept, "heard": now}], taken=ANEW)

    async def find(self, tenant: str, conversation: str) -> R | None:
        """The conversation of that id."""
        return next(iter(await self._newest(tenant=tenant, conversation=conversation)), None)

    async def personal(self, tenant: str, object_id: str) -> R | None:
        """The personal chat with that person; the one last heard from, where there are several."""
        found = await self._newest(tenant=tenant, object_id=object_id, kind=PERSONAL) if object_id else []
        return next(iter(found), None)

    async def service_url(self, tenant: str) -> str:
        """Where the tenant was last heard from, to the hour; empty where it never was."""
        async with _reached():
            last = await ConversationReference.filter(tenant=tenant).order_by("-heard", "-id").first()
        return last.service_url if last else ""

    async def users(self, tenant: str, object_ids: Sequence[str]) -> Mapping[str, str]:
        """The ids on the platform of those people, by their ids in the directory, as far as they are known."""
        wanted = tuple(dict.fromkeys(object_id for object_id in object_ids if object_id))
        found = await self._newest(tenant=tenant, object_id=wanted, kind=PERSONAL) if wanted else []
        return {reference.object_id: reference.user for reference in reversed(found) if reference.user}

    async def welcome(self, tenant: str, conversation: str) -> bool:
        """Whether this conversation, once kept, is still to be welcomed; True once only, whoever asks."""
        async with _reached():
            found = {"tenant": tenant, "conversation": conversation, "welcomed": False}
            return await REFERENCES.change({"welcomed": True}, **found) == 1

    async def forget(self, tenant: str, conversation: str) -> None:
        """Let go of a conversation from which the bot was removed; it is welcomed anew if the bot comes back."""
        async with _reached():
            await ConversationReference.filter(tenant=tenant, conversation=conversation).delete()

    async def _newest(self, **wanted: str | tuple[str, ...]) -> list[R]:
        async with _reached():
            rows = await REFERENCES.find((*KEPT, "heard", "id"), **wanted)
        return [self._made(**dict(zip(KEPT, row, strict=False))) for row in sorted(rows, key=_age, reverse=True)]


def _age(row: tuple[object, ...]) -> tuple[datetime, int]:
    heard, number = row[-2:]
    return heard, number  # type: ignore[return-value]  # the columns of these names


@asynccontextmanager
async def _reached() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except (DatabaseAway, TimeoutError) as away:
        raise ChannelError("database_away", SENTENCE, permanent=False) from away
