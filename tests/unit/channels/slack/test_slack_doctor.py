"""The doctor: each fault that a person can make when they set Slack up is found, with what to do."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pydantic import SecretStr

from bot.channels.slack.calling.scopes import BOT
from bot.channels.slack.doctor.examining import Examination
from bot.channels.slack.doctor.patients import Patient
from bot.channels.slack.doctor.tokens import clock as compared
from bot.channels.slack.settings import SlackSettings
from bot.clock import Clock, FixedClock, system_clock
from bot.findings import Finding
from bot.ids import seeded_ids
from tests.fakes.slack import Slack, User, fake_slack
from tests.unit.channels.slack.desks import open_desk

HEX = "0123456789abcdef" * 2


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with fake_slack(system_clock) as made:
        made.install("T1", BOT)
        yield made


async def found(
    slack: Slack, *patients: Patient, clock: Clock = system_clock, url: str = "", **more: object
) -> list[Finding]:
    """What the doctor finds."""
    given = SlackSettings(slack_api_url=slack.url, **more)  # type: ignore[arg-type]  # settings by their names
    whom = patients or (Patient(slack.token()),)
    return [f async for f in Examination(given, whom, clock, seeded_ids(1), url).findings()]


def ill(findings: list[Finding]) -> dict[str, Finding]:
    """What is not well, by what it is about; each says what to do, and what is well says nothing."""
    assert [f for f in findings if f.well == bool(f.advice)] == []
    return {f.about: f for f in findings if not f.well}


async def test_all_is_well(slack: Slack) -> None:
    slack.channel("C1")
    member, app = Patient(slack.token(), channels=("T1/C1",)), SecretStr(slack.app_token)
    findings = await found(slack, member, signing_secret=SecretStr(HEX), app_token=app)
    assert ill(findings) == {}
    assert len(findings) == 7


@pytest.mark.parametrize("secret", ["", "abc", HEX.upper(), HEX + "0", "xoxb-123"])
async def test_a_signing_secret_of_the_wrong_form_is_found_and_not_printed(slack: Slack, secret: str) -> None:
    findings = ill(await found(slack, signing_secret=SecretStr(secret or "x")))
    assert set(findings) == {"Signing secret"}
    assert not secret or secret not in repr(findings)


@pytest.mark.parametrize(("standing", "code"), [("revoked", "token_revoked"), ("inactive", "account_inactive")])
async def test_a_token_that_slack_does_not_take_is_found(slack: Slack, standing: str, code: str) -> None:
    slack.state.tokens[slack.token()].standing = standing  # type: ignore[assignment]  # one of the two
    findings = ill(await found(slack))
    assert code in findings["Bot token"].seen


async def test_a_token_that_nobody_has_and_one_of_another_kind_are_found(slack: Slack) -> None:
    for wrong in ("xoxb-nobody", slack.app_token):
        findings = ill(await found(slack, Patient(wrong)))
        assert set(findings) == {"Bot token"}
        assert wrong not in repr(findings)


async def test_a_workspace_that_installed_the_app_itself_is_sent_to_the_page_for_it(slack: Slack) -> None:
    findings = ill(await found(slack, Patient("xoxb-nobody", "T1"), client_id="1.2", workspaces={"T1": "suffolk"}))
    assert "/slack/install" in findings["Token of T1"].advice


async def test_a_slack_that_is_away_is_not_the_tokens_fault(slack: Slack) -> None:
    slack.faults.arm("auth.test", status=503)
    assert "slack.com" in ill(await found(slack))["Bot token"].advice


async def test_missing_scopes_are_named(slack: Slack) -> None:
    slack.install("T1", [s for s in BOT if s not in {"im:history", "commands"}])
    assert ill(await found(slack))["Scopes"].seen == "Missing: commands, im:history."


async def test_scopes_that_are_not_needed_are_mentioned(slack: Slack) -> None:
    slack.install("T1", [*BOT, "channels:history"])
    scopes = next(f for f in await found(slack) if f.about == "Scopes")
    assert scopes.well
    assert "channels:history" in scopes.seen


@pytest.mark.parametrize(("off", "well"), [(290, True), (-290, True), (310, False), (-310, False)])
async def test_a_clock_that_is_five_minutes_wrong_is_found(slack: Slack, off: int, well: bool) -> None:
    clock = FixedClock(system_clock.now() + timedelta(seconds=off))
    assert ("Clock" not in ill(await found(slack, clock=clock))) == well


@pytest.mark.parametrize(
    ("off", "said"), [(0.2, "agrees with"), (1.2, "1 second ahead of"), (-1.2, "1 second behind"), (40, "40 seconds")]
)
def test_how_far_a_clock_is_off_is_said_in_words(off: float, said: str) -> None:
    at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert said in compared(format_datetime(at, usegmt=True), at + timedelta(seconds=off)).seen


async def test_an_app_level_token_that_slack_does_not_take_is_found(slack: Slack) -> None:
    slack.state.tokens[slack.app_token].standing = "revoked"
    findings = ill(await found(slack, app_token=SecretStr(slack.app_token)))
    assert "connections:write" in findings["App-level token"].advice


async def test_a_channel_where_the_bot_is_not_is_found(slack: Slack) -> None:
    slack.channel("C1").members.clear()
    slack.channel("C2", private=True).members.clear()
    slack.channel("C3").archived = True
    addresses = ("T1/C1", "T1/C2", "T1/C3", "T1/C9", "T2/C1")
    findings = ill(await found(slack, Patient(slack.token(), channels=addresses)))
    assert [about for about in findings if about.startswith("Channel")] == [
        "Channel C1",
        "Channel C2",
        "Channel C3",
        "Channel C9",
    ]


async def test_a_channel_that_people_from_outside_read_is_found(slack: Slack) -> None:
    slack.team("T9", "Elsewhere", install=False)
    other = slack.add(User("UOTHER", "T9", "other", "Other Council", "other@elsewhere.example"))
    slack.channel("C1", other.id)
    findings = ill(await found(slack, Patient(slack.token(), channels=("T1/C1",))))
    assert "outside" in findings["Channel C1"].seen
    assert "/comms here" in findings["Channel C1"].advice


async def test_a_listed_workspace_without_the_app_is_found(slack: Slack) -> None:
    listed = {"T1": "suffolk", "T2": "cannock"}
    findings = ill(await found(slack, Patient(slack.token(), "T1"), client_id="1.2", workspaces=listed))
    assert set(findings) == {"Workspace T2"}


async def test_the_public_address_is_asked_as_slack_asks_it(slack: Slack) -> None:
    async with open_desk(signing_secret=SecretStr(HEX)) as desk:
        desk.slack.signing_secret = HEX
        url = desk.slack.wire.app_url.removesuffix("/slack/events")
        assert ill(await found(slack, url=url + "/", signing_secret=SecretStr(HEX))) == {}
        wrong = ill(await found(slack, url=url, signing_secret=SecretStr(HEX[::-1])))
        assert "401" in wrong["Public address"].seen
        lost = ill(await found(slack, url=url + "/elsewhere", signing_secret=SecretStr(HEX)))
        assert "404" in lost["Public address"].seen


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nonsense", "http://[", "https://127.0.0.1:1"])
async def test_a_public_address_that_does_not_answer_is_found(slack: Slack, url: str) -> None:
    findings = ill(await found(slack, url=url, signing_secret=SecretStr(HEX)))
    assert "does not answer" in findings["Public address"].seen


async def test_a_public_address_is_not_asked_without_a_secret_to_sign_with(slack: Slack) -> None:
    findings = ill(await found(slack, url="https://127.0.0.1:1", app_token=SecretStr(slack.app_token)))
    assert "Socket Mode" in findings["Public address"].advice
