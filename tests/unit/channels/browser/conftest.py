"""What the tests of the practice room share."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.channels.browser.desks import Desk, open_desk


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened
