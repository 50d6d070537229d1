"""Keeps each policy version that something was pinned to, whole and by its hash, for as long as it is named."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from bot.storage.models import PolicyVersion


class StoredPolicies:
    """The kept versions of every council's pack."""

    async def keep(
        self, council: str, rules_hash: str, wording_hash: str, files: Mapping[str, str], now: datetime
    ) -> str:
        """Keep the texts of a pack's files and give the version's id, the same for the same content whoever is first.

        `now` is noted at the first call alone.
        """
        version = version_id(council, rules_hash, wording_hash, files)
        row = PolicyVersion(
            id=version,
            council=council,
            rules_hash=rules_hash,
            wording_hash=wording_hash,
            files=dict(files),
            first_used=now,
        )
        if not await PolicyVersion.exists(id=version):
            # Two replicas may pin the same version at once: the second one finds it there and that is no error.
            await PolicyVersion.bulk_create([row], ignore_conflicts=True)
        return version

    async def files(self, council: str, version: str) -> Mapping[str, str] | None:
        """The texts of a kept version by file name; None where that council has no such version."""
        row = await PolicyVersion.get_or_none(id=version, council=council)
        return None if row is None else {str(name): str(text) for name, text in row.files.items()}


def version_id(council: str, rules_hash: str, wording_hash: str, files: Mapping[str, str]) -> str:
    """SHA-256 over a pack's two hashes and every byte of its files."""
    parts = [council, rules_hash, wording_hash, *(part for item in sorted(files.items()) for part in item)]
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()
