"""Which workspace a token belongs to, asked once; and a Slack that does not answer costs nobody their three seconds."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.channels.slack.calling import workspaces
from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.calling.workspaces import SingleWorkspace
from bot.channels.slack.channel import Setup, SlackChannel
from bot.channels.slack.settings import SlackSettings
from bot.errors import ChannelError
from bot.messages import Reply
from tests.unit.channels.slack.desks import Desk, FakeReach, open_desk


async def test_the_workspace_is_the_tokens_own_and_no_other(desk: Desk) -> None:
    found = SingleWorkspace(calls := Calls(desk.slack.url), desk.slack.token(), "suffolk", FakeReach())
    here = await found.of("T1")
    await calls.close()
    assert here
    assert (here.team, here.council, here.bot_user) == ("T1", "suffolk", desk.slack.bot())
    assert await found.of("T2") is None
    assert desk.slack.token() not in repr(here)


async def test_a_request_before_slack_has_said_who_we_are_is_acknowledged_with_a_sentence(desk: Desk) -> None:
    desk.slack.faults.arm("auth.test", delay=60.0)
    amira = desk.person()
    await amira.command("/ask", "may I?")
    assert await amira.sees("does not answer")
    assert desk.told == []


@pytest.mark.parametrize("way", ["message", "shortcut"])
async def test_what_nobody_can_be_told_of_is_not_acknowledged_so_that_slack_says_it_again(
    desk: Desk, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspaces, "PAUSE", 0.0)
    desk.slack.faults.arm("auth.test", status=503, times=2)
    amira = desk.person()
    with pytest.raises(AssertionError, match="503"):
        await (amira.says("hello") if way == "message" else amira.shortcut("my_requests"))
    assert desk.told == []
    assert (await desk.slack.wire.again(desk.slack.wire.sent[-1])).status == 200
    assert len(desk.told) == 1


async def test_a_slack_that_did_not_answer_is_left_alone_for_a_moment_and_then_asked_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira = desk.person()
    desk.reply = Reply("Yes.")
    desk.slack.faults.arm("auth.test", status=503, times=9)
    await amira.command("/ask", "may I?")
    await amira.command("/ask", "may I?")
    assert len(desk.slack.made("auth.test")) == 1
    monkeypatch.setattr(workspaces, "PAUSE", 0.0)
    desk.slack.faults.armed.clear()
    quick = SingleWorkspace(calls := Calls(desk.slack.url), desk.slack.token(), "suffolk", FakeReach())
    desk.slack.faults.arm("auth.test", status=503)
    with pytest.raises(ChannelError):
        await quick.of("T1")
    assert await quick.of("T1")
    await calls.close()


async def test_whoever_took_the_app_out_is_not_written_to_until_it_is_back(desk: Desk) -> None:
    reach = FakeReach()
    found = SingleWorkspace(calls := Calls(desk.slack.url), desk.slack.token(), "suffolk", reach)
    await found.begin()
    await found.gone("T1")
    assert reach.lost == set()
    desk.slack.revoke("T1")
    await found.gone("T1")
    await found.begin()
    assert reach.lost == {"T1"}
    desk.slack.install("T1")
    again = SingleWorkspace(calls, desk.slack.token(), "suffolk", reach)
    await again.begin()
    await calls.close()
    assert reach.lost == set()


class Away(SingleWorkspace):
    """Workspaces whose end cannot be kept."""

    async def gone(self, team: str) -> None:
        raise ConnectionError("the database is away")


async def test_news_of_an_end_that_could_not_be_kept_is_asked_for_again(desk: Desk) -> None:
    calls = Calls(desk.slack.url)
    away = Away(calls, desk.slack.token(), "suffolk", FakeReach())
    given = SlackSettings(signing_secret=SecretStr(desk.slack.signing_secret))
    channel = SlackChannel(Setup(given, desk.ports, away, calls, "a secret"))
    app = web.Application()
    app.add_routes(channel.routes(desk.handle))
    told = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": {"type": "app_uninstalled"}}
    async with TestServer(app, host="127.0.0.1") as server:
        desk.slack.wire.app_url = str(server.make_url("/slack/events"))
        assert (await desk.slack.wire.deliver("events_api", told)).status == 503
    await channel.close()


async def test_settings_for_several_workspaces_do_not_make_bolt_keep_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in {"HOME": str(tmp_path), "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "abc"}.items():
        monkeypatch.setenv(name, value)
    async with open_desk() as desk:
        await desk.person().says("hello")
        assert [t.text for t in desk.told] == ["hello"]
    assert list(tmp_path.iterdir()) == []
