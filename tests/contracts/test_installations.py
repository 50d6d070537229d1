"""Where the app is installed, on both databases: tokens that nobody reads there, and accounts of one council alone."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from tortoise.connection import get_connection

from bot.clock import FixedClock
from bot.errors import ChannelError, StartError
from bot.ids import seeded_ids
from bot.settings import Settings
from bot.storage.installations import StoredBeginnings, StoredInstallations, named_channels
from bot.storage.models import Account, Installation, InstallState, Person, TeamChannel
from bot.storage.vault import Vault, new_key

pytestmark = pytest.mark.database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TOLD = {"name": "Suffolk", "bot_user": "UBOT", "bot_id": "B1", "scopes": "chat:write", "installed_by": "U1"}
KEY, OTHER = new_key(), new_key()


@dataclass(frozen=True)
class Place:
    """What a channel makes of an installation."""

    team: str
    council: str
    token: str
    name: str
    bot_user: str
    bot_id: str
    scopes: str
    installed_by: str


Stored = StoredInstallations[Place]


def stored(monkeypatch: pytest.MonkeyPatch, settings: Settings, *keys: str) -> Stored:
    monkeypatch.setenv("COMMSDESK_ENCRYPTION_KEY", ",".join(keys))
    return StoredInstallations("slack", Place, Vault(settings), FixedClock(NOON))


@pytest.fixture
def installations(storage: Settings, monkeypatch: pytest.MonkeyPatch) -> Stored:
    return stored(monkeypatch, storage, KEY)


async def account(team: str, council: str, user: str) -> None:
    person = await Person.create(id=(user * 32)[:32], council=council, name=user, email=f"{user}@{council}.example")
    await Account.create(
        council=council, channel="slack", tenant=team, user=user, address=f"{team}/D{user}", person=person,
        confirmed=True, preferred=True,
    )  # fmt: skip


async def reached() -> dict[str, bool]:
    return {a.user: a.reachable for a in await Account.all()}


async def test_an_installation_is_found_by_its_workspace_alone(installations: Stored) -> None:
    await installations.save(team="T1", council="suffolk", token="xoxb-1", **TOLD)
    assert await installations.find("T1") == Place("T1", "suffolk", "xoxb-1", **TOLD)
    assert await installations.find("T2") is None
    assert [place.team for place in await installations.all()] == ["T1"]


async def test_no_token_stands_readable_in_the_database(installations: Stored) -> None:
    await installations.save(team="T1", council="suffolk", token="xoxb-hunter2", **TOLD)
    rows = await get_connection("default").execute_query_dict("SELECT * FROM installation")
    assert len(rows) == 1
    assert "hunter2" not in repr([dict(row) for row in rows])


async def test_uninstalling_removes_the_token_and_keeps_the_people(installations: Stored) -> None:
    await account("T1", "suffolk", "U1")
    await account("T2", "cannock", "U2")
    await installations.save(team="T1", council="suffolk", token="xoxb-1", **TOLD)
    await installations.end("T1", "xoxb-1")
    assert await installations.find("T1") is None
    assert (await Installation.get(tenant="T1")).sealed == ""
    assert await reached() == {"U1": False, "U2": True}
    assert await Person.all().count() == 2


async def test_installing_again_mends_it(installations: Stored) -> None:
    await account("T1", "suffolk", "U1")
    await installations.save(team="T1", council="suffolk", token="xoxb-1", **TOLD)
    await installations.end("T1", "xoxb-1")
    await installations.save(team="T1", council="suffolk", token="xoxb-2", **TOLD)
    found = await installations.find("T1")
    assert found
    assert found.token == "xoxb-2"
    assert await reached() == {"U1": True}


async def test_two_who_install_it_at_once_have_one_installation(installations: Stored) -> None:
    tokens = [f"xoxb-{n}" for n in range(4)]
    saves = (installations.save(team="T1", council="suffolk", token=token, **TOLD) for token in tokens)
    await asyncio.gather(*saves)
    found = await installations.find("T1")
    assert found
    assert found.token in tokens
    assert await Installation.all().count() == 1


async def test_late_news_of_an_old_token_does_not_remove_a_newer_one(installations: Stored) -> None:
    await installations.save(team="T1", council="suffolk", token="xoxb-2", **TOLD)
    await installations.end("T1", "xoxb-1")
    assert await installations.find("T1")


async def test_a_workspace_that_moves_to_another_council_takes_nobody_along(installations: Stored) -> None:
    await TeamChannel.create(council="suffolk", role="communications", channel="slack", address="T1/C1")
    await TeamChannel.create(council="ktc", role="communications", channel="slack", address="T2/C3")
    await account("T1", "suffolk", "U1")
    await installations.save(team="T1", council="suffolk", token="xoxb-1", **TOLD)
    await installations.end("T1", "xoxb-1")
    await installations.save(team="T1", council="cannock", token="xoxb-2", **TOLD)
    assert await reached() == {}
    assert await named_channels("slack") == ("T2/C3",)
    assert await Person.filter(council="suffolk").count() == 1


async def test_a_workspace_of_another_council_than_before_is_told_at_the_start(installations: Stored) -> None:
    await installations.save(team="T1", council="suffolk", token="xoxb-1", **TOLD)
    await installations.check({"T1": "suffolk"})
    with pytest.raises(StartError, match=r"suffolk.*cannock"):
        await installations.check({"T1": "cannock"})


async def test_a_workspace_that_is_forgotten_may_be_given_to_another_council(installations: Stored) -> None:
    await account("T1", "suffolk", "U1")
    await installations.save(team="T1", council="suffolk", token="xoxb-1", **TOLD)
    assert [await installations.forget("T1"), await installations.forget("T1")] == [True, False]
    assert await reached() == {"U1": False}
    await installations.check({"T1": "cannock"})


async def test_a_wrong_key_is_told_at_the_start_with_every_workspace(
    installations: Stored, storage: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for team in ("T1", "T2"):
        await installations.save(team=team, council="suffolk", token="xoxb-1", **TOLD)
    wrong = stored(monkeypatch, storage, OTHER)
    with pytest.raises(StartError) as told:
        await wrong.check({})
    assert [f.split()[3] for f in told.value.faults] == ["T1", "T2"]
    with pytest.raises(ChannelError) as refused:
        await wrong.find("T1")
    assert not refused.value.permanent


async def test_a_new_key_takes_over_what_the_old_one_wrote(
    installations: Stored, storage: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await installations.save(team="T1", council="suffolk", token="xoxb-1", **TOLD)
    await stored(monkeypatch, storage, OTHER, KEY).check({})
    found = await stored(monkeypatch, storage, OTHER).find("T1")
    assert found
    assert found.token == "xoxb-1"


async def test_a_row_that_was_copied_over_another_gives_no_token(installations: Stored) -> None:
    await installations.save(team="T1", council="suffolk", token="xoxb-1", **TOLD)
    await installations.save(team="T2", council="cannock", token="xoxb-2", **TOLD)
    await Installation.filter(tenant="T2").update(sealed=(await Installation.get(tenant="T1")).sealed)
    with pytest.raises(ChannelError):
        await installations.find("T2")


async def test_a_database_that_takes_too_long_is_an_error_for_now(
    installations: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.installations.PATIENCE", 0.0)
    with pytest.raises(ChannelError) as away:
        await installations.find("T1")
    assert not away.value.permanent


async def test_where_nobody_was_reached_any_more_all_are_once_the_app_is_back_and_nobody_else(
    installations: Stored,
) -> None:
    for user, tenant in (("U1", "T1"), ("U2", "T1"), ("U3", "T2")):
        await Account.create(council="suffolk", channel="slack", tenant=tenant, user=user)
    await installations.unreached("T1")
    assert await reached() == {"U1": False, "U2": False, "U3": True}
    await installations.reached_again("T1")
    assert all((await reached()).values())
    await Account.filter(user="U1").update(reachable=False)
    await installations.reached_again("T1")
    assert await reached() == {"U1": False, "U2": True, "U3": True}


async def test_a_broken_row_can_be_ended(installations: Stored) -> None:
    await installations.save(team="T1", council="suffolk", token="xoxb-1", **TOLD)
    await Installation.filter(tenant="T1").update(sealed="spoilt")
    await installations.end("T1", "")
    assert await installations.find("T1") is None


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def states(storage: Settings, clock: FixedClock) -> StoredBeginnings:
    return StoredBeginnings(clock, seeded_ids(1))


async def test_a_state_is_good_once(states: StoredBeginnings) -> None:
    secret = await states.issue()
    assert [await states.use(secret), await states.use(secret)] == [True, False]


async def test_of_two_who_use_a_state_at_once_one_is_let_in(states: StoredBeginnings) -> None:
    secret = await states.issue()
    assert sorted(await asyncio.gather(*(states.use(secret) for _ in range(4)))) == [False, False, False, True]


async def test_a_state_expires_and_is_forgotten(states: StoredBeginnings, clock: FixedClock) -> None:
    secret = await states.issue()
    clock.move(timedelta(minutes=10, seconds=1))
    assert not await states.use(secret)
    await states.issue()
    assert await InstallState.all().count() == 1


@pytest.mark.parametrize("secret", ["", "\0", "nobody issued this", "é" * 5000])
async def test_a_state_that_nobody_issued_is_refused(states: StoredBeginnings, secret: str) -> None:
    await states.issue()
    assert not await states.use(secret)


async def test_what_is_kept_of_a_state_is_no_state(states: StoredBeginnings) -> None:
    await states.issue()
    kept = await InstallState.first()
    assert kept
    assert not await states.use(kept.digest)
