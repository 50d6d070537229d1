"""The office in Slack for the tests of this folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.slack.office import SlackOffice, office_in_slack


@pytest.fixture
async def slack_office(seeded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SlackOffice]:
    """Suffolk's office on a Monday morning, with the few people whom tests know."""
    async with office_in_slack("suffolk", seeded, tmp_path, monkeypatch) as office:
        yield office


@pytest.fixture
async def delivering(slack_office: SlackOffice) -> AsyncIterator[SlackOffice]:
    """The same office with its own delivery engine running, in place of the tests' carrying of cards."""
    slack_office.carried = False
    await slack_office.app.delivery.start()
    try:
        yield slack_office
    finally:
        await slack_office.app.delivery.stop()
