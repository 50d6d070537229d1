"""The way out of a council's network: by the proxy that the environment names, for every call to Microsoft."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.teams.answering.drive import Drive
from bot.channels.teams.doctor.asking import asked
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.edge.keys import SigningKeys
from bot.channels.teams.edge.proxies import proxy_to
from bot.channels.teams.ports import Reference
from bot.channels.teams.settings import TeamsSettings

# Nobody listens there: whatever arrives came by the proxy.
AWAY = "http://127.0.0.1:1"


@pytest.fixture
async def passed(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[str]]:
    """What a proxy was asked for; it answers everything with an empty object."""
    seen: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(str(request.url))
        return web.json_response({"id": "1"})

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        monkeypatch.setenv("http_proxy", str(server.make_url("")))
        monkeypatch.setenv("no_proxy", "localhost")
        yield seen


async def test_keys_and_the_doctor_go_by_the_proxy(passed: list[str]) -> None:
    keys = SigningKeys(f"{AWAY}/keys")
    await keys.start()
    await keys.close()
    assert (await asked(f"{AWAY}/doctor")).status == 200
    assert passed == [f"{AWAY}/keys", f"{AWAY}/doctor"]


async def test_messages_go_by_the_proxy(passed: list[str]) -> None:
    settings = TeamsSettings(teams_unsafe_local=True)
    connector = Connector(settings, Credentials(settings))
    there = Reference("t", "a:1", f"{AWAY}/teams/", "28:1", "personal")
    assert await connector.post(there, {"type": "message", "text": "hello"}) == "1"
    await connector.close()
    assert passed == [f"{AWAY}/teams/v3/conversations/a%3A1/activities"]


async def test_files_go_by_the_proxy(passed: list[str]) -> None:
    drive = Drive(lambda _: True)
    assert b"1" in await drive.fetch(f"{AWAY}/sent")
    await drive.put(f"{AWAY}/asked-for", b"list")
    await drive.close()
    assert passed == [f"{AWAY}/sent", f"{AWAY}/asked-for"]


@pytest.mark.parametrize(("url", "by"), [("http://localhost/x", None), ("https://a.example/", "http://proxy:3128")])
def test_a_host_that_is_left_out_is_called_directly(monkeypatch: pytest.MonkeyPatch, url: str, by: str | None) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy:3128")
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    monkeypatch.setenv("no_proxy", "localhost")
    assert proxy_to(url) == by
