"""The benchmarks are found by being there, are described, and say honestly whether a target is met."""

import asyncio
import json
import math
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry, generate_latest

from benchmarks.__main__ import main
from benchmarks.rig import held_up
from benchmarks.rig.crowd import PEOPLE, Asked, Member
from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import names
from benchmarks.rig.load import Load
from benchmarks.rig.plain_teams import echo_bot
from benchmarks.rig.slack_people import SlackPeople
from benchmarks.rig.teams_people import TeamsPeople, said
from benchmarks.rig.umpire import Umpire, least_seconds
from bot.channels.teams.settings import load_teams
from bot.clock import system_clock
from bot.errors import ChannelError
from bot.messages import Button, Input, Posting, Screen
from bot.stalls import NAME, Stalls
from tests.fakes.slack import fake_slack
from tests.fakes.teams import fake_teams
from tests.quick_time import run_quickly
from tests.unit.delivery.memory import MemoryCard

SPEED = (Path(__file__).parents[2] / "docs/speed.md").read_text()


def test_every_benchmark_is_described_and_no_other() -> None:
    described = {line.split("`")[1] for line in SPEED.splitlines() if line.startswith("| `")}
    assert described == set(names())


@pytest.mark.parametrize(("value", "at_least", "met"), [(3.0, False, True), (3.1, False, False), (2.9, True, False)])
def test_a_target_is_met_on_its_own_side_alone(value: float, at_least: bool, met: bool) -> None:
    figure = Figure("Something", value, 3.0, at_least=at_least)
    assert figure.met is met
    assert Figure.from_json(figure.as_json()) == figure


def test_an_unknown_benchmark_is_a_bad_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["fast"])
    assert ended.value.code == 2
    assert "there is no benchmark fast" in capsys.readouterr().err


def _posting(version: int = 2, message: str = "m1") -> Posting:
    return Posting("T1/D1", "card", version, Screen("A card", "A card"), message)


def _umpire(refuses: float = 0.0) -> Umpire:
    return Umpire(refuses, lambda card: MemoryCard(card, wanted=2))


def test_the_umpire_of_a_storm_has_nothing_to_say_against_calls_within_the_limits() -> None:
    umpire = _umpire()
    run_quickly(umpire.send(_posting()))
    assert (umpire.faults, umpire.made) == ([], {"chat.update": 1})


def test_the_umpire_of_a_storm_sees_a_call_too_many() -> None:
    umpire = _umpire()

    async def many() -> None:
        await asyncio.gather(*(umpire.send(_posting()) for _ in range(51)))

    run_quickly(many())
    assert umpire.faults.count("chat.update was called more often than the table allows") == 1


def test_the_umpire_of_a_storm_sees_a_call_before_its_time() -> None:
    umpire = _umpire(refuses=1.0)

    async def twice() -> None:
        for _ in range(2):
            with suppress(ChannelError):
                await umpire.send(_posting())

    run_quickly(twice())
    assert umpire.faults == ["chat.update was called before Retry-After had passed"]
    assert umpire.refused == 2


def test_the_umpire_of_a_storm_sees_what_is_old_and_what_goes_back() -> None:
    umpire = _umpire()

    async def back() -> None:
        await umpire.send(_posting())
        await umpire.send(_posting(version=1))

    run_quickly(back())
    assert umpire.faults == [
        "card was sent in version 1 when a newer one was wanted",
        "card went back to version 1",
    ]


@pytest.mark.parametrize(
    ("posts", "edits", "seconds"), [(300, 50, 0), (301, 0, 60), (0, 51, 60), (10_000, 0, 1980), (0, 10_000, 11_940)]
)
def test_the_least_time_is_that_of_the_windows_which_the_calls_need(posts: int, edits: int, seconds: float) -> None:
    assert least_seconds(posts, edits) == seconds


ASKED = Screen(
    "Why?", "Why?", inputs=(Input("answer", "Why?"),), buttons=(Button("Continue", "t1"), Button("Back", "t2"))
)


def _asked(member: Member) -> Asked:
    return Asked(Posting(member.address, "card", 3, ASKED), "t1", "So that more families come.")


def _body(request: bytes) -> Any:
    return json.loads(request.partition(b"\r\n\r\n")[2])


async def test_a_press_of_the_crowd_in_teams_is_what_its_person_would_send() -> None:
    async with fake_teams(system_clock) as teams:
        people = TeamsPeople(teams)
        press = people.press(people.members[0], _asked(people.members[0]))
        activity = _body(press.request())
    pressed = activity["value"]["action"]
    assert pressed["data"]["commsdesk"] == {"token": "t1", "key": "card", "version": 3}
    assert pressed["data"]["in.answer"] == "So that more families come."
    assert activity["from"]["aadObjectId"] == people.members[0].account.user
    assert activity["replyToId"] == press.message


async def test_nobody_in_the_crowd_in_teams_reports_twice_or_presses_besides() -> None:
    async with fake_teams(system_clock) as teams:
        people = TeamsPeople(teams)
        reporters = [_body(people.report())["from"]["aadObjectId"] for _ in range(3)]
    assert len(set(reporters)) == 3
    assert not set(reporters) & {m.account.user for m in people.members[:PEOPLE]}


async def test_a_press_of_the_crowd_in_slack_is_what_its_person_would_send() -> None:
    async with fake_slack(system_clock) as slack:
        people = SlackPeople(slack)
        press = people.press(people.members[0], _asked(people.members[0]))
    assert press.action["value"] == "t1"
    assert press.user.id == people.members[0].account.user


async def test_the_echo_bot_lets_in_whom_we_let_in_and_says_what_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async with fake_teams(system_clock) as teams:
        for name, value in teams.settings_for().items():
            monkeypatch.setenv(name, value)
        person = teams.person("amira")
        async with TestServer(echo_bot(load_teams())) as server:
            load = Load(server.port or 0)
            await load.send(said(person, "A word."))
            with pytest.raises(AssertionError, match="401"):
                await load.send(said(person, "A word.").replace(b"Bearer ", b"Bearer x"))
            await load.close()
        assert person.lines()[-1] == "Echo: A word."


LOOKS = """commsdesk_loop_seconds_bucket{{le="0.05"}} {}
commsdesk_loop_seconds_bucket{{le="0.1"}} {}
commsdesk_loop_seconds_bucket{{le="+Inf"}} {}
"""


def test_the_longest_stall_is_told_by_the_bound_that_nothing_was_over_since() -> None:
    before, none, some, many = (
        held_up.read(LOOKS.format(*counts), NAME) for counts in ((5, 6, 7), (9, 10, 11), (9, 12, 13), (9, 12, 14))
    )
    assert held_up.longest(before, none) == 0.05
    assert held_up.longest(before, some) == 0.1
    assert held_up.longest(before, many) == math.inf
    assert (held_up.over(0.05, before, some), held_up.over(0.1, before, many)) == (2, 1)


async def test_a_benchmark_reads_what_the_server_says_of_its_event_loop() -> None:
    registry, app = CollectorRegistry(), web.Application()
    stalls = Stalls(registry)
    app.on_startup.append(stalls.start)
    app.on_cleanup.append(stalls.stop)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry))

    app.router.add_get("/metrics", metrics)
    async with TestServer(app, host="127.0.0.1") as server:
        before = await held_up.looks(server.port or 0)
        hold_up()
        await asyncio.sleep(0.05)
        after = await held_up.looks(server.port or 0)
    assert held_up.longest(before.wall, after.wall) > 0.2
    assert after.processor[math.inf] > before.processor[math.inf]


def hold_up() -> None:
    """Keep the event loop for a quarter of a second."""
    time.sleep(0.25)
