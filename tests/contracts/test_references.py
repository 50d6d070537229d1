"""Where conversations of a platform stand, on both databases: kept once, found by whom they are with, welcomed once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.teams.ports import Reference, References
from bot.clock import FixedClock
from bot.errors import ChannelError
from bot.settings import Settings
from bot.storage.models import ConversationReference
from bot.storage.references import NOTED, StoredReferences

pytestmark = pytest.mark.database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOME, OTHER = "11111111-1111-4111-8111-111111111111", "99999999-9999-4999-8999-999999999999"
UK, EMEA = "https://smba.trafficmanager.net/uk/", "https://smba.trafficmanager.net/emea/"
NADIA = Reference(HOME, "a:nadia", UK, "28:bot", "personal", "29:nadia", "nadia-in-entra")
GROUP = Reference(HOME, "19:group@thread.v2", UK, "28:bot", "groupChat")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def references(storage: Settings, clock: FixedClock) -> References:
    return StoredReferences(Reference, clock)


async def test_a_conversation_is_found_by_its_tenant_and_its_id_alone(references: References) -> None:
    await references.keep(NADIA)
    await references.keep(GROUP)
    assert await references.find(HOME, "a:nadia") == NADIA
    assert await references.find(HOME, GROUP.conversation) == GROUP
    assert [await references.find(OTHER, "a:nadia"), await references.find(HOME, "a:nobody")] == [None, None]


async def test_the_same_conversation_is_kept_once_as_it_was_last(references: References) -> None:
    for url in (UK, EMEA, UK, EMEA):
        await references.keep(replace(NADIA, service_url=url))
    assert await references.find(HOME, "a:nadia") == replace(NADIA, service_url=EMEA)
    assert await ConversationReference.all().count() == 1


async def test_of_many_who_keep_it_at_once_none_fails(references: References) -> None:
    await asyncio.gather(*(references.keep(replace(NADIA, bot=f"28:{n}")) for n in range(8)))
    assert await ConversationReference.all().count() == 1


async def test_a_persons_chat_is_found_by_their_id_in_the_directory(references: References) -> None:
    await references.keep(NADIA)
    await references.keep(GROUP)
    assert await references.personal(HOME, "nadia-in-entra") == NADIA
    for tenant, object_id in ((OTHER, "nadia-in-entra"), (HOME, "nobody"), (HOME, "")):
        assert await references.personal(tenant, object_id) is None


async def test_of_two_chats_with_a_person_the_newer_is_theirs(references: References, clock: FixedClock) -> None:
    await references.keep(NADIA)
    clock.move(timedelta(seconds=1))
    anew = replace(NADIA, conversation="a:anew", user="29:anew")
    await references.keep(anew)
    assert await references.personal(HOME, "nadia-in-entra") == anew
    assert await references.users(HOME, ["nadia-in-entra"]) == {"nadia-in-entra": "29:anew"}


async def test_a_tenant_is_where_it_was_last_heard_from(references: References, clock: FixedClock) -> None:
    assert await references.service_url(HOME) == ""
    await references.keep(NADIA)
    clock.move(timedelta(seconds=1))
    await references.keep(replace(GROUP, service_url=EMEA))
    assert [await references.service_url(HOME), await references.service_url(OTHER)] == [EMEA, ""]
    clock.move(NOTED)
    await references.keep(NADIA)
    assert await references.service_url(HOME) == UK


async def test_what_is_known_already_is_not_written_with_every_message(
    references: References, clock: FixedClock
) -> None:
    await references.keep(NADIA)
    clock.move(NOTED - timedelta(seconds=1))
    await references.keep(NADIA)
    assert (await ConversationReference.get()).heard == NOON
    clock.move(timedelta(seconds=1))
    await references.keep(NADIA)
    assert (await ConversationReference.get()).heard == NOON + NOTED


async def test_people_are_told_by_their_ids_as_far_as_they_are_known(references: References) -> None:
    await references.keep(NADIA)
    await references.keep(replace(NADIA, conversation="a:tobias", user="29:tobias", object_id="tobias-in-entra"))
    await references.keep(replace(NADIA, tenant=OTHER, user="29:elsewhere"))
    asked = ["nadia-in-entra", "tobias-in-entra", "nobody", "", "nadia-in-entra"]
    known = {"nadia-in-entra": "29:nadia", "tobias-in-entra": "29:tobias"}
    assert await references.users(HOME, asked) == known
    assert await references.users(HOME, []) == {}
    assert await references.users(HOME, [""]) == {}


async def test_a_conversation_is_welcomed_once_whoever_asks(references: References) -> None:
    await references.keep(NADIA)
    assert sorted(await asyncio.gather(*(references.welcome(HOME, "a:nadia") for _ in range(8)))) == [False] * 7 + [
        True
    ]
    await references.keep(replace(NADIA, service_url=EMEA))
    assert not await references.welcome(HOME, "a:nadia")


async def test_a_conversation_that_nobody_keeps_is_not_welcomed(references: References) -> None:
    await references.keep(NADIA)
    assert not await references.welcome(OTHER, "a:nadia")
    assert await references.welcome(HOME, "a:nadia")


async def test_a_conversation_is_let_go_alone_and_welcomed_anew_if_it_comes_back(references: References) -> None:
    for reference in (NADIA, GROUP, replace(NADIA, tenant=OTHER)):
        await references.keep(reference)
        await references.welcome(reference.tenant, reference.conversation)
    await references.forget(HOME, "a:nadia")
    assert await references.find(HOME, "a:nadia") is None
    assert await references.find(HOME, GROUP.conversation) == GROUP
    assert await references.find(OTHER, "a:nadia")
    await references.forget(HOME, "a:nadia")
    await references.keep(NADIA)
    assert await references.welcome(HOME, "a:nadia")


async def test_a_database_that_takes_too_long_is_an_error_for_now(
    references: References, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.references.PATIENCE", 0.0)
    for call in (
        references.keep(NADIA),
        references.find(HOME, "a:nadia"),
        references.personal(HOME, "nadia-in-entra"),
        references.service_url(HOME),
        references.users(HOME, ["nadia-in-entra"]),
        references.welcome(HOME, "a:nadia"),
        references.forget(HOME, "a:nadia"),
    ):
        with pytest.raises(ChannelError) as away:
            await call
        assert not away.value.permanent
