"""The edge where nobody is asked who they are: on this machine alone, and never without saying so."""

import json
from collections.abc import AsyncIterator

import pytest

from tests.fakes.teams import FakeTeams, fake_teams
from tests.unit.channels.teams.edges import OTHER, Behind, behind


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams(open=True) as made:
        yield made


@pytest.fixture
async def desk(teams: FakeTeams) -> AsyncIterator[Behind]:
    async with behind(teams, app_id="", app_password=None, app_tenant_id="", teams_unsafe_local=True) as made:
        yield made


async def test_it_is_said_at_the_start(desk: Behind, capsys: pytest.CaptureFixture[str]) -> None:
    async with behind(desk.teams, teams_unsafe_local=True):
        logged = capsys.readouterr().out
    assert "warning" in logged
    assert "COMMSDESK_TEAMS_UNSAFE_LOCAL" in logged


async def test_nothing_is_said_where_everybody_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    async with fake_teams() as teams, behind(teams):
        assert "UNSAFE" not in capsys.readouterr().out


async def test_anybody_is_taken_from_any_tenant_without_a_token(desk: Behind) -> None:
    for tenant in (OTHER, "playground"):
        activity = desk.activity(channelData={"tenant": {"id": tenant}}, conversation={"id": "a:1"})
        assert (await desk.teams.wire.deliver(activity)).status == 200
    assert len(desk.took) == 2


async def test_only_services_on_this_machine_are_answered(desk: Behind) -> None:
    for url in ("https://smba.trafficmanager.net/", "http://169.254.169.254/", "http://[x/", "http://127.0.0.1@evil/"):
        assert (await desk.teams.wire.deliver(desk.activity(serviceUrl=url))).status == 403
    assert (await desk.teams.wire.deliver(desk.activity(serviceUrl="http://localhost:56150/_connector"))).status == 200


async def test_another_name_that_leads_to_this_machine_is_refused(desk: Behind) -> None:
    body = json.dumps(desk.activity()).encode()
    for host, status in (("evil.example", 403), ("[::1", 403), ("localhost", 200)):
        headers = {**desk.teams.wire.headers(desk.activity()), "Host": host}
        assert (await desk.teams.wire.post(body, headers)).status == status


async def test_a_page_in_a_browser_cannot_send_a_plain_form(desk: Behind) -> None:
    assert (await desk.teams.wire.post(b"{}", {"Content-Type": "text/plain"})).status == 400
    assert desk.took == []
