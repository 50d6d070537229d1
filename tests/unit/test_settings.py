"""Settings: defaults that work, every fault at once with what to write, and secrets that stay masked."""

import stat
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.settings import Settings, is_loopback, load_settings, names, sqlite_file

LONG = "x" * 32


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def faults_of(monkeypatch: pytest.MonkeyPatch, **variables: str) -> list[str]:
    """What is wrong with these variables, one sentence each."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StartError) as error:
        load_settings()
    assert error.value.code == "settings"
    return list(error.value.faults)


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.sqlite_file == tmp_path / "data/app.db"
    assert sqlite_file(settings.engine_url) == tmp_path / "data/engine.db"
    assert (settings.host, settings.port, settings.council) == ("127.0.0.1", 8000, "suffolk")
    intervals = (settings.sweep_seconds, settings.beat_seconds, settings.dead_seconds)
    assert (*intervals, settings.stale_seconds, settings.grace_seconds) == (60, 10, 60, 900, 5)


def test_the_data_folder_moves_both_databases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMSDESK_DATA_DIR", "elsewhere")
    settings = load_settings()
    assert settings.sqlite_file == tmp_path / "elsewhere/app.db"
    assert sqlite_file(settings.engine_url) == tmp_path / "elsewhere/engine.db"


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite://a/b.db", "{here}/a/b.db"),
        ("sqlite:///full/b.db", "/full/b.db"),
        ("sqlite:////full/b.db", "/full/b.db"),
    ],
)
def test_a_sqlite_file_may_be_named_from_here_or_in_full(
    url: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", url)
    assert load_settings().sqlite_file == Path(file.format(here=tmp_path))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_on_postgresql_the_engine_shares_the_database(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", f"{scheme}://user:pass@host/name")
    settings = load_settings()
    assert settings.database_url == "postgres://user:pass@host/name"
    assert settings.engine_url == "postgresql://user:pass@host/name"
    assert settings.sqlite_file is None


def test_every_fault_is_told_at_once_with_the_variable_and_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "COMMSDESK_DATABASE_URL": "mysql://host/name",
        "COMMSDESK_ENGINE_URL": "nothing",
        "COMMSDESK_SECRET": "short",
        "COMMSDESK_SECRET_FILE": "missing.key",
        "COMMSDESK_PORT": "abc",
        "COMMSDESK_POLICY_PATH": "nowhere",
        "COMMSDESK_SWEEP_SECONDS": "0",
        "COMMSDESK_DEAD_SECONDS": "soon",
        "COMMSDESK_LOG_LEVEL": "loud",
        "COMMSDESK_LOG_FORMAT": "xml",
    }
    faults = faults_of(monkeypatch, **wrong)
    assert sorted(f.partition(":")[0] for f in faults) == sorted(wrong)
    assert all(". Write " in f for f in faults)


def test_a_misspelt_variable_is_told_with_the_right_name(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = faults_of(monkeypatch, COMMSDESK_DATABSE_URL="sqlite://x.db")
    assert faults == ["COMMSDESK_DATABSE_URL: there is no such setting. Did you mean COMMSDESK_DATABASE_URL?"]


def test_a_variable_of_somebody_else_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMSDESK_SLACK_API_URL", "http://127.0.0.1:1/")
    assert load_settings()


@pytest.mark.parametrize("name", ["COMMSDESK_PORT", "PORT"])
def test_the_port_may_be_named_either_way(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "8123")
    assert load_settings().port == 8123


def test_our_own_port_variable_goes_before_the_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "1111")
    monkeypatch.setenv("COMMSDESK_PORT", "2222")
    assert load_settings().port == 2222


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMSDESK_PORT", "")
    assert load_settings().port == 8000


def test_the_engine_may_not_share_the_applications_sqlite_file(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = faults_of(monkeypatch, COMMSDESK_DATABASE_URL="sqlite://x.db", COMMSDESK_ENGINE_URL="sqlite://./x.db")
    assert len(faults) == 1
    assert faults[0].startswith("COMMSDESK_ENGINE_URL: ")


def test_a_replica_must_be_given_time_for_two_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = faults_of(monkeypatch, COMMSDESK_BEAT_SECONDS="10", COMMSDESK_DEAD_SECONDS="19")
    assert [f.partition(":")[0] for f in faults] == ["COMMSDESK_DEAD_SECONDS"]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "desk.example.org"])
def test_a_practice_room_never_listens_to_other_machines(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = faults_of(monkeypatch, COMMSDESK_PRACTICE_ROOM="true", COMMSDESK_HOST=host)
    assert [f.partition(":")[0] for f in faults] == ["COMMSDESK_PRACTICE_ROOM"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_these_addresses_reach_only_this_machine(host: str) -> None:
    assert is_loopback(host)


def test_further_councils_may_stand_in_several_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    monkeypatch.setenv("COMMSDESK_POLICY_PATH", ":".join(map(str, folders)))
    assert load_settings().policy_path == tuple(folders)


def test_secrets_and_passwords_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMSDESK_SECRET", LONG)
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", "postgres://user:hunter2@host/name")
    shown = repr(load_settings()) + str(load_settings())
    assert LONG not in shown
    assert "hunter2" not in shown


def test_a_wrong_secret_or_database_is_not_quoted_back(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = faults_of(monkeypatch, COMMSDESK_SECRET="hunter2", COMMSDESK_DATABASE_URL="mysql://u:hunter2@h/n")
    assert len(faults) == 2
    assert "hunter2" not in "".join(faults)


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = load_settings().signing_key().get_secret_value()
    assert load_settings().signing_key().get_secret_value() == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "data/secret.key").stat().st_mode) == 0o600
    assert [f.name for f in (tmp_path / "data").iterdir()] == ["secret.key"]


def test_a_given_secret_goes_before_the_file_and_the_file_before_a_made_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "given.key").write_text(f"{'y' * 40}\n")
    monkeypatch.setenv("COMMSDESK_SECRET_FILE", "given.key")
    assert load_settings().signing_key().get_secret_value() == "y" * 40
    monkeypatch.setenv("COMMSDESK_SECRET", LONG)
    assert load_settings().signing_key().get_secret_value() == LONG
    assert not (tmp_path / "data").exists()


def test_on_postgresql_a_secret_must_be_given_because_replicas_share_it() -> None:
    with pytest.raises(StartError, match="COMMSDESK_SECRET"):
        Settings(database_url="postgres://host/name").signing_key()


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError, match="COMMSDESK_DATA_DIR"):
        Settings(data_dir=tmp_path / "file/data").signing_key()


def test_every_field_says_what_to_write() -> None:
    assert [n for n, field in Settings.model_fields.items() if not field.description] == []
    assert names(Settings, "port") == ("COMMSDESK_PORT", "PORT")
    assert names(Settings, "sweep_seconds") == ("COMMSDESK_SWEEP_SECONDS",)
