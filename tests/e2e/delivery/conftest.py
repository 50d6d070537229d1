"""What the delivery tests share: a migrated database, a platform of files, and no process left behind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import opened
from tests.e2e.delivery.chat import Chat
from tests.e2e.delivery.desk import Desk, settings_for


@pytest.fixture
async def desk(tables_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    folder = tmp_path / "chat"
    folder.mkdir()
    desk = Desk(settings_for(tables_url, tmp_path), Chat(folder))
    async with opened(desk.settings, alone=False):
        try:
            yield desk
        finally:
            await desk.stop_all()
