"""Which tenants have been heard from: what the doctor of a platform reads."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.heard import heard_from
from bot.storage.models import ConversationReference

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("storage")


async def conversation(tenant: str, name: str, kind: str = "personal", url: str = "https://one/", at: int = 0) -> None:
    """A conversation that was heard from so many hours after noon."""
    await ConversationReference.create(
        tenant=tenant, conversation=name, service_url=url, bot="28:1", kind=kind, heard=NOON + timedelta(hours=at)
    )


async def test_nobody_was_heard_from_before_anybody_was() -> None:
    assert await heard_from() == ()


async def test_each_tenant_has_its_newest_address_and_counts_people_alone() -> None:
    await conversation("a", "1", url="https://new/", at=2)
    await conversation("a", "2", url="https://old/", at=1)
    await conversation("a", "3", "channel")
    await conversation("b", "1", "groupChat")
    assert set(await heard_from()) == {("a", "https://new/", 2), ("b", "https://one/", 0)}
