"""A request may be made on one platform and decided on another: what is on record is the same in all four pairings."""

from itertools import product
from pathlib import Path

import pytest

from tests.e2e.platforms.office import BOTH, BothOffice, office_on_both
from tests.e2e.platforms.record import on_record
from tests.e2e.platforms.stories import STORIES, Story, a_new_account_with_its_agreement

REQUESTERS = ("nadia", "bryony")
PAIRINGS = tuple(product(BOTH, repeat=2))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
async def test_the_record_is_the_same_whichever_platform_each_of_them_uses(both: BothOffice, story: Story) -> None:
    await four_times(both, story)


async def test_an_agreement_is_asked_for_and_signed_the_same_on_either_platform(
    tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office_on_both(tables_url, tmp_path, monkeypatch, "sthelens") as office:
        await four_times(office, a_new_account_with_its_agreement)


async def four_times(both: BothOffice, story: Story) -> None:
    """The story in each pairing; AssertionError where the record of one is another than that of the first."""
    records = {}
    for requester, others in PAIRINGS:
        await both.begins_anew()
        await both.seat(others, {user: requester for user in REQUESTERS if user in both.sits})
        await story(both)
        records[requester, others] = await on_record()
    first = records["slack", "slack"]
    assert len(first) > 2
    for pairing, record in records.items():
        assert len(record) == len(first), pairing
        assert [pair for pair in zip(record, first, strict=True) if pair[0] != pair[1]] == [], pairing
    assert not [line for line in first if "slack" in line or "teams" in line]
