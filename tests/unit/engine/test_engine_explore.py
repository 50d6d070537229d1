"""Every path of a flow, and what is drawn from them."""

from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Any

import pytest

from flows.engine import (
    Cited,
    Given,
    Outcome,
    TooManyPaths,
    YesNo,
    diff,
    explore,
    graph,
    on_route,
    whatif,
)
from tests.unit.engine.samples import (
    COST,
    FIRST,
    RULES,
    STARTS,
    WHOLE,
    YES,
    answers,
    made,
    nested,
    policy,
    spend,
    tier,
)


def test_both_sides_of_every_tier_are_walked() -> None:
    costs = {on_route(done)["cost"].raw for done in explore(spend, policy()) if "cost" in on_route(done)}
    assert costs == {"50.00", "50.01", "5000.00", "5000.01"}


def test_a_limit_that_the_council_edits_moves_the_values_tried() -> None:
    edited = replace(RULES, tiers=(tier("25", "team"), *RULES.tiers[1:]))
    costs = {on_route(done)["cost"].raw for done in explore(spend, policy(edited)) if "cost" in on_route(done)}
    assert {"25.00", "25.01"} < costs


def test_every_end_and_every_approver_is_found() -> None:
    paths = list(explore(spend, policy()))
    assert {p.outcome.end.id for p in paths} == {"ask_first", "closed", "too_late", "agree"}
    assert {a.role.value for p in paths for a in p.outcome.approvals} == {"comms", "team", "head", "chief"}


def test_a_day_is_tried_from_the_earliest_allowed_and_never_before() -> None:
    days = {str(on_route(done)["starts"].raw) for done in explore(spend, policy()) if "starts" in on_route(done)}
    assert min(days) == "2026-11-20"


def test_no_path_is_given_twice() -> None:
    paths = [tuple(on_route(p).items()) for p in explore(spend, policy())]
    assert len(set(paths)) == len(paths)


def test_a_flow_that_is_not_covered_has_one_path() -> None:
    assert [p.outcome.end.kind for p in explore(spend, policy(rules={}))] == ["not_covered"]


def test_nested_questions_give_one_path_each_way() -> None:
    assert len(list(explore(nested, policy()))) == 8


def test_too_many_independent_questions_are_an_error_that_says_what_to_do() -> None:
    many = [YesNo(f"q{n}", prompt="?") for n in range(15)]
    endless = made(lambda ask, rules, policy: Outcome(YES, tuple(rules.all for q in many if ask(q))), *many)
    with pytest.raises(TooManyPaths, match=r"made: more than 20,000 ways through; ask fewer questions"):
        list(explore(endless, policy()))


def test_a_limit_met_only_on_another_branch_is_tried_there_alone() -> None:
    def run(ask: Any, rules: Any, policy: Any) -> Outcome:
        cost = ask(COST, rules.all)
        if ask(FIRST, rules.all):
            cost.at_most(Cited(Decimal(7), ("p-1",)))
        return Outcome(YES, (rules.all,))

    found = [tuple(g.raw for g in on_route(p).values()) for p in explore(made(run, COST, FIRST), policy())]
    assert found == [("7.00", "yes"), ("7.00", "no"), ("7.01", "yes"), ("7.01", "no")]


def test_a_question_that_no_sample_answers_leads_nowhere_and_stops_nothing() -> None:
    def run(ask: Any, rules: Any, policy: Any) -> Outcome:
        ask(STARTS, rules.all, not_before=STARTS.most.replace(year=2500))
        return Outcome(YES, (rules.all,))

    assert list(explore(made(run, STARTS), policy())) == []


def test_the_same_policy_has_no_difference() -> None:
    assert diff(spend, policy(), policy()) == []


def test_a_difference_names_the_answers_whose_approver_changes() -> None:
    new = policy(replace(RULES, tiers=(tier("25", "team"), *RULES.tiers[1:])))
    changed = diff(spend, policy(), new)
    assert {c.answers["cost"].raw for c in changed} == {"25.01", "50.00"}
    approvers = {(c.was.outcome.approvals[1].role.value, c.now.outcome.approvals[1].role.value) for c in changed}  # type: ignore[union-attr]  # both are done
    assert approvers == {("team", "head")}


def test_a_difference_in_sections_alone_is_one() -> None:
    changed = diff(spend, policy(), policy(replace(RULES, where=Cited("comms", ("p-3",)))))
    assert {c.now.outcome.end.id for c in changed} == {"ask_first", "agree"}  # type: ignore[union-attr]  # all are done


def test_a_difference_in_what_is_asked_is_one() -> None:
    changed = diff(spend, policy(), policy(situation=replace(policy().situation, as_of=RULES.last_day.value)))
    assert {c.now.next.question.id for c in changed if not hasattr(c.now, "outcome")} == {"starts"}


def test_words_alone_are_no_difference() -> None:
    assert diff(spend, policy(), policy(wording={"spend.agree.text": "Ask them."})) == []


def test_what_if_gives_the_one_answer_that_leads_elsewhere() -> None:
    found = {c.now.outcome.end.id: dict(c.answers) for c in whatif(spend, policy(), WHOLE)}  # type: ignore[union-attr]  # all are done
    assert found == {
        "ask_first": answers(where="elsewhere"),
        "closed": {"code": Given("AB-1234", "closed")},
        "too_late": answers(ends="2027-04-01"),
    }


def test_what_if_changes_as_few_answers_as_it_can() -> None:
    given = answers(first="yes", second="yes", third="yes", last="no")
    found = whatif(nested, policy(), given)
    assert [(dict(c.answers), c.now.outcome.end.id) for c in found] == [(answers(first="no", last="yes"), "yes")]  # type: ignore[union-attr]  # all are done


def test_what_if_in_the_middle_of_a_flow_has_nothing_to_compare() -> None:
    assert whatif(spend, policy(), answers(where="here")) == []


def test_what_if_says_nothing_where_there_is_too_much_to_try() -> None:
    many = [YesNo(f"q{n}", prompt="?") for n in range(16)]
    flat = made(lambda ask, rules, policy: Outcome(YES, tuple(rules.all for q in many if ask(q))), *many)
    assert whatif(flat, policy(), {q.id: Given("yes") for q in many}) == []


def test_the_graph_labels_each_way_by_its_answers() -> None:
    nodes, edges = graph(spend, policy())
    labels = {arrow: list(found) for arrow, found in edges.items()}
    assert {"q_where", "e_ask_first"} < nodes.keys()
    assert labels["q_where", "q_code"] == ["Here"]
    assert labels["q_where", "e_ask_first"] == ['Else"where', "I don't know"]
    assert labels["q_code", "e_closed"] == ["closed"]
    assert labels["q_cost", "q_starts"] == ["50.00", "50.01", "5000.00", "5000.01"]
    assert labels["q_aim", "e_agree"] == ["any answer"]
    assert next(found for (here, _), found in labels.items() if here == "q_extras")[:1] == ["none"]


def test_the_graph_speaks_in_the_councils_words() -> None:
    worded = {"spend.where.prompt": "Where?", "spend.where.option.here": "At home", "spend.agree.text": "OK"}
    nodes, edges = graph(spend, policy(wording=worded))
    assert (nodes["q_where"], nodes["e_agree"]) == ("Where?", "OK")
    assert list(edges["q_where", "q_code"]) == ["At home"]


def test_exploring_is_lazy_enough_to_stop_early() -> None:
    assert len(list(islice(explore(spend, policy()), 1))) == 1
