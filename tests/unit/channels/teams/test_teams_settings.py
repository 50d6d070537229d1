"""The settings of Teams: nothing is needed, half of it is refused, and every refusal says what to write."""

import pytest
from pydantic import SecretStr

from bot.channels.teams.settings import TeamsSettings, load_teams
from bot.errors import StartError
from bot.settings import Settings

SECRET = SecretStr("x" * 40)
APP, TENANT = "22222222-2222-4222-8222-222222222222", "11111111-1111-4111-8111-111111111111"
OTHER = "99999999-9999-4999-8999-999999999999"
ID, PASSWORD = {"MICROSOFT_APP_ID": APP}, {"MICROSOFT_APP_PASSWORD": "hunter2"}
HOME = {"MICROSOFT_APP_TENANT_ID": TENANT}
MANY = {"MICROSOFT_APP_TYPE": "MultiTenant"}
TENANTS = {"COMMSDESK_TEAMS_TENANTS": f"{TENANT} = suffolk, {OTHER.upper()}=cannock"}
LOCAL = {"COMMSDESK_TEAMS_UNSAFE_LOCAL": "1"}
Group = dict[str, str]


def given(monkeypatch: pytest.MonkeyPatch, *groups: Group) -> None:
    for name, value in [pair for group in groups for pair in group.items()]:
        monkeypatch.setenv(name, value)


def faults(monkeypatch: pytest.MonkeyPatch, *groups: Group) -> str:
    given(monkeypatch, *groups)
    with pytest.raises(StartError) as wrong:
        load_teams()
    assert wrong.value.code == "settings"
    return "\n".join(wrong.value.faults)


def test_without_any_of_them_there_is_no_teams() -> None:
    assert not load_teams().wanted


@pytest.mark.parametrize("ways", [(ID, PASSWORD, HOME), (ID, PASSWORD, MANY, TENANTS), (LOCAL,), (LOCAL, ID)])
def test_these_belong_together(monkeypatch: pytest.MonkeyPatch, ways: tuple[Group, ...]) -> None:
    given(monkeypatch, *ways)
    assert load_teams().wanted


@pytest.mark.parametrize(
    ("ways", "missing"),
    [
        ((ID, HOME), "MICROSOFT_APP_PASSWORD"),
        ((PASSWORD, HOME), "MICROSOFT_APP_ID"),
        ((ID, PASSWORD), "MICROSOFT_APP_TENANT_ID"),
        ((HOME,), "MICROSOFT_APP_ID"),
        ((TENANTS,), "MICROSOFT_APP_ID"),
        ((ID, PASSWORD, MANY), "COMMSDESK_TEAMS_TENANTS"),
        ((ID, PASSWORD, MANY, HOME), "COMMSDESK_TEAMS_TENANTS"),
    ],
)
def test_half_of_it_is_refused_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, ways: tuple[Group, ...], missing: str
) -> None:
    told = faults(monkeypatch, *ways)
    assert f"{missing} is missing" in told
    assert "Write " in told


def test_everything_that_is_missing_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(faults(monkeypatch, ID).splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MICROSOFT_APP_ID", "hunter2"),
        ("MICROSOFT_APP_TENANT_ID", "council.onmicrosoft.com"),
        ("MICROSOFT_APP_TENANT_ID", "common"),
        ("MICROSOFT_APP_TYPE", "UserAssignedMSI"),
        ("COMMSDESK_TEAMS_TENANTS", TENANT),
        ("COMMSDESK_TEAMS_TENANTS", "=suffolk"),
        ("COMMSDESK_TEAMS_TENANTS", "council=suffolk"),
        ("COMMSDESK_TEAMS_TENANTS", f"{OTHER}=suffolk,{OTHER.upper()}=cannock"),
        ("COMMSDESK_TEAMS_SERVICE_URLS", "smba.trafficmanager.net"),
        ("COMMSDESK_TEAMS_SERVICE_URLS", "http://smba.trafficmanager.net/"),
        ("COMMSDESK_TEAMS_SERVICE_URLS", "https://user@smba.trafficmanager.net/"),
        ("COMMSDESK_TEAMS_SERVICE_URLS", "https://*.trafficmanager.net/"),
        ("COMMSDESK_TEAMS_SERVICE_URLS", "https://smba.trafficmanager.net/../"),
        ("COMMSDESK_TEAMS_SERVICE_URLS", "http://[x/"),
        ("COMMSDESK_TEAMS_SERVICE_URLS", ","),
        ("COMMSDESK_TEAMS_CHECK", "perhaps"),
        ("COMMSDESK_TEAMS_OPENID_METADATA_URL", "http://keys.example/"),
        ("COMMSDESK_TEAMS_AUTHORITY", "http://127.0.0.1/"),
        ("COMMSDESK_TEAMS_AUTHORITY", "login.microsoftonline.com"),
    ],
)
def test_a_wrong_value_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    told = faults(monkeypatch, ID, PASSWORD, HOME, {name: value})
    assert told.startswith(f"{name}: ")
    assert "Write " in told


def test_addresses_of_tests_may_be_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {
        "COMMSDESK_TEAMS_SERVICE_URLS": "http://127.0.0.1:4000/teams, https://smba.trafficmanager.net/uk",
        "COMMSDESK_TEAMS_OPENID_METADATA_URL": "http://localhost:4000/keys",
    }
    given(monkeypatch, there)
    assert load_teams().teams_service_urls == ("http://127.0.0.1:4000/teams/", "https://smba.trafficmanager.net/uk/")


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.1", "bot.example"])
def test_the_unsafe_setting_is_refused_where_others_reach_the_bot(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    told = faults(monkeypatch, LOCAL, ID, PASSWORD, HOME, {"COMMSDESK_HOST": host})
    assert told.startswith("COMMSDESK_TEAMS_UNSAFE_LOCAL: ")
    assert host in told


def test_where_the_server_listens_is_what_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, LOCAL)
    assert load_teams(Settings(secret=SECRET, host="::1")).teams_unsafe_local
    with pytest.raises(StartError):
        load_teams(Settings(secret=SECRET, host="0.0.0.0"))


def test_the_apps_own_tenant_belongs_to_the_deployments_council(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, ID, PASSWORD, HOME)
    settings = load_teams()
    assert settings.tenants == {TENANT}
    assert settings.council_of(TENANT.upper(), "suffolk") == "suffolk"
    assert [settings.council_of(tenant, "suffolk") for tenant in (OTHER, "")] == [None, None]


def test_named_tenants_belong_to_their_councils_and_no_others_to_any(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, ID, PASSWORD, HOME, TENANTS)
    settings = load_teams()
    assert settings.tenants == {TENANT, OTHER}
    councils = [settings.council_of(tenant, "ktc") for tenant in (TENANT, OTHER, APP, "")]
    assert councils == ["suffolk", "cannock", None, None]


def test_in_the_unsafe_setting_any_tenant_is_the_deployments_council(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, LOCAL, TENANTS)
    settings = load_teams()
    assert [settings.council_of(t, "ktc") for t in ("playground", "", OTHER)] == ["ktc", "ktc", "cannock"]


def test_the_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, ID, PASSWORD, HOME)
    assert "hunter2" not in repr(load_teams()) + str(load_teams())


def test_a_secret_in_the_wrong_place_is_not_quoted_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hunter2" not in faults(monkeypatch, {"MICROSOFT_APP_ID": "hunter2", "MICROSOFT_APP_TENANT_ID": "hunter2"})


def test_every_field_says_what_to_write() -> None:
    assert [n for n, field in TeamsSettings.model_fields.items() if not field.description] == []
