"""Faults of a flow and of a council's rules, found by trying every path."""

from dataclasses import replace
from typing import Any

import pytest

from flows.engine import Approval, Choice, Cited, End, Outcome, Task, YesNo, check, dead, reached
from tests.unit.engine.samples import (
    AIM,
    FIRST,
    LAST,
    NO,
    RULES,
    YES,
    Where,
    made,
    nested,
    policy,
    spend,
    tier,
)


def faults(flow: Any = spend, **changes: Any) -> list[str]:
    """What the check says, as people read it."""
    return [str(f) for f in check(flow, policy(**changes))]


def ended(outcome: Outcome, *ends: End) -> Any:
    """A flow that asks one question and ends so."""
    return made(lambda ask, rules, policy: (ask(FIRST, rules.all), outcome)[1], FIRST, ends=ends or (outcome.end,))


def test_a_sound_flow_has_no_faults() -> None:
    assert faults() == []
    assert faults(nested) == []


def test_a_flow_that_is_not_covered_has_no_faults() -> None:
    assert faults(rules={}) == []


def test_two_tiers_with_the_same_limit_are_told_at_once() -> None:
    twins = replace(RULES, tiers=(tier("50", "team"), tier("50", "head"), tier("5000", "head")))
    assert faults(spending=twins) == [
        "spend: tiers[1].up_to can never apply",
        "spend: tiers[1].role can never apply",
    ]


def test_tiers_in_the_wrong_order_are_told() -> None:
    swapped = replace(RULES, tiers=tuple(reversed(RULES.tiers)))
    assert faults(spending=swapped) == ["spend: tiers[1].up_to can never apply", "spend: tiers[1].role can never apply"]


def test_a_rule_needed_only_in_a_state_of_the_organisation_is_no_fault() -> None:
    assert not [f for f in faults() if "mourning" in f]


def test_a_rule_needed_only_in_a_service_is_no_fault() -> None:
    def run(ask: Any, rules: Any, policy: Any) -> Outcome:
        return Outcome(YES, (rules.all,)) if policy.situation.service == "fire" else Outcome(NO, (OTHER,))

    found = made(run)
    assert faults(found) == ["made: all can never apply"]
    assert faults(found, services={"fire": "Fire service"}) == []


OTHER = Cited(True, ("p-1",))


def test_an_outcome_without_a_section_is_told() -> None:
    assert faults(ended(Outcome(YES))) == ["made: end yes rests on no section; name its rules in because"]


@pytest.mark.parametrize("kind", ["not_covered", "not_applicable"])
def test_an_outcome_that_says_that_nothing_applies_needs_no_section(kind: Any) -> None:
    assert faults(ended(Outcome(End("none", kind, "Nothing applies.")))) == []


def test_a_question_without_a_section_is_told() -> None:
    found = made(lambda ask, rules, policy: (ask(FIRST), Outcome(YES, (rules.all,)))[1], FIRST)
    assert faults(found) == ["made: question first rests on no section; name its rule in ask()"]


def test_a_section_that_the_policy_lacks_is_told_with_its_place_in_the_rules() -> None:
    wrong = replace(RULES, tiers=(replace(RULES.tiers[0], role=Cited("team", ("p-9",))), RULES.tiers[1]))
    assert faults(spending=wrong) == ["spend: tiers[0].role cites p-9, which Sample Council does not have"]


def test_a_section_that_the_flow_makes_up_is_told() -> None:
    found = ended(Outcome(YES, (Cited(1, ("p-9",)),)))
    assert faults(found) == ["made: a value made in the flow cites p-9, which Sample Council does not have"]


def test_a_conflict_that_the_policy_lacks_is_told() -> None:
    wrong = replace(RULES, top=Cited("chief", ("p-3",), conflicts=("X9",)))
    assert faults(spending=wrong) == ["spend: top names the conflict X9, which Sample Council does not have"]


def test_a_role_that_the_policy_lacks_is_told_wherever_it_stands() -> None:
    end = End("end", "approval", "Ask.", steps={"sign": "Sign."})
    wrong = Outcome(
        end, (OTHER,), approvals=(Approval(Cited("x", ("p-1",))),), tell=("y",), tasks=(Task("sign", "z", OTHER),)
    )
    assert faults(ended(wrong)) == [
        f"made: end end names the role {r}, which Sample Council does not have" for r in ("x", "y", "z")
    ]


def test_a_role_of_something_that_was_not_asked_is_told() -> None:
    wrong = Outcome(YES, approvals=(Approval(Cited("head", ("p-1",)), of="budget"),))
    assert faults(ended(wrong)) == ["made: end yes asks the head of budget, which was not asked"]


def test_words_that_are_missing_are_told_by_their_key() -> None:
    where = Choice("where", of=Where, labels={Where.HERE: "Here", Where.UNSURE: " "})
    end = End("end", "allowed", steps={"one": ""}, inferences={"two": ""})
    outcome = Outcome(end, (OTHER,), steps=("one",), inferences=("two",))
    found = made(lambda ask, rules, policy: (ask(where, rules.all), outcome)[1], where, ends=(end,))
    keys = ["where.prompt", "where.option.elsewhere", "where.option.unsure", "end.text", "end.one", "end.two"]
    assert faults(found) == [f"made: {k} has no words" for k in keys]


def test_words_that_the_council_supplies_are_not_missing() -> None:
    found = made(lambda ask, rules, policy: (ask(BLANK, rules.all), Outcome(YES, (rules.all,)))[1], BLANK)
    assert faults(found) == ["made: blank.prompt has no words"]
    assert faults(found, wording={"made.blank.prompt": "Well?"}) == []


BLANK = YesNo("blank", prompt="")


def test_a_council_cannot_blank_out_words() -> None:
    assert faults(wording={"spend.aim.prompt": ""}) == ["spend: aim.prompt has no words"]


def test_steps_tasks_and_inferences_that_have_no_words_are_told() -> None:
    wrong = Outcome(YES, (OTHER,), steps=("one",), inferences=("two",), tasks=(Task("three", "comms", OTHER),))
    assert faults(ended(wrong)) == [f"made: end yes has no words for {k}" for k in ("one", "three", "two")]


def test_each_fault_is_told_once_however_many_paths_show_it() -> None:
    found = made(lambda ask, rules, policy: Outcome(YES if ask(FIRST) and ask(LAST, rules.all) else NO), FIRST, LAST)
    assert len(faults(found)) == 3


def test_what_one_council_never_reaches_is_no_fault_of_it() -> None:
    found = made(lambda ask, rules, policy: (ask(FIRST, rules.all), Outcome(YES, (OTHER,)))[1], FIRST, AIM)
    assert check(found, policy()) == []
    assert "question aim" not in reached(found, policy())


def test_what_no_council_reaches_is_dead() -> None:
    end = End("agree", "approval", "Agree.", steps={"sign": "Sign.", "seal": "Seal."}, inferences={"ours": "We think."})
    outcome = Outcome(end, (OTHER,), steps=("sign",))
    found = made(lambda ask, rules, policy: (ask(FIRST, rules.all), outcome)[1], FIRST, AIM, ends=(end, NO))
    here = reached(found, policy())
    assert [str(f) for f in dead(found, [here])] == [
        "made: question aim is never reached by any council",
        "made: words agree.seal is never reached by any council",
        "made: words agree.ours is never reached by any council",
        "made: end no is never reached by any council",
    ]
    elsewhere = frozenset({"question aim", "end no", "words agree.seal", "words agree.ours"})
    assert dead(found, [here, elsewhere]) == []


def test_a_whole_flow_is_reached_by_the_sample_council() -> None:
    assert dead(spend, [reached(spend, policy())]) == []
