"""Reports under their rules: who gets them, in which order things happen, and what outsiders are told."""

import json
from collections.abc import Callable

import pytest

from bot.approvals.audit import canonical
from bot.reports import rules
from bot.reports.model import apply, fold
from bot.reports.record import report_from_json, report_to_json
from bot.reports.report import Event, Kind, Report, State
from tests.unit.approvals.cast import BELLA, MALLORY, OLIVIA, SAM, TurnedAway
from tests.unit.reports.acts import HANNA, HUGO, Story, story


def in_hand() -> Story:
    """Hanna has it alone, and reviews it."""
    told = story().reaches(HANNA, HUGO).act(Kind.TRIAGED, HUGO)
    return told.gives(HUGO, HANNA).act(Kind.REVIEW_BEGUN, HANNA)


def test_a_report_goes_from_received_to_closed_in_order() -> None:
    told, states = story().reaches(HANNA), []
    for kind in (Kind.TRIAGED, None, Kind.REVIEW_BEGUN, Kind.ACTION_AGREED, Kind.CLOSED):
        told = told.act(kind, HANNA) if kind else told.gives(HANNA, HANNA)
        states.append(told.report.state)
    assert states == [State.TRIAGE, State.ASSIGNED, State.UNDER_REVIEW, State.ACTION_AGREED, State.CLOSED]


@pytest.mark.parametrize("kind", [Kind.REVIEW_BEGUN, Kind.ACTION_AGREED, Kind.NO_ACTION, Kind.CLOSED])
def test_nothing_is_settled_before_somebody_has_taken_it(kind: Kind) -> None:
    with pytest.raises(TurnedAway, match=rules.MOVED.code):
        story().reaches(HANNA).act(kind, HANNA)


@pytest.mark.parametrize("barred", [OLIVIA, SAM])
def test_neither_the_reporter_nor_whom_it_is_about_gets_it_by_any_part_or_hand(barred: str) -> None:
    told = story().reaches(HANNA, barred)
    assert told.report.holders == {HANNA}
    with pytest.raises(TurnedAway, match=rules.TARGET.code):
        told.gives(HANNA, barred)


@pytest.mark.parametrize(
    "event",
    [
        Event(Kind.SEATED, "", {"people": [SAM]}),
        Event(Kind.ORPHANED, "", {"stewards": [SAM]}),
        Event(Kind.ASSIGNED, HANNA, {"to": SAM}),
    ],
)
def test_the_model_itself_refuses_to_give_it_to_somebody_who_is_barred(event: Event) -> None:
    with pytest.raises(ValueError, match="barred"):
        apply(story().reaches(HANNA).report, event)


def test_whoever_declares_an_interest_never_gets_it_again() -> None:
    told = story().reaches(HANNA, HUGO).act(Kind.CONFLICT_DECLARED, HUGO)
    assert told.report.holders == {HANNA}
    assert HUGO in told.report.barred
    with pytest.raises(TurnedAway, match=rules.TARGET.code):
        told.gives(HANNA, HUGO)


def test_an_interest_that_is_declared_after_settling_undoes_what_was_settled() -> None:
    told = in_hand().act(Kind.NO_ACTION, HANNA).act(Kind.CONFLICT_DECLARED, HANNA)
    assert told.report.state is State.RECEIVED
    assert told.report.orphaned


def test_what_was_settled_by_somebody_who_then_left_stands() -> None:
    told = in_hand().act(Kind.ACTION_AGREED, HANNA).loses(HANNA)
    assert told.report.state is State.ACTION_AGREED
    assert told.reaches(HUGO).act(Kind.CLOSED, HUGO).report.state is State.CLOSED


def test_what_was_settled_stands_when_the_fallback_chooses_who_closes_it() -> None:
    told = in_hand().act(Kind.ACTION_AGREED, HANNA).loses(HANNA).finds_nobody(BELLA).gives(BELLA, HUGO)
    assert told.report.state is State.ACTION_AGREED
    assert told.act(Kind.CLOSED, HUGO).report.state is State.CLOSED


def test_a_report_whose_only_holder_leaves_begins_again_with_whoever_gets_it() -> None:
    told = in_hand().loses(HANNA).reaches(HUGO)
    assert told.report.state is State.RECEIVED
    assert told.report.holders == {HUGO}


def test_only_the_one_to_whom_it_was_given_has_it() -> None:
    told = story().reaches(HANNA, HUGO).gives(HUGO, HANNA)
    assert told.report.holders == {HANNA}
    with pytest.raises(TurnedAway, match=rules.ELSEWHERE.code):
        told.act(Kind.REVIEW_BEGUN, HUGO)


def test_of_two_who_take_it_at_once_the_later_is_told_that_it_has_moved() -> None:
    told = story().reaches(HANNA, HUGO)
    drawn = told.report.turn
    told.act(Kind.TRIAGED, HANNA, drawn)
    with pytest.raises(TurnedAway, match=rules.MOVED.code):
        told.act(Kind.TRIAGED, HUGO, drawn)


def test_where_nobody_can_get_it_the_fallback_may_choose_and_nothing_else() -> None:
    told = story().finds_nobody(BELLA, SAM)
    assert told.report.orphaned
    assert told.report.stewards == {BELLA}
    for kind in (Kind.TRIAGED, Kind.ASKED, Kind.REVIEW_BEGUN, Kind.CLOSED):
        with pytest.raises(TurnedAway, match=rules.ELSEWHERE.code):
            told.act(kind, BELLA)
    assert told.gives(BELLA, HANNA).report.holders == {HANNA}
    assert told.report.stewards == frozenset()


def test_the_reporter_can_take_it_back_until_somebody_has_it_in_hand() -> None:
    assert story().reaches(HANNA).act(Kind.WITHDRAWN, OLIVIA).report.state is State.WITHDRAWN
    with pytest.raises(TurnedAway, match=rules.BEGUN.code):
        in_hand().act(Kind.WITHDRAWN, OLIVIA)


@pytest.mark.parametrize("end", [State.CLOSED, State.WITHDRAWN])
def test_a_report_that_has_ended_never_changes(end: State) -> None:
    told = story().reaches(HANNA)
    ended = told.act(Kind.WITHDRAWN, OLIVIA) if end is State.WITHDRAWN else _closed()
    with pytest.raises(TurnedAway, match=rules.ENDED.code):
        ended.act(Kind.ADDED, OLIVIA)
    with pytest.raises(TurnedAway, match=rules.ENDED.code):
        ended.act(Kind.CONFLICT_DECLARED, HANNA)
    with pytest.raises(ValueError, match="ended"):
        apply(ended.report, Event(Kind.ADDED, OLIVIA))


def _closed() -> Story:
    return in_hand().act(Kind.NO_ACTION, HANNA).act(Kind.CLOSED, HANNA)


@pytest.mark.parametrize("made", [lambda: story().reaches(HANNA), in_hand, _closed])
@pytest.mark.parametrize("person", [SAM, MALLORY])
@pytest.mark.parametrize("kind", [*rules.HOLDERS, *rules.REPORTERS])
def test_an_outsider_hears_the_same_at_every_stage_whatever_they_try(
    kind: Kind, person: str, made: Callable[[], Story]
) -> None:
    assert rules.may(made().report, person, kind, 1, active=True) == rules.NOTHING


def test_somebody_who_left_does_nothing() -> None:
    told = story().reaches(HANNA)
    told.gone.add(HANNA)
    with pytest.raises(TurnedAway, match=rules.LEFT.code):
        told.act(Kind.TRIAGED, HANNA)


def test_messages_leave_the_buttons_of_a_card_good() -> None:
    told = story().reaches(HANNA)
    drawn = told.report.turn
    assert told.act(Kind.ASKED, HANNA).act(Kind.ADDED, OLIVIA).act(Kind.TRIAGED, HANNA, drawn)


@pytest.mark.parametrize("made", [story, in_hand, _closed, lambda: story().finds_nobody(BELLA)])
def test_the_record_is_what_the_events_make_and_comes_back_from_json(made: Callable[[], Story]) -> None:
    told = made()
    report: Report = told.report
    assert fold("report-1", told.events) == report
    assert report_from_json(json.loads(canonical(report_to_json(report)))) == report


def test_files_are_for_whoever_has_a_report_and_whoever_sent_it_until_it_is_taken_back() -> None:
    told = story().reaches(HANNA, HUGO).act(Kind.TRIAGED, HUGO).gives(HUGO, HANNA)
    everybody = (HANNA, HUGO, OLIVIA, SAM, MALLORY)
    assert [p for p in everybody if rules.may_read(told.report, p, active=True) is None] == [HANNA, OLIVIA]
    assert rules.may_read(told.report, HANNA, active=False) == rules.LEFT
    back = story().reaches(HANNA).act(Kind.WITHDRAWN, OLIVIA).report
    assert [p for p in everybody if rules.may_read(back, p, active=True) is None] == [OLIVIA]


def test_that_files_were_opened_changes_nothing_in_a_report_though_it_has_ended() -> None:
    over = story().reaches(HANNA).act(Kind.WITHDRAWN, OLIVIA).report
    assert apply(over, Event(Kind.FILES_OPENED, OLIVIA, {"files": {}})) == over
