"""The edge to Teams: nothing is read before its token holds, nothing malformed goes further, nobody gets a 500."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.channels.teams.edge.answers import Answer
from bot.channels.teams.edge.endpoint import MOST_BYTES
from tests.fakes.teams import FakeTeams, fake_teams
from tests.fakes.teams.mutations import mutants
from tests.fakes.teams.tokens import FORGED
from tests.unit.channels.teams.edges import OTHER, Behind, behind

DEEP = 100_000


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as made:
        yield made


@pytest.fixture
async def desk(teams: FakeTeams) -> AsyncIterator[Behind]:
    async with behind(teams) as made:
        yield made


async def posted(desk: Behind, body: bytes, **headers: str) -> int:
    """The status that a body gets which comes with a good token."""
    return (await desk.teams.wire.post(body, {**desk.teams.wire.headers(desk.activity()), **headers})).status


async def test_what_teams_sends_is_taken_once_and_answered(desk: Behind) -> None:
    answer = await desk.teams.wire.deliver(desk.activity())
    assert (answer.status, answer.text) == (200, "")
    assert desk.took == [desk.activity()]


@pytest.mark.parametrize("forged", FORGED)
async def test_a_bad_token_is_refused_before_anything_is_read(desk: Behind, forged: str) -> None:
    answer = await desk.teams.wire.post(b"{", desk.teams.wire.headers(desk.activity(), forged))
    if forged not in {"another service URL", "no service URL"}:  # only the body says which is the right one
        assert answer.status == 401
    whole = json.dumps(desk.activity()).encode()
    answer = await desk.teams.wire.post(whole, desk.teams.wire.headers(desk.activity(), forged))
    assert answer.status == 401
    assert answer.text.endswith(".")
    assert desk.took == []


async def test_two_tokens_are_as_good_as_none(desk: Behind) -> None:
    token = desk.teams.wire.headers(desk.activity())["Authorization"]
    twice = f"{token}\r\nAuthorization: {token}"
    assert await raw_status(desk, twice) == 401
    assert await raw_status(desk, token) == 200


async def raw_status(desk: Behind, token: str) -> int:
    """The status of a request that is written by hand, with these headers."""
    place, body = urlsplit(desk.teams.wire.bot_url), json.dumps(desk.activity())
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    head = f"POST {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\nConnection: close"
    writer.write(f"{head}\r\nAuthorization: {token}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
    said = await reader.read()
    writer.close()
    await writer.wait_closed()
    return int(said.split()[1])


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'"hi"', b"null", b"17", b"\xff\xfe", b"\xef\xbb\xbf{}", b"{}", b"[" * DEEP, b'{"a":' * DEEP,
        b'{"type": NaN}', b'{"type": 1' + b"0" * 5_000 + b"}",
    ],
    ids=range(13),
)  # fmt: skip
async def test_a_body_that_is_no_activity_is_refused(desk: Behind, body: bytes) -> None:
    assert await posted(desk, body) == 400
    assert desk.took == []


@pytest.mark.parametrize(
    "changed",
    [
        {"type": None}, {"type": 1}, {"type": ["message"]}, {"channelId": None}, {"channelId": {}},
        {"serviceUrl": None}, {"serviceUrl": 1}, {"channelData": []}, {"channelData": "x"},
        {"channelData": {"tenant": "x"}}, {"channelData": {"tenant": {"id": 1}}}, {"conversation": []},
        {"conversation": "a:1"}, {"conversation": {"tenantId": []}}, {"text": "a\0b"}, {"a\0b": 1},
        {"text": "half \ud83d a character"}, {"value": {"a": [{"b": "\0"}]}}, {"value": float("inf")},
        {"value": json.loads("[" * 80 + "]" * 80)},
    ],
    ids=range(20),
)  # fmt: skip
async def test_parts_of_the_wrong_kind_are_refused(desk: Behind, changed: dict[str, Any]) -> None:
    assert await posted(desk, json.dumps(desk.activity(**changed)).encode()) == 400
    assert desk.took == []


async def test_a_number_too_great_for_any_computer_is_refused(desk: Behind) -> None:
    body = json.dumps(desk.activity(value=1)).replace('"value": 1', '"value": 1e999')
    assert await posted(desk, body.encode()) == 400


async def test_what_is_not_sent_as_json_is_refused(desk: Behind) -> None:
    body = json.dumps(desk.activity()).encode()
    assert await posted(desk, body, **{"Content-Type": "text/plain"}) == 400
    assert await posted(desk, body, **{"Content-Type": "application/json"}) == 200


async def test_what_the_channel_cannot_read_is_refused(desk: Behind) -> None:
    desk.unreadable = True
    assert (await desk.teams.wire.deliver(desk.activity())).status == 400
    assert desk.took == []


async def test_a_body_that_is_too_long_is_refused_unread(desk: Behind) -> None:
    assert await posted(desk, io.BytesIO(b" " * (MOST_BYTES + 1))) == 413  # type: ignore[arg-type]  # a file will do


async def test_a_body_that_does_not_say_how_long_it_is_is_refused_where_it_gets_too_long(desk: Behind) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * (MOST_BYTES // 10)

    assert await posted(desk, pieces()) == 413  # type: ignore[arg-type]  # aiohttp sends it in chunks
    assert desk.took == []


@pytest.mark.parametrize(
    "changed",
    [
        {"channelData": {"tenant": {"id": OTHER}}, "conversation": {"tenantId": OTHER}},
        {"channelData": {"tenant": {"id": OTHER}}},
        {"conversation": {"id": "a:1", "tenantId": OTHER}},
        {"channelData": {}},
        {"channelData": None},
    ],
)
async def test_a_tenant_that_is_not_allowed_or_not_clear_is_refused(desk: Behind, changed: dict[str, Any]) -> None:
    assert await posted(desk, json.dumps(desk.activity(**changed)).encode()) == 403
    assert desk.took == []


async def test_a_tenant_is_known_however_its_letters_are_written(desk: Behind) -> None:
    upper = {"tenant": {"id": desk.activity()["conversation"]["tenantId"].upper()}}
    assert await posted(desk, json.dumps(desk.activity(channelData=upper, conversation={"id": "a:1"})).encode()) == 200


@pytest.mark.parametrize(
    "url",
    ["https://smba.trafficmanager.example/", "{}../", "{}?x", "{}#x", "{}%2e%2e/", "{}\\x", "{} ", "{}" + "a" * 300],
)
async def test_a_service_url_that_is_not_allowed_is_refused(desk: Behind, url: str) -> None:
    activity = desk.activity(serviceUrl=url.format(desk.teams.service_url))
    assert (await desk.teams.wire.deliver(activity)).status == 403
    assert desk.took == []


async def test_a_service_url_below_an_allowed_one_is_taken(desk: Behind) -> None:
    assert (await desk.teams.wire.deliver(desk.activity(serviceUrl=f"{desk.teams.service_url}uk/"))).status == 200


async def test_other_channels_than_teams_are_refused(desk: Behind) -> None:
    for channel in ("webchat", "emulator", "MSTEAMS"):
        assert (await desk.teams.wire.deliver(desk.activity(channelId=channel))).status == 401


async def test_mutated_activities_are_let_in_or_refused_and_never_break_it(desk: Behind) -> None:
    wire = desk.teams.wire
    for kind in ({}, {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"verb": "press"}}}):
        await wire.deliver(desk.activity(**kind))
    desk.took.clear()
    for mutant in mutants(wire.sent, 900, "edge", wire):
        status = (await wire.post(mutant.body, mutant.headers)).status
        assert status in ({200, 400, 401, 403} if mutant.signed else {401}), mutant
    assert {type(taken) for taken in desk.took} == {dict}


SHAPES = [
    {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": {"type": "AdaptiveCard"}},
    {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Done – “well”."},
    {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"code": "Bad", "message": "No."}},
    {"task": {"type": "continue", "value": {"card": {"content": {}}}}},
    {"composeExtension": {"type": "result", "attachments": []}},
    {},
]


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
async def test_the_answer_to_an_invoke_comes_out_as_it_went_in(desk: Behind, shape: dict[str, Any]) -> None:
    desk.answer = Answer(200, shape)
    answer = await desk.teams.wire.deliver(desk.activity(type="invoke", name="adaptiveCard/action"))
    assert (answer.status, json.loads(answer.text)) == (200, shape)
    assert len(desk.took) == 1


async def test_an_invoke_may_be_answered_with_nothing_to_show(desk: Behind) -> None:
    answer = await desk.teams.wire.deliver(desk.activity(type="invoke", name="task/submit"))
    assert (answer.status, answer.text) == (200, "")


async def test_a_message_gets_no_body(desk: Behind) -> None:
    desk.answer = Answer(202, {"statusCode": 200})
    answer = await desk.teams.wire.deliver(desk.activity(deliveryMode="expectReplies"))
    assert (answer.status, answer.text) == (202, "")


async def test_an_error_in_the_application_is_a_sentence_with_a_number_and_a_line_in_the_log(
    desk: Behind, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.failure = RuntimeError("the database is upside down")
    answer = await desk.teams.wire.deliver(desk.activity())
    assert answer.status == 503
    assert "upside down" not in answer.text
    assert answer.text.rstrip(".").split()[-1] in capsys.readouterr().out


async def test_no_token_is_ever_logged(desk: Behind, capsys: pytest.CaptureFixture[str]) -> None:
    for forged in FORGED:
        await desk.teams.wire.post(b"{}", desk.teams.wire.headers(desk.activity(), forged))
    logged = capsys.readouterr().out
    assert "status=401" in logged
    assert "eyJ" not in logged
