"""National law beside a council's own rows: kept apart, marked, and counted only where it holds."""

from dataclasses import replace
from typing import Any

from flows.engine import Cited, Done, End, Outcome, as_json, check, diff, explain, explore, reached, receipt, replay
from flows.engine.check import everywhere
from flows.engine.flow import flow
from tests.unit.engine.samples import FIRST, LAW, YES, NestedRules, answers, made, policy

LAWFUL = Cited("x", ("l-1", "p-1", "l-1b", "l-2"))
ONLY_LAW = Cited("x", ("l-1",))


def of(nation: str, *rows: str) -> Any:
    """The sample policy in a nation, whose one rule of the made flow rests on these rows."""
    there = policy(rules={"made": NestedRules(Cited("x", rows))} if rows else policy().rules)
    return replace(there, situation=replace(there.situation, nation=nation))


def asks() -> Any:
    """A flow of one question and one outcome, both resting on the one rule."""
    return made(lambda ask, rules, policy: (ask(FIRST, rules.all), Outcome(YES, (rules.all,)))[1], FIRST)


def ended(nation: str, *rows: str) -> Done:
    state = replay(asks(), of(nation, *rows), answers(first="yes"))
    assert isinstance(state, Done)
    return state


FIRST_ROWS = {"document": "The Act", "section": "s.1", "status": "confirmed", "link": "u"}
SECOND = {
    "document": "The Act", "section": "s.2", "rows": ["l-2"], "says": "In Wales.", "status": "partly", "link": "",
}  # fmt: skip


def test_law_stands_apart_from_the_councils_sections_and_carries_its_mark() -> None:
    told = as_json(ended("england", *LAWFUL.rows))["outcome"]
    assert [s["rows"] for s in told["sections"]] == [["p-1"]]
    assert told["law"] == [{**FIRST_ROWS, "rows": ["l-1", "l-1b"], "says": "All over. Here too."}]


def test_only_the_law_of_the_nation_is_shown() -> None:
    told = as_json(ended("wales", *LAWFUL.rows))["outcome"]
    assert told["law"] == [{**FIRST_ROWS, "rows": ["l-1"], "says": "All over."}, SECOND]
    assert as_json(ended("scotland", *LAWFUL.rows))["outcome"]["law"] == []


def test_a_question_names_the_law_that_it_rests_on_beside_the_sections() -> None:
    question = as_json(replay(asks(), of("wales", "l-2", "p-1"), {}))["question"]
    assert ([s["rows"] for s in question["sections"]], question["law"]) == ([["p-1"]], [SECOND])


def test_why_shows_the_law_as_well() -> None:
    done = ended("wales", "l-2")
    why = explain(done, done.policy)
    assert (why["outcome"], why["questions"][0]["law"]) == ({"sections": [], "law": [SECOND]}, [SECOND])


def test_where_law_alone_speaks_the_councils_documents_were_searched_and_found_silent() -> None:
    told = as_json(ended("england", "l-1"))["outcome"]
    assert (told["sections"], told["searched"]) == ([], ["Policy", "Guide"])
    assert len(told["notices"]) == 1


def test_where_a_section_speaks_too_nothing_was_searched_for_in_vain() -> None:
    assert as_json(ended("england", *LAWFUL.rows))["outcome"]["searched"] == []


def test_law_counts_as_what_an_outcome_and_a_question_rest_on() -> None:
    assert check(asks(), of("england", "l-1")) == []


def test_law_of_another_nation_is_nothing_to_rest_on() -> None:
    assert [str(f) for f in check(asks(), of("scotland", "l-1"))] == [
        "made: question first rests on no section; name its rule in ask()",
        "made: end yes rests on no section; name its rules in because",
    ]


def test_law_that_there_is_not_is_told() -> None:
    (found,) = check(asks(), of("england", "l-1", "l-9"))
    assert found.problem == "cites l-9, which Sample Council does not have"


def test_a_receipt_holds_the_law_that_held_and_the_versions_of_the_documents_alone() -> None:
    held = receipt(ended("england", *LAWFUL.rows))
    assert (held.rows, held.versions) == (("l-1", "p-1", "l-1b"), {"policy": "1.0"})
    assert receipt(ended("wales", *LAWFUL.rows)).digest != held.digest


def test_a_change_of_law_behind_an_outcome_is_a_difference() -> None:
    assert len(diff(asks(), of("england", "l-1"), of("england", "l-1b"))) == 2
    assert diff(asks(), of("england", "l-1"), of("england", "l-1")) == []


def test_rows_of_one_section_that_are_checked_to_different_degrees_are_not_put_together() -> None:
    doubtful = {**LAW, "l-1b": replace(LAW["l-1b"], status="unconfirmed")}
    done = replace(ended("england", "l-1", "l-1b"), policy=replace(of("england", "l-1", "l-1b"), law=doubtful))
    assert [(s["rows"], s["status"]) for s in as_json(done)["outcome"]["law"]] == [
        (["l-1"], "confirmed"),
        (["l-1b"], "unconfirmed"),
    ]


WELSH = End("welsh", "finding", "Wales differs.")


@flow("made", title="Made", about="For one test.", asks=(), ends=(YES, WELSH), nations=("england", "wales"))
def by_nation(ask: Any, rules: NestedRules, policy: Any) -> Outcome:
    """A flow whose end depends on the nation."""
    return Outcome(WELSH if policy.situation.nation == "wales" else YES, (rules.all,))


def test_a_flow_that_tells_nations_apart_is_tried_in_each_that_it_names() -> None:
    tried = {d.policy.situation.nation for d in everywhere(by_nation, policy())}
    assert tried == {"england", "wales"}
    assert {"end yes", "end welsh"} <= reached(by_nation, policy())
    assert [d.outcome.end for d in explore(by_nation, policy())] == [YES]


def test_a_flow_that_does_not_is_tried_in_the_councils_own_nation_alone() -> None:
    assert {d.policy.situation.nation for d in everywhere(asks(), policy())} == {"england"}


def test_a_value_of_law_that_a_council_never_comes_to_is_no_fault_of_its_own() -> None:
    idle = made(lambda ask, rules, policy: (ask(FIRST, ONLY_LAW), Outcome(YES, (ONLY_LAW,)))[1], FIRST)
    assert check(idle, of("england", "l-1b")) == []
    assert [f.where for f in check(idle, of("england", "l-1b", "p-1"))] == ["all"]
