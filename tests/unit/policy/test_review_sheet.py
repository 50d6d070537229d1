"""The sheet to sign, and on which answers its parts depend."""

import pytest

from bot.policy.review.conditions import holds, when
from bot.policy.review.facts import Facts
from bot.policy.review.sheet import sheet
from flows.engine import explore
from tests.unit.engine.samples import policy, spend

ENDS = {e["id"]: e for e in sheet(spend, list(explore(spend, policy())))["ends"]}


def parts_for(role: str) -> list[list[str]]:
    """On what the parts depend whose last approver has this role."""
    return [p["when"] for p in ENDS["agree"]["parts"] if p["approvals"] and p["approvals"][-1]["role"] == role]


@pytest.mark.parametrize(
    ("role", "cost"), [("team", "£50.00 or less"), ("head", "£50.01 to £5,000.00"), ("chief", "£5,000.01 or more")]
)
def test_an_amount_is_told_as_the_stretch_between_two_limits(role: str, cost: str) -> None:
    assert parts_for(role) == [[f"Q3 “How much?”: {cost}"]]


def test_stretches_that_follow_on_each_other_are_told_as_one() -> None:
    said = [term for p in ENDS["agree"]["parts"] for term in p["when"]]
    assert "Q3 “How much?”: £5,000.00 or less" in said


def test_what_may_be_picked_among_others_is_told_by_itself() -> None:
    (said,) = [p["when"] for p in ENDS["agree"]["parts"] if p["steps"] == ["Pay for the music."]]
    assert said == ["Q6 “What else?”, “Music”: picked"]


def test_a_question_depends_only_on_those_before_it() -> None:
    asked = {q["id"]: q["asked"] for q in sheet(spend, list(explore(spend, policy())))["questions"]}
    assert asked["where"] == []
    assert asked["cost"] == ["Q2 “Which code?”: list: open"]


A: Facts = {"x": "1", "y": "1"}
B: Facts = {"x": "2", "y": "1"}
C: Facts = {"x": "1", "y": "2"}
D: Facts = {"x": "2", "y": "2"}


def test_what_has_no_exception_depends_on_nothing() -> None:
    assert when([A, B], [], ["x", "y"]) == [{}]


def test_one_fact_is_enough_where_it_tells_all_apart() -> None:
    assert when([A, C], [B, D], ["x", "y"]) == [{"x": frozenset("1")}]


def test_two_facts_that_need_each_other_stand_in_one_term() -> None:
    assert when([A], [B, C, D], ["x", "y"]) == [{"x": frozenset("1"), "y": frozenset("1")}]


def test_either_of_two_facts_gives_two_terms_that_hold_for_just_those() -> None:
    terms = when([A, D], [B, C], ["x", "y"])
    assert len(terms) == 2
    assert [holds(terms, f) for f in (A, B, C, D)] == [True, False, False, True]


def test_a_fact_that_is_missing_counts_as_one_of_its_values() -> None:
    assert when([{}], [{"x": "1"}], ["x"]) == [{"x": frozenset([""])}]
