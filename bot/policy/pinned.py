"""Councils' policies as conversations need them: today's from the packs, earlier ones from where they are kept."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Protocol

from bot.clock import Clock
from bot.errors import StartError
from bot.policy.packs import Packs, from_source
from flows.engine import Policy, Situation


class Kept(Protocol):
    """Where versions of packs are kept whole."""

    async def keep(
        self, council: str, rules_hash: str, wording_hash: str, files: Mapping[str, str], now: datetime
    ) -> str:
        """Keep a version, once, and give its id."""

    async def files(self, council: str, version: str) -> Mapping[str, str] | None:
        """The files of a kept version."""


class Policies:
    """The policies of every council; `version_id` names a version from its council, two hashes and files."""

    def __init__(self, packs: Packs, kept: Kept, version_id: Callable[..., str], clock: Clock) -> None:
        self._packs, self._kept, self._clock = packs, kept, clock
        self._versions = {c: version_id(c, *_hashes(packs, c), packs.source(c)) for c in packs.councils()}

    def councils(self) -> Mapping[str, str]:
        """The councils by name, with their titles."""
        return {c: self._packs.pack(c).council.name for c in self._packs.councils()}

    def situation(self, council: str, service: str, today: date) -> Situation:
        """What is true outside the documents for somebody of that service; one with no rules of its own is none."""
        settings = self._packs.pack(council).council
        return Situation(today, settings.nation, service if service in settings.services else None)

    def current(self, council: str, situation: Situation) -> Policy:
        """The policy as it stands."""
        return self._packs.policy(council, situation)

    def version(self, policy: Policy) -> str:
        """The id of the version that the council's pack has today."""
        return self._versions[policy.council]

    async def pin(self, policy: Policy) -> None:
        """Keep this version whole, so that what was pinned to it can always be read."""
        files = self._packs.source(policy.council)
        await self._kept.keep(policy.council, policy.rules_hash, policy.wording_hash, files, self._clock.now())

    async def pinned(self, council: str, version: str, situation: Situation) -> Policy | None:
        """The policy of a kept version; None where it is not kept or today's flows can no longer read it."""
        files = await self._kept.files(council, version)
        try:
            return from_source(council, files, situation) if files is not None else None
        except StartError:
            return None


def _hashes(packs: Packs, council: str) -> tuple[str, str]:
    pack = packs.pack(council)
    return pack.rules_hash, pack.wording_hash
