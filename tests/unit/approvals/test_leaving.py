"""What happens when people leave the council: their seat goes, their decisions stay, and a case left alone says so."""

import pytest

from bot.approvals.model import CaseState
from tests.unit.approvals.cast import CARA, CARL, CLEO, HARI, TurnedAway, play


def test_somebody_who_has_left_cannot_decide_while_their_seat_is_still_there() -> None:
    story = play("any").opens(CARA)
    story.gone.add(CARA)
    with pytest.raises(TurnedAway, match="left"):
        story.approves(CARA)


def test_somebody_who_has_left_cannot_hand_their_seat_on() -> None:
    story = play("any").opens(CARA)
    story.gone.add(CARA)
    with pytest.raises(TurnedAway, match="left"):
        story.hands_on(CARA, CARL)


def test_somebody_who_has_left_and_lost_their_seat_cannot_decide() -> None:
    story = play("any").opens(CARA, CARL).loses(CARA)
    with pytest.raises(TurnedAway, match="left"):
        story.approves(CARA)
    story.gone.clear()
    with pytest.raises(TurnedAway, match="not_yours"):
        story.approves(CARA)


def test_a_case_that_opens_for_nobody_is_orphaned() -> None:
    assert play("any").opens().case.orphaned


def test_a_case_that_opens_for_fewer_than_the_number_wanted_is_orphaned() -> None:
    assert play(2).opens(CARA).case.orphaned
    assert not play(2).opens(CARA, CARL).case.orphaned


def test_a_case_whose_last_approver_leaves_is_orphaned_until_somebody_is_seated() -> None:
    story = play("any").opens(CARA).loses(CARA)
    assert story.case.orphaned
    assert not story.seats(HARI, CARL).case.orphaned


def test_a_case_is_not_orphaned_while_enough_are_left() -> None:
    assert not play("any").opens(CARA, CARL).loses(CARA).case.orphaned
    assert not play(2).opens(CARA, CARL, CLEO).loses(CARA).case.orphaned


def test_one_more_seat_does_not_end_being_orphaned_where_two_are_missing() -> None:
    story = play(2).opens().seats(HARI, CARA)
    assert story.case.orphaned
    assert not story.seats(HARI, CARL).case.orphaned


def test_an_approval_stands_when_its_giver_leaves() -> None:
    story = play(2).opens(CARA, CARL).approves(CARA).loses(CARA)
    assert story.step.approvers == {CARA}
    assert story.approves(CARL).case.state is CaseState.APPROVED


def test_a_departure_never_approves_a_case_by_itself() -> None:
    story = play("all").opens(CARA, CARL).approves(CARA).loses(CARL)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.case.orphaned
    story.seats(HARI, CLEO)
    assert not story.case.orphaned
    assert story.approves(CLEO).case.state is CaseState.APPROVED


def test_those_who_are_left_decide_where_all_are_wanted_and_one_has_gone() -> None:
    assert play("all").opens(CARA, CARL).loses(CARL).approves(CARA).case.state is CaseState.APPROVED


def test_an_orphaned_case_that_ends_is_not_orphaned_any_more() -> None:
    assert not play("any").opens().expires(1).case.orphaned
    assert not play("any").opens().withdraws("olivia").case.orphaned


def test_handing_a_seat_on_in_a_case_with_too_few_people_leaves_it_orphaned() -> None:
    assert play(2).opens(CARA).hands_on(CARA, CARL).case.orphaned
