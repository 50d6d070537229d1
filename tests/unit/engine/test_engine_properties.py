"""What holds whatever people answer."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.engine import (
    Answers,
    Asking,
    Done,
    Given,
    Invalid,
    Question,
    answer,
    back,
    change,
    explore,
    on_route,
    replay,
    token,
)  # fmt: skip
from tests.unit.engine.samples import EVERY_KIND, nested, policy, spend

JUNK = st.one_of(
    st.text(),
    st.text(alphabet="0123456789£,./-:@ eE+yesno", max_size=20),
    st.text(alphabet=st.characters(categories=["Cs", "Cf", "Cc", "Nd"]), max_size=20),
    st.sampled_from(["here", "elsewhere", "80", "5000.01", "2026-12-01", "yes", "no", "music", "AB-1", "a@b.uk"]),
)
GIVEN = st.builds(Given, st.one_of(JUNK, st.lists(JUNK, max_size=4).map(tuple)), st.sampled_from(["", "open", "junk"]))
POLICY = policy()
PATHS = {flow.name: list(explore(flow, POLICY)) for flow in (spend, nested)}
IDS = [q.id for q in spend.asks]
RECORDED = st.dictionaries(st.sampled_from([*IDS, "unknown"]), GIVEN)


@st.composite
def walked(draw: st.DrawFn) -> Answers:
    """Answers to the first questions of some path, perhaps with junk for the next."""
    path = draw(st.sampled_from(PATHS["spend"]))
    route = list(on_route(path).items())
    return dict(route[: draw(st.integers(0, len(route)))])


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda q: str(q.kind))
@settings(max_examples=60, deadline=None)
@given(raw=GIVEN)
def test_any_answer_is_read_or_refused_with_a_sentence(question: Question[Any], raw: Given) -> None:
    try:
        question.read(raw)
        sentence = "."
    except Invalid as wrong:
        sentence = str(wrong)
    assert sentence.endswith(".")


@settings(max_examples=150, deadline=None)
@given(recorded=RECORDED)
def test_a_replay_of_any_answers_gives_the_same_each_time(recorded: Answers) -> None:
    one, two = replay(spend, POLICY, recorded), replay(spend, POLICY, dict(recorded))
    assert one == two
    assert token(one) == token(two)


@settings(max_examples=150, deadline=None)
@given(recorded=walked(), raw=GIVEN)
def test_back_undoes_an_answer(recorded: Answers, raw: Given) -> None:
    state = replay(spend, POLICY, recorded)
    if isinstance(state, Asking):
        after = replay(spend, POLICY, answer(state, state.next.question.id, raw))
        assert back(after) == recorded


@settings(max_examples=100, deadline=None)
@given(recorded=walked(), edits=st.dictionaries(st.sampled_from(IDS), GIVEN, max_size=3))
def test_a_preview_leads_where_its_answers_lead(recorded: Answers, edits: Answers) -> None:
    what = change(spend, POLICY, recorded, edits)
    again = replay(spend, POLICY, what.state.answers)
    assert token(again) == token(what.state)
    assert not {*what.kept, *what.dropped} & edits.keys()
    assert {*what.kept, *what.dropped} == on_route(replay(spend, POLICY, recorded)).keys() - edits.keys()


@pytest.mark.parametrize("flow", [spend, nested], ids=lambda f: str(f.name))
def test_every_explored_path_replays_to_itself(flow: Any) -> None:
    for path in PATHS[flow.name]:
        again = replay(flow, POLICY, on_route(path))
        assert isinstance(again, Done)
        assert (again.outcome, again.route) == (path.outcome, path.route)


@settings(max_examples=150, deadline=None)
@given(one=walked(), two=walked())
def test_tokens_differ_exactly_where_the_answers_on_the_route_do(one: Answers, two: Answers) -> None:
    first, second = replay(spend, POLICY, one), replay(spend, POLICY, two)
    assert (token(first) == token(second)) == (list(on_route(first).items()) == list(on_route(second).items()))


@settings(max_examples=100, deadline=None)
@given(recorded=RECORDED)
def test_a_route_holds_only_what_was_recorded_and_declared(recorded: Answers) -> None:
    route = on_route(replay(spend, POLICY, recorded))
    assert route.items() <= recorded.items()
    assert route.keys() <= set(IDS)
