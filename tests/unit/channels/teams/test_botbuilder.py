"""botbuilder's defects: each is still there, so that a change is noticed, and beside it that ours does not have it."""

import json
import threading
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests
from aiohttp import web
from aiohttp.test_utils import TestServer
from botbuilder.core import ActivityHandler, CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.core.serializer_helper import serializer_helper
from botbuilder.schema import Activity, AdaptiveCardInvokeResponse, ConversationReference
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import (
    AuthenticationConstants,
    BotFrameworkAuthenticationFactory,
    JwtTokenExtractor,
    MicrosoftAppCredentials,
    PasswordServiceClientCredentialFactory,
)
from botframework.connector.auth import jwt_token_extractor as extractor
from botframework.connector.models import ErrorResponseException

from bot.channels.teams.edge.answers import Answer, NotLetIn
from bot.channels.teams.edge.body import body_of
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.edge.keys import SigningKeys
from bot.channels.teams.edge.tokens import TeamsTokens
from bot.channels.teams.ports import Reference
from bot.errors import ChannelError
from tests.fakes.teams import HOME, FakeTeams, fake_teams
from tests.fakes.teams.keys import key
from tests.fakes.teams.tokens import FORGED
from tests.unit.channels.teams.edges import Behind, behind, settings_of

METADATA = AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL
# What its adapter answers with 500, because it is no PermissionError, by the errors that it raises.
ASTRAY = {
    "garbage": "DecodeError", "the scheme and a space": "DecodeError", "expired": "ExpiredSignatureError",
    "not yet good": "ImmatureSignatureError", "unsigned": "Exception", "signed with a secret": "Exception",
    "no issuer": "KeyError", "tampered with": "InvalidSignatureError", "an unknown key": "IndexError",
    "no key id": "IndexError", "a key for other channels": "Exception",
}  # fmt: skip
MESSAGE = {"type": "message", "text": "Hello", "textFormat": "plain"}


@pytest.fixture
async def teams(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeTeams]:
    async with fake_teams() as made:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", made.ca_file)
        yield made


@pytest.fixture
async def desk(teams: FakeTeams) -> AsyncIterator[Behind]:
    async with behind(teams) as made:
        yield made


@pytest.fixture
def known(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> Any:
    """botbuilder's own object for Microsoft's keys, which has them already."""
    metadata = extractor._OpenIdMetadata(teams.metadata_url)
    metadata.keys = [teams.openid.key.jwk(), key(2).jwk(("webchat",)), key(5).jwk(())]
    metadata.last_updated = datetime.now()  # noqa: DTZ005, TID251  # as botbuilder has it
    monkeypatch.setitem(JwtTokenExtractor.metadataCache, METADATA, metadata)
    return metadata


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any, bool]]:
    """What botbuilder asks for by requests: the address, its patience, and whether inside the event loop's thread."""
    seen: list[tuple[str, Any, bool]] = []

    def get(url: str, timeout: Any = None, **_: Any) -> Any:
        seen.append((url, timeout, threading.current_thread() is threading.main_thread()))
        raise requests.ConnectionError("nobody answers")

    monkeypatch.setattr(extractor.requests, "get", get)
    return seen


async def stock(teams: FakeTeams, header: str, app_id: str | None = None) -> Any:
    """Whom botbuilder takes the sender of that header for."""
    factory = PasswordServiceClientCredentialFactory(teams.app_id if app_id is None else app_id, "secret", HOME)
    authentication = BotFrameworkAuthenticationFactory.create(credential_factory=factory)
    activity = Activity(channel_id="msteams", service_url=teams.service_url)
    return await authentication.authenticate_request(activity, header)


async def ours(desk: Behind, token: str) -> int:
    """The status that our edge answers a message with that comes with this token."""
    headers = {**desk.teams.wire.headers(desk.activity()), "Authorization": token}
    return (await desk.teams.wire.post(json.dumps(desk.activity()).encode(), headers)).status


# Invokes.


class _Handler(ActivityHandler):  # type: ignore[misc]  # botbuilder has no types
    async def on_adaptive_card_invoke(self, turn_context: Any, invoke_value: Any) -> Any:
        return AdaptiveCardInvokeResponse(status_code=200, type="application/vnd.microsoft.card.adaptive", value={})


class _Adapter(CloudAdapterBase):  # type: ignore[misc]  # botbuilder has no types
    """botbuilder's adapter as far as it goes without its own web server."""

    async def invoked(self, value: Any) -> InvokeResponse:
        """What its own handler of card presses answers."""
        activity = Activity(type="invoke", name="adaptiveCard/action", channel_id="msteams", value=value)
        context = TurnContext(self, activity)
        await self.run_pipeline(context, _Handler().on_turn)
        return self._process_turn_results(context)


async def test_its_answer_to_a_pressed_card_cannot_be_made_json() -> None:
    answered = await _Adapter(object()).invoked({"action": {"type": "Action.Execute", "verb": "press"}})
    with pytest.raises(AttributeError, match="is_xml_model"):
        serializer_helper(answered.body)  # as its web server does, for the second time


async def test_its_refusal_of_a_pressed_card_holds_an_exception() -> None:
    answered = await _Adapter(object()).invoked({"action": {"type": "Action.Other"}})
    with pytest.raises(Exception, match="'Exception' object has no attribute 'items'"):
        serializer_helper(answered.body)


@pytest.mark.parametrize("kind", ["Action.Execute", "Action.Other"])
async def test_our_answer_to_a_pressed_card_is_json_whatever_was_pressed(desk: Behind, kind: str) -> None:
    desk.answer = Answer(200, {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": {}})
    pressed = desk.activity(type="invoke", name="adaptiveCard/action", value={"action": {"type": kind}})
    answer = await desk.teams.wire.deliver(pressed)
    assert (answer.status, answer.json) == (200, desk.answer.body)


# Tokens.


@pytest.mark.parametrize(("forged", "error"), ASTRAY.items())
async def test_its_check_goes_astray_on_a_bad_token(teams: FakeTeams, known: Any, forged: str, error: str) -> None:
    header = FORGED[forged](teams.wire.writ()) or ""
    with pytest.raises(Exception) as wrong:  # noqa: PT011  # the kind is what is looked at
        await stock(teams, header)
    assert type(wrong.value).__name__ == error
    assert not isinstance(wrong.value, PermissionError)


@pytest.mark.parametrize("forged", ASTRAY)
async def test_our_check_refuses_the_same_token(desk: Behind, forged: str) -> None:
    assert await ours(desk, FORGED[forged](desk.teams.wire.writ()) or "") == 401


async def test_it_takes_a_token_that_never_ends_and_we_do_not(desk: Behind, known: Any) -> None:
    token = FORGED["no expiry"](desk.teams.wire.writ()) or ""
    assert (await stock(desk.teams, token)).claims_identity.is_authenticated
    assert await ours(desk, token) == 401


async def test_it_takes_a_key_that_may_speak_for_no_channel_and_we_do_not(desk: Behind, known: Any) -> None:
    token = desk.teams.wire.writ().signed(key(5))
    assert (await stock(desk.teams, token)).claims_identity.is_authenticated
    published = {"keys": [desk.teams.openid.key.jwk(), key(5).jwk(())]}
    async with _Keys(published) as url, behind(desk.teams, teams_openid_metadata_url=url) as other:
        assert await ours(other, desk.teams.wire.writ().signed()) == 200
        assert await ours(other, token) == 401


async def test_without_an_app_id_it_believes_anybody(teams: FakeTeams) -> None:
    assert (await stock(teams, "", app_id="")).claims_identity.is_authenticated


async def test_without_an_app_id_we_believe_nobody(teams: FakeTeams) -> None:
    async with behind(teams, app_id="") as desk:
        answer = await teams.wire.post(json.dumps(desk.activity()).encode(), {"Content-Type": "application/json"})
        assert answer.status == 401


@pytest.mark.parametrize("forged", ["the emulator's"])
async def test_it_asks_entra_inside_the_event_loop_for_tokens_of_other_apps(
    teams: FakeTeams, asked: list[tuple[str, Any, bool]], forged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(JwtTokenExtractor, "metadataCache", {})
    with pytest.raises(requests.ConnectionError):
        await stock(teams, FORGED[forged](teams.wire.writ()) or "")
    assert asked == [(AuthenticationConstants.TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL, None, True)]


async def test_we_ask_nobody_for_them(desk: Behind, asked: list[tuple[str, Any, bool]]) -> None:
    requested = desk.teams.openid.metadata_requests
    assert await ours(desk, FORGED["the emulator's"](desk.teams.wire.writ()) or "") == 401
    assert (asked, desk.teams.openid.metadata_requests) == ([], requested)


async def test_who_calls_it_by_botbuilders_own_way_is_checked_the_same(teams: FakeTeams) -> None:
    keys = SigningKeys(teams.metadata_url)
    tokens, writ = TeamsTokens(settings_of(teams), keys), teams.wire.writ()
    activity = Activity(service_url=teams.service_url)
    assert (await tokens.authenticate_request(activity, writ.signed())).claims_identity.is_authenticated
    for forged in ("garbage", "another service URL"):
        with pytest.raises(NotLetIn):
            await tokens.authenticate_request(activity, FORGED[forged](writ) or "")
    with pytest.raises(PermissionError):
        await tokens.authenticate_streaming_request(writ.signed(), "msteams")
    await keys.close()


# Keys.


async def test_its_keys_are_fetched_inside_the_event_loop_and_without_an_end_to_its_patience(
    teams: FakeTeams, known: Any, asked: list[tuple[str, Any, bool]]
) -> None:
    known.last_updated -= timedelta(days=2)
    with pytest.raises(requests.ConnectionError):
        await known.get(teams.openid.key.kid)
    assert asked == [(teams.metadata_url, None, True)]


async def test_our_keys_are_fetched_beside_everything_else(
    teams: FakeTeams, asked: list[tuple[str, Any, bool]]
) -> None:
    async with behind(teams) as desk:
        assert await ours(desk, teams.wire.writ().signed()) == 200
    assert asked == []


async def test_after_a_change_of_keys_it_asks_for_no_new_ones(
    teams: FakeTeams, known: Any, asked: list[tuple[str, Any, bool]]
) -> None:
    teams.openid.rotate()
    known.last_updated -= timedelta(hours=2)  # old enough by its own rule
    with pytest.raises(IndexError):
        await known.get(teams.openid.key.kid)
    assert asked == []


async def test_after_a_change_of_keys_we_do(teams: FakeTeams) -> None:
    async with behind(teams) as desk:
        teams.openid.rotate()
        assert await ours(desk, teams.wire.writ().signed()) == 200


# What it reads and writes.


def test_it_loses_the_tenant_of_a_conversation_and_whatever_it_does_not_know() -> None:
    read = Activity().deserialize({"conversation": {"id": "a:1", "tenantId": HOME}, "new": 1, "type": "message"})
    assert read.conversation.tenant_id is None
    assert read.serialize() == {"type": "message", "conversation": {"id": "a:1"}}
    reference = ConversationReference(conversation=read.conversation, service_url="https://x/")
    assert HOME not in json.dumps(reference.serialize())


async def test_we_hand_on_what_came_as_it_came(desk: Behind) -> None:
    await desk.teams.wire.deliver(desk.activity(new=1))
    assert desk.took == [desk.activity(new=1)]


@pytest.mark.parametrize("body", [b"[]", b'"hi"', b"17"])
def test_it_reads_a_body_that_is_no_object_with_an_error_of_its_inside(body: bytes) -> None:
    with pytest.raises(Exception, match="AttributeError"):
        Activity().deserialize(json.loads(body))
    with pytest.raises(Exception) as wrong:  # noqa: PT011  # the kind is what is looked at
        body_of(body)
    assert type(wrong.value).__name__ == "Malformed"


# Its own tokens, and what it sends.


async def test_it_makes_a_new_app_for_each_turn() -> None:
    factory = PasswordServiceClientCredentialFactory("app", "secret", HOME)
    login = AuthenticationConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX
    made = [await factory.create_credentials("app", "scope", login, True) for _ in range(3)]
    assert len({id(each) for each in made}) == 3
    assert [each.app for each in made] == [None] * 3


async def test_our_turns_make_none_and_our_calls_share_one(desk: Behind) -> None:
    for _ in range(3):
        await desk.teams.wire.deliver(desk.activity())
    assert desk.teams.entra.token_requests == 0
    settings = settings_of(desk.teams)
    connector, chat = Connector(settings, Credentials(settings)), _chat(desk.teams)
    for _ in range(3):
        await connector.post(chat, MESSAGE)
    await connector.close()
    assert (desk.teams.entra.discoveries, desk.teams.entra.token_requests) == (1, 1)


async def test_its_client_opens_a_connection_for_each_call_and_follows_where_it_is_led() -> None:
    async with _Service() as service:
        for _ in range(3):
            await ConnectorClient(MicrosoftAppCredentials.empty(), service.url).conversations.send_to_conversation(
                "a:1", Activity(type="message")
            )
        assert len(service.transports) == 3
        service.answer = web.Response(status=307, headers={"Location": f"{service.url}elsewhere"})
        with pytest.raises(ErrorResponseException):
            await ConnectorClient(MicrosoftAppCredentials.empty(), service.url).conversations.send_to_conversation(
                "a:1", Activity(type="message")
            )
        assert service.paths[-1] == "/elsewhere"


async def test_ours_uses_its_connections_again_and_is_not_led_on(teams: FakeTeams) -> None:
    async with _Service() as service:
        settings = settings_of(teams, teams_service_urls=(service.url,))
        connector = Connector(settings, Credentials(settings))
        there = Reference(HOME, "a:1", service.url, "28:1", "personal")
        for _ in range(3):
            await connector.post(there, MESSAGE)
        assert len(service.transports) == 1
        service.answer = web.Response(status=307, headers={"Location": f"{service.url}elsewhere"})
        with pytest.raises(ChannelError):
            await connector.post(there, MESSAGE)
        assert "/elsewhere" not in service.paths
        await connector.close()


async def test_its_client_says_nothing_of_the_wait_that_teams_asks_for_and_ours_does(teams: FakeTeams) -> None:
    async with _Service() as service:
        service.answer = web.json_response({"error": {"code": "Throttled"}}, status=429, headers={"Retry-After": "7"})
        client = ConnectorClient(MicrosoftAppCredentials.empty(), service.url)
        with pytest.raises(ErrorResponseException) as theirs:
            await client.conversations.send_to_conversation("a:1", Activity(type="message"))
        assert not hasattr(theirs.value, "retry_after")
        assert len(service.paths) == 1
        settings = settings_of(teams, teams_service_urls=(service.url,))
        connector = Connector(settings, Credentials(settings))
        with pytest.raises(ChannelError) as own:
            await connector.post(Reference(HOME, "a:1", service.url, "28:1", "personal"), MESSAGE)
        await connector.close()
        assert (own.value.retry_after, own.value.permanent) == (7.0, False)


def _chat(teams: FakeTeams) -> Reference:
    nadia = teams.person("nadia")
    return Reference(HOME, nadia.direct.id, teams.service_url, teams.bot_id, "personal", nadia.id)


class _Service:
    """A service that answers everything the same, and remembers over which connections it was asked."""

    def __init__(self) -> None:
        self.answer = web.json_response({"id": "1"}, status=201)
        self.paths: list[str] = []
        self.transports: set[int] = set()
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", self._answered)
        self._server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self._server.make_url("/"))

    async def __aenter__(self) -> "_Service":
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    async def _answered(self, request: web.Request) -> web.Response:
        self.paths.append(request.path)
        assert request.transport
        self.transports.add(request.transport.get_extra_info("peername")[1])
        answer = web.Response(status=self.answer.status, body=self.answer.body, headers=self.answer.headers)
        return answer if request.path != "/elsewhere" else web.Response(status=418)


class _Keys:
    """A server of these keys."""

    def __init__(self, keys: Any) -> None:
        self._keys = keys
        app = web.Application()
        app.router.add_get("/", self._metadata)
        app.router.add_get("/keys", self._listed)
        self._server = TestServer(app)

    async def __aenter__(self) -> str:
        await self._server.start_server()
        return str(self._server.make_url("/"))

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    async def _metadata(self, _: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": str(self._server.make_url("/keys"))})

    async def _listed(self, _: web.Request) -> web.Response:
        return web.json_response(self._keys)
