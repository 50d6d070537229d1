"""The settings of Slack: nothing is needed, half of it is refused, and every refusal says what to write."""

import pytest

from bot.channels.slack import make
from bot.channels.slack.settings import SlackSettings, load_slack
from bot.errors import StartError
from bot.settings import Settings
from tests.unit.channels.slack.desks import FakePorts

SECRET = "x" * 40
BOT, SIGNING, APP = {"SLACK_BOT_TOKEN": "xoxb-1"}, {"SLACK_SIGNING_SECRET": "abc"}, {"SLACK_APP_TOKEN": "xapp-1"}
SEVERAL = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "abc", "SLACK_WORKSPACES": "T1=suffolk, T2=cannock"}


def given(monkeypatch: pytest.MonkeyPatch, *groups: dict[str, str]) -> None:
    for name, value in [pair for group in groups for pair in group.items()]:
        monkeypatch.setenv(name, value)


def faults(monkeypatch: pytest.MonkeyPatch, *groups: dict[str, str]) -> str:
    given(monkeypatch, *groups)
    with pytest.raises(StartError) as wrong:
        load_slack()
    assert wrong.value.code == "settings"
    return "\n".join(wrong.value.faults)


def test_without_any_of_them_there_is_no_slack() -> None:
    assert make(Settings(secret=SECRET), FakePorts()) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("ways", [(BOT, SIGNING), (BOT, APP), (BOT, SIGNING, APP), (SEVERAL, SIGNING)])
def test_these_belong_together(monkeypatch: pytest.MonkeyPatch, ways: tuple[dict[str, str], ...]) -> None:
    given(monkeypatch, *ways)
    assert load_slack().wanted


def test_a_channel_is_made_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, BOT, SIGNING)
    channel = make(Settings(secret=SECRET), FakePorts())  # type: ignore[arg-type]
    assert channel
    assert channel.name == "slack"


@pytest.mark.parametrize(
    ("ways", "missing"),
    [
        ((BOT,), "SLACK_SIGNING_SECRET"),
        ((SIGNING,), "SLACK_BOT_TOKEN"),
        ((APP,), "SLACK_BOT_TOKEN"),
        ((SEVERAL,), "SLACK_SIGNING_SECRET"),
        ((SIGNING, {"SLACK_CLIENT_SECRET": "abc"}), "SLACK_CLIENT_ID"),
        ((SIGNING, {"SLACK_CLIENT_ID": "1.2", "SLACK_WORKSPACES": "T1=suffolk"}), "SLACK_CLIENT_SECRET"),
        ((SIGNING, {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "abc"}), "SLACK_WORKSPACES"),
    ],
)
def test_half_of_it_is_refused_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, ways: tuple[dict[str, str], ...], missing: str
) -> None:
    told = faults(monkeypatch, *ways)
    assert f"{missing} is missing" in told
    assert "Write " in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("SLACK_WORKSPACES", "T1"),
        ("SLACK_WORKSPACES", "=suffolk"),
        ("SLACK_WORKSPACES", "T1=suffolk,T2=cannock,T1=cannock"),
        ("COMMSDESK_SLACK_API_URL", "slack.com"),
        ("COMMSDESK_SLACK_CHECK", "perhaps"),
    ],
)
def test_a_wrong_value_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    told = faults(monkeypatch, BOT, SIGNING, {name: value})
    assert told.startswith(f"{name}: ")


def test_the_allowed_workspaces_are_read_with_their_councils(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SIGNING, SEVERAL)
    assert load_slack().workspaces == {"T1": "suffolk", "T2": "cannock"}


def test_tokens_and_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = ("xoxb-hunter2", "signing-hunter2", "xapp-hunter2", "client-hunter2")
    names = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_CLIENT_SECRET")
    given(monkeypatch, SEVERAL, dict(zip(names, secrets, strict=True)))
    assert "hunter2" not in repr(load_slack()) + str(load_slack())


def test_a_wrong_token_is_not_quoted_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hunter2" not in faults(monkeypatch, SIGNING, {"SLACK_BOT_TOKEN": "hunter2"})


def test_every_field_says_what_to_write() -> None:
    assert [n for n, field in SlackSettings.model_fields.items() if not field.description] == []
