"""The fake's tokens: MSAL gets good ones as from Entra, and no bad one of those that come with a message holds."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

import msal
import pytest
import requests

from bot.channels.teams.settings import load_teams
from tests.fakes.teams import HOME, FakeTeams, fake_teams
from tests.fakes.teams.entra import SCOPE, SHARED
from tests.fakes.teams.openid import KEYS
from tests.fakes.teams.person import Person
from tests.fakes.teams.state import Json
from tests.fakes.teams.tokens import FORGED, LEEWAY
from tests.unit.channels.teams.stall import Stall, stall_in

OTHER = "33333333-3333-4333-8333-333333333333"


@pytest.fixture
async def teams(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeTeams]:
    async with fake_teams() as teams:
        for name, value in teams.settings_for().items():
            monkeypatch.setenv(name, value)
        yield teams


async def asked(teams: FakeTeams, *, secret: str = "", app: str = "", tenant: str = HOME, scope: str = SCOPE) -> Json:
    """What Microsoft's own library is given, by https."""

    def asking() -> Json:
        with requests.Session() as session:
            given = msal.ConfidentialClientApplication(
                app or teams.app_id, client_credential=secret or teams.app_password, http_client=session,
                authority=f"{teams.authority}{tenant}", instance_discovery=False,
            )  # fmt: skip
            given.acquire_token_for_client([scope])
            told: Json = given.acquire_token_for_client([scope])
            return told

    return await asyncio.to_thread(asking)


async def test_msal_gets_one_token_and_keeps_it(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    token = (await asked(teams))["access_token"]
    status, told, _ = await stall.call("GET", f"conversations/{nadia.direct.id}/members/{nadia.id}", token=token)
    assert (status, told["name"]) == (200, "Nadia Rahman")
    assert (teams.entra.token_requests, teams.entra.discoveries) == (1, 1)


async def test_a_token_that_ends_within_minutes_is_asked_for_again(teams: FakeTeams) -> None:
    teams.entra.lifetime = 200
    await asked(teams)
    assert teams.entra.token_requests == 2


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ({"secret": "wrong"}, "AADSTS7000215"),
        ({"app": "44444444-4444-4444-8444-444444444444"}, "AADSTS700016"),
        ({"tenant": OTHER}, "AADSTS700016"),
        ({"tenant": SHARED}, "AADSTS700016"),
        ({"scope": "https://graph.microsoft.com/.default"}, "AADSTS70011"),
    ],
)
async def test_a_token_is_refused_with_entras_own_number(teams: FakeTeams, given: dict[str, str], number: str) -> None:
    teams.tenant(OTHER)
    assert (await asked(teams, **given))["error_description"].startswith(number)
    assert set(teams.entra.refused) == {number}


async def test_a_secret_that_ran_out_and_a_tenant_that_is_not_there_are_refused(teams: FakeTeams) -> None:
    teams.entra.expired_secret = True
    assert (await asked(teams))["error_description"].startswith("AADSTS7000222")
    with pytest.raises(ValueError, match="tenant"):
        await asked(teams, tenant=OTHER)


async def test_an_old_app_for_many_tenants_gets_its_token_from_microsofts(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    teams.app_type = "MultiTenant"
    assert (await asked(teams))["error_description"].startswith("AADSTS700016")
    token = (await asked(teams, tenant=SHARED))["access_token"]
    path = f"conversations/{nadia.direct.id}/members/{nadia.id}"
    assert (await stall.call("GET", path, token=token))[0] == 200
    assert (await stall.call("GET", path, token=teams.entra.issue(HOME)))[0] == 401


async def test_what_teams_sends_itself_is_let_in(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    assert (await nadia.say("hello")).status == 200
    teams.wire.skew = -(LEEWAY - 60) - 3_600
    assert (await nadia.say("slowly")).status == 200
    assert len(stall.of("message")) == 2


@pytest.mark.parametrize("name", FORGED)
async def test_no_forged_token_is_let_in(stall: Stall, teams: FakeTeams, nadia: Person, name: str) -> None:
    await nadia.say("hello")
    assert (await teams.wire.again(teams.wire.sent[0], name)).status == 401
    assert len(stall.heard) == 1


async def test_rotated_keys_are_published_and_the_old_one_is_gone(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    async def published() -> list[str]:
        async with stall.session.get(f"{teams.root}{KEYS}") as answer:
            return [k["kid"] for k in (await answer.json())["keys"]]

    before = await published()
    await nadia.say("hello")
    old = teams.openid.rotate()
    assert old.kid in before
    assert old.kid not in await published()
    assert (await nadia.say("again")).status == 200
    sent = teams.wire.sent[0]
    header = teams.openid.signed_by_an_old_key(old, teams.wire.writ())
    assert (
        await teams.wire.post(sent.body, {**teams.wire.headers(sent.activity), "Authorization": header})
    ).status == 401


async def test_a_token_speaks_for_the_address_in_its_activity_alone(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    await nadia.say("hello")
    (heard,) = stall.heard
    assert heard["channelData"]["tenant"]["id"] == heard["conversation"]["tenantId"] == HOME
    moved = {**heard, "serviceUrl": "https://smba.trafficmanager.example/"}
    body = json.dumps(moved).encode()
    assert (await teams.wire.post(body, teams.wire.headers(heard))).status == 401
    assert (await teams.wire.post(body, teams.wire.headers(moved))).status == 200


async def test_a_bot_finds_its_settings_in_the_environment(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    teams.tenant(OTHER)
    for name, value in teams.settings_for({HOME: "suffolk", OTHER: "knowsley"}).items():
        monkeypatch.setenv(name, value)
    given = load_teams()
    assert (given.app_id, given.app_tenant_id, given.teams_check) == (teams.app_id, HOME, True)
    assert (given.council_of(OTHER, "suffolk"), given.teams_service_urls) == ("knowsley", (teams.service_url,))
    assert given.teams_openid_metadata_url == teams.metadata_url
    assert f"{given.teams_authority}/" == teams.authority


async def test_an_open_teams_asks_for_no_tokens_and_sends_none(monkeypatch: pytest.MonkeyPatch) -> None:
    async with fake_teams(open=True) as teams:
        for name, value in teams.settings_for().items():
            monkeypatch.setenv(name, value)
        assert load_teams().teams_unsafe_local
        async with stall_in(teams) as stall:
            nadia = teams.person("nadia")
            assert teams.who("nadia").id == nadia.id
            with pytest.raises(AssertionError, match="401"):
                await nadia.say("hello")
            path = f"conversations/{nadia.direct.id}/members/{nadia.id}"
            assert (await stall.call("GET", path, token=""))[0] == 200


@pytest.mark.parametrize("broken", ["token", "keys"])
async def test_entra_and_the_keys_can_be_away(stall: Stall, teams: FakeTeams, broken: str) -> None:
    teams.faults.arm(broken, status=503, times=1)
    calls: dict[str, Callable[[], str]] = {
        "token": lambda: f"{teams.root}/{HOME}/oauth2/v2.0/token",
        "keys": lambda: f"{teams.root}{KEYS}",
    }
    async with stall.session.request("POST" if broken == "token" else "GET", calls[broken]()) as answer:
        assert answer.status == 503
