"""Open pages learn of every change at once, and never hold up the end of the server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot import server
from bot.channels.browser import live
from bot.server import Backlog, Health
from tests.contracts.office_cards import APPROVAL, DECIDED
from tests.unit.channels.browser.desks import Desk
from tests.unit.channels.browser.rooms import AMIRA, DEV
from tests.unit.channels.browser.tree import parse

SOON = 30


class Stream:
    """Reads the events of one open page."""

    def __init__(self, response: ClientResponse) -> None:
        self._response = response

    async def lines(self) -> list[str]:
        async with asyncio.timeout(SOON):
            raw = await self._response.content.readuntil(b"\n\n")
        return raw.decode().strip().split("\n")

    async def event(self) -> tuple[str, dict[str, str]]:
        """The next event with its name and data; comments are passed over."""
        while (lines := await self.lines())[0].startswith(":"):
            pass
        parts = dict(line.split(": ", 1) for line in lines)
        return parts["event"], json.loads(parts["data"]) | {"id of event": parts["id"]}


@asynccontextmanager
async def opened(desk: Desk, show: str = "amira,grace", after: int = 0, **headers: str) -> AsyncIterator[Stream]:
    query = {"show": show, "after": str(after)}
    async with desk.client.get("/practice/live", params=query, headers=headers) as response:
        assert response.content_type == "text/event-stream"
        yield Stream(response)


async def test_a_new_card_comes_to_the_open_page_with_the_list_of_people(desk: Desk) -> None:
    async with opened(desk) as stream:
        await stream.lines()
        message = await desk.card(APPROVAL)
        name, data = await stream.event()
        assert (name, data["user"], data["id"]) == ("message", "amira", message)
        assert parse(data["html"]).one("h3").text == APPROVAL.title
        name, data = await stream.event()
        assert (name, data["user"]) == ("seat", "amira")
        assert "1 waiting" in data["html"]


async def test_a_card_that_changes_comes_again_under_its_id(desk: Desk) -> None:
    message = await desk.card(APPROVAL)
    async with opened(desk, after=1) as stream:
        await stream.lines()
        await desk.card(DECIDED, version=2)
        _, data = await stream.event()
        assert data["id"] == message
        assert parse(data["html"]).one("li", id=f"m{message}").one("h3").text == DECIDED.title


async def test_a_form_that_came_live_can_be_sent(desk: Desk) -> None:
    async with opened(desk) as stream:
        await stream.lines()
        await desk.card(APPROVAL)
        _, data = await stream.event()
        form = parse(data["html"]).all("form")[0]
        hidden = {i.attrs["name"]: i.attrs["value"] for i in form.all("input", type="hidden")}
        assert (await desk.post("press", hidden | {"token": "approve"})).status == 303
        assert [i.token for i in desk.told] == ["approve"]


async def test_a_card_that_is_drawn_again_live_can_be_pressed_again(desk: Desk) -> None:
    stamps = set()
    async with opened(desk) as stream:
        await stream.lines()
        for version in (1, 2):
            await desk.card(APPROVAL, version=version)
            _, data = await stream.event()
            stamps |= {i.attrs["value"] for i in parse(data["html"]).all("input", name="stamp")}
            await stream.event()
    assert len(stamps) == 2


async def test_of_a_chat_that_is_not_open_only_the_list_of_people_changes(desk: Desk) -> None:
    async with opened(desk) as stream:
        await stream.lines()
        await desk.card(APPROVAL, DEV.address)
        name, data = await stream.event()
        assert (name, data["user"]) == ("seat", "dev")


@pytest.mark.parametrize("by_header", [True, False])
async def test_after_a_break_a_page_is_told_what_it_missed_and_no_more(desk: Desk, by_header: bool) -> None:
    await desk.say("seen", await desk.stamp())
    seen = await desk.ports.room.latest()
    await desk.say("missed", await desk.stamp())
    headers = {"Last-Event-ID": str(seen)} if by_header else {}
    async with opened(desk, after=0 if by_header else seen, **headers) as stream:
        _, data = await stream.event()
        assert "missed" in data["html"]
        assert data["id of event"] == str(seen + 1)
        assert (await stream.event())[0] == "seat"


async def test_the_page_says_since_when_it_must_be_told(desk: Desk) -> None:
    await desk.card(APPROVAL)
    main = (await desk.page()).one("main")
    assert main.attrs["data-after"] == str(await desk.ports.room.latest())


async def test_a_quiet_stream_sends_a_sign_of_life(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.01)
    async with opened(desk) as stream:
        assert [await stream.lines() for _ in range(3)] == [[": still here"]] * 3


async def test_closing_the_room_ends_its_streams_at_once_and_those_opened_later(desk: Desk) -> None:
    async with opened(desk) as stream:
        await stream.lines()
        await desk.channel.close()
        assert await stream.lines() == [""]
    async with opened(desk) as late:
        assert await late.lines() == [""]


async def test_a_page_that_is_closed_is_forgotten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.01)
    streams = desk.channel._practice.streams
    async with opened(desk) as stream:
        await stream.lines()
        assert len(streams) == 1
    async with asyncio.timeout(SOON):
        while len(streams):
            await asyncio.sleep(0.01)


async def test_two_pages_are_both_told(desk: Desk) -> None:
    async with opened(desk) as one, opened(desk) as other:
        await one.lines()
        await other.lines()
        await desk.card(APPROVAL, AMIRA.address)
        assert (await one.event())[1]["id"] == (await other.event())[1]["id"]


async def test_an_open_page_does_not_hold_up_the_end_of_the_server(desk: Desk) -> None:
    health = Health(backlog=nothing_waits, working=lambda: True, clock=desk.ports.clock, ids=desk.ports.ids)
    app = server.make(desk.handle, {"browser": desk.channel}, health)
    served = TestServer(app, host="127.0.0.1")
    async with TestClient(served) as client, client.get("/practice/live") as response:
        await Stream(response).lines()
        async with asyncio.timeout(SOON):
            await served.close()


async def nothing_waits() -> Backlog:
    raise AssertionError("nobody asks")
