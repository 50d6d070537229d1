"""What the tests of the practice room share."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.browser import listen
from tests.unit.channels.browser.desks import Desk, open_desk


@pytest.fixture(autouse=True)
def _no_card_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # The application of these tests sends none.
    monkeypatch.setattr(listen, "SETTLE_SECONDS", 0.01)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened
