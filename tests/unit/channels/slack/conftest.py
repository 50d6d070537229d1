"""What the tests of the Slack channel share."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.channels.slack.desks import Desk, open_desk


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened
