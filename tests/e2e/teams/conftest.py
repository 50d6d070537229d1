"""The office in Teams for the tests of this folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.teams.office import TeamsOffice, office_in_teams


@pytest.fixture
async def teams_office(seeded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TeamsOffice]:
    """Suffolk's office on a Monday morning, with the few people whom tests know."""
    async with office_in_teams("suffolk", seeded, tmp_path, monkeypatch) as office:
        yield office
