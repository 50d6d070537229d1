"""The fake's connector takes no more than Teams does, and fails in every way that a test arms."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest

from bot.clock import FixedClock
from tests.fakes.teams import HOME, FakeTeams
from tests.fakes.teams.person import Person
from tests.fakes.teams.rates import Rates, Throttled
from tests.unit.channels.teams.stall import HELLO, Stall, activities


async def answered(stall: Stall, where: Any, times: int) -> list[int]:
    return [(await stall.call("POST", activities(where), HELLO))[0] for _ in range(times)]


async def test_a_conversation_takes_so_many_messages_in_so_many_seconds(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    clock = teams.clock
    assert isinstance(clock, FixedClock)
    teams.rates.on = True
    assert await answered(stall, nadia.direct, 8) == [201] * 7 + [429]
    clock.move(timedelta(seconds=1))
    assert await answered(stall, nadia.direct, 2) == [201, 429]
    status, told, headers = await stall.call("POST", activities(nadia.direct), HELLO)
    assert (status, told["error"]["code"], headers["Retry-After"]) == (429, "Throttled", "1")
    clock.move(timedelta(seconds=2))
    for _ in range(7):
        assert await answered(stall, nadia.direct, 7) == [201] * 7
        clock.move(timedelta(seconds=2))
    assert await answered(stall, nadia.direct, 4) == [201, 201, 201, 429]
    assert teams.rates.refused == 4


def test_an_hour_takes_1800_messages_in_a_conversation() -> None:
    rates = Rates(on=True)
    for n in range(1_800):
        rates.take("send", HOME, "a:1", n * 1.5)
    with pytest.raises(Throttled) as refused:
        rates.take("send", HOME, "a:1", 2_700)
    assert refused.value.retry_after == 900
    rates.take("send", HOME, "a:2", 2_700)
    rates.take("send", HOME, "a:1", 3_600)


async def test_an_edit_counts_as_much_as_a_message(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    teams.rates.on = True
    sent = await stall.send(nadia.direct, HELLO)
    edits = [(await stall.call("PUT", activities(nadia.direct, sent), HELLO))[0] for _ in range(7)]
    assert edits == [200] * 6 + [429]


async def test_a_tenant_takes_thirty_calls_a_second(stall: Stall, teams: FakeTeams) -> None:
    teams.rates.on = True
    people = [teams.person(f"p{n}") for n in range(31)]
    assert [(await answered(stall, p.direct, 1))[0] for p in people] == [201] * 30 + [429]


async def test_members_are_asked_for_twice_as_often_as_messages_are_sent(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    teams.rates.on = True
    path = f"conversations/{quote(nadia.direct.id)}/members/{nadia.id}"
    assert [(await stall.call("GET", path))[0] for _ in range(15)] == [200] * 14 + [429]


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
async def test_a_call_can_be_made_to_fail(stall: Stall, teams: FakeTeams, nadia: Person, status: int) -> None:
    teams.faults.arm("send", status=status, retry_after=2 if status == 429 else None)
    found, _, headers = await stall.call("POST", activities(nadia.direct), HELLO)
    assert (found, headers.get("Retry-After")) == (status, "2" if status == 429 else None)
    assert nadia.lines() == []
    await stall.send(nadia.direct, HELLO)


async def test_an_answer_can_be_lost_after_the_message_was_taken_or_before(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    teams.faults.arm("send", lost=True)
    with pytest.raises(aiohttp.ClientError):
        await stall.send(nadia.direct, HELLO)
    assert nadia.lines() == ["Hello"]
    teams.faults.arm("send", dropped=True)
    with pytest.raises(aiohttp.ClientError):
        await stall.send(nadia.direct, HELLO)
    assert nadia.lines() == ["Hello"]


async def test_a_call_can_be_held_up_in_one_conversation(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    other, gate = teams.person("other"), asyncio.Event()
    teams.faults.arm("send", held=gate, conversation=nadia.direct.id)
    waiting = asyncio.ensure_future(stall.send(nadia.direct, HELLO))
    while not teams.under_way:
        await asyncio.sleep(0)
    await stall.send(other.direct, HELLO)
    assert not waiting.done()
    gate.set()
    await waiting
    assert teams.most_at_once == 2
