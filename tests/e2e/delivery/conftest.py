"""What the delivery tests share: a migrated database, a platform of files, and no process left behind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import opened
from bot.storage.migrating import migrate
from tests.e2e.delivery.chat import Chat
from tests.e2e.delivery.desk import Desk, settings_for


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    folder = tmp_path / "chat"
    folder.mkdir()
    desk = Desk(settings_for(database_url, tmp_path), Chat(folder))
    await migrate(desk.settings)
    async with opened(desk.settings, alone=False):
        try:
            yield desk
        finally:
            await desk.stop_all()
