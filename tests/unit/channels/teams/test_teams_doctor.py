"""The doctor: each fault that a person can make when they set Teams up is found, with what to do."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.teams.doctor.address import public
from bot.channels.teams.doctor.examining import Examination
from bot.channels.teams.doctor.microsoft import clock as clock_finding
from bot.channels.teams.doctor.tenants import Heard
from bot.channels.teams.edge.answers import Answer
from bot.channels.teams.edge.endpoint import Edge
from bot.channels.teams.settings import TeamsSettings, load_teams
from bot.clock import Clock, FixedClock, system_clock
from bot.findings import Finding
from bot.ids import seeded_ids
from tests.fakes.teams import HOME, FakeTeams, fake_teams

OTHER = "99999999-9999-4999-8999-999999999999"
Given = Callable[..., TeamsSettings]


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams(system_clock) as made:
        yield made


@pytest.fixture
def given(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> Given:
    """Settings for a bot of that Teams, some of them changed; None takes one away."""

    def settings(**changed: str | None) -> TeamsSettings:
        for name, value in {**teams.settings_for(), **changed}.items():
            monkeypatch.setenv(name, value) if value is not None else monkeypatch.delenv(name, raising=False)
        return load_teams()

    return settings


def heard(teams: FakeTeams, **changed: Any) -> Heard:
    """What the database knows of the council's tenant."""
    return Heard(**{"tenant": HOME, "service_url": teams.service_url, "people": 2, **changed})


async def found(
    given: TeamsSettings, *known: Heard, clock: Clock = system_clock, url: str = "", unread: bool = False
) -> list[Finding]:
    """What the doctor finds."""
    councils = {tenant: given.council_of(tenant, "suffolk") or "" for tenant in given.tenants}
    return [f async for f in Examination(given, councils, None if unread else known, clock, url).findings()]


def ill(findings: Sequence[Finding]) -> dict[str, Finding]:
    """What is not well, by what it is about; each says what to do, and what is well says nothing."""
    assert [f for f in findings if f.well == bool(f.advice)] == []
    return {f.about: f for f in findings if not f.well}


async def test_all_is_well(teams: FakeTeams, given: Given) -> None:
    findings = await found(given(), heard(teams))
    assert ill(findings) == {}
    assert [f.about for f in findings] == [
        "Settings",
        "Client secret",
        "Signing keys",
        "Clock",
        "Way out",
        f"Tenant {HOME}",
    ]


async def test_no_secret_is_ever_printed(teams: FakeTeams, given: Given) -> None:
    for password in (teams.app_password, "wrong-secret", OTHER):
        findings = await found(given(MICROSOFT_APP_PASSWORD=password), heard(teams))
        assert password not in repr(findings)


async def test_it_says_how_to_learn_when_the_secret_ends(teams: FakeTeams, given: Given) -> None:
    secret = next(f for f in await found(given(), heard(teams)) if f.about == "Client secret")
    assert f"az ad app credential list --id {teams.app_id}" in secret.seen


async def test_the_id_of_a_secret_in_place_of_its_value_is_found(teams: FakeTeams, given: Given) -> None:
    findings = ill(await found(given(MICROSOFT_APP_PASSWORD=OTHER), heard(teams)))
    assert set(findings) == {"Client secret"}
    assert "Value" in findings["Client secret"].advice
    assert teams.entra.token_requests == 0


async def test_a_secret_that_entra_does_not_know_is_found(teams: FakeTeams, given: Given) -> None:
    findings = ill(await found(given(MICROSOFT_APP_PASSWORD="of another app"), heard(teams)))
    assert set(findings) == {"Client secret"}
    assert "7000215" in findings["Client secret"].seen


async def test_a_secret_that_has_run_out_is_found(teams: FakeTeams, given: Given) -> None:
    teams.entra.expired_secret = True
    assert "7000222" in ill(await found(given(), heard(teams)))["Client secret"].seen


@pytest.mark.parametrize("name", ["MICROSOFT_APP_ID", "MICROSOFT_APP_TENANT_ID"])
async def test_ids_that_do_not_belong_together_are_found(teams: FakeTeams, given: Given, name: str) -> None:
    advice = ill(await found(given(**{name: OTHER}), heard(teams, tenant=OTHER), heard(teams)))["Client secret"].advice
    assert "MICROSOFT_APP_TENANT_ID" in advice


async def test_an_entra_that_is_away_is_not_the_secrets_fault(teams: FakeTeams, given: Given) -> None:
    teams.faults.arm("token", status=503)
    settings = given()
    advice = ill(await found(settings, heard(teams)))["Client secret"].advice
    assert settings.teams_authority in advice


async def test_signing_keys_that_cannot_be_fetched_are_found(teams: FakeTeams, given: Given) -> None:
    teams.faults.arm("keys", status=503)
    assert set(ill(await found(given(), heard(teams)))) == {"Signing keys"}
    elsewhere = given(COMMSDESK_TEAMS_OPENID_METADATA_URL=f"{teams.root}/elsewhere")
    assert "METADATA_URL" in ill(await found(elsewhere, heard(teams)))["Signing keys"].advice
    nowhere = given(COMMSDESK_TEAMS_OPENID_METADATA_URL="http://127.0.0.1:1/keys")
    assert "does not answer" in ill(await found(nowhere, heard(teams)))["Signing keys"].seen


async def test_a_teams_that_cannot_be_reached_is_found(teams: FakeTeams, given: Given) -> None:
    away = given(COMMSDESK_TEAMS_SERVICE_URLS=f"{teams.service_url},http://127.0.0.1:1/")
    assert "http://127.0.0.1:1/" in ill(await found(away, heard(teams)))["Way out"].seen


@pytest.mark.parametrize(("off", "well"), [(290, True), (-290, True), (310, False), (-310, False)])
async def test_a_clock_that_is_five_minutes_wrong_is_found(
    teams: FakeTeams, given: Given, off: int, well: bool
) -> None:
    clock = FixedClock(system_clock.now() + timedelta(seconds=off))
    assert ("Clock" not in ill(await found(given(), heard(teams), clock=clock))) == well


@pytest.mark.parametrize("header", ["", "yesterday", "Fri, 99 Nov 2026 09:00:00 GMT"])
def test_a_time_that_nobody_can_read_is_no_reason_to_set_the_clock(header: str) -> None:
    assert "Try again" in clock_finding(header, datetime(2026, 11, 20, tzinfo=UTC)).advice


async def test_a_tenant_from_which_nobody_was_heard_is_found(teams: FakeTeams, given: Given) -> None:
    findings = ill(await found(given()))
    assert set(findings) == {f"Tenant {HOME}"}
    assert "suffolk" in findings[f"Tenant {HOME}"].seen


async def test_each_tenant_of_the_list_is_looked_at(teams: FakeTeams, given: Given) -> None:
    listed = given(COMMSDESK_TEAMS_TENANTS=f"{HOME}=suffolk,{OTHER}=cannock")
    findings = ill(await found(listed, heard(teams)))
    assert set(findings) == {f"Tenant {OTHER}"}
    assert "cannock" in findings[f"Tenant {OTHER}"].seen


async def test_messages_from_an_address_that_is_not_allowed_any_more_are_found(teams: FakeTeams, given: Given) -> None:
    findings = ill(await found(given(), heard(teams, service_url="https://smba.example.gov.uk/emea/")))
    assert "COMMSDESK_TEAMS_SERVICE_URLS" in findings[f"Service URL of {HOME}"].advice


async def test_without_the_database_nothing_is_said_of_tenants(teams: FakeTeams, given: Given) -> None:
    findings = await found(given(), unread=True)
    assert ill(findings) == {}
    assert [f for f in findings if f.about.startswith("Tenant")] == []


async def test_the_unsafe_setting_is_never_well(teams: FakeTeams, given: Given) -> None:
    findings = await found(given(COMMSDESK_TEAMS_UNSAFE_LOCAL="1"), heard(teams))
    assert [f.about for f in findings if not f.well] == ["Settings"]
    assert teams.entra.token_requests == 0


async def never(_: object) -> Answer:
    raise AssertionError("what is not signed must never get this far")


async def test_the_public_address_must_turn_away_what_is_not_signed(teams: FakeTeams, given: Given) -> None:
    edge = Edge(given(), dict, never, seeded_ids(1))
    app = web.Application()
    app.router.add_post("/api/messages", edge.messages)
    async with TestServer(app, host="127.0.0.1") as server:
        url = str(server.make_url("")).rstrip("/")
        findings = await found(given(), heard(teams), url=url)
        assert ill(findings) == {}
        assert findings[-1].about == "Public address"
        assert (await public(f"{url}/api/messages")).well
        assert "404" in (await public(f"{url}/elsewhere")).seen
    await edge.close()


@pytest.mark.parametrize(
    ("status", "advice"), [(403, "firewall"), (400, "UNSAFE_LOCAL"), (503, "keys"), (200, "proxy")]
)
async def test_every_other_answer_there_is_wrong(status: int, advice: str) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status)

    app = web.Application()
    app.router.add_post("/api/messages", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        said = await public(str(server.make_url("")))
    assert not said.well
    assert str(status) in said.seen
    assert advice in said.advice


@pytest.mark.parametrize("url", ["http://desk.council.gov.uk", "nonsense", "http://[", "https://a b", ""])
async def test_an_address_that_teams_cannot_call_is_found(url: str) -> None:
    assert "https://" in (await public(url)).advice


async def test_an_address_that_does_not_answer_is_found() -> None:
    assert "does not answer" in (await public("https://127.0.0.1:1")).seen
