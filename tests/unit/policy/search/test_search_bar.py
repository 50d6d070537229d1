"""The worked questions hold the search to its bar, on both halves; benchmarks/answers.py prints what is mixed up."""

import pytest

from benchmarks.rig.asking import Lexical, policies, tallies
from bot.policy.questions import Half

FLOORS: dict[Half, dict[str, float]] = {
    "tune": {"first": 85, "among three": 95, "refused": 90},
    "report": {"first": 85, "among three": 95, "refused": 90},
}


@pytest.mark.parametrize("half", FLOORS)
def test_the_right_section_is_found_and_what_is_not_covered_is_refused(half: Half) -> None:
    shares = tallies(Lexical(), policies(), half, 0)["all"].percent()
    assert {k: v for k, v in shares.items() if k in FLOORS[half] and v < FLOORS[half][k]} == {}
