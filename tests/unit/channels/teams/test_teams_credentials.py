"""The bot's own token: fetched once for everybody, renewed before it ends, and a refusal says what to do."""

import asyncio
import ssl
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.channels.teams.edge.credentials import EARLY, PAUSE, Credentials
from bot.errors import ChannelError
from tests.fakes.teams import FakeTeams, fake_teams
from tests.unit.channels.teams.edges import OTHER, settings_of
from tests.unit.channels.teams.test_teams_keys import Time


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def teams(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeTeams]:
    async with fake_teams() as made:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", made.ca_file)
        yield made


@pytest.fixture
async def credentials(teams: FakeTeams, time: Time) -> AsyncIterator[Credentials]:
    made = Credentials(settings_of(teams), time)
    yield made
    await made.close()


async def refusal(credentials: Credentials) -> ChannelError:
    with pytest.raises(ChannelError) as refused:
        await credentials.token()
    return refused.value


async def test_the_token_is_one_that_teams_takes(teams: FakeTeams, credentials: Credentials) -> None:
    teams.entra.admit(f"Bearer {await credentials.token()}")


async def test_however_many_ask_entra_is_asked_once(teams: FakeTeams, credentials: Credentials) -> None:
    tokens = await asyncio.gather(*(credentials.token() for _ in range(50)))
    assert len({*tokens, await credentials.token()}) == 1
    assert (teams.entra.token_requests, teams.entra.discoveries) == (1, 1)


async def test_it_is_there_before_the_first_card(teams: FakeTeams, credentials: Credentials) -> None:
    await credentials.start()
    assert teams.entra.token_requests == 1
    await credentials.token()
    assert teams.entra.token_requests == 1


async def test_the_event_loop_goes_on_while_entra_is_slow(teams: FakeTeams, credentials: Credentials) -> None:
    held = teams.faults.arm("token", held=asyncio.Event()).held
    asked = asyncio.create_task(credentials.token())
    assert held
    while not teams.entra.token_requests:
        await asyncio.sleep(0)
    assert not asked.done()
    held.set()
    assert await asked


async def test_it_is_renewed_before_it_ends_and_nobody_waits_for_it(
    teams: FakeTeams, credentials: Credentials, time: Time
) -> None:
    first = await credentials.token()
    held = teams.faults.arm("token", held=asyncio.Event()).held
    time.now += teams.entra.lifetime - EARLY
    assert await credentials.token() == first
    assert held
    held.set()
    while teams.entra.token_requests < 2 or credentials._fetching.running:
        await asyncio.sleep(0)
    time.now += EARLY
    assert await credentials.token()
    assert (teams.entra.token_requests, teams.entra.discoveries) == (2, 1)


async def test_one_that_has_ended_is_not_used(teams: FakeTeams, credentials: Credentials, time: Time) -> None:
    await credentials.token()
    time.now += teams.entra.lifetime
    teams.faults.arm("token", status=503)
    assert not (await refusal(credentials)).permanent


async def test_a_good_token_is_used_while_entra_is_away(teams: FakeTeams, credentials: Credentials, time: Time) -> None:
    first = await credentials.token()
    teams.faults.arm("token", status=503, times=9)
    time.now += teams.entra.lifetime - 1
    for _ in range(5):
        assert await credentials.token() == first
    await credentials.close()
    assert teams.entra.token_requests <= 2


@pytest.mark.parametrize(
    ("changed", "code", "advice"),
    [
        ({"app_password": SecretStr("wrong")}, "aadsts7000215", "MICROSOFT_APP_PASSWORD"),
        ({"app_id": OTHER}, "aadsts700016", "MICROSOFT_APP_ID"),
        ({"app_tenant_id": OTHER}, "no_tenant", "MICROSOFT_APP_TENANT_ID"),
        ({"app_type": "MultiTenant"}, "aadsts700016", "MICROSOFT_APP_ID"),
    ],
)
async def test_a_wrong_setting_is_refused_with_what_to_do(
    teams: FakeTeams, changed: dict[str, object], code: str, advice: str
) -> None:
    refused = await refusal(Credentials(settings_of(teams, **changed)))
    assert (refused.code, refused.permanent) == (code, True)
    assert advice in refused.sentence


async def test_a_secret_that_has_expired_is_told_apart_from_a_wrong_one(
    teams: FakeTeams, credentials: Credentials, capsys: pytest.CaptureFixture[str]
) -> None:
    teams.entra.expired_secret = True
    await credentials.start()
    refused = await refusal(credentials)
    assert (refused.code, refused.permanent) == ("aadsts7000222", True)
    logged = capsys.readouterr().out
    assert "MICROSOFT_APP_PASSWORD" in logged
    assert teams.app_password not in logged


async def test_after_a_refusal_entra_is_left_alone_for_a_while(
    teams: FakeTeams, credentials: Credentials, time: Time
) -> None:
    teams.faults.arm("token", status=503)
    for _ in range(5):
        refused = await refusal(credentials)
        assert refused.retry_after == PAUSE
    assert teams.entra.token_requests == 1
    time.now += PAUSE
    assert await credentials.token()


@pytest.mark.parametrize("said", [b"<html>Please sign in to the proxy</html>", b"", b"[1", b"{}", b'"x"'])
async def test_an_answer_that_is_not_entras_is_no_fault_of_the_settings(teams: FakeTeams, said: bytes) -> None:
    async def page(_: object) -> web.Response:
        return web.Response(body=said)

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", page)
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(teams.ca_file)
    server = TestServer(app, scheme="https")
    await server.start_server(ssl=secure)
    try:
        there = settings_of(teams, teams_authority=f"https://127.0.0.1:{server.port}")
        refused = await refusal(Credentials(there))
    finally:
        await server.close()
    assert refused.code.startswith("no_token_")
    assert not refused.permanent


async def test_an_old_registration_for_many_tenants_asks_where_microsoft_wants_it_to(
    teams: FakeTeams, time: Time
) -> None:
    teams.app_type = "MultiTenant"
    credentials = Credentials(settings_of(teams, app_type="MultiTenant"), time)
    teams.entra.admit(f"Bearer {await credentials.token()}")


async def test_a_region_that_azure_forces_on_msal_moves_nothing(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSAL_FORCE_REGION", "westeurope")
    assert await credentials.token()


async def test_an_authority_that_is_away_is_no_fault_of_the_settings(teams: FakeTeams, time: Time) -> None:
    refused = await refusal(Credentials(settings_of(teams, teams_authority="https://127.0.0.1:1"), time))
    assert not refused.permanent


async def test_a_card_that_is_sent_while_the_process_ends_is_refused_for_now(credentials: Credentials) -> None:
    await asyncio.get_running_loop().shutdown_default_executor()
    assert not (await refusal(credentials)).permanent


async def test_without_authentication_there_is_no_token_and_nobody_is_asked(teams: FakeTeams) -> None:
    credentials = Credentials(settings_of(teams, teams_unsafe_local=True))
    await credentials.start()
    assert await credentials.token() == ""
    assert teams.entra.discoveries == 0


async def test_a_token_that_teams_does_not_take_is_let_go_unless_it_is_new(
    teams: FakeTeams, credentials: Credentials, time: Time
) -> None:
    token = await credentials.token()
    assert not credentials.forget(token)
    time.now += 60
    assert credentials.forget("an older one")
    assert teams.entra.token_requests == 1
    assert credentials.forget(token)
    await credentials.token()
    assert teams.entra.token_requests == 2
