"""Socket Mode: the same listeners without a way in from outside, begun and ended with the server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.clock import system_clock
from bot.ids import seeded_ids
from bot.messages import Reply
from bot.server import Health, make
from tests.contracts.office_cards import APPROVAL, QUESTION
from tests.fakes.slack import fake_slack
from tests.fakes.slack.wire import ACKNOWLEDGE
from tests.unit.channels.slack.desks import Desk, FakePorts, made


class Nothing:
    """A backlog with nothing in it."""

    waiting = parked = 0
    oldest = None


@asynccontextmanager
async def connected(*, signing: bool = False, refused: bool = False) -> AsyncIterator[Desk]:
    """A desk behind the application's own server, which connects to Slack by itself."""

    async def backlog() -> Nothing:
        return Nothing()

    ports = FakePorts()
    async with fake_slack() as slack:
        secret = SecretStr(slack.signing_secret) if signing else None
        channel = made(slack, ports, app_token=SecretStr(slack.app_token), signing_secret=secret)
        desk = Desk(slack, channel, ports)
        slack.state.tokens[slack.app_token].standing = "revoked" if refused else "good"
        health = Health(backlog, lambda: True, system_clock, seeded_ids(1))
        async with TestServer(make(desk.handle, {"slack": channel}, health), host="127.0.0.1") as server:
            desk.url = str(server.make_url("/slack/events"))
            if not refused:
                await slack.until(lambda: slack.sockets.connected)
            yield desk


async def readiness(desk: Desk) -> tuple[int, str]:
    async with ClientSession() as client, client.get(desk.url.replace("/slack/events", "/readyz")) as answer:
        return answer.status, (await answer.json())["status"]


async def test_whoever_watches_sees_whether_slack_reaches_the_bot() -> None:
    async with connected() as desk:
        assert await readiness(desk) == (200, "ready")
    async with connected(refused=True) as desk:
        assert await readiness(desk) == (503, "no connection to slack")


async def test_messages_commands_presses_and_forms_work_without_a_way_in() -> None:
    async with connected() as desk:
        amira = desk.person()
        desk.reply = Reply("Done.")
        await amira.says("hello")
        await amira.sees("Done.")
        await amira.command("/ask", "may I?")
        await desk.card(amira, APPROVAL)
        await amira.press("Decline")
        await amira.submit({"Why?": "Too dear"})
        await desk.card(amira, QUESTION, "card-2")
        await amira.press("Continue", {"Cost": "80"})
        told = [(t.text, t.command, t.token) for t in desk.told]
        assert told == [("hello", "", ""), ("may I?", "ask", ""), ("", "", "decline"), ("", "", "answer-cost")]


async def test_errors_stand_beside_the_fields_by_socket_too() -> None:
    async with connected() as desk:
        amira = desk.person()
        await desk.card(amira, APPROVAL)
        desk.reply = Reply("Say more.", "warn", {"reason": "Say more."})
        await amira.press("Decline")
        await amira.submit({"Why?": "x"})
        assert "Say more." in amira.modal()


@pytest.mark.parametrize(
    "payload", [{}, {"type": "block_actions"}, {"type": 7}, {"event": "x", "type": "event_callback"}]
)
async def test_an_envelope_that_is_malformed_is_left_unanswered_and_harms_nothing(payload: dict[str, object]) -> None:
    async with connected() as desk:
        amira = desk.person()
        desk.slack.wire.patience = 0.2
        with pytest.raises(TimeoutError):
            await desk.slack.sockets.deliver("interactive", payload, answered=True)
        desk.slack.wire.patience = ACKNOWLEDGE
        await amira.says("hello")
        assert [t.text for t in desk.told] == ["hello"]


async def test_a_connection_that_slack_renews_or_drops_is_made_anew() -> None:
    async with connected() as desk:
        amira = desk.person()
        await desk.slack.sockets.refresh()
        await desk.slack.until(lambda: desk.slack.sockets.opened == 2)
        await desk.slack.until(lambda: desk.slack.sockets.connected == 1)
        await amira.says("hello")
        assert [t.text for t in desk.told] == ["hello"]


async def test_a_slack_that_does_not_let_the_bot_in_keeps_the_server_from_nothing() -> None:
    async with asyncio.timeout(30), connected(refused=True) as desk:
        amira = desk.person()
        await desk.card(amira, APPROVAL)
        assert desk.slack.sockets.opened == 0


async def test_requests_over_http_are_still_answered_where_both_are_set_up() -> None:
    async with connected(signing=True) as desk:
        desk.slack.wire.app_url = desk.url
        await desk.person().says("hello")
        assert [t.text for t in desk.told] == ["hello"]


async def test_without_a_signing_secret_there_is_no_way_in() -> None:
    async with connected() as desk:
        desk.slack.wire.app_url = desk.url
        answer = await desk.slack.wire.post(b"{}", {"Content-Type": "application/json"})
        assert answer.status == 404
        assert desk.told == []
