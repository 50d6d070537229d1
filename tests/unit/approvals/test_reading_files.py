"""Who may have copies of a case's files: whoever's card shows the answers, and nobody else."""

import pytest

from bot.approvals import rules
from bot.approvals.model import CaseState, Event, Kind, apply
from tests.unit.approvals.cast import BELLA, CARA, CARL, EVERYBODY, HARI, MALLORY, OLIVIA, play

STORY = play("any", "any").opens(BELLA).approves(BELLA).opens(CARA)


def may(person: str, *, private: bool = False, follows: bool = False, active: bool = True) -> rules.No | None:
    return rules.may_read(STORY.case, person, private=private, follows=follows, active=active)


@pytest.mark.parametrize("private", [False, True])
def test_whoever_asked_and_whoever_was_ever_asked_may(private: bool) -> None:
    allowed = {p for p in EVERYBODY if may(p, private=private) is None}
    assert allowed == {OLIVIA, BELLA, CARA}


def test_whoever_follows_a_case_may_unless_it_is_private() -> None:
    assert may(HARI, follows=True) is None
    assert may(HARI, follows=True, private=True) == rules.NOT_YOURS
    assert may(MALLORY) == rules.NOT_YOURS


def test_one_who_has_left_may_not() -> None:
    assert may(BELLA, active=False) == rules.LEFT


def test_files_are_still_there_for_them_when_a_case_has_ended() -> None:
    over = play("any", "any").opens(BELLA).approves(BELLA).opens(CARL).approves(CARL).case
    assert over.state is CaseState.APPROVED
    assert rules.may_read(over, BELLA, private=True, follows=False, active=True) is None
    assert apply(over, Event(Kind.FILES_OPENED, BELLA, {"files": {}})) == over
