"""Every fault of council.yaml, sections.yaml, wording.yaml and YAML itself is told with its key and what to write."""

import pytest

from tests.unit.policy.sample import (
    COUNCIL,
    RULES,
    SECTIONS,
    a_pack,
    council,
    faults_of,
    read,
    sections,
    the_fault,
    with_change,
)


def test_an_unknown_key_in_council_yaml_is_answered_with_the_nearest_key() -> None:
    fault = council("nation: england", "nation: england\nsevices: {}")
    assert (fault.file, fault.key, fault.line) == ("testshire/council.yaml", "sevices", 4)
    assert "Did you mean `services`?" in fault.problem


def test_an_unknown_key_of_a_row_is_answered_with_the_nearest_key() -> None:
    fault = sections("process: paid", "proces: paid")
    assert (fault.file, fault.key) == ("testshire/sections.yaml", "rows.t-1-a.proces")
    assert "Did you mean `process`?" in fault.problem


def test_a_row_written_twice_is_a_fault() -> None:
    row = "  t-1-a: {document: policy, section: x, kind: may, binds: all, says: Other.}"
    assert sections("conflicts:", f"{row}\nconflicts:").key == "rows.t-1-a"


def test_an_owner_that_is_no_role_is_a_fault() -> None:
    fault = council("owner: communications", "owner: communication")
    assert (fault.file, fault.key) == ("testshire/council.yaml", "owner[0]")
    assert "Did you mean `communications`?" in fault.problem


def test_a_document_that_does_not_exist_is_a_fault() -> None:
    fault = sections('{document: policy, section: "1"', '{document: polici, section: "1"')
    assert (fault.key, fault.problem) == (
        "rows.t-1-a.document",
        "There is no document `polici`. Did you mean `policy`?",
    )


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("rows: [t-2.10-a]", "rows: [t-9]", "roles.budget_holder.rows[0]"),
        ("policy, rows: [t-1-a]}\nlimits", "policy, rows: [t-9]}\nlimits", "retention.cases.rows[0]"),
        ("policy, rows: [t-1-a]}\nsection", "policy, rows: [t-9]}\nsection", "limits.no_drafting.rows[0]"),
        ('["2.10"]', '["2.11"]', "section_aliases.2.9[0]"),
    ],
)
def test_what_council_yaml_points_at_must_be_in_the_pack(old: str, new: str, key: str) -> None:
    assert council(old, new).key == key


def test_a_contradiction_between_rows_that_do_not_exist_is_a_fault() -> None:
    assert sections("rows: [t-1-a, t-2.10-a]", "rows: [t-1-a, t-3]").key == "conflicts.X-T-1.rows[1]"


def test_a_number_where_a_section_is_wanted_is_put_in_quotes() -> None:
    fault = sections('section: "1"', "section: 1")
    assert (fault.key, fault.write) == ("rows.t-1-a.section", 'Put it in quotes: `"1"`.')


def test_a_section_without_quotes_keeps_its_last_nought() -> None:
    files = a_pack(sections=with_change(SECTIONS, '"2.10"', "2.10"))
    assert {row.section for row in read(files).sections.rows.values()} == {"1", "2.10"}


def test_a_kind_of_row_that_does_not_exist_is_answered_with_the_ten_there_are() -> None:
    fault = sections("kind: must", "kind: musn't")
    assert fault.key == "rows.t-1-a.kind"
    assert "Did you mean `must`?" in fault.problem
    assert "must-not" in fault.write


def test_a_missing_file_is_told_with_what_it_holds() -> None:
    files = a_pack()
    del files["rules.yaml"]
    fault = the_fault(files)
    assert (fault.file, fault.problem) == ("testshire/rules.yaml", "This file is missing.")
    assert "the values that flows read" in fault.write


def test_days_kept_by_nobodys_word_are_a_fault() -> None:
    fault = council("basis: policy, rows: [t-1-a]}\nlimits", "basis: policy}\nlimits")
    assert fault.key == "retention.cases"
    assert "`rows` must name" in fault.problem


def test_a_text_for_nothing_is_a_fault() -> None:
    fault = the_fault(a_pack(wording="paid.asked.promt: Well?\n"))
    assert (fault.file, fault.key) == ("testshire/wording.yaml", "paid.asked.promt")
    assert "Did you mean `paid.asked.prompt`?" in fault.problem


def test_an_empty_text_is_a_fault() -> None:
    assert the_fault(a_pack(wording="paid.asked.prompt: ' '\n")).problem == "This is not a text."


def test_every_fault_of_every_file_is_told_at_once() -> None:
    files = a_pack(
        with_change(COUNCIL, "owner: communications", "owner: nobody"),
        with_change(SECTIONS, "kind: must", "kind: mus"),
        with_change(with_change(RULES, "value: 5", "value: five"), "rows: [t-2.10-a]", "rows: [t-9]"),
        wording="paid.x: y\n",
    )
    keys = [(f.file.partition("/")[2], f.key) for f in faults_of(files)]
    assert keys == [
        ("council.yaml", "owner[0]"),
        ("sections.yaml", "rows.t-1-a.kind"),
        ("rules.yaml", "paid.holder.rows[0]"),
        ("rules.yaml", "paid.days.value"),
        ("wording.yaml", "paid.x"),
    ]


def test_a_broken_file_is_not_held_against_the_others() -> None:
    found = faults_of(a_pack(sections="rows: [\n"))
    assert [(f.file, f.key) for f in found] == [("testshire/sections.yaml", "")]


@pytest.mark.parametrize(
    ("sections", "key"), [("", "rows"), ("rows: {}\n", "rows"), ("rows: 5\n", "rows"), ("conflicts: {}\n", "rows")]
)
def test_a_file_without_rows_is_told_once(sections: str, key: str) -> None:
    fault = the_fault(a_pack(sections=sections))
    assert (fault.file, fault.key) == ("testshire/sections.yaml", key)
    assert "kind: must" in fault.write


def test_an_empty_council_yaml_is_told_every_key_that_it_needs() -> None:
    found = faults_of(a_pack(council=""))
    needed = ["name", "nation", "calendar", "owner", "documents", "roles", "retention"]
    assert [f.key for f in found] == needed
    assert all(f.write.startswith(f"Add `{f.key}: ") for f in found)


def test_the_advice_for_a_missing_key_can_be_pasted_in() -> None:
    without = COUNCIL[: COUNCIL.index("retention:")] + COUNCIL[COUNCIL.index("limits:") :]
    advice = the_fault(a_pack(without)).write.removeprefix("Add `").removesuffix("`.")
    assert read(a_pack(f"{without}{advice}\n")).council.retention.drafts.days == 20
