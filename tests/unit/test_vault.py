"""Encryption at rest: keys that are given or kept, their rotation, and what no key opens."""

import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import StartError
from bot.settings import Settings
from bot.storage.vault import Unreadable, Vault, new_key

OLD, NEW = new_key(), new_key()
SLACK = "slack/T1"


def vault(monkeypatch: pytest.MonkeyPatch, folder: Path, *keys: str, url: str = "") -> Vault:
    monkeypatch.setenv("COMMSDESK_ENCRYPTION_KEY", ",".join(keys))
    return Vault(Settings(data_dir=folder, database_url=url, secret=SecretStr("x" * 32)))


def test_what_is_sealed_is_opened_and_cannot_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sealed = vault(monkeypatch, tmp_path, OLD).seal(SLACK, "xoxb-hunter2")
    assert "hunter2" not in sealed
    assert vault(monkeypatch, tmp_path, OLD).open(SLACK, sealed) == "xoxb-hunter2"


def test_what_is_sealed_for_one_workspace_is_nothing_for_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    it = vault(monkeypatch, tmp_path, OLD)
    with pytest.raises(Unreadable):
        it.open("slack/T2", it.seal(SLACK, "xoxb-1"))


@pytest.mark.parametrize("sealed", ["", "nothing", "gAAAA", "é"])
def test_what_was_not_sealed_is_unreadable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sealed: str) -> None:
    with pytest.raises(Unreadable):
        vault(monkeypatch, tmp_path, OLD).open(SLACK, sealed)


def test_keys_are_changed_by_writing_the_new_one_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sealed = vault(monkeypatch, tmp_path, OLD).seal(SLACK, "xoxb-1")
    both = vault(monkeypatch, tmp_path, NEW, OLD)
    renewed = both.renewed(SLACK, sealed)
    assert both.renewed(SLACK, renewed) == renewed
    assert vault(monkeypatch, tmp_path, NEW).open(SLACK, renewed) == "xoxb-1"
    with pytest.raises(Unreadable):
        vault(monkeypatch, tmp_path, NEW).open(SLACK, sealed)


def test_without_a_key_one_is_kept_beside_the_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sealed = vault(monkeypatch, tmp_path).seal(SLACK, "xoxb-1")
    assert vault(monkeypatch, tmp_path).open(SLACK, sealed) == "xoxb-1"
    assert stat.S_IMODE((tmp_path / "encryption.key").stat().st_mode) == 0o600


def test_a_kept_key_that_is_damaged_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "encryption.key").write_text("not a key")
    with pytest.raises(StartError, match=r"encryption\.key"):
        vault(monkeypatch, tmp_path).ready()


def test_replicas_must_be_given_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    it = vault(monkeypatch, tmp_path, url="postgres://u:p@host/name")
    with pytest.raises(StartError, match="COMMSDESK_ENCRYPTION_KEY is missing"):
        it.ready()


def test_a_key_of_the_wrong_form_is_told_and_not_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    it = vault(monkeypatch, tmp_path, OLD, "hunter2")
    with pytest.raises(StartError) as wrong:
        it.ready()
    assert wrong.value.sentence.startswith("COMMSDESK_ENCRYPTION_KEY: ")
    assert "hunter2" not in wrong.value.sentence
