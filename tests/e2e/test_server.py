"""The server as those who run it see it: whether it lives, whether it is ready, its figures, and its last resort."""

import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels import Channel, Handle
from bot.clock import FixedClock
from bot.ids import seeded_ids
from bot.messages import Account, Incoming, Posting, Reply
from bot.server import Health, make

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class Left:
    """What is left to say."""

    waiting: int = 2
    parked: int = 1
    oldest: datetime | None = NOW - timedelta(seconds=30)


def hold_up(request: web.Request) -> None:
    """Keep the event loop for as long as whoever asks wants."""
    time.sleep(float(request.query.get("holds_up", "0")))


@dataclass
class Line:
    """A channel of one route: whatever is posted there has come in."""

    name: str = "line"

    def routes(self, handle: Handle) -> list[web.RouteDef]:
        async def come_in(request: web.Request) -> web.Response:
            hold_up(request)
            reply = await handle(Incoming("1", Account("line", "t", "u"), "a", text=await request.text()))
            return web.json_response({"text": reply.text})

        return [web.post("/line", come_in)]

    async def send(self, posting: Posting) -> str:
        return posting.key

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class Desk:
    """What stands behind the server, and may be away."""

    away: bool = False
    heard: list[str] = field(default_factory=list)

    async def handle(self, incoming: Incoming) -> Reply:
        if incoming.text == "bug":
            raise ZeroDivisionError
        self.heard.append(incoming.text)
        return Reply("Heard.", "good", counted=incoming.text != "in confidence")

    async def backlog(self) -> Left:
        if self.away:
            raise ConnectionError("no database")
        return Left()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def client(desk: Desk) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    channels: dict[str, Channel] = {"line": Line()}
    health = Health(desk.backlog, lambda: True, FixedClock(NOW), seeded_ids(1))
    async with TestClient(TestServer(make(desk.handle, channels, health))) as client:
        yield client


async def test_a_process_that_lives_says_so_even_without_its_database(client: ClientSession, desk: Desk) -> None:
    desk.away = True
    answer = await client.get("/healthz")
    assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def test_it_is_ready_while_the_database_answers_and_says_what_is_left_and_what_was_given_up(
    client: ClientSession, desk: Desk
) -> None:
    answer = await client.get("/readyz")
    assert await answer.json() == {"status": "ready", "waiting": 2, "parked": 1, "delivering": True}
    desk.away = True
    answer = await client.get("/readyz")
    assert (answer.status, (await answer.json())["status"]) == (503, "database away")


async def test_the_figures_count_what_came_in_and_what_is_to_be_said(client: ClientSession) -> None:
    await client.post("/line", data="hello")
    figures = await (await client.get("/metrics")).text()
    assert 'commsdesk_incoming_total{channel="line",tone="good"} 1.0' in figures
    assert "commsdesk_outbox_waiting 2.0" in figures
    assert "commsdesk_outbox_parked 1.0" in figures
    assert "commsdesk_outbox_oldest_seconds 30.0" in figures


async def test_no_figure_shows_that_something_came_in_confidence(client: ClientSession) -> None:
    await client.post("/line", data="in confidence")
    figures = await (await client.get("/metrics")).text()
    assert "commsdesk_incoming_total{" not in figures
    assert "commsdesk_incoming_seconds_count" not in figures


async def test_the_figures_say_that_the_database_is_away(client: ClientSession, desk: Desk) -> None:
    assert "commsdesk_database_up 1.0" in await (await client.get("/metrics")).text()
    desk.away = True
    answer = await client.get("/metrics")
    assert (answer.status, "commsdesk_database_up 0.0" in await answer.text()) == (200, True)


async def test_the_figures_say_that_something_held_up_the_event_loop(client: ClientSession) -> None:
    await client.post("/line?holds_up=0.25", data="hello")
    figures = await (await client.get("/metrics")).text()
    within, all_of_them = (
        float(re.findall(rf'commsdesk_loop_seconds_bucket{{le="{le}"}} (.*)', figures.replace("+", ""))[0])
        for le in ("0.2", "Inf")
    )
    assert within < all_of_them


async def test_the_figures_carry_nothing_that_anybody_wrote(client: ClientSession) -> None:
    await client.post("/line", data="my secret worry")
    assert "worry" not in await (await client.get("/metrics")).text()


async def test_a_mistake_of_ours_is_answered_with_a_sentence_and_no_traceback(client: ClientSession) -> None:
    answer = await client.post("/line", data="bug")
    text = await answer.text()
    assert answer.status == 500
    assert "Something went wrong here" in text
    assert "ZeroDivisionError" not in text


async def test_a_body_over_a_megabyte_is_refused(client: ClientSession, desk: Desk) -> None:
    answer = await client.post("/line", data=BytesIO(b"x" * (1024 * 1024 + 1)))
    assert answer.status == 413
    assert desk.heard == []


async def test_what_is_not_there_is_not_found(client: ClientSession) -> None:
    for path in ("/", "/slack/events", "/nothing"):
        assert (await client.get(path)).status == 404
