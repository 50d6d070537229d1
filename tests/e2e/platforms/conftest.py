"""The office on both platforms for the tests of this folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.platforms.office import BothOffice, office_on_both


@pytest.fixture
async def both(tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[BothOffice]:
    """Suffolk's office on a Monday morning; everybody sits in Slack until a test says otherwise."""
    async with office_on_both(tables_url, tmp_path, monkeypatch) as office:
        await office.seat("slack")
        yield office
