"""How cases are sent again and how they end: withdrawn, run out of time, and never changed afterwards."""

from typing import Any

import pytest

from bot.approvals.model import FOLLOWING, CaseState, Event, Kind, StepState, apply, fold, start
from tests.unit.approvals.cast import BELLA, CARA, CARL, EVERYBODY, OLIVIA, Play, TurnedAway, play, steps


def ended() -> list[Play]:
    return [
        play("any", "any").opens(CARA).approves(CARA).opens(CARL).approves(CARL),
        play("any", "any").opens(CARA).declines(CARA),
        play("any", "any").opens(CARA).withdraws(OLIVIA),
        play("any", "any").opens(CARA).expires(1),
    ]


def test_a_case_that_was_sent_again_starts_from_its_first_step() -> None:
    story = play("any", "any").opens(BELLA).approves(BELLA).opens(CARA).asks_for_changes(CARA)
    story.resubmits(OLIVIA, "any", "any")
    assert story.case.state is CaseState.IN_REVIEW
    assert story.case.revision == 2
    assert [s.state for s in story.case.steps] == [StepState.BLOCKED, StepState.BLOCKED]
    assert not any(s.approvers for s in story.case.steps)


def test_an_approval_of_an_older_revision_never_counts_for_a_newer_one() -> None:
    story = play(2).opens(BELLA, CARA).approves(BELLA).asks_for_changes(CARA).resubmits(OLIVIA, 2).opens(BELLA, CARA)
    assert story.approves(CARA).case.state is CaseState.IN_REVIEW
    assert story.approves(BELLA).case.state is CaseState.APPROVED


def test_an_old_card_cannot_decide_the_newer_revision() -> None:
    story = play("any").opens(CARA).asks_for_changes(CARA).resubmits(OLIVIA, "any").opens(CARA)
    with pytest.raises(TurnedAway, match="old_revision"):
        story.approves(CARA, step=1, revision=1)


def test_a_newer_revision_may_need_other_steps() -> None:
    story = play("any", "any").opens(CARA).asks_for_changes(CARA).resubmits(OLIVIA, "any").opens(CARA)
    assert story.approves(CARA).case.state is CaseState.APPROVED


@pytest.mark.parametrize("person", [p for p in EVERYBODY if p != OLIVIA])
def test_only_the_requester_sends_a_case_again_or_withdraws_it(person: str) -> None:
    story = play("any").opens(CARA).asks_for_changes(CARA)
    with pytest.raises(TurnedAway, match="not_requester"):
        story.resubmits(person, "any")
    with pytest.raises(TurnedAway, match="not_requester"):
        story.withdraws(person)


def test_a_case_is_sent_again_only_once_changes_have_been_asked_for() -> None:
    story = play("any").opens(CARA)
    with pytest.raises(TurnedAway, match="not_waiting"):
        story.resubmits(OLIVIA, "any")


def test_the_requester_can_withdraw_while_making_changes() -> None:
    story = play("any", "any").opens(CARA).asks_for_changes(CARA).withdraws(OLIVIA)
    assert story.case.state is CaseState.WITHDRAWN
    assert [s.state for s in story.case.steps] == [StepState.RETURNED, StepState.VOID]


def test_withdrawing_voids_what_was_still_waiting_and_keeps_what_was_decided() -> None:
    story = play("any", "any", "any").opens(CARA).approves(CARA).opens(CARL).withdraws(OLIVIA)
    assert [s.state for s in story.case.steps] == [StepState.SATISFIED, StepState.VOID, StepState.VOID]


def test_running_out_of_time_is_never_an_approval() -> None:
    story = play(2).opens(CARA, CARL, BELLA).approves(CARA).expires(1)
    assert story.case.state is CaseState.EXPIRED
    assert story.case.steps[0].state is StepState.VOID


def test_the_timer_of_a_step_that_was_decided_in_time_changes_nothing() -> None:
    story = play("any", "any").opens(CARA).approves(CARA).opens(CARL).expires(1)
    assert story.case.state is CaseState.IN_REVIEW
    assert story.case.open_step is not None


def test_the_timer_of_a_step_that_does_not_exist_changes_nothing() -> None:
    assert play("any").opens(CARA).expires(7).case.state is CaseState.IN_REVIEW


@pytest.mark.parametrize("story", ended(), ids=lambda s: s.case.state)
def test_nobody_can_do_anything_to_a_case_that_has_ended(story: Play) -> None:
    before, happened = story.case, len(story.events)
    for person in EVERYBODY:
        for act in (story.approves, story.declines, story.asks_for_changes):
            for step in (1, 2):
                with pytest.raises(TurnedAway):
                    act(person, step=step)
        with pytest.raises(TurnedAway):
            story.withdraws(person)
        with pytest.raises(TurnedAway):
            story.resubmits(person, "any")
        for target in EVERYBODY:
            with pytest.raises(TurnedAway):
                story.hands_on(person, target)
            with pytest.raises(TurnedAway):
                story.seats(person, target)
    story.expires(1).expires(2)
    assert (story.case, len(story.events)) == (before, happened)


FACTS: dict[str, Any] = {
    "steps": steps(["any"]), "step": 1, "seats": [CARA], "from": CARA, "to": CARL, "person": CARA, "revision": 1,
}  # fmt: skip


STANDING = (Kind.ATTEMPT_REFUSED, Kind.FILES_OPENED, *FOLLOWING)
DECIDING = [k for k in Kind if k not in STANDING]


@pytest.mark.parametrize("kind", DECIDING)
@pytest.mark.parametrize("story", ended(), ids=lambda s: s.case.state)
def test_a_case_that_has_ended_never_changes_even_where_a_guard_was_forgotten(story: Play, kind: Kind) -> None:
    with pytest.raises(ValueError, match="has ended"):
        apply(story.case, Event(kind, CARA, FACTS))


@pytest.mark.parametrize("kind", [k for k in DECIDING if k not in (Kind.SUBMITTED, Kind.COMMENTED)])
def test_every_kind_of_event_has_its_effect(kind: Kind) -> None:
    before = play("any").opens(CARA, BELLA).case
    assert apply(before, Event(kind, CARA, FACTS)) != before


@pytest.mark.parametrize("kind", sorted(FOLLOWING))
def test_what_follows_an_approval_leaves_the_decision_as_it_is_and_follows_from_nothing_else(kind: Kind) -> None:
    for story in [play("any").opens(CARA), *ended()]:
        if story.case.state is CaseState.APPROVED:
            assert apply(story.case, Event(kind, CARA, {"task": "sign"})) == story.case
        else:
            with pytest.raises(ValueError, match="nothing follows"):
                apply(story.case, Event(kind, CARA, {"task": "sign"}))


def test_an_attempt_that_was_refused_changes_nothing() -> None:
    for story in [play("any").opens(CARA), *ended()]:
        assert apply(story.case, Event(Kind.ATTEMPT_REFUSED, CARA, {"code": "ended"})) == story.case


def test_a_case_is_what_its_events_make_of_it() -> None:
    for story in ended():
        assert fold(story.case.id, story.events) == story.case


def test_events_that_cannot_begin_or_follow_are_refused() -> None:
    submitted = Event(Kind.SUBMITTED, OLIVIA, FACTS)
    with pytest.raises(ValueError, match="begins with withdrawn"):
        fold("case-1", [Event(Kind.WITHDRAWN, OLIVIA)])
    with pytest.raises(ValueError, match="submitted twice"):
        fold("case-1", [submitted, submitted])
    with pytest.raises(ValueError, match="no step 3"):
        fold("case-1", [submitted, Event(Kind.STEP_OPENED, "", {"step": 3, "seats": []})])


def test_a_case_without_a_step_cannot_begin() -> None:
    with pytest.raises(ValueError, match="without a step"):
        start("case-1", Event(Kind.SUBMITTED, OLIVIA, {"steps": []}))
