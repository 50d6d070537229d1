"""Places that cannot hold the data: a sentence that says what to do, never a traceback."""

from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.exits import Exit


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    file = tmp_path / "notes.txt"
    file.write_text("Not a folder.")
    return file


def test_a_practice_room_in_a_file_is_refused(a_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--folder", str(a_file)]) == Exit.NOT_STARTED
    assert "cannot be made" in capfd.readouterr().err


@pytest.mark.parametrize(("place", "said"), [("notes.txt/app.db", "cannot be made"), ("folder.db", "is a folder")])
def test_a_database_where_none_can_be_is_refused(
    a_file: Path, place: str, said: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (a_file.parent / "folder.db").mkdir()
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", f"sqlite:///{a_file.parent / place}")
    assert main(["migrate"]) == Exit.NOT_STARTED
    assert said in capfd.readouterr().err
    assert main(["serve"]) == Exit.NOT_STARTED


def test_an_unknown_council_is_refused_before_anything_is_served(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMSDESK_DATA_DIR", str(tmp_path))
    assert main(["migrate"]) == Exit.DONE
    monkeypatch.setenv("COMMSDESK_COUNCIL", "atlantis")
    assert main(["serve"]) != Exit.DONE
    assert "atlantis" in capfd.readouterr().err


def test_a_practice_room_of_an_unknown_council_is_a_bad_call(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMSDESK_DATA_DIR", str(tmp_path))
    assert main(["demo", "--council", "sufolk"]) == Exit.BAD_CALL
    assert "Did you mean `suffolk`?" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []
