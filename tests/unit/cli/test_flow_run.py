"""`commsdesk flow run`: the next question or the outcome, and a sentence for everything that is wrong with the call."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.typed import Typed
from tests.unit.flows.advice import REQUEST

ANSWERS = {k: v for k, v in REQUEST.items() if isinstance(v, str)} | {"budget_code": "CC-4410"}


def test_no_answers_give_the_first_question(typed: Typed) -> None:
    ran = typed.run("boost", {})
    assert ran.code == 0
    assert ran.data["status"] == "asking"
    question = ran.data["question"]
    assert {"id", "prompt", "hint", "kind", "options", "why", "sections"} <= question.keys()
    assert [o["value"] for o in question["options"]] == ["facebook", "other", "not_ours"]
    assert [s["section"] for s in question["sections"]] == ["2.7", "2.6", "3.7"]
    assert ran.data["path"] == []


def test_whole_answers_give_the_outcome_and_the_path(typed: Typed) -> None:
    ran = typed.run("boost", ANSWERS)
    assert (ran.code, ran.data["status"]) == (0, "done")
    assert [a["role"] for a in ran.data["outcome"]["approvals"]] == ["budget_holder", "communications"]
    assert [p["question"] for p in ran.data["path"]][:3] == ["network", "has_budget_code", "budget_code"]


def test_a_code_is_unchecked_unless_the_file_says_what_the_register_would(typed: Typed) -> None:
    unchecked = typed.run("boost", ANSWERS).data["outcome"]["inferences"]
    found = {**ANSWERS, "budget_code": {"value": "CC-4410", "verdict": "active"}}
    assert "looked up" in unchecked[0]
    assert typed.run("boost", found).data["outcome"]["inferences"] == unchecked[1:]


def test_a_wrong_answer_has_its_error_beside_the_question_and_exit_0(typed: Typed) -> None:
    ran = typed.run("boost", {**ANSWERS, "cost": "about £50"})
    assert ran.code == 0
    assert ran.data["question"]["id"] == "cost"
    assert "pounds" in ran.data["error"]


def test_the_service_and_the_state_are_part_of_the_situation(typed: Typed) -> None:
    asked = typed.run("photo_consent", {}, "--service", "fire").data
    assert asked["question"]["id"] == "taken_at"
    paused = typed.run("boost", {}, "--state", "mourning", "--state", "pre_election").data
    assert paused["outcome"]["id"] == "wait_for_pause"


def test_a_file_of_answers_is_read(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text("\ufeff" + json.dumps(ANSWERS), encoding="utf-8")
    ran = typed(
        "flow", "run", "boost", "--council", "suffolk", "--as-of", "2026-06-01", "--answers", str(file), "--json"
    )
    assert ran.data["status"] == "done"


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (b"{", "not JSON"),
        (b"", "nothing there"),
        (b"\xff\xfe", "UTF-8"),
        (b"[]", "must be an object"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"aim": "x", "aim": "y"}', "stands twice"),
        (b'{"cost": 80}', "in quotes"),
        (b'{"cost": null}', "in quotes"),
        (b'{"budget_code": {"value": "CC"}}', "in quotes"),
        (b'{"netwrk": "facebook"}', "Did you mean `network`?"),
    ],
)
def test_answers_that_cannot_be_read_are_a_bad_call(typed: Typed, answers: bytes, says: str) -> None:
    ran = typed.run("boost", answers)
    assert ran.code == 2
    assert says in ran.data["error"]["sentence"]
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("bost", "--council", "suffolk"), "Did you mean `boost`?"),
        (("boost", "--council", "sufolk"), "Did you mean `suffolk`?"),
        (("boost", "--council", "suffolk", "--service", "fir"), "Did you mean `fire`?"),
        (("boost", "--council", "suffolk", "--as-of", "tomorrow"), "Write it like 2026-05-31"),
        (("boost", "--council", "suffolk", "--nation", "cornwall"), "cornwall"),
        (("boost", "--council", "suffolk", "--answers", "no-such-file.json"), "cannot be read"),
        (("boost",), "--council"),
    ],
)
def test_a_bad_call_says_what_to_write(typed: Typed, words: tuple[str, ...], says: str) -> None:
    ran = typed("flow", "run", *words)
    assert ran.code == 2
    assert says in ran.err


def test_hostile_text_is_taken_as_text_and_shown_as_it_is(typed: Typed) -> None:
    hostile = "[bold]<!channel> <script>alert(1)</script> ✨ שלום"
    ran = typed.run("boost", {**ANSWERS, "aim": hostile})
    assert {"question": "aim", "answer": hostile} in ran.data["path"]


def test_a_list_where_one_answer_is_wanted_is_asked_again(typed: Typed) -> None:
    ran = typed.run("boost", {"network": ["facebook", "other"]})
    assert (ran.code, ran.data["question"]["id"]) == (0, "network")
    assert ran.data["error"]


def test_the_name_of_a_council_may_have_a_capital(typed: Typed) -> None:
    assert typed("flow", "run", "boost", "--council", "Suffolk", "--json").data["question"]["id"] == "network"


def test_people_get_words_and_no_json(typed: Typed) -> None:
    ran = typed(
        *("flow", "run", "boost", "--council", "suffolk", "--as-of", "2026-06-01", "--answers", "-"), answers=ANSWERS
    )
    assert "Who decides, in order:" in ran.out
    assert "1. budget holder" in ran.out
    assert "{" not in ran.out


def test_without_answers_and_without_a_terminal_people_get_the_first_question(typed: Typed) -> None:
    ran = typed("flow", "run", "boost", "--council", "suffolk")
    assert "1. Facebook" in ran.out
