"""Replay from recorded answers: where a flow stands, and how one gets forward and back."""

import pytest

from flows.engine import Answers, Ask, Asking, Done, Given, Outcome, Policy, Text, answer, back, on_route, replay
from tests.unit.engine.samples import (
    AGREE,
    COST,
    FIRST,
    LAST,
    NO,
    WHOLE,
    YES,
    NestedRules,
    answers,
    made,
    nested,
    policy,
    spend,
)

NESTED = answers(first="yes", second="yes", third="yes", last="yes")


def asking(given: Answers) -> Asking:
    """Where the spending flow stands, which must be at a question."""
    state = replay(spend, policy(), given)
    assert isinstance(state, Asking)
    return state


def done(given: Answers) -> Done:
    """Where the spending flow stands, which must be its end."""
    state = replay(spend, policy(), given)
    assert isinstance(state, Done)
    return state


def test_a_flow_begins_by_asking_its_first_question() -> None:
    state = asking({})
    assert (state.next.question.id, state.route, state.error, state.next.rows) == ("where", (), "", ("p-1",))


def test_all_answers_lead_to_the_outcome_with_the_route_in_order() -> None:
    state = done(WHOLE)
    assert state.outcome.end is AGREE
    assert [a.question.id for a in state.route] == list(WHOLE)


def test_the_tier_of_the_amount_decides_who_approves() -> None:
    roles = [done({**WHOLE, "cost": Given(c)}).outcome.approvals[1].role.value for c in ("50", "50.01", "5000", "6000")]
    assert roles == ["team", "head", "head", "chief"]


def test_a_wrong_answer_in_the_middle_stops_there_and_keeps_what_comes_later() -> None:
    state = asking({**WHOLE, "cost": Given("about £50")})
    assert (state.next.question.id, list(on_route(state))) == ("cost", ["where", "code"])
    assert "like 80" in state.error
    assert "aim" in state.answers


def test_a_day_before_the_earliest_allowed_is_asked_again() -> None:
    assert asking({**WHOLE, "starts": Given("2026-11-19")}).error == "Give a day that is not before 20 November 2026."
    assert asking({**WHOLE, "ends": Given("2026-11-30")}).error == "Give a day that is not before 1 December 2026."


def test_a_flow_that_the_policy_does_not_cover_says_whom_to_ask() -> None:
    state = replay(spend, policy(rules={}), WHOLE)
    assert isinstance(state, Done)
    assert state.outcome.end.kind == "not_covered"
    assert state.outcome.end.text == ("Sample Council's policy doesn't cover this. Ask the comms (comms@example.org).")
    assert (state.route, state.outcome.tell) == ((), ("comms",))


def test_a_role_without_a_contact_is_named_alone() -> None:
    state = replay(spend, policy(rules={}, owner="head"), {})
    assert isinstance(state, Done)
    assert state.outcome.end.text.endswith("Ask the head.")


def test_the_state_of_the_organisation_decides_too() -> None:
    state = replay(spend, policy(states=("mourning",)), WHOLE)
    assert isinstance(state, Done)
    assert state.outcome.end.id == "wait"


def test_an_answer_to_an_unknown_question_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match=r"spend asks where, code.*, not colour"):
        answer(asking({}), "colour", Given("red"))


def test_a_flow_may_ask_only_what_it_declares() -> None:
    def run(ask: Ask, rules: NestedRules, policy: Policy) -> Outcome:
        ask(Text("secret", prompt="?"))
        return Outcome(YES)

    with pytest.raises(ValueError, match="made asks secret, which it does not declare"):
        replay(made(run, FIRST), policy(), {})


def test_a_flow_may_end_only_as_it_declares() -> None:
    def run(ask: Ask, rules: NestedRules, policy: Policy) -> Outcome:
        return Outcome(NO)

    with pytest.raises(ValueError, match="made ends in no, which it does not declare"):
        replay(made(run, ends=(YES,)), policy(), {})


def test_a_question_asked_twice_stands_once_on_the_route() -> None:
    def run(ask: Ask, rules: NestedRules, policy: Policy) -> Outcome:
        return Outcome(YES if ask(FIRST, rules.all) and ask(LAST, rules.all) and ask(FIRST) else NO)

    state = replay(made(run, FIRST, LAST), policy(), answers(first="yes", last="yes"))
    assert [(a.question.id, a.rows) for a in state.route] == [("first", ("p-1",)), ("last", ("p-1",))]


def test_ids_of_questions_and_ends_are_given_once() -> None:
    with pytest.raises(ValueError, match=r"made: give each question and end an id of its own; repeated: \['first'\]"):
        made(lambda ask, rules, policy: Outcome(YES), FIRST, FIRST)


def test_back_takes_the_last_answer_on_the_route() -> None:
    assert back(replay(nested, policy(), NESTED)) == answers(first="yes", second="yes", third="yes")


def test_back_from_a_wrong_answer_takes_that_answer_alone() -> None:
    assert list(back(asking(answers(where="here", code="AB-1", cost="lots")))) == ["where", "code"]


def test_back_at_the_start_changes_nothing() -> None:
    assert back(asking({})) == {}
    assert back(asking({**answers(cost="80")})) == answers(cost="80")


def test_back_after_a_fork_follows_the_present_route() -> None:
    fork = {**NESTED, "first": Given("no")}
    assert list(back(replay(nested, policy(), fork))) == ["first", "second", "third"]


def test_answers_off_the_route_are_never_submitted() -> None:
    """As ONS's survey runner did: after a change of route it sent the answers of the old one as well (issue 858)."""
    state = replay(nested, policy(), {**NESTED, "first": Given("no")})
    assert list(on_route(state)) == ["first", "last"]


def test_a_question_nested_in_a_hidden_one_disappears_with_it() -> None:
    """As SurveyJS did not: the third question stayed when the first hid the second (issue 589)."""
    state = replay(nested, policy(), {**NESTED, "first": Given("no")})
    assert not {"second", "third"} & on_route(state).keys()


def test_an_answer_off_the_route_decides_nothing() -> None:
    """As ONS's survey runner let happen: rules looked at answers that no way led to any more (issue 1744)."""
    inner_yes = replay(nested, policy(), {**NESTED, "first": Given("no")})
    assert isinstance(inner_yes, Done)
    assert inner_yes.outcome.end is YES


def test_going_back_twice_and_on_again_keeps_the_later_answer() -> None:
    """As docassemble does not: the second answer was blank after the first was written again (issue 74)."""
    changed = answer(replay(nested, policy(), NESTED), "first", Given("yes"))
    assert changed["second"] == Given("yes")


def test_every_question_is_read_from_its_own_answer_and_never_from_the_last_one_given() -> None:
    """As Smart Answers' fallback did, which took the last input for whatever was asked next."""
    state = replay(nested, policy(), answers(last="yes"))
    assert isinstance(state, Asking)
    assert state.next.question.id == "first"


def test_the_order_in_which_answers_were_recorded_does_not_matter() -> None:
    backwards = dict(reversed(list(WHOLE.items())))
    assert on_route(done(backwards)) == on_route(done(WHOLE))


def test_what_was_compared_is_known_by_question() -> None:
    assert {str(limit) for q, limit in done(WHOLE).limits if q == COST.id} == {"50", "5000"}
