"""The requester, the subject and whoever declared an interest never contribute by any chain; others learn nothing."""

import pytest

from bot.approvals import rules
from bot.approvals.model import CaseState, Event, Kind, apply
from tests.unit.approvals.cast import (
    BELLA,
    CARA,
    CARL,
    CLEO,
    CONNOR,
    EVERYBODY,
    HARI,
    MALLORY,
    OLIVIA,
    SAM,
    Play,
    TurnedAway,
    play,
)

BARRED = (OLIVIA, SAM, CONNOR)


def with_barred(*asked: str | int) -> Play:
    return play(*(asked or ("any",)), barred=[SAM, CONNOR])


@pytest.mark.parametrize("person", BARRED)
def test_nobody_barred_is_seated_when_a_step_opens(person: str) -> None:
    story = with_barred().opens(person, CARA)
    assert [s.person for s in story.step.seats] == [CARA]


@pytest.mark.parametrize("person", BARRED)
def test_nobody_barred_can_decide(person: str) -> None:
    story = with_barred().opens(CARA)
    for act in (story.approves, story.declines, story.asks_for_changes):
        with pytest.raises(TurnedAway, match="not_yours"):
            act(person)


@pytest.mark.parametrize("person", BARRED)
def test_a_seat_cannot_be_handed_to_somebody_barred(person: str) -> None:
    with pytest.raises(TurnedAway, match=r"^target$"):
        with_barred().opens(CARA).hands_on(CARA, person)


@pytest.mark.parametrize("person", BARRED)
def test_a_seat_cannot_reach_somebody_barred_through_others(person: str) -> None:
    story = with_barred().opens(CARA).hands_on(CARA, CARL).hands_on(CARL, CLEO)
    with pytest.raises(TurnedAway, match=r"^target$"):
        story.hands_on(CLEO, person)


@pytest.mark.parametrize("person", BARRED)
def test_the_communications_team_cannot_seat_somebody_barred(person: str) -> None:
    story = with_barred().opens()
    assert story.case.orphaned
    with pytest.raises(TurnedAway, match=r"^target$"):
        story.seats(HARI, person)
    assert story.case.orphaned


@pytest.mark.parametrize("person", BARRED)
def test_somebody_barred_cannot_choose_who_decides_even_as_one_of_the_communications_team(person: str) -> None:
    story = with_barred().opens(CARA)
    with pytest.raises(TurnedAway, match="not_yours"):
        story.seats(person, CARL)
    with pytest.raises(TurnedAway, match="not_yours"):
        story.hands_on(person, CARL)


@pytest.mark.parametrize("person", BARRED)
def test_nobody_barred_can_decide_even_where_a_seat_was_given_to_them_by_mistake(person: str) -> None:
    story = with_barred().opens(CARA)
    story.case = apply(story.case, Event(Kind.SEAT_ADDED, CARA, {"step": 1, "to": person}))
    assert story.step.seat(person)
    with pytest.raises(TurnedAway, match="not_yours"):
        story.approves(person)


def test_a_subject_who_is_named_only_on_sending_again_is_barred_from_then_on() -> None:
    story = play("any").opens(BELLA).asks_for_changes(BELLA).resubmits(OLIVIA, "any", barred=[BELLA])
    assert story.opens(BELLA).case.orphaned
    with pytest.raises(TurnedAway, match="not_yours"):
        story.approves(BELLA)


def test_whoever_was_barred_stays_barred_when_the_case_is_sent_again() -> None:
    story = with_barred().opens(CARA).asks_for_changes(CARA).resubmits(OLIVIA, "any").opens(CARA)
    assert story.case.barred == {OLIVIA, SAM, CONNOR}
    with pytest.raises(TurnedAway, match=r"^target$"):
        story.hands_on(CARA, SAM)


@pytest.mark.parametrize("step", [-1, 0, 1, 2, 9])
@pytest.mark.parametrize("revision", [0, 1, 2, 9])
def test_mallory_gets_one_answer_whatever_she_tries_and_wherever_the_case_stands(step: int, revision: int) -> None:
    for story in stories():
        no = rules.may_decide(story.case, MALLORY, step, revision, active=True)
        assert no is rules.NOT_YOURS
        assert rules.may_decide(story.case, MALLORY, step, revision, active=False) is rules.NOT_YOURS


def test_mallory_cannot_withdraw_send_again_or_hand_on_anything() -> None:
    for story in stories():
        assert rules.may_withdraw(story.case, MALLORY) is rules.NOT_REQUESTER
        assert rules.may_resubmit(story.case, MALLORY) is rules.NOT_REQUESTER
        for target in EVERYBODY:
            no = rules.may_reassign(story.case, MALLORY, target, steward=False, target_active=True)
            assert no is rules.NOT_YOURS


def test_whoever_was_asked_about_an_older_revision_is_told_that_there_is_a_newer_one() -> None:
    story = play("any").opens(BELLA, CARA).asks_for_changes(BELLA).resubmits(OLIVIA, "any").opens(CARL)
    for person in (BELLA, CARA):
        with pytest.raises(TurnedAway, match="old_revision"):
            story.approves(person, step=1, revision=1)


def stories() -> list[Play]:
    """A case in every state that it can be in."""
    return [
        play("any"),
        play("any").opens(),
        play("any", "any").opens(CARA).approves(CARA).opens(CARL),
        play("any").opens(CARA).approves(CARA),
        play("any").opens(CARA).declines(CARA),
        play("any").opens(CARA).asks_for_changes(CARA),
        play("any").opens(CARA).asks_for_changes(CARA).resubmits(OLIVIA, "any").opens(CARA),
        play("any").opens(CARA).withdraws(OLIVIA),
        play("any").opens(CARA).expires(1),
    ]


def test_the_stories_stand_in_every_state() -> None:
    assert {story.case.state for story in stories()} == set(CaseState)
