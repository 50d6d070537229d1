"""What holds for every test of the whole application."""

import pytest

from bot.conversations import desk
from bot.storage.database import OPTIONS

AS_LONG_AS_IT_TAKES = 60.0


@pytest.fixture(autouse=True)
def _a_busy_machine_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """People are told after two seconds that nothing was saved; a test is not, unless it is about that."""
    monkeypatch.setattr(desk, "PATIENCE", AS_LONG_AS_IT_TAKES)
    monkeypatch.setitem(OPTIONS["asyncpg"], "command_timeout", AS_LONG_AS_IT_TAKES)
