"""The benchmarks are found by being there, are described, and say honestly whether a target is met."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import names
from benchmarks.rig.umpire import Umpire, least_seconds
from bot.errors import ChannelError
from bot.messages import Posting, Screen
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
