"""Several workspaces install the app: only those that are listed, each for its council, and with nothing readable."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.oauth.installation_store import Installation
from tortoise.connection import get_connection

from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.calling.scopes import BOT
from bot.channels.slack.installing.flow import INSTALL, REDIRECT
from bot.channels.slack.installing.pages import WHOLE_ORGANISATION
from bot.channels.slack.installing.ports import Installed
from bot.channels.slack.installing.stores import NotInstalled, Store
from bot.errors import StartError
from bot.settings import Settings
from bot.storage import models
from bot.storage.installations import StoredInstallations
from bot.storage.vault import Vault, new_key
from tests.e2e.slack.workspaces import COOKIE, COUNCILS, Workplace, served, workplace
from tests.fakes.slack import User
from tests.fakes.slack.person import Person
from tests.office import settings_for

QUESTION = "Can I put a photo of children on our page?"


@pytest.fixture
async def place(tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Workplace]:
    async with workplace(tables_url, tmp_path, monkeypatch) as made:
        yield made


async def member(place: Workplace, team: str, name: str = "Nadia Rahman") -> Person:
    """Somebody of the sample staff in a workspace; both councils have people of the same names and addresses."""
    person = await models.Person.filter(name=name).first()
    assert person
    return place.slack.add(User(f"U{team}{name[:5].upper()}", team, name, name, person.email))


async def stored() -> int:
    return await models.Installation.filter(ended=None).count()


async def test_installing_begins_with_a_page_that_leads_to_slack(place: Workplace) -> None:
    shown = await place.begin()
    assert shown.status == 200
    assert shown.link.startswith(place.slack.root + "/oauth/v2/authorize?")
    assert shown.query["client_id"] == [place.slack.client_id]
    assert shown.query["scope"] == [",".join(BOT)]
    assert "user_scope" not in shown.query
    assert shown.cookie == f"{COOKIE}={shown.query['state'][0]}"
    assert {"Secure", "HttpOnly"} <= {part.strip() for part in shown.headers["Set-Cookie"].split(";")}


async def test_its_pages_are_kept_by_nobody_and_framed_by_nobody(place: Workplace) -> None:
    for shown in (await place.begin(), await place.get(REDIRECT)):
        assert "frame-ancestors 'none'" in shown.headers["Content-Security-Policy"]
        assert shown.headers["Cache-Control"] == "no-store"
        assert shown.headers["Referrer-Policy"] == "no-referrer"


async def test_a_listed_workspace_is_installed_for_its_council(place: Workplace) -> None:
    shown = await place.install("T2")
    assert shown.status == 200
    assert "Cannock & Chase" in shown.words
    assert place.app.packs.pack("cannock").council.name in shown.words
    row = await models.Installation.get()
    assert (row.tenant, row.council, row.name, row.bot_user) == ("T2", "cannock", "Cannock & Chase", "UBOTT2")
    assert shown.cookie == f"{COOKIE}=deleted"


async def test_no_token_is_readable_in_the_database_or_in_the_log(
    place: Workplace, capfd: pytest.CaptureFixture[str]
) -> None:
    await place.install("T1")
    await place.install("T9")
    tokens = [t.value for t in place.slack.state.tokens.values() if t.value.startswith("xoxb-")]
    rows = await get_connection("default").execute_query_dict("SELECT * FROM installation")
    said = "".join(capfd.readouterr()) + repr([dict(row) for row in rows])
    assert "slack_installed" in said
    assert [t for t in tokens if t in said] == []


async def test_a_workspace_that_is_not_listed_is_refused_and_the_app_taken_out_of_it(place: Workplace) -> None:
    shown = await place.install("T9")
    assert shown.status == 403
    assert "T9" in shown.words
    assert "<b>people</b>" not in shown.text
    assert "Other <b>people</b>" in shown.words
    assert await stored() == 0
    assert place.slack.state.tokens[place.slack.token("T9")].standing == "revoked"


async def test_it_is_said_where_the_app_could_not_be_taken_out_again(place: Workplace) -> None:
    begun = await place.begin()
    place.slack.faults.arm("auth.revoke", status=503)
    shown = await place.back(begun, "T9")
    assert shown.status == 403
    assert "Take it out of Slack too" in shown.words
    assert await stored() == 0


async def test_a_whole_organisation_is_refused(place: Workplace) -> None:
    token = place.slack.install("T1").value
    calls, installations = (
        Calls(place.slack.url),
        StoredInstallations("slack", Installed, Vault(Settings()), place.clock),
    )
    everything = Installation(user_id="U1", enterprise_id="E1", bot_token=token, is_enterprise_install=True)
    with pytest.raises(NotInstalled) as refused:
        await Store(calls, installations, COUNCILS).async_save(everything)
    await calls.close()
    assert refused.value.page is WHOLE_ORGANISATION
    assert place.slack.state.tokens[token].standing == "revoked"
    assert await stored() == 0


async def test_coming_back_twice_with_one_state_is_refused(place: Workplace) -> None:
    begun = await place.begin()
    assert (await place.back(begun, "T1")).status == 200
    shown = await place.back(begun, "T2")
    assert shown.status == 401
    assert await stored() == 1


async def test_somebody_elses_browser_is_refused(place: Workplace) -> None:
    begun, other = await place.begin(), await place.begin()
    state = begun.query["state"][0]
    for cookie in ("", other.cookie, f"{COOKIE}=", f"other={state}"):
        shown = await place.get(REDIRECT, cookie, code=place.slack.code("T1"), state=state)
        assert shown.status == 400
    assert await stored() == 0


async def test_a_state_that_nobody_issued_is_refused_though_the_cookie_agrees(place: Workplace) -> None:
    for state in ("", "made-up", "ü" * 200):
        shown = await place.get(REDIRECT, f"{COOKIE}={state}", code=place.slack.code("T1"), state=state)
        assert shown.status in {400, 401}
    assert place.slack.made("oauth.v2.access") == []


async def test_whoever_takes_too_long_starts_again(place: Workplace) -> None:
    begun = await place.begin()
    place.clock.move(timedelta(minutes=11))
    shown = await place.back(begun, "T1")
    assert shown.status == 401
    assert shown.link == "install"
    assert await stored() == 0


async def test_a_code_that_slack_does_not_know_installs_nothing(
    place: Workplace, caplog: pytest.LogCaptureFixture
) -> None:
    begun = await place.begin()
    shown = await place.back(begun, "T1", code="made-up")
    assert shown.status == 401
    assert "made-up" not in caplog.text
    without = await place.begin()
    assert (await place.get(REDIRECT, without.cookie, state=without.query["state"][0])).status == 401
    assert await stored() == 0


async def test_a_slack_that_is_away_installs_nothing_and_breaks_nothing(place: Workplace) -> None:
    for method in ("oauth.v2.access", "auth.test"):
        begun = await place.begin()
        place.slack.faults.arm(method, status=503)
        assert (await place.back(begun, "T1")).status == 401
    assert await stored() == 0
    assert (await place.install("T1")).status == 200


@pytest.mark.parametrize("reason", ["access_denied", "<script>alert(1)</script>", ""])
async def test_why_slack_sends_somebody_back_is_never_repeated(place: Workplace, reason: str) -> None:
    shown = await place.get(REDIRECT, error=reason)
    assert shown.status == 200
    assert "alert" not in shown.text


async def test_asking_for_the_head_of_the_page_begins_nothing(place: Workplace) -> None:
    async with place.client.head(INSTALL) as answer:
        assert answer.status == 405
    assert not await models.InstallState.exists()


async def test_each_workspace_has_its_own_council(place: Workplace) -> None:
    for team in ("T1", "T2"):
        await place.install(team)
        nadia = await member(place, team)
        await nadia.says("boost")
        await place.channel.settled()
        await nadia.press("Yes, this is me")
        await place.channel.settled()
    accounts = await models.Account.filter(channel="slack").prefetch_related("person").order_by("tenant")
    assert [(a.tenant, a.council, a.person and a.person.council) for a in accounts] == [
        ("T1", "suffolk", "suffolk"),
        ("T2", "cannock", "cannock"),
    ]


async def test_nobody_of_one_workspace_presses_what_belongs_to_another(place: Workplace) -> None:
    await place.install("T2")
    nadia = await seated(place)
    await nadia.says("boost")
    await place.settled()
    other = await member(place, "T2", "Tobias Okafor")
    await other.says("help")
    await place.settled()
    await other.press("Yes, this is me")
    await place.settled()
    label = next(b for b in nadia.buttons() if b not in {"Yes, this is me", "No", "Stop"})
    before = (await models.Conversation.get()).answers
    await other.press(label, channel=nadia.direct.id)
    await place.settled()
    talk = await models.Conversation.get()
    assert (talk.council, talk.answers) == ("suffolk", before)
    await nadia.press(label)
    await place.settled()
    assert (await models.Conversation.get()).version > talk.version


async def test_with_socket_mode_several_workspaces_work_too(
    place: Workplace, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", place.slack.app_token)
    monkeypatch.delenv("SLACK_SIGNING_SECRET")
    async with served(settings_for(tables_url, tmp_path), place.slack) as later:
        later.slack.wire.app_url = ""
        await later.slack.until(lambda: later.slack.sockets.connected)
        assert (await later.install("T2")).status == 200
        nadia = await member(later, "T2")
        await nadia.command("/ask", QUESTION)
        await later.settled()
        assert nadia.texts()


@pytest.mark.parametrize("path", [INSTALL, REDIRECT])
@pytest.mark.parametrize(
    "query",
    [
        "state=%00&code=%00",
        "state=&code=",
        "state=a&state=b&code=c&code=d",
        "%ff%fe=%ff",
        "error=%00",
        "team=%22%3E",
        "code",
    ],
)
async def test_odd_addresses_get_a_page_and_no_error(place: Workplace, path: str, query: str) -> None:
    async with place.client.get(f"{path}?{query}", headers={"Cookie": f"{COOKIE}=a; {COOKIE}"}) as answer:
        assert answer.status < 500
        assert "Comms Desk" in await answer.text()


async def test_a_workspace_without_the_app_is_told_so_and_nothing_is_done(place: Workplace) -> None:
    await place.install("T1")
    stranger = await member(place, "T9")
    await stranger.command("/ask", QUESTION)
    await place.channel.settled()
    assert not await models.Account.filter(tenant="T9").exists()
    assert not await models.Receipt.exists()


async def seated(place: Workplace) -> Person:
    """Nadia in T1, whom the application knows."""
    await place.install("T1")
    nadia = await member(place, "T1")
    await nadia.says("hello")
    await place.channel.settled()
    await nadia.press("Yes, this is me")
    await place.channel.settled()
    return nadia


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_uninstalling_forgets_the_token_and_keeps_people(place: Workplace, kind: str) -> None:
    nadia = await seated(place)
    people = await models.Person.all().count()
    place.slack.revoke("T1")
    assert (await place.tell("T1", kind)).status == 200
    row = await models.Installation.get(tenant="T1")
    assert row.sealed == ""
    assert row.ended
    account = await models.Account.get(user=nadia.id)
    assert not account.reachable
    assert await models.Person.all().count() == people
    assert (await place.tell("T1", kind)).status == 200


async def test_installing_again_mends_it(place: Workplace) -> None:
    nadia = await seated(place)
    place.slack.revoke("T1")
    await place.tell("T1", "app_uninstalled")
    assert (await place.install("T1")).status == 200
    assert (await models.Account.get(user=nadia.id)).reachable
    before = len(nadia.texts())
    await nadia.says(QUESTION)
    await place.channel.settled()
    assert await models.Installation.all().count() == 1
    assert len(place.slack.state.tokens) > 2
    assert before <= len(nadia.texts())


async def test_late_news_does_not_end_a_newer_installation(place: Workplace) -> None:
    await place.install("T1")
    place.slack.revoke("T1")
    await place.install("T1")
    assert (await place.tell("T1", "app_uninstalled")).status == 200
    assert await stored() == 1


async def test_a_slack_that_does_not_answer_is_believed(place: Workplace) -> None:
    await place.install("T1")
    place.slack.faults.arm("auth.test", status=503)
    await place.tell("T1", "app_uninstalled")
    assert await stored() == 0


async def test_with_a_wrong_key_the_server_does_not_start(
    place: Workplace, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place.install("T1")
    monkeypatch.setenv("COMMSDESK_ENCRYPTION_KEY", new_key())
    with pytest.raises(StartError, match="T1"):
        async with served(settings_for(tables_url, tmp_path), place.slack):
            pass


async def test_a_workspace_cannot_slip_to_another_council(
    place: Workplace, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place.install("T1")
    for listed, said in (("T1=cannock", "was installed in T1 for suffolk"), ("T1=atlantis", "no such council")):
        monkeypatch.setenv("SLACK_WORKSPACES", listed)
        with pytest.raises(StartError, match=said):
            async with served(settings_for(tables_url, tmp_path), place.slack):
                pass


async def test_a_workspace_that_is_taken_off_the_list_is_let_in_no_more(
    place: Workplace, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nadia = await seated(place)
    monkeypatch.setenv("SLACK_WORKSPACES", "T2=cannock")
    async with served(settings_for(tables_url, tmp_path), place.slack) as later:
        receipts = await models.Receipt.all().count()
        await nadia.command("/ask", QUESTION)
        await later.channel.settled()
        assert await models.Receipt.all().count() == receipts


async def test_one_token_and_several_workspaces_exclude_each_other(
    place: Workplace, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    with pytest.raises(StartError, match="SLACK_BOT_TOKEN"):
        async with served(settings_for(tables_url, tmp_path), place.slack):
            pass
