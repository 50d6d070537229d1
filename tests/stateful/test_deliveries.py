"""The same clicks, delivered twice or in another order: the case ends where it would have ended with each once."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.approvals.model import Case, Kind
from tests.stateful.oracle import DECISIONS
from tests.unit.approvals.cast import BASIL, BELLA, CARA, CARL, MALLORY, OLIVIA, Play, TurnedAway, play

SEATED = (BELLA, BASIL, CARA, CARL)
rules = st.sampled_from(["any", "all", 1, 2, 3, 4])
clicks = st.tuples(st.sampled_from(DECISIONS), st.sampled_from([*SEATED, OLIVIA, MALLORY]))
quick = settings(max_examples=80, deadline=None)


def delivered(rule: str | int, arriving: Iterable[tuple[Kind, str]]) -> tuple[Case, list[str]]:
    """The case after these clicks have arrived, and what was answered to each."""
    story = play(rule, "any").opens(*SEATED)
    answers = [_answer(story, *click) for click in arriving]
    return story.case, answers


def _answer(story: Play, kind: Kind, person: str) -> str:
    act = {Kind.APPROVED: story.approves, Kind.DECLINED: story.declines, Kind.CHANGES_ASKED: story.asks_for_changes}
    try:
        act[kind](person, step=1, revision=1)
    except TurnedAway as no:
        return str(no)
    return "done"


@quick
@given(rules, st.lists(clicks, max_size=6), st.data())
def test_a_click_that_arrives_again_changes_nothing(
    rule: str | int, arriving: list[tuple[Kind, str]], data: st.DataObject
) -> None:
    again = list(arriving)
    for click in arriving:
        later = data.draw(st.integers(again.index(click) + 1, len(again)), label="arrives again at")
        again.insert(later, click)
    assert delivered(rule, again)[0] == delivered(rule, dict.fromkeys(arriving))[0]


@quick
@given(rules, st.permutations(SEATED), st.integers(0, 4))
def test_approvals_make_the_same_of_a_case_in_any_order(rule: str | int, order: list[str], count: int) -> None:
    arriving = [(Kind.APPROVED, person) for person in SEATED[:count]]
    other = [(Kind.APPROVED, person) for person in order if person in SEATED[:count]]
    one, two = delivered(rule, arriving), delivered(rule, other)
    assert [s.state for s in one[0].steps] == [s.state for s in two[0].steps]
    assert one[0].state is two[0].state
    assert sorted(one[1]) == sorted(two[1])


@quick
@given(rules, st.lists(clicks, max_size=6))
def test_as_many_clicks_have_effect_as_the_rule_needs_and_no_more(
    rule: str | int, arriving: list[tuple[Kind, str]]
) -> None:
    case, answers = delivered(rule, arriving)
    decided = [s.person for s in case.steps[0].seats if s.decision]
    assert answers.count("done") == len(decided)
    assert len(case.steps[0].approvers) <= case.steps[0].needed
    assert not {OLIVIA, MALLORY} & set(decided)
