"""The end of the Slack channel: what was promised is finished, what hangs is stopped, and a late press counts."""

import asyncio

import pytest
from aiohttp import web

from bot import background
from bot.background import Background
from bot.clock import system_clock
from bot.errors import ChannelError
from bot.ids import seeded_ids
from bot.messages import Reply
from bot.server import Health, make
from tests.contracts.office_cards import APPROVAL
from tests.unit.channels.slack.desks import Desk


async def test_what_was_promised_is_finished_before_the_end() -> None:
    done = []

    async def work() -> None:
        await asyncio.sleep(0.05)
        done.append(True)

    tasks = Background(seeded_ids(1), "slack")
    tasks.start(work())
    await tasks.close()
    assert done == [True]


async def test_what_hangs_is_stopped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "GRACE", 0.05)
    tasks = Background(seeded_ids(1), "slack")
    tasks.start(asyncio.sleep(3600))
    async with asyncio.timeout(30):
        await tasks.close()


async def test_what_fails_afterwards_is_a_line_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    async def refused() -> None:
        raise ChannelError("is_archived", "The channel is archived.", permanent=True)

    async def broken() -> None:
        raise RuntimeError("upside down")

    tasks = Background(seeded_ids(1), "slack")
    tasks.start(refused())
    tasks.start(broken())
    await tasks.close()
    said = capsys.readouterr().out
    assert "slack_not_told" in said
    assert "is_archived" in said
    assert "slack_task_failed" in said
    assert all("event_id=" in line for line in said.splitlines() if line.startswith("20"))


async def test_a_press_during_a_deploy_is_kept_acknowledged_and_answered(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.reply, desk.delay = Reply("Approved."), 0.3
    health = Health(_no_backlog, lambda: True, system_clock, seeded_ids(1))
    runner = web.AppRunner(make(desk.handle, {"slack": desk.channel}, health), shutdown_timeout=5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    desk.slack.wire.app_url = f"http://{host}:{port}/slack/events"
    pressing = asyncio.create_task(amira.press("Approve"))
    while not desk.told:
        await asyncio.sleep(0.01)
    await runner.cleanup()
    assert (await pressing).status == 200
    assert any("Approved." in text for text in amira.texts())


async def _no_backlog() -> "Nothing":
    return Nothing()


class Nothing:
    """A backlog with nothing in it."""

    waiting = parked = 0
    oldest = None
