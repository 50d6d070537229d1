"""A flow walked in a terminal."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

import pytest

from bot.cli.walk import walk
from flows.engine import Ask, Cited, End, Flow, Many, Outcome, Policy, flow
from tests.unit.flows.advice import BOOST, PHOTO, suffolk

WHOLE = ["1", "1", "CC-4410", "2", "https://www.example.org/post", "More people", "Families"]
REST = ["2026-06-08", "2026-06-14", "80", "1"]
DETAILS = "A poster for the summer fair, in June, for £80."


def walked(flow: Flow, policy: Policy, lines: list[str]) -> str:
    """The end that these typed lines lead to; every line must be used."""
    left: Iterator[str] = iter(lines)
    done = walk(flow, policy, lambda: next(left))
    assert next(left, None) is None, "some lines were not asked for"
    return done.outcome.end.id


def test_options_may_be_given_by_number_or_by_name() -> None:
    assert walked(BOOST, suffolk(), ["2", DETAILS]) == "other_network"
    assert walked(BOOST, suffolk(), ["other", DETAILS]) == "other_network"


def test_a_whole_request_can_be_typed() -> None:
    assert walked(BOOST, suffolk(), [*WHOLE, *REST]) == "needs_approval"


def test_a_wrong_line_is_told_and_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert walked(PHOTO, suffolk("corporate"), ["9", "0", "", "nobody"]) == "may_use"
    assert capsys.readouterr().out.count("Pick") == 3


def test_going_back_takes_the_last_answer_away() -> None:
    assert walked(BOOST, suffolk(), ["1", "<", "2", DETAILS]) == "other_network"


def test_going_back_after_a_wrong_line_leads_to_the_question_before() -> None:
    assert walked(BOOST, suffolk(), ["1", "perhaps", "<", "2", DETAILS]) == "other_network"


def test_going_back_from_the_first_question_asks_it_again() -> None:
    assert walked(BOOST, suffolk(), ["<", "2", DETAILS]) == "other_network"


def test_asking_why_shows_the_section_and_asks_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert walked(BOOST, suffolk(), ["?", "2", DETAILS]) == "other_network"
    assert "2.7 (Social Media Policy)" in capsys.readouterr().out


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def test_several_options_are_typed_with_commas() -> None:
    colours = Many(
        "colours", of=Colour, labels={Colour.RED: "Red", Colour.BLUE: "Blue"}, prompt="Which?", why="Why not."
    )
    both, other = End("both", "finding", "Both."), End("other", "finding", "Not both.")

    @flow("many", title="Many", about="A flow for a test.", asks=(colours,), ends=(both, other))
    def many(ask: Ask, rules: Cited[str], policy: Policy) -> Outcome:
        return Outcome(both if len(ask(colours, rules)) == 2 else other, (rules,))

    policy = replace(suffolk(), rules={"many": Cited("", ("suffolk-2.7-a",))})
    assert walked(many, policy, ["1, blue"]) == "both"
    assert walked(many, policy, ["2"]) == "other"
