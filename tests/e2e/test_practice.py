"""The practice room stays a practice room: on this computer, on its own data, and never beside the real thing."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.errors import StartError
from bot.policy.packs import OWN
from bot.practice import MARK, prepare_folder, settings_for
from bot.running import serve
from bot.settings import Settings
from tests.e2e.browser.room import demo


def settings(**more: object) -> Settings:
    return Settings.model_validate({"secret": SecretStr("s" * 40), "secret_file": None, "policy_path": (), **more})


async def test_serve_refuses_a_practice_room(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="commsdesk demo"):
        await serve(settings(practice_room=True, data_dir=tmp_path))


def test_a_practice_room_is_never_opened_on_a_public_address(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="others can reach"):
        settings_for(settings(host="0.0.0.0", data_dir=tmp_path), "suffolk", None)


def test_a_practice_room_never_uses_the_real_database(tmp_path: Path) -> None:
    real = settings(database_url="postgres://nobody@127.0.0.1:1/real", data_dir=tmp_path)
    room = settings_for(real, "suffolk", None)
    assert room.sqlite_file == tmp_path / "demo" / "suffolk" / "app.db"
    assert room.engine_url.startswith("sqlite:///")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("Dear all")
    with pytest.raises(StartError, match="not made by the practice room"):
        prepare_folder(tmp_path, fresh=True)
    assert (tmp_path / "letters.txt").read_text() == "Dear all"


def test_a_fresh_room_forgets_what_an_earlier_one_left(tmp_path: Path) -> None:
    room = tmp_path / "room"
    prepare_folder(room, fresh=False)
    (room / "app.db").write_text("old")
    prepare_folder(room, fresh=True)
    assert [p.name for p in room.iterdir()] == [MARK]


async def test_the_council_that_is_named_is_the_one_to_practise_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    further = Path(shutil.copytree(OWN / "suffolk", tmp_path / "further" / "anglia")).parent
    monkeypatch.setenv("COMMSDESK_POLICY_PATH", str(further))
    async with demo(tmp_path / "room", "--council", "anglia") as url, ClientSession() as web:
        assert (await web.get(url)).status == 200
    with closing(sqlite3.connect(tmp_path / "room" / "app.db")) as rows:
        assert rows.execute("SELECT DISTINCT council FROM person").fetchall() == [("anglia",)]
