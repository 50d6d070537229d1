"""Where rows are used is counted over every path, and the reasons why others are not are held to what is true."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.policy import PackFaults
from bot.policy.coverage import Coverage, Covered, page
from bot.policy.coverage.reasons import PROCESSES, SAID, Reason, Why, read_unused, shown_by
from bot.policy.coverage.uses import Use, in_flow
from flows.engine import Given, replay
from flows.engine.flow import flow
from flows.engine.outcome import Approval, Deadline, End, Outcome, Task
from flows.engine.policy import Cited, Policy, Role, Row, Situation
from flows.engine.questions import YesNo
from tests.unit.policy.sample import TODAY

YES = End("agreed", "approval", "It needs a yes.", steps={"sign": "Sign the agreement."})
NO = End("no", "refused", "You may not.")
FIRST = YesNo("first", prompt="Have you asked?")
SECOND = YesNo("second", prompt="Was it a yes?")


@dataclass(frozen=True)
class Rules:
    first: Cited[bool]
    second: Cited[bool]
    role: Cited[str]
    signed: Cited[bool]
    soon: Cited[int]


RULES = Rules(
    Cited(True, ("a-1",)),
    Cited(True, ("a-2", "a-1")),
    Cited("boss", ("a-3",)),
    Cited(True, ("a-4",)),
    Cited(5, ("a-5",)),
)


@flow("ask_twice", title="Ask twice", about="Asking", asks=(FIRST, SECOND), ends=(YES, NO))
def ask_twice(ask: Any, rules: Rules, policy: Policy) -> Outcome:
    if not ask(FIRST, rules.first) or not ask(SECOND, rules.second):
        return Outcome(NO, (rules.first,))
    task = Task("sign", "boss", rules.signed, "agreements")
    due = Deadline(rules.soon, "request", working_days=5)
    return Outcome(
        YES, (rules.second,), approvals=(Approval(rules.role),), tasks=(task,), deadline=due, records=("log",)
    )


def a_row(row: str, kind: str = "must", binds: str = "staff", process: str = "") -> Row:
    return Row(row, "policy", row.upper(), kind, binds, f"What {row} says.", process=process)


def a_policy(*rows: Row, rules: Rules = RULES, service: str | None = None) -> Policy:
    held = {r.id: r for r in rows or (*(a_row(f"a-{n}") for n in range(1, 6)), a_row("a-6", "record"))}
    roles = {"boss": Role("boss", "boss")}
    here = Situation(TODAY, service=service)
    return Policy("anglia", "Anglia", "boss", here, {}, held, roles, {"ask_twice": rules})


def used(*policies: Policy) -> dict[str, dict[str, Use]]:
    found = in_flow(ask_twice, policies or (a_policy(),))
    return {row: {u.where: u for u in uses} for row, uses in found.uses.items()}


def test_a_row_is_counted_where_it_is_asked_answered_and_acted_on() -> None:
    assert {row: sorted(places) for row, places in used().items()} == {
        "a-1": ["end agreed", "end no", "question first", "question second"],
        "a-2": ["end agreed", "question second"],
        "a-3": ["approval boss"],
        "a-4": ["task sign"],
        "a-5": ["deadline from request"],
    }


def test_a_use_says_on_how_many_of_all_paths() -> None:
    found = used()
    assert [(found["a-1"][w].paths, found["a-1"][w].of) for w in ("question first", "end no")] == [(3, 3), (2, 3)]
    assert (found["a-3"]["approval boss"].paths, found["a-3"]["approval boss"].of) == (1, 3)


def test_the_example_of_a_use_leads_to_it_by_the_shortest_way() -> None:
    found = used()
    assert found["a-1"]["end no"].as_json()["example"]["answers"] == {"first": "no"}
    example = found["a-3"]["approval boss"].as_json()["example"]
    done = replay(ask_twice, a_policy(), {q: Given(raw) for q, raw in example["answers"].items()})
    assert "a-3" in done.outcome.rows  # type: ignore[union-attr]  # it has ended, or this fails as well


def test_services_with_the_same_rules_are_counted_once_and_others_as_well() -> None:
    other = replace(RULES, role=Cited("boss", ("a-6",)))
    assert used(a_policy(), a_policy(service="fire"))["a-3"]["approval boss"].of == 3
    found = used(a_policy(), a_policy(service="fire", rules=other))
    assert [found[r]["approval boss"].of for r in ("a-3", "a-6")] == [6, 6]
    assert found["a-6"]["approval boss"].as_json()["example"]["service"] == "fire"


def test_a_flow_that_the_council_does_not_cover_uses_nothing() -> None:
    assert in_flow(ask_twice, [replace(a_policy(), rules={})]).uses == {}


def test_a_row_has_the_register_of_its_task_and_a_record_that_it_asks_for() -> None:
    kept = in_flow(ask_twice, [a_policy(rules=replace(RULES, second=Cited(True, ("a-6",))))]).records
    assert {row: sorted(records) for row, records in kept.items()} == {"a-4": ["agreements"], "a-6": ["log"]}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (a_row("r", "definition", process="crisis"), Why("definition")),
        (a_row("r", binds="Cabinet", process="crisis"), Why("not_a_user")),
        (a_row("r", process="crisis"), Why("later_process", "crisis")),
        (a_row("r", process="boost"), None),
        (a_row("r", process="policy_qa"), None),
        (a_row("r"), None),
    ],
)
def test_a_row_shows_some_reasons_itself(row: Row, why: Why | None) -> None:
    assert shown_by(row, ["boost"]) == why


def test_a_process_that_is_built_by_now_is_no_reason() -> None:
    assert shown_by(a_row("r", process="crisis"), ["boost", "crisis"]) is None


ROWS = {r.id: r for r in (a_row("a-1"), a_row("a-2", "definition"))}
WRITTEN = """rows:
  a-1: {reason: printed_twice, see: a-2}
  a-2: {reason: later_process, see: crisis}
"""


def reasons(folder: Path, text: str) -> Any:
    (folder / "unused.yaml").write_text(text, encoding="utf-8")
    return read_unused(folder, ROWS, ["boost"])


def test_a_council_need_not_write_any_reasons(tmp_path: Path) -> None:
    assert read_unused(tmp_path, ROWS, []) == {}


def test_written_reasons_are_read(tmp_path: Path) -> None:
    assert reasons(tmp_path, WRITTEN) == {"a-1": Why("printed_twice", "a-2"), "a-2": Why("later_process", "crisis")}


@pytest.mark.parametrize(
    ("old", "new", "line", "names"),
    [
        ("a-1:", "a-3:", 2, "There is no row `a-3`."),
        ("printed_twice", "printed_twise", 2, "Did you mean `printed_twice`?"),
        (", see: a-2", "", 2, "`see` is missing."),
        ("see: a-2", "see: a-1", 2, "`a-1` cannot stand here."),
        ("see: crisis", "see: boost", 3, "`boost` cannot stand here."),
        ("see: crisis", "see: crises", 3, "Did you mean `crisis`?"),
        ("printed_twice, see: a-2", "not_a_user, see: a-2", 2, "`a-2` cannot stand here."),
        ("printed_twice, see: a-2", "definition", 2, "its kind is must"),
        ("see: a-2", "so: a-2", 2, "There is no key `so` here."),
        ("rows:", "row:", 1, "There is no key `row` here."),
    ],
)
def test_a_faulty_reason_is_told_with_its_place_and_what_to_write(
    tmp_path: Path, old: str, new: str, line: int, names: str
) -> None:
    assert WRITTEN.count(old) == 1
    with pytest.raises(PackFaults) as caught:
        reasons(tmp_path, WRITTEN.replace(old, new))
    (told,) = [f for f in caught.value.found if names in str(f)]
    assert told.file == f"{tmp_path.name}/unused.yaml"
    assert told.line == line
    assert told.write


def found_of(*rows: Covered, **written: Why) -> Coverage:
    return Coverage("anglia", "Anglia", rows, {k.replace("_", "-"): why for k, why in written.items()})


@pytest.mark.parametrize("kind", ["must", "must-not", "route", "approval", "deadline", "record", "contact-role"])
def test_a_row_that_must_be_used_and_is_not_is_found(kind: str) -> None:
    (finding,) = found_of(Covered(a_row("a-1", kind))).findings
    assert "a-1" in finding
    assert "no reason is given" in finding


@pytest.mark.parametrize("kind", ["should", "may", "definition"])
def test_a_row_that_need_not_be_used_is_not_found(kind: str) -> None:
    assert found_of(Covered(a_row("a-1", kind))).findings == []


@pytest.mark.parametrize("by", [{"answered_by": ("may I?",)}, {"roles": ("boss",)}, {"limits": ("limit no_posts",)}])
def test_an_answer_a_role_or_a_limit_is_a_use(by: dict[str, tuple[str, ...]]) -> None:
    assert found_of(Covered(a_row("a-1"), **by)).findings == []  # type: ignore[arg-type]  # one field each


def test_a_reason_is_enough_as_long_as_nothing_uses_the_row() -> None:
    why = Why("not_a_user")
    assert found_of(Covered(a_row("a-1"), why=why), a_1=why).findings == []
    (finding,) = found_of(Covered(a_row("a-1"), roles=("boss",)), a_1=why).findings
    assert "a-1 is used" in finding


def test_the_second_print_of_a_rule_is_no_reason_where_the_first_is_not_used() -> None:
    why, first = Why("printed_twice", "a-2"), Covered(a_row("a-2", "may"))
    assert found_of(Covered(a_row("a-1"), why=why), replace(first, roles=("boss",)), a_1=why).findings == []
    (finding,) = found_of(Covered(a_row("a-1"), why=why), first, a_1=why).findings
    assert "a-2" in finding


def test_every_reason_is_said_in_words_and_every_process_named_once() -> None:
    assert set(SAID) == set(Reason.__args__)  # type: ignore[attr-defined]  # a Literal has them
    assert len(set(PROCESSES)) == len(PROCESSES)


def test_tables_list_every_row_or_only_those_that_nothing_uses() -> None:
    found = found_of(Covered(a_row("a-1"), roles=("boss",)), Covered(a_row("a-2"), why=Why("later_process", "crisis")))
    assert [line[0] for line in page.rows(found, counts=True)[1]] == ["a-1", "a-2"]
    ((row, _, _, said),) = page.rows(found, counts=True, unused=True)[1]
    assert row == "a-2"
    assert "crisis" in str(said)


def test_a_bar_in_a_text_does_not_break_the_page() -> None:
    text = page.page([found_of(Covered(replace(a_row("a-1"), section="1 | 2")))], TODAY)
    assert r"| a-1 | 1 \| 2 | must | nothing |" in text.splitlines()
