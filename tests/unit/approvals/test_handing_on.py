"""Seats that change hands: who may give one, who may have one, and what stays of a decision."""

import pytest

from bot.approvals.model import CaseState, Event, Kind, apply
from tests.unit.approvals.cast import BASIL, BELLA, CARA, CARL, CLEO, HARI, OLIVIA, TurnedAway, play


def test_whoever_is_handed_a_seat_decides_in_it() -> None:
    story = play("any").opens(CARA).hands_on(CARA, CARL)
    assert story.approves(CARL).case.state is CaseState.APPROVED


def test_whoever_hands_a_seat_on_can_no_longer_decide() -> None:
    story = play("any").opens(CARA, CLEO).hands_on(CARA, CARL)
    with pytest.raises(TurnedAway, match="not_yours"):
        story.approves(CARA)


def test_a_seat_remembers_through_whom_it_came() -> None:
    story = play("any").opens(CARA).hands_on(CARA, CARL).hands_on(CARL, CLEO)
    seat = story.step.seat(CLEO)
    assert seat is not None
    assert seat.chain == (CARA, CARL)


def test_a_seat_that_the_team_added_names_who_added_it() -> None:
    seat = play("any").opens(CARA).seats(HARI, CARL).step.seat(CARL)
    assert seat is not None
    assert seat.chain == (HARI,)


def test_a_seat_can_come_back_to_whoever_gave_it() -> None:
    story = play("any").opens(CARA).hands_on(CARA, CARL).hands_on(CARL, CARA)
    assert story.approves(CARA).case.state is CaseState.APPROVED


def test_a_seat_cannot_be_handed_to_somebody_who_has_one() -> None:
    story = play("all").opens(CARA, CARL)
    for target in (CARL, CARA):
        with pytest.raises(TurnedAway, match="target_seated"):
            story.hands_on(CARA, target)


def test_a_seat_cannot_be_handed_to_somebody_who_has_left() -> None:
    story = play("any").opens(CARA).loses(CARL)
    with pytest.raises(TurnedAway, match=r"^target$"):
        story.hands_on(CARA, CARL)


def test_somebody_without_a_seat_cannot_hand_one_on() -> None:
    with pytest.raises(TurnedAway, match="not_yours"):
        play("any").opens(CARA).hands_on(BELLA, CARL)


def test_a_seat_handed_on_keeps_all_meaning_everybody() -> None:
    story = play("all").opens(CARA, CARL).hands_on(CARA, CLEO).approves(CARL)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.approves(CLEO).case.state is CaseState.APPROVED


@pytest.mark.parametrize("asked", ["all", 2])
def test_a_decision_cannot_be_undone_by_handing_the_seat_on(asked: str | int) -> None:
    story = play(asked).opens(CARA, CARL).approves(CARA)
    with pytest.raises(TurnedAway, match="already_decided"):
        story.hands_on(CARA, CLEO)
    assert story.step.approvers == {CARA}


def test_nobody_hands_on_a_seat_once_the_case_has_ended() -> None:
    story = play("any").opens(CARA, CARL).approves(CARL)
    with pytest.raises(TurnedAway, match="ended"):
        story.hands_on(CARA, CLEO)
    with pytest.raises(TurnedAway, match="ended"):
        story.seats(HARI, CLEO)


def test_nobody_hands_on_a_seat_while_the_requester_makes_changes() -> None:
    story = play("any").opens(CARA, CARL).asks_for_changes(CARL)
    with pytest.raises(TurnedAway, match="step_closed"):
        story.hands_on(CARA, CLEO)


def test_an_approver_of_an_earlier_step_cannot_hand_on_a_later_one() -> None:
    story = play("any", "any").opens(BELLA, BASIL).approves(BELLA).opens(CARA)
    with pytest.raises(TurnedAway, match="not_yours"):
        story.hands_on(BASIL, CARL)


def test_the_team_can_ask_one_more_person_where_all_are_wanted() -> None:
    story = play("all").opens(CARA).seats(HARI, CARL).approves(CARA)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.approves(CARL).case.state is CaseState.APPROVED


def test_a_requester_never_gets_a_seat_back_that_went_round() -> None:
    story = play("any").opens(OLIVIA, CARA).hands_on(CARA, CARL)
    with pytest.raises(TurnedAway, match=r"^target$"):
        story.hands_on(CARL, OLIVIA)


def test_an_empty_seat_decides_nothing_even_where_a_guard_was_forgotten() -> None:
    story = play("all").opens(CARA, CLEO).hands_on(CARA, CARL).approves(CLEO)
    assert apply(story.case, Event(Kind.APPROVED, CARA, {"step": 1})) == story.case


def test_a_decision_is_never_replaced_even_where_a_guard_was_forgotten() -> None:
    story = play(2).opens(CARA, CARL, CLEO).approves(CARA)
    assert apply(story.case, Event(Kind.DECLINED, CARA, {"step": 1})) == story.case
