"""What the tests of the Teams channel share."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.channels.teams.desks import Desk, open_desk


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened
