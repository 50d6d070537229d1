"""What the kill tests share: an office whose application runs in a process that can be killed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import Parts, compose
from bot.ids import system_ids
from bot.settings import Settings
from bot.storage.database import opened
from tests.e2e.kills.house import House, Ticking
from tests.e2e.kills.platform import Platform
from tests.office import MORNING, Office, packs


@pytest.fixture
async def house(seeded: str, tmp_path: Path) -> AsyncIterator[House]:
    """An office on a Monday morning, with nothing running yet."""
    settings = Settings(database_url=seeded, data_dir=tmp_path, secret=SecretStr("s" * 40))
    clock = Ticking(MORNING)
    async with opened(settings, alone=False):
        office = Office(compose(Parts(settings, clock, system_ids), packs()), clock)
        house = House(office, Platform(tmp_path / "platform.jsonl"))
        try:
            yield house
        finally:
            await house.kill()
