"""The benchmarks are found by being there, are described, and say honestly whether a target is met."""

from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import names

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
