"""Changing an answer, and carrying answers over to another version of a flow or of a policy."""

from dataclasses import replace
from typing import Any

import pytest

from flows.engine import Asking, Cited, Done, End, Given, Outcome, YesNo, change, rebase, replay
from tests.unit.engine.samples import (
    AGREE,
    FIRST,
    LAST,
    NO,
    RULES,
    SECOND,
    THIRD,
    WHOLE,
    YES,
    answers,
    made,
    nested,
    policy,
    spend,
    tier,
)

NESTED = answers(first="yes", second="yes", third="yes", last="yes")


def test_a_change_drops_only_what_no_way_on_asks_again() -> None:
    what = change(nested, policy(), NESTED, answers(first="no"))
    assert (what.kept, what.dropped, what.unread) == (("last",), ("second", "third"), ())
    assert list(what.state.answers) == ["first", "last"]
    assert isinstance(what.state, Done)


def test_a_change_that_opens_a_new_question_keeps_the_answers_that_come_after_it() -> None:
    what = change(nested, policy(), answers(first="no", last="yes"), answers(first="yes"))
    assert isinstance(what.state, Asking)
    assert (what.state.next.question.id, what.kept, what.dropped) == ("second", ("last",), ())
    assert what.state.answers == answers(first="yes", last="yes")


def test_a_change_that_alters_no_route_keeps_everything() -> None:
    what = change(spend, policy(), WHOLE, answers(cost="6000"))
    assert (what.dropped, what.kept) == ((), tuple(k for k in WHOLE if k != "cost"))


def test_a_preview_commits_nothing() -> None:
    before = dict(NESTED)
    change(nested, policy(), before, answers(first="no"))
    assert before == NESTED


def test_a_wrong_edit_is_answered_there_and_drops_nothing() -> None:
    what = change(spend, policy(), WHOLE, answers(cost="lots"))
    assert isinstance(what.state, Asking)
    assert "like 80" in what.state.error
    assert (what.dropped, what.unread) == ((), ())
    assert what.state.answers["cost"] == Given("lots")


def test_an_edit_that_no_route_reads_is_not_carried_over() -> None:
    what = change(nested, policy(), answers(first="no", last="yes"), answers(third="no"))
    assert what.unread == ("third",)
    assert "third" not in what.state.answers


def test_an_edit_of_an_answer_still_to_come_is_kept() -> None:
    what = change(nested, policy(), answers(first="yes"), answers(last="no"))
    assert what.unread == ()
    assert what.state.answers == answers(first="yes", last="no")


def test_a_change_of_an_unknown_question_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="not colour"):
        change(nested, policy(), NESTED, answers(colour="red"))


def test_where_the_ways_on_are_too_many_to_try_nothing_is_dropped() -> None:
    many = [YesNo(f"q{n}", prompt="?") for n in range(14)]

    def run(ask: Any, rules: Any, policy: Any) -> Outcome:
        for q in many:
            ask(q, rules.all)
        return Outcome(YES)

    what = change(made(run, *many), policy(), answers(q0="yes", q13="yes"), answers(q0="no"))
    assert (what.dropped, what.unread) == ((), ())
    assert "q13" in what.state.answers


def rebased(given: Any = WHOLE, **changes: Any) -> Any:
    """What becomes of answers under the sample policy when these fields of it change."""
    return rebase(replay(spend, policy(), given), spend, policy(**changes))


def rules(**changes: Any) -> dict[str, Any]:
    """The sample's rules with some of the spending flow's changed."""
    return {**policy().rules, "spend": replace(RULES, **changes)}


def test_the_same_version_says_nothing() -> None:
    assert rebased()[:2] == ("same", ())


def test_a_change_of_wording_alone_is_silent() -> None:
    moved = rebased(wording={"spend.agree.text": "Ask them."}, wording_hash="w2")
    assert moved[:2] == ("wording", ())
    assert moved.state.policy.wording_hash == "w2"


def test_new_rules_that_this_route_never_used_are_silent() -> None:
    assert rebased(rules=rules(mourning=Cited("head", ("p-3",))), rules_hash="r2")[:2] == ("same", ())


def test_a_used_rule_that_changes_without_changing_the_advice_is_told() -> None:
    moved = rebased(rules=rules(tiers=(tier("50", "team"), tier("4000", "head"))), rules_hash="r2")
    assert (moved.kind, len(moved.tell)) == ("rules", 1)


def test_a_section_that_moves_is_told() -> None:
    assert rebased(rules=rules(code=Cited(True, ("p-3",))), rules_hash="r2").kind == "rules"


def test_another_approver_is_another_outcome_and_is_told() -> None:
    moved = rebased(rules=rules(tiers=(tier("50", "team"), tier("5000", "chief"))), rules_hash="r2")
    assert moved.kind == "outcome"
    assert "advice" in moved.tell[0]


def test_another_end_is_another_outcome() -> None:
    given = answers(first="yes")
    old = made(lambda ask, rules, policy: Outcome(YES if ask(FIRST, rules.all) else NO), FIRST)
    new = made(lambda ask, rules, policy: Outcome(NO if ask(FIRST, rules.all) else YES), FIRST)
    moved = rebase(replay(old, policy(), given), new, policy())
    assert isinstance(moved.state, Done)
    assert (moved.kind, moved.state.outcome.end) == ("outcome", NO)


def test_a_new_question_is_named_and_the_answers_after_it_are_kept() -> None:
    def old(ask: Any, rules: Any, policy: Any) -> Outcome:
        ask(FIRST, rules.all)
        return Outcome(YES if ask(LAST, rules.all) else NO, (rules.all,))

    def new(ask: Any, rules: Any, policy: Any) -> Outcome:
        return Outcome(YES if ask(FIRST, rules.all) and ask(SECOND) and ask(LAST) else NO, (rules.all,))

    given = answers(first="yes", last="yes")
    worded = policy(wording={"made.second.prompt": "And the second?"})
    moved = rebase(replay(made(old, FIRST, LAST), policy(), given), made(new, FIRST, SECOND, LAST), worded)
    assert moved.kind == "questions"
    assert moved.tell[1:] == ("There is a new question: And the second?",)
    assert moved.state.answers == given


def test_an_answer_that_no_longer_holds_is_asked_for_again() -> None:
    moved = rebased(situation=replace(policy().situation, as_of=RULES.last_day.value))
    assert moved.tell[1:] == ("Please answer this again: From when?",)
    assert moved.state.error


def test_a_question_that_is_no_longer_needed_is_named() -> None:
    def shorter(ask: Any, rules: Any, policy: Any) -> Outcome:
        return Outcome(YES if ask(LAST, rules.all) else NO, (rules.all,))

    moved = rebase(replay(nested, policy(), NESTED), made(shorter, FIRST, SECOND, THIRD, LAST), policy())
    assert moved.tell[1:] == tuple(f"No longer needed: {q}?" for q in ("first", "second", "third"))


def test_a_flow_left_in_the_middle_goes_on_at_the_same_question() -> None:
    moved = rebased(answers(where="here"), wording_hash="w2")
    assert (moved.kind, moved.state.next.question.id) == ("wording", "code")


def test_a_policy_that_covers_the_flow_no_more_never_finishes_on_the_old_rule() -> None:
    moved = rebased(rules={}, rules_hash="r2")
    assert (moved.kind, moved.state.outcome.end.kind) == ("questions", "not_covered")


def test_the_words_of_an_end_are_no_part_of_its_substance() -> None:
    other = replace(AGREE, text="Others must agree.", steps={"sign": "Write your name."}, inferences={})
    assert Outcome(AGREE, steps=("sign",)).substance == Outcome(other, steps=("sign",)).substance
    assert Outcome(AGREE).substance != Outcome(End("agree", "act", "These people must agree.")).substance
