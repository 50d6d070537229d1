"""What holds for every test of the whole application."""

import pytest

from bot.conversations import desk
from bot.storage.database import OPTIONS

AS_LONG_AS_IT_TAKES = 60.0
# Without its card a press is kept all the same, and its form does not open.
READ_WITHIN = (
    "bot.channels.slack.answering.desk.CARD_PATIENCE",
    "bot.channels.slack.listening.presses.DRAFT_PATIENCE",
    "bot.channels.teams.answering.desk.CARD_PATIENCE",
)


@pytest.fixture(autouse=True)
def _a_busy_machine_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """People are told after two seconds that nothing was saved; a test is not, unless it is about that."""
    monkeypatch.setattr(desk, "PATIENCE", AS_LONG_AS_IT_TAKES)
    monkeypatch.setitem(OPTIONS["asyncpg"], "command_timeout", AS_LONG_AS_IT_TAKES)
    for read_within in READ_WITHIN:
        monkeypatch.setattr(read_within, AS_LONG_AS_IT_TAKES)
