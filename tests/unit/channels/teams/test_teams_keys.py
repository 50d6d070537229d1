"""Microsoft's signing keys: a new one is found at once, an invented one never asked for twice, old ones outlive it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from jwt.algorithms import RSAAlgorithm

from bot.channels.teams.edge.keys import AWAY_PAUSE, DAY, PAUSE, KeysAway, SigningKeys, UnknownKey
from tests.fakes.teams import FakeTeams, fake_teams
from tests.fakes.teams.keys import key
from tests.unit.channels.teams.edges import Behind, behind


class Time:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as made:
        yield made


@pytest.fixture
async def keys(teams: FakeTeams, time: Time) -> AsyncIterator[SigningKeys]:
    made = SigningKeys(teams.metadata_url, time)
    yield made
    await made.close()


@pytest.fixture
async def desk(teams: FakeTeams) -> AsyncIterator[Behind]:
    async with behind(teams) as made:
        yield made


async def test_a_key_is_fetched_once_for_everybody(teams: FakeTeams, keys: SigningKeys) -> None:
    found = await asyncio.gather(*(keys.get(teams.openid.key.kid) for _ in range(20)))
    assert len(set(map(id, found))) == 1
    assert (teams.openid.metadata_requests, teams.openid.key_requests) == (1, 1)


async def test_keys_are_there_before_the_first_message(desk: Behind) -> None:
    assert desk.teams.openid.key_requests == 1
    assert (await desk.teams.wire.deliver(desk.activity())).status == 200
    assert desk.teams.openid.key_requests == 1


async def test_a_new_key_is_found_at_once_and_an_old_one_no_longer_taken(teams: FakeTeams, keys: SigningKeys) -> None:
    await keys.start()
    old = teams.openid.rotate()
    assert await keys.get(teams.openid.key.kid)
    with pytest.raises(UnknownKey):
        await keys.get(old.kid)


async def test_a_message_signed_with_a_new_key_is_taken(desk: Behind) -> None:
    assert (await desk.teams.wire.deliver(desk.activity())).status == 200
    desk.teams.openid.rotate()
    assert (await desk.teams.wire.deliver(desk.activity())).status == 200


async def test_after_an_invented_key_a_new_one_is_found_a_little_later(
    teams: FakeTeams, keys: SigningKeys, time: Time
) -> None:
    await keys.start()
    with pytest.raises(UnknownKey):
        await keys.get("invented")
    teams.openid.rotate()
    with pytest.raises(UnknownKey):
        await keys.get(teams.openid.key.kid)
    time.now += PAUSE
    assert await keys.get(teams.openid.key.kid)


async def test_a_new_key_is_found_soon_after_microsoft_is_back(teams: FakeTeams, keys: SigningKeys, time: Time) -> None:
    await keys.start()
    teams.openid.rotate()
    teams.faults.arm("keys", status=503)
    with pytest.raises(UnknownKey):
        await keys.get(teams.openid.key.kid)
    time.now += AWAY_PAUSE
    assert await keys.get(teams.openid.key.kid)


async def test_invented_keys_do_not_make_us_ask_again_and_again(
    teams: FakeTeams, keys: SigningKeys, time: Time
) -> None:
    await keys.start()
    for number in range(50):
        time.now += PAUSE / 50
        with pytest.raises(UnknownKey):
            await keys.get(f"invented-{number}")
    assert teams.openid.key_requests == 2


async def test_many_with_invented_keys_at_once_make_one_request(teams: FakeTeams, keys: SigningKeys) -> None:
    await keys.start()
    found = await asyncio.gather(*(keys.get(f"invented-{n}") for n in range(50)), return_exceptions=True)
    assert {type(each) for each in found} == {UnknownKey}
    assert teams.openid.key_requests == 2


async def test_no_key_id_and_a_key_for_other_channels_are_unknown(teams: FakeTeams, keys: SigningKeys) -> None:
    for key_id in (None, "", key(2).kid):
        with pytest.raises(UnknownKey):
            await keys.get(key_id)
    assert teams.openid.key_requests == 1


async def test_keys_are_renewed_each_day_and_nobody_waits_for_it(
    teams: FakeTeams, keys: SigningKeys, time: Time
) -> None:
    await keys.start()
    held = teams.faults.arm("keys", held=asyncio.Event()).held
    time.now += DAY
    assert await keys.get(teams.openid.key.kid)
    assert held
    held.set()
    await keys.start()
    assert teams.openid.key_requests == 2


async def test_old_keys_are_kept_while_microsoft_is_away(teams: FakeTeams, keys: SigningKeys, time: Time) -> None:
    await keys.start()
    teams.faults.arm("keys", status=503, times=9)
    time.now += DAY
    for _ in range(3):
        assert await keys.get(teams.openid.key.kid)
        await keys.start()
        time.now += AWAY_PAUSE
    assert teams.openid.key_requests == 4


async def test_without_any_key_nobody_can_be_told_from_another(teams: FakeTeams, keys: SigningKeys, time: Time) -> None:
    teams.faults.arm("keys", status=503)
    for _ in range(5):
        with pytest.raises(KeysAway):
            await keys.get(teams.openid.key.kid)
    assert teams.openid.key_requests == 1
    time.now += AWAY_PAUSE
    assert await keys.get(teams.openid.key.kid)


async def test_a_message_that_nobody_can_check_is_turned_away_for_now(teams: FakeTeams) -> None:
    teams.faults.arm("keys", status=503)
    async with behind(teams) as desk:
        assert (await teams.wire.deliver(desk.activity())).status == 503
        assert (await teams.wire.post(b"{}", {"Authorization": "Bearer garbage"})).status == 401
        assert desk.took == []


@pytest.mark.parametrize(
    "listed",
    [
        [], {}, "keys", None, [None], [{"kid": "k"}], [{"kty": "RSA", "n": "AQ", "e": "AQAB"}],
        [{"kid": "k", "kty": "RSA", "n": "!", "e": "!"}], [{"kid": "k", "kty": "oct", "k": "c2VjcmV0"}],
        [{"kid": 7, "kty": "RSA"}],
    ],
    ids=range(10),
)  # fmt: skip
async def test_a_list_without_a_key_that_can_be_used_counts_as_none(listed: object, time: Time) -> None:
    async with published({"keys": listed}) as url:
        with pytest.raises(KeysAway):
            await SigningKeys(url, time).get("k")


async def test_a_bad_key_in_the_list_does_not_spoil_the_good_ones(time: Time) -> None:
    good = key(0).jwk()
    async with published({"keys": [{"kid": "bad", "kty": "RSA"}, good]}) as url:
        found = await SigningKeys(url, time).get(good["kid"])
    assert RSAAlgorithm.to_jwk(found.public_key, as_dict=True)["n"] == good["n"]


@pytest.mark.parametrize("place", ["http://keys.example/", "ftp://127.0.0.1/", "/keys", 7])
async def test_keys_come_from_a_safe_place_alone(place: object, time: Time) -> None:
    async with published({"keys": [key(0).jwk()]}, place) as url:
        with pytest.raises(KeysAway):
            await SigningKeys(url, time).get(key(0).kid)


async def test_a_redirect_to_other_keys_is_not_followed(teams: FakeTeams, time: Time) -> None:
    async def elsewhere(_: web.Request) -> web.Response:
        raise web.HTTPFound(teams.metadata_url)

    app = web.Application()
    app.router.add_get("/", elsewhere)
    async with TestServer(app) as server:
        with pytest.raises(KeysAway):
            await SigningKeys(str(server.make_url("/")), time).get(teams.openid.key.kid)


def published(keys: object, place: object = None) -> "Published":
    """A server whose metadata leads to these keys, or to that place."""
    return Published(keys, place)


class Published:
    """A server of keys."""

    def __init__(self, keys: object, place: object) -> None:
        self._keys, self._place = keys, place
        app = web.Application()
        app.router.add_get("/metadata", self._metadata)
        app.router.add_get("/keys", self._listed)
        self._server = TestServer(app)

    async def __aenter__(self) -> str:
        await self._server.start_server()
        return str(self._server.make_url("/metadata"))

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    async def _metadata(self, _: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": self._place or str(self._server.make_url("/keys"))})

    async def _listed(self, _: web.Request) -> web.Response:
        return web.json_response(self._keys)
