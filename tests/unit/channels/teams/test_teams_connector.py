"""Calls to Teams: few at once, to allowed addresses alone, and every refusal in our own terms."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.teams.edge.connector import AT_ONCE, Connector
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.edge.refusals import LONGEST_WAIT, SENTENCES
from bot.channels.teams.ports import Reference
from bot.errors import ChannelError
from tests.fakes.teams import HOME, FakeTeams, fake_teams
from tests.fakes.teams.person import Person
from tests.unit.channels.teams.edges import OTHER, settings_of
from tests.unit.channels.teams.test_teams_keys import Time

MESSAGE = {"type": "message", "text": "Hello", "textFormat": "plain"}


@dataclass
class Line:
    """The connector, and somebody in Teams to write to."""

    teams: FakeTeams
    nadia: Person
    connector: Connector
    credentials: Credentials
    time: Time

    @property
    def chat(self) -> Reference:
        """The personal chat with her."""
        return Reference(
            HOME, self.nadia.direct.id, self.teams.service_url, self.teams.bot_id, "personal", self.nadia.id
        )


@pytest.fixture
async def line(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Line]:
    async with fake_teams() as teams:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", teams.ca_file)
        time = Time()
        credentials = Credentials(settings_of(teams), time)
        connector = Connector(settings_of(teams), credentials)
        yield Line(teams, teams.person("nadia"), connector, credentials, time)
        await connector.close()
        await credentials.close()


async def refused(call: Any) -> ChannelError:
    with pytest.raises(ChannelError) as refusal:
        await call
    assert refusal.value.sentence.endswith(".")
    return refusal.value


async def test_a_message_is_posted_and_edited_in_its_place(line: Line) -> None:
    message = await line.connector.post(line.chat, MESSAGE)
    await line.connector.edit(line.chat, message, {**MESSAGE, "text": "Goodbye"})
    (shown,) = line.nadia.direct.messages
    assert (shown.id, shown.text, shown.edits) == (message, "Goodbye", 1)


async def test_a_message_says_where_it_goes_and_who_it_is_from(line: Line) -> None:
    await line.connector.post(line.chat, MESSAGE)
    (sent,) = line.teams.made("send")
    assert sent.body["from"] == {"id": line.teams.bot_id}
    assert sent.body["conversation"] == {"id": line.chat.conversation, "conversationType": "personal", "tenantId": HOME}


async def test_a_conversation_in_a_thread_keeps_its_odd_letters(line: Line) -> None:
    channel = line.teams.channel("News", line.nadia)
    root = channel.id + ";messageid=1700000000000"
    await line.connector.post(Reference(HOME, root, line.teams.service_url, line.teams.bot_id, "channel"), MESSAGE)
    assert line.teams.made("send")[0].conversation == root


async def test_a_personal_chat_is_begun_with_somebody_who_has_never_written(line: Line) -> None:
    opened = await line.connector.open(HOME, line.teams.service_url, line.nadia.id)
    assert opened == line.chat


async def test_a_chat_without_an_id_is_none(line: Line) -> None:
    async with TestServer(answering(web.json_response({}, status=201))) as server:
        url = str(server.make_url("/"))
        connector = Connector(settings_of(line.teams, teams_service_urls=(url,)), line.credentials)
        refusal = await refused(connector.open(HOME, url, line.nadia.id))
        await connector.close()
    assert not refusal.permanent


@asynccontextmanager
async def believing(line: Line, body: bytes) -> AsyncIterator[tuple[Connector, Reference]]:
    """A connector to a service that answers everything with this and 200, and a chat there."""
    async with TestServer(answering(web.Response(body=body))) as server:
        url = str(server.make_url("/"))
        connector = Connector(settings_of(line.teams, teams_service_urls=(url,)), line.credentials)
        try:
            yield connector, replace(line.chat, service_url=url)
        finally:
            await connector.close()


PAGE = b"<html>Sign in to this network.</html>"


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", PAGE, b'{"id": ""}', b'{"id": 5}'])
async def test_an_answer_that_tells_of_no_member_is_believed_of_nobody(line: Line, body: bytes) -> None:
    async with believing(line, body) as (connector, chat):
        assert not (await refused(connector.member(chat, line.nadia.id))).permanent


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", PAGE, b'{"members": []}', b'{"members": [5]}'])
async def test_a_chat_in_which_nobody_is_was_not_told_of(line: Line, body: bytes) -> None:
    async with believing(line, body) as (connector, chat):
        assert not (await refused(connector.members(chat))).permanent


async def test_a_page_of_a_proxys_is_not_taken_for_a_message_that_arrived(line: Line) -> None:
    async with believing(line, PAGE) as (connector, chat):
        assert not (await refused(connector.post(chat, MESSAGE))).permanent
    async with believing(line, PAGE) as (connector, chat):
        assert not (await refused(connector.edit(chat, "1", MESSAGE))).permanent


async def test_an_edit_that_is_answered_without_a_word_is_done(line: Line) -> None:
    async with believing(line, b"") as (connector, chat):
        await connector.edit(chat, "1", MESSAGE)


async def test_with_nobody_who_has_not_the_app_a_chat_is_begun(line: Line) -> None:
    stranger = line.teams.person("stranger", has_app=False)
    refusal = await refused(line.connector.open(HOME, line.teams.service_url, stranger.id))
    assert (refusal.code, refusal.permanent) == ("ForbiddenOperationException", True)


async def test_a_member_is_told_as_teams_tells_it(line: Line) -> None:
    told = await line.connector.member(line.chat, line.nadia.id)
    assert (told["id"], told["email"]) == (line.nadia.id, "nadia@council.example")


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
async def test_trouble_of_the_moment_is_for_now_and_never_tried_again_here(line: Line, status: int) -> None:
    line.teams.faults.arm("send", status=status, retry_after=7.0)
    refusal = await refused(line.connector.post(line.chat, MESSAGE))
    assert not refusal.permanent
    assert len(line.teams.calls) == 1


@pytest.mark.parametrize(("asked", "wait"), [(7.0, 7.0), (None, None), (1e9, LONGEST_WAIT)])
async def test_the_wait_that_teams_asks_for_is_passed_on(line: Line, asked: float | None, wait: float | None) -> None:
    line.teams.faults.arm("send", status=429, retry_after=asked)
    refusal = await refused(line.connector.post(line.chat, MESSAGE))
    assert (refusal.code, refusal.retry_after) == ("Throttled", wait)


@pytest.mark.parametrize("said", ["soon", "-1", "nan", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_a_wait_that_is_no_number_is_none(line: Line, said: str) -> None:
    assert (await answered(line, web.Response(status=429, headers={"Retry-After": said}))).retry_after is None


BLOCKED: list[tuple[Callable[[Line], None], str]] = [
    (lambda line: setattr(line.nadia.direct, "blocked", True), "MessageWritesBlocked"),
    (lambda line: setattr(line.nadia.direct, "installed", False), "MessageWritesBlocked"),
    (lambda line: setattr(line.teams.state.tenants[HOME], "disabled", True), "BotDisabledByAdmin"),
    (lambda line: line.teams.state.conversations.clear(), "ConversationNotFound"),
]


@pytest.mark.parametrize(("happens", "code"), BLOCKED, ids=range(len(BLOCKED)))
async def test_what_teams_refuses_is_for_good_by_its_own_name(
    line: Line, happens: Callable[[Line], None], code: str
) -> None:
    chat = line.chat
    happens(line)
    refusal = await refused(line.connector.post(chat, MESSAGE))
    assert (refusal.code, refusal.permanent) == (code, True)
    assert refusal.sentence == SENTENCES[code]


async def test_a_conversation_that_the_bot_is_not_in_is_refused(line: Line) -> None:
    group = line.teams.group("team", line.nadia, installed=False)
    there = Reference(HOME, group.id, line.teams.service_url, line.teams.bot_id, "groupChat")
    assert (await refused(line.connector.post(there, MESSAGE))).code == "BotNotInConversationRoster"


async def test_a_message_that_is_gone_is_told_from_a_conversation_that_is(line: Line) -> None:
    refusal = await refused(line.connector.edit(line.chat, "1", MESSAGE))
    assert (refusal.code, refusal.permanent) == ("ActivityNotFoundInConversation", True)


async def test_somebody_who_is_not_there_is_no_member(line: Line) -> None:
    assert (await refused(line.connector.member(line.chat, "29:nobody"))).code == "MemberNotFoundInConversation"


async def test_a_card_that_is_too_long_is_refused(line: Line) -> None:
    refusal = await refused(line.connector.post(line.chat, {**MESSAGE, "text": "x" * 60_000}))
    assert (refusal.code, refusal.permanent) == ("MessageSizeTooBig", True)
    line.teams.breaches.clear()


async def test_no_answer_is_for_now(line: Line) -> None:
    line.teams.faults.arm("send", lost=True)
    refusal = await refused(line.connector.post(line.chat, MESSAGE))
    assert refusal.code.startswith("unreachable_")
    assert not refusal.permanent
    assert len(line.nadia.direct.messages) == 1


async def test_a_teams_that_takes_too_long_is_for_now(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.teams.edge.connector.PATIENCE", 0.05)
    held = asyncio.Event()
    line.teams.faults.arm("send", held=held)
    refusal = await refused(line.connector.post(line.chat, MESSAGE))
    held.set()
    assert (refusal.code.startswith("unreachable_"), refusal.permanent) == (True, False)


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "http://127.0.0.1:1/teams/", "{}../", "{}@evil.example/", "{}?a=b", ""]
)
async def test_the_token_goes_nowhere_but_to_allowed_addresses(line: Line, url: str) -> None:
    there = replace(line.chat, service_url=url.format(line.teams.service_url))
    for call in (
        line.connector.post(there, MESSAGE),
        line.connector.edit(there, "1", MESSAGE),
        line.connector.member(there, "29:1"),
        line.connector.open(HOME, there.service_url, "29:1"),
    ):
        refusal = await refused(call)
        assert (refusal.code, refusal.permanent) == ("service_url", True)
    assert line.teams.calls == []
    assert line.teams.entra.token_requests == 0


def answering(response: web.Response, seen: list[web.Request] | None = None) -> web.Application:
    """A service that answers everything so."""

    async def answer(request: web.Request) -> web.Response:
        if seen is not None:
            seen.append(request)
        return response

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", answer)
    return app


async def answered(line: Line, response: web.Response, seen: list[web.Request] | None = None) -> ChannelError:
    """The error that comes of this response to a post."""
    async with TestServer(answering(response, seen)) as server:
        url = str(server.make_url("/"))
        connector = Connector(settings_of(line.teams, teams_service_urls=(url,)), line.credentials)
        refusal = await refused(connector.post(replace(line.chat, service_url=url), MESSAGE))
        await connector.close()
    return refusal


async def test_a_redirect_is_not_followed(line: Line) -> None:
    seen: list[web.Request] = []
    where = f"{line.teams.service_url}v3/conversations"
    refusal = await answered(line, web.Response(status=307, headers={"Location": where}), seen)
    assert refusal.permanent
    assert (len(seen), line.teams.calls) == (1, [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "Forbidden"),
        (b"<html>", "Forbidden"),
        (b"[" * 50_000, "Forbidden"),
        (b"[]", "Forbidden"),
        (b'{"error": {"code": 7}}', "Forbidden"),
        (b'{"error": "BotNotInConversationRoster"}', "BotNotInConversationRoster"),
        (b'{"message": "{\\"subCode\\": \\"MessageWritesBlocked\\"}"}', "MessageWritesBlocked"),
        (b'{"error": {"code": "Forbidden", "message": "{\\"subCode\\": \\"MessageWritesBlocked\\"}"}}',
         "MessageWritesBlocked"),
        (b'{"message": "[]"}', "Forbidden"),
        (b'{"error": {"code": "SomethingNew"}}', "SomethingNew"),
    ],
    ids=range(10),
)  # fmt: skip
async def test_a_refusal_in_any_shape_has_a_code(line: Line, body: bytes, code: str) -> None:
    refusal = await answered(line, web.Response(status=403, body=body))
    assert (refusal.code, refusal.permanent) == (code, True)


async def test_a_token_that_teams_no_longer_takes_is_replaced_once(line: Line) -> None:
    await line.connector.post(line.chat, MESSAGE)
    line.time.now += 3_600
    line.teams.faults.arm("send", status=401, code="Unauthorized")
    await line.connector.post(line.chat, MESSAGE)
    assert line.teams.entra.token_requests == 2


async def test_a_bot_that_teams_does_not_know_is_told_what_to_do_and_entra_is_left_alone(line: Line) -> None:
    line.teams.faults.arm("send", status=401, code="BotNotRegistered", times=99)
    for _ in range(5):
        refusal = await refused(line.connector.post(line.chat, MESSAGE))
        assert (refusal.code, refusal.permanent) == ("BotNotRegistered", True)
        assert "MICROSOFT_APP_ID" in refusal.sentence
    assert line.teams.entra.token_requests == 1


async def test_without_a_token_nothing_is_sent(line: Line) -> None:
    line.teams.entra.expired_secret = True
    refusal = await refused(line.connector.post(line.chat, MESSAGE))
    assert "MICROSOFT_APP_PASSWORD" in refusal.sentence
    assert line.teams.calls == []


async def test_few_calls_are_under_way_at_once_on_few_connections(line: Line) -> None:
    held = asyncio.Event()
    for _ in range(20):
        line.teams.faults.arm("send", held=held)
    posts = [asyncio.create_task(line.connector.post(line.chat, MESSAGE)) for _ in range(20)]
    while line.teams.under_way < AT_ONCE:
        await asyncio.sleep(0)
    held.set()
    assert len(set(await asyncio.gather(*posts))) == 20
    assert line.teams.most_at_once == AT_ONCE


async def test_connections_are_used_again(line: Line) -> None:
    seen: set[object] = set()

    async def answer(request: web.Request) -> web.Response:
        seen.add(request.transport)
        return web.json_response({"id": "1"}, status=201)

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", answer)
    async with TestServer(app) as server:
        url = str(server.make_url("/"))
        connector = Connector(settings_of(line.teams, teams_service_urls=(url,)), line.credentials)
        for _ in range(10):
            await connector.post(replace(line.chat, service_url=url), MESSAGE)
        await connector.close()
    assert len(seen) == 1


async def test_without_authentication_no_token_is_sent() -> None:
    async with fake_teams(open=True) as teams:
        settings = settings_of(teams, app_id=OTHER, teams_unsafe_local=True)
        connector = Connector(settings, Credentials(settings))
        nadia = teams.person("nadia")
        await connector.post(Reference(HOME, nadia.direct.id, teams.service_url, "28:1", "personal"), MESSAGE)
        await connector.close()
        assert teams.entra.token_requests == 0
        assert len(nadia.direct.messages) == 1
