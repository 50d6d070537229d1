"""The office on both platforms for the tests of this folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.slack.answering import desk as in_slack
from bot.channels.slack.reading import places
from bot.channels.teams.answering import desk as in_teams
from tests.e2e.platforms.office import BothOffice, office_on_both

LONG = 30.0


@pytest.fixture(autouse=True)
def _cards_are_read_however_busy_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where reading a card takes too long, people are asked to press again; these tests are not about that."""
    monkeypatch.setattr(in_slack, "CARD_PATIENCE", LONG)
    monkeypatch.setattr(in_teams, "CARD_PATIENCE", LONG)
    monkeypatch.setattr(places, "ANSWER_WITHIN", LONG)


@pytest.fixture
async def both(tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[BothOffice]:
    """Suffolk's office on a Monday morning; everybody sits in Slack until a test says otherwise."""
    async with office_on_both(tables_url, tmp_path, monkeypatch) as office:
        await office.seat("slack")
        yield office
