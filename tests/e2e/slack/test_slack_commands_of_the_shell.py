"""`commsdesk slack`, as an administrator types it: the manifest, a key, and the doctor on a real database."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yaml
from cryptography.fernet import Fernet

from bot.channels.slack.calling.scopes import BOT
from bot.cli.exits import Exit
from bot.clock import system_clock
from bot.settings import Settings
from bot.storage.database import opened
from bot.storage.models import TeamChannel
from tests.e2e.slack.workspaces import workplace
from tests.fakes.slack import Slack, fake_slack
from tests.unit.cli.typed import Ran, Typed

HEX = "0123456789abcdef" * 2


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(monkeypatch, capsys)


@pytest.fixture
async def slack(tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Slack]:
    """Slack with one workspace, whose token is set, and a database with a team's channel in it."""
    async with fake_slack(system_clock) as made:
        settings = {
            "COMMSDESK_DATABASE_URL": tables_url, "COMMSDESK_DATA_DIR": str(tmp_path), "COMMSDESK_SECRET": "s" * 40,
            "COMMSDESK_SLACK_API_URL": made.url, "SLACK_BOT_TOKEN": made.install("T1", BOT).value,
            "SLACK_SIGNING_SECRET": HEX,
        }  # fmt: skip
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        made.channel("C1")
        async with opened(Settings()):
            await TeamChannel.create(council="suffolk", role="communications", channel="slack", address="T1/C1")
        yield made


@pytest.fixture
async def installed(
    tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> AsyncIterator[Slack]:
    """Slack after one of two listed workspaces has installed the app, and the bot has stopped."""
    async with workplace(tables_url, tmp_path, monkeypatch) as place:
        await place.install("T1")
    for name, value in (("DATABASE_URL", tables_url), ("DATA_DIR", str(tmp_path)), ("SECRET", "s" * 40)):
        monkeypatch.setenv(f"COMMSDESK_{name}", value)
    async with fake_slack(system_clock) as made:
        made.state = place.slack.state
        monkeypatch.setenv("COMMSDESK_SLACK_API_URL", made.url)
        capsys.readouterr()
        yield made


async def doctor(typed: Typed, *words: str) -> Ran:
    """The doctor in a thread of its own, so that Slack can answer it."""
    return await asyncio.to_thread(typed, "slack", "doctor", *words)


async def test_the_doctor_finds_all_well(slack: Slack, typed: Typed) -> None:
    ran = await doctor(typed)
    assert ran.code == Exit.DONE
    lines = ran.out.splitlines()
    assert [line for line in lines[:-1] if not line.startswith("✓ ")] == []
    assert "✓ Channel C1: " in ran.out


async def test_the_doctor_says_what_to_do_and_ends_with_one(slack: Slack, typed: Typed) -> None:
    slack.state.conversations["C1"].members.clear()
    ran = await doctor(typed)
    assert ran.code == Exit.FOUND
    assert "✗ Channel C1: " in ran.out
    assert "/invite" in ran.out


async def test_the_doctor_tells_machines_too_and_prints_no_secret(slack: Slack, typed: Typed) -> None:
    slack.revoke("T1")
    ran = await doctor(typed, "--json")
    assert ran.code == Exit.FOUND
    assert ran.data["well"] is False
    assert {"about", "well", "seen", "advice"} == set(ran.data["findings"][0])
    assert [s for s in (HEX, *slack.state.tokens) if s in ran.out + ran.err] == []


async def test_a_database_that_cannot_be_used_is_a_finding_beside_the_others(
    slack: Slack, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", "sqlite:///nowhere/at/all.db")
    ran = await doctor(typed, "--json")
    ill = [f["about"] for f in ran.data["findings"] if not f["well"]]
    assert (ran.code, ill) == (Exit.FOUND, ["Database"])


async def test_settings_that_miss_something_are_all_that_is_said(
    slack: Slack, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_SIGNING_SECRET")
    ran = await doctor(typed, "--json")
    assert [f["about"] for f in ran.data["findings"]] == ["Settings"]
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    ran = await doctor(typed)
    assert ran.code == Exit.FOUND
    assert "docs/slack.md" in ran.out


async def test_the_one_workspace_of_a_council_that_nobody_knows_is_found(
    slack: Slack, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMSDESK_COUNCIL", "atlantis")
    ran = await doctor(typed)
    assert ran.code == Exit.FOUND
    assert "✗ Settings: There is no council named 'atlantis'" in ran.out


async def test_workspaces_that_installed_the_app_are_examined_one_by_one(
    installed: Slack, monkeypatch: pytest.MonkeyPatch, typed: Typed
) -> None:
    ran = await doctor(typed, "--json")
    ill = {f["about"] for f in ran.data["findings"] if not f["well"]}
    assert "Workspace T2" in ill
    assert "Workspace T1" not in ill
    assert any(f["about"] == "Token of T1" and f["well"] for f in ran.data["findings"])
    monkeypatch.setenv("COMMSDESK_ENCRYPTION_KEY", Fernet.generate_key().decode())
    ran = await doctor(typed)
    assert "✗ Database: The token of T1" in ran.out


async def test_a_workspace_whose_key_is_lost_can_be_forgotten(
    installed: Slack, monkeypatch: pytest.MonkeyPatch, typed: Typed
) -> None:
    monkeypatch.setenv("COMMSDESK_ENCRYPTION_KEY", Fernet.generate_key().decode())
    assert (await asyncio.to_thread(typed, "slack", "forget", "T1")).code == Exit.DONE
    ran = await asyncio.to_thread(typed, "slack", "forget", "T1", "--json")
    assert (ran.code, ran.data) == (Exit.FOUND, {"forgotten": False})
    assert "✗ Database" not in (await doctor(typed)).out


async def test_councils_that_nobody_knows_and_two_ways_at_once_are_found(
    installed: Slack, monkeypatch: pytest.MonkeyPatch, typed: Typed
) -> None:
    monkeypatch.setenv("SLACK_WORKSPACES", "T1=atlantis")
    assert "atlantis" in (await doctor(typed)).out
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert [f["about"] for f in (await doctor(typed, "--json")).data["findings"]] == ["Settings", "Settings"]


def test_the_manifest_is_printed_with_the_address_in_it(typed: Typed) -> None:
    ran = typed("slack", "manifest", "--url", "https://desk.suffolk.gov.uk")
    assert ran.code == Exit.DONE
    url = yaml.safe_load(ran.out)["settings"]["interactivity"]["request_url"]
    assert url == "https://desk.suffolk.gov.uk/slack/events"
    assert yaml.safe_load(typed("slack", "manifest", "--socket").out)["settings"]["socket_mode_enabled"] is True


@pytest.mark.parametrize("words", [(), ("--url", "http://x.uk"), ("--url", "http://x.uk", "--socket")])
def test_a_manifest_that_slack_could_not_use_is_not_printed(typed: Typed, words: tuple[str, ...]) -> None:
    ran = typed("slack", "manifest", *words)
    assert ran.code == Exit.BAD_CALL
    assert ran.out == ""
    assert "https://" in ran.err or "--url" in ran.err


def test_each_key_is_a_new_one(typed: Typed) -> None:
    keys = [typed("slack", "key").out.strip() for _ in range(2)]
    assert keys[0] != keys[1]
    assert Fernet(keys[0])
