"""Which channels may run beside each other, decided where the application is put together."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import Parts, compose
from bot.clock import system_clock
from bot.errors import StartError
from bot.ids import system_ids
from bot.settings import Settings
from tests.office import packs

KEY = SecretStr("x" * 40)


def put_together(folder: Path, *, practice: bool = False) -> list[str]:
    """The names of the channels that the application is made with."""
    settings = Settings(practice_room=practice, data_dir=folder, secret=KEY)
    return [*compose(Parts(settings, system_clock, system_ids), packs()).channels]


def test_slack_is_there_once_it_is_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert put_together(tmp_path) == []
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "abc")
    assert put_together(tmp_path) == ["slack"]


def test_a_practice_room_does_not_run_beside_slack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert put_together(tmp_path, practice=True) == ["browser"]
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "abc")
    with pytest.raises(StartError, match="slack") as refused:
        put_together(tmp_path, practice=True)
    assert refused.value.code == "practice_room"


def test_half_of_slacks_settings_stop_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    with pytest.raises(StartError, match="SLACK_SIGNING_SECRET"):
        put_together(tmp_path)
