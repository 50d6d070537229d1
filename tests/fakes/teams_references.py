"""Kept conversation references in memory, for tests that need no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.channels.teams.ports import Reference
from bot.errors import ChannelError


@dataclass
class MemoryReferences:
    """What StoredReferences keeps; one that is `away` says so, as a database that does not answer."""

    kept: dict[tuple[str, str], Reference] = field(default_factory=dict)
    welcomed: set[tuple[str, str]] = field(default_factory=set)
    away: bool = False

    async def keep(self, reference: Reference) -> None:
        self._reached()
        name = (reference.tenant, reference.conversation)
        self.kept.pop(name, None)
        self.kept[name] = reference

    async def find(self, tenant: str, conversation: str) -> Reference | None:
        self._reached()
        return self.kept.get((tenant, conversation))

    async def personal(self, tenant: str, object_id: str) -> Reference | None:
        self._reached()
        return next(iter(self._of(tenant, object_id)), None)

    async def service_url(self, tenant: str) -> str:
        self._reached()
        return next((r.service_url for r in reversed(self.kept.values()) if r.tenant == tenant), "")

    async def users(self, tenant: str, object_ids: Sequence[str]) -> Mapping[str, str]:
        self._reached()
        found = {one: self._of(tenant, one) for one in object_ids}
        return {one: theirs[0].user for one, theirs in found.items() if theirs and theirs[0].user}

    async def welcome(self, tenant: str, conversation: str) -> bool:
        self._reached()
        name = (tenant, conversation)
        fresh = name in self.kept and name not in self.welcomed
        self.welcomed.add(name)
        return fresh

    async def forget(self, tenant: str, conversation: str) -> None:
        self._reached()
        self.kept.pop((tenant, conversation), None)
        self.welcomed.discard((tenant, conversation))

    def _of(self, tenant: str, object_id: str) -> list[Reference]:
        return [
            r for r in reversed(self.kept.values())
            if (r.tenant, r.object_id, r.kind) == (tenant, object_id, "personal") and object_id
        ]  # fmt: skip

    def _reached(self) -> None:
        if self.away:
            raise ChannelError("database_away", "That was not saved: the database did not answer.", permanent=False)
