"""cases.yaml is read strictly: a case that says less than it seems to is a fault with its place."""

from pathlib import Path

import pytest

from bot.policy import PackFaults
from bot.policy.cases import differences, read_cases
from tests.unit.flows.advice import BOOST, FLOWS, suffolk

CASE = """cases:
  - name: No code
    flow: boost
    as_of: 2026-06-01
    answers: {network: facebook, has_budget_code: no}
    expect: {outcome: no_code, kind: conditional, approvers: [], sections: [2.7]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "anglia").mkdir()
    return tmp_path / "anglia"


def written(folder: Path, text: str) -> Path:
    (folder / "cases.yaml").write_text(text, encoding="utf-8")
    return folder


def changed(old: str, new: str) -> str:
    assert CASE.count(old) == 1
    return CASE.replace(old, new)


def test_a_council_without_worked_cases_has_none(folder: Path) -> None:
    assert read_cases(folder, FLOWS) == ()


def test_a_case_is_read_and_agrees(folder: Path) -> None:
    (case,) = read_cases(written(folder, CASE), FLOWS)
    assert differences(case, BOOST, suffolk()) == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind: conditional", "kind: refused", "kind should be refused and is conditional"),
        ("approvers: []", "approvers: [budget_holder]", "approvers should be budget_holder and is none"),
        ("sections: [2.7]", "sections: [2.7, 4.2]", "sections should be 2.7, 4.2 and is 2.7"),
        ("outcome: no_code, kind: conditional, approvers: [], sections: [2.7]", "asks: cost", "asks should be cost"),
        (", has_budget_code: no", "", "outcome should be no_code and is nothing"),
        ("approvers: []", "tell: [communications]", "tell should be communications and is none"),
    ],
)
def test_what_comes_out_otherwise_is_said_in_a_sentence(folder: Path, old: str, new: str, says: str) -> None:
    (case,) = read_cases(written(folder, changed(old, new)), FLOWS)
    assert any(says in d for d in differences(case, BOOST, suffolk()))


def test_a_question_with_an_error_is_not_the_same_as_one_that_is_asked(folder: Path) -> None:
    asks = "expect: {asks: network, error: true}"
    text = changed("expect: {outcome: no_code, kind: conditional, approvers: [], sections: [2.7]}", asks)
    (right,) = read_cases(written(folder, text.replace("network: facebook", "network: myspace")), FLOWS)
    (wrong,) = read_cases(written(folder, text.replace("network: facebook, has_budget_code: no", "")), FLOWS)
    assert differences(right, BOOST, suffolk()) == ()
    assert differences(wrong, BOOST, suffolk()) == ("error should be true and is false",)


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("    flow: boost\n", "", "`flow` is missing"),
        ("flow: boost", "flow: bost", "`boost`"),
        ("cases:\n", "extra: 1\ncases:\n", "extra"),
        ("network: facebook", "netwrk: facebook", "`network`"),
        ("outcome: no_code", "outcome: no_cod", "`no_code`"),
        ("outcome: no_code", "asks: network, outcome: no_code", "either the question"),
        ("outcome: no_code, kind: conditional, approvers: [], sections: [2.7]", "", "either the question"),
        ("outcome: no_code", "outcome: no_code, error: true", "beside a question"),
        ("approvers: []", "aprovers: []", "approvers"),
        ("    answers", "    states: [election]\n    answers", "pre_election"),
        ("as_of: 2026-06-01", "as_of: June", "as_of"),
        ("network: facebook", "network: facebook, network: other", "twice"),
        ("network: facebook", "network: {value: x}", "verdict"),
        ("network: facebook", "network: 80", "network"),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_to_write(folder: Path, old: str, new: str, names: str) -> None:
    with pytest.raises(PackFaults) as caught:
        read_cases(written(folder, changed(old, new)), FLOWS)
    told = [f for f in caught.value.faults if names in f]
    assert told, caught.value.faults
    assert all(f.startswith("anglia/cases.yaml") for f in caught.value.faults)


def test_two_cases_of_one_name_are_a_fault(folder: Path) -> None:
    with pytest.raises(PackFaults, match="name of its own"):
        read_cases(written(folder, CASE + CASE.removeprefix("cases:\n")), FLOWS)
