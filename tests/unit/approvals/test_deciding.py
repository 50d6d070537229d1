"""What a decision does: one, all or a number of people agree, somebody says no, or asks for changes."""

import pytest

from bot.approvals.model import CaseState, StepState
from tests.unit.approvals.cast import BASIL, BELLA, CARA, CARL, CLEO, HARI, OLIVIA, TurnedAway, play


def test_a_new_case_waits_for_its_first_step_to_open() -> None:
    case = play("any", "any").case
    assert case.state is CaseState.IN_REVIEW
    assert case.next_step is not None
    assert case.next_step.number == 1
    assert [s.state for s in case.steps] == [StepState.BLOCKED, StepState.BLOCKED]


def test_one_of_several_can_approve_for_all_where_any_one_will_do() -> None:
    assert play("any").opens(CARA, CARL).approves(CARL).case.state is CaseState.APPROVED


def test_the_next_step_waits_until_the_one_before_it_is_satisfied() -> None:
    story = play("any", "any").opens(BELLA)
    assert story.case.next_step is None
    story.approves(BELLA)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.case.next_step is not None
    assert story.case.next_step.number == 2


def test_a_case_is_approved_only_when_its_last_step_is() -> None:
    story = play("any", "any").opens(BELLA).approves(BELLA).opens(CARA)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.approves(CARA).case.state is CaseState.APPROVED
    assert [s.state for s in story.case.steps] == [StepState.SATISFIED, StepState.SATISFIED]


def test_everybody_who_was_asked_must_approve_where_all_are_wanted() -> None:
    story = play("all").opens(CARA, CARL, CLEO).approves(CARA).approves(CLEO)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.approves(CARL).case.state is CaseState.APPROVED


def test_one_decline_ends_it_where_any_one_will_do() -> None:
    story = play("any", "any").opens(CARA, CARL).declines(CARA)
    assert story.case.state is CaseState.DECLINED
    assert [s.state for s in story.case.steps] == [StepState.DECLINED, StepState.VOID]


def test_one_decline_ends_it_where_all_are_wanted() -> None:
    assert play("all").opens(CARA, CARL).approves(CARL).declines(CARA).case.state is CaseState.DECLINED


def test_a_number_of_approvals_is_enough_whatever_the_others_say() -> None:
    story = play(2).opens(CARA, CARL, CLEO).declines(CLEO).approves(CARA)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.approves(CARL).case.state is CaseState.APPROVED


def test_declines_end_it_once_too_few_are_left_for_the_number() -> None:
    story = play(2).opens(CARA, CARL, CLEO).declines(CLEO)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.declines(CARA).case.state is CaseState.DECLINED


def test_a_rule_of_no_approvals_still_wants_one() -> None:
    story = play(0).opens(CARA)
    assert story.step.needed == 1
    assert story.declines(CARA).case.state is CaseState.DECLINED


def test_all_of_nobody_is_never_satisfied() -> None:
    story = play("all").opens()
    assert not story.step.satisfied
    assert story.case.orphaned


def test_approving_where_too_few_people_are_left_does_not_decline_the_case() -> None:
    story = play(2).opens(CARA, CARL).loses(CARL).approves(CARA)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.case.orphaned
    assert story.seats(HARI, CLEO).approves(CLEO).case.state is CaseState.APPROVED


def test_asking_for_changes_hands_the_case_back_and_closes_the_step_for_everybody() -> None:
    story = play("any", "any").opens(BELLA, BASIL).asks_for_changes(BELLA)
    assert story.case.state is CaseState.CHANGES_REQUESTED
    assert not story.case.state.final
    assert [s.state for s in story.case.steps] == [StepState.RETURNED, StepState.BLOCKED]
    assert story.case.next_step is None
    with pytest.raises(TurnedAway, match="step_closed"):
        story.approves(BASIL, step=1)


@pytest.mark.parametrize("asked", ["any", "all", 2])
def test_nobody_decides_the_same_step_twice(asked: str | int) -> None:
    story = play(asked, "any").opens(CARA, CARL).approves(CARA)
    with pytest.raises(TurnedAway, match="already_decided"):
        story.approves(CARA, step=1)
    with pytest.raises(TurnedAway, match="already_decided"):
        story.declines(CARA, step=1)


def test_the_second_of_two_clicks_on_one_step_comes_too_late() -> None:
    story = play("any", "any").opens(CARA, CARL).approves(CARA)
    with pytest.raises(TurnedAway, match="step_closed"):
        story.approves(CARL, step=1)


def test_a_step_that_does_not_exist_cannot_be_decided() -> None:
    story = play("any").opens(CARA)
    for number in (-1, 2, 99):
        with pytest.raises(TurnedAway, match="not_yours"):
            story.approves(CARA, step=number)


def test_a_step_that_has_not_opened_cannot_be_decided() -> None:
    with pytest.raises(TurnedAway, match="not_yours"):
        play("any", "any").opens(CARA).approves(CARA, step=2)


def test_whoever_decided_one_step_is_not_asked_again_in_the_next() -> None:
    story = play("any", "any").opens(BELLA).approves(BELLA).opens(BELLA, CARA)
    assert [s.person for s in story.step.seats] == [CARA]
    with pytest.raises(TurnedAway, match="not_yours"):
        story.approves(BELLA)
    with pytest.raises(TurnedAway, match=r"^target$"):
        story.hands_on(CARA, BELLA)
    with pytest.raises(TurnedAway, match=r"^target$"):
        story.seats(HARI, BELLA)


def test_whoever_was_asked_but_did_not_decide_may_decide_the_next_step() -> None:
    story = play("any", "any").opens(BELLA, CARA).approves(BELLA).opens(CARA)
    assert story.approves(CARA).case.state is CaseState.APPROVED


def test_the_requester_is_told_nothing_more_than_an_outsider() -> None:
    story = play("any").opens(CARA)
    with pytest.raises(TurnedAway, match="not_yours"):
        story.approves(OLIVIA)
