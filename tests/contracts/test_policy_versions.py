"""What every database must keep of a policy that something is pinned to: all of it, once."""

import asyncio
from datetime import UTC, datetime

from bot.settings import Settings
from bot.storage.models import PolicyVersion
from bot.storage.policies import StoredPolicies, version_id

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
FILES = {"rules.yaml": "boost: {limit: £80}\n", "council.yaml": "name: Suffolk – County\n"}


async def test_a_version_comes_back_whole_for_its_council_alone(storage: Settings) -> None:
    kept = StoredPolicies()
    version = await kept.keep("suffolk", "r", "w", FILES, NOON)
    assert await kept.files("suffolk", version) == FILES
    assert await kept.files("ktc", version) is None
    assert await kept.files("suffolk", "0" * 64) is None


async def test_the_same_version_is_kept_once_by_however_many_at_once(storage: Settings) -> None:
    ids = await asyncio.gather(*(StoredPolicies().keep("suffolk", "r", "w", FILES, NOON) for _ in range(8)))
    assert set(ids) == {version_id("suffolk", "r", "w", FILES)}
    assert await PolicyVersion.all().count() == 1


def test_a_version_is_another_one_with_any_byte_changed() -> None:
    ids = {
        version_id("suffolk", "r", "w", FILES),
        version_id("ktc", "r", "w", FILES),
        version_id("suffolk", "r2", "w", FILES),
        version_id("suffolk", "r", "w", {**FILES, "rules.yaml": "boost: {limit: £81}\n"}),
        version_id("suffolk", "r", "w", {"rules.yamlx": FILES["rules.yaml"], "council.yaml": FILES["council.yaml"]}),
    }
    assert len(ids) == 5
