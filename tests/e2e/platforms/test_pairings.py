"""A request may be made on one platform and decided on another: what is on record is the same in all four pairings."""

from itertools import product

import pytest

from tests.e2e.platforms.office import BOTH, BothOffice
from tests.e2e.platforms.record import on_record
from tests.e2e.platforms.stories import STORIES, Story

PAIRINGS = tuple(product(BOTH, repeat=2))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
async def test_the_record_is_the_same_whichever_platform_each_of_them_uses(both: BothOffice, story: Story) -> None:
    records = {}
    for requester, others in PAIRINGS:
        await both.begins_anew()
        await both.seat(others, {"nadia": requester, "bryony": requester})
        await story(both)
        records[requester, others] = await on_record()
    first = records["slack", "slack"]
    assert len(first) > 2
    for pairing, record in records.items():
        assert len(record) == len(first), pairing
        assert [pair for pair in zip(record, first, strict=True) if pair[0] != pair[1]] == [], pairing
    assert not [line for line in first if "slack" in line or "teams" in line]
