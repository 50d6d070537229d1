"""Every fault of rules.yaml is told with its file, its key and what to write instead."""

import pytest

from tests.unit.policy.sample import RULES, Reach, a_pack, council, faults_of, on, read, rules, the_fault, with_change


def test_an_unknown_key_in_a_flows_rules_is_answered_with_the_nearest_key() -> None:
    fault = rules("  days:", "  dayz: {value: 5, rows: [t-1-a]}\n  days:")
    assert (fault.file, fault.key, fault.line) == ("testshire/rules.yaml", "paid.dayz", 4)
    assert "Did you mean `days`?" in fault.problem
    assert fault.write == "Use only: holder, days, reach, tiers."


def test_an_unknown_key_beside_a_value_is_answered_with_the_nearest_key() -> None:
    fault = rules("conflicts: [X-T-1]", "conflict: [X-T-1]")
    assert (fault.file, fault.key) == ("testshire/rules.yaml", "paid.holder.conflict")
    assert "Did you mean `conflicts`?" in fault.problem


def test_an_unknown_flow_is_answered_with_the_nearest_flow() -> None:
    fault = rules("photo:", "photos:")
    assert (fault.file, fault.key) == ("testshire/rules.yaml", "photos")
    assert fault.problem == "There is no flow `photos`. Did you mean `photo`?"
    assert fault.write == "Use the name of a flow: paid, photo."


@pytest.mark.parametrize("part", ["photo:", "photo: []", "photo: yes"])
def test_a_flow_without_values_is_told_what_its_values_look_like(part: str) -> None:
    fault = rules("photo:\n  age: {value: 18, rows: [t-1-a]}", part)
    assert (fault.key, fault.write) == ("photo", "Write `photo: {age: {value: 20, rows: [t-1-a]}}`.")


def test_a_key_written_twice_names_both_lines() -> None:
    fault = rules("  reach:", "  days: {value: 6, rows: [t-1-a]}\n  reach:")
    assert (fault.file, fault.key, fault.line) == ("testshire/rules.yaml", "paid.days", 4)
    assert fault.problem == "This key stands twice, on lines 4 and 5."
    assert fault.write == "Keep one of them and remove the other."


def test_a_missing_rule_is_told_with_the_shape_to_write() -> None:
    fault = rules("  days: {value: 5, rows: [t-1-a]}\n", "")
    assert (fault.file, fault.key) == ("testshire/rules.yaml", "paid.days")
    assert fault.problem == "`days` is missing."
    assert fault.write == "Add `days: {value: 20, rows: [t-1-a]}`."


@pytest.mark.parametrize("held", ["{value: 5}", "{value: 5, rows: []}"])
def test_a_value_without_rows_is_uncited(held: str) -> None:
    fault = rules("{value: 5, rows: [t-1-a]}", held)
    assert (fault.file, fault.key) == ("testshire/rules.yaml", "paid.days.rows")
    assert fault.problem == "This value names no section."
    assert fault.write == "List the ids of the rows that it rests on: `rows: [t-1-a]`."


def test_a_bare_value_is_shown_with_the_rows_it_lacks() -> None:
    fault = rules("days: {value: 5, rows: [t-1-a]}", "days: 5")
    assert (fault.key, fault.problem) == ("paid.days", "This value names no section, and every value must.")
    assert "`{value: 5, rows: [t-1-a]}`" in fault.write


def test_a_row_that_does_not_exist_is_answered_with_the_nearest_row() -> None:
    fault = rules("rows: [t-2.10-a]", "rows: [t-2.1-a]")
    assert (fault.file, fault.key) == ("testshire/rules.yaml", "paid.holder.rows[0]")
    assert fault.problem == "There is no row `t-2.1-a`. Did you mean `t-2.10-a`?"


def test_a_contradiction_that_does_not_exist_is_answered_with_the_nearest_one() -> None:
    fault = rules("[X-T-1]", "[X-T-2]")
    assert (fault.key, fault.problem) == (
        "paid.holder.conflicts[0]",
        "There is no contradiction `X-T-2`. Did you mean `X-T-1`?",
    )


def test_a_role_that_does_not_exist_is_answered_with_the_nearest_role() -> None:
    fault = rules("value: budget_holder, rows: [t-1-a]", "value: budget_owner, rows: [t-1-a]")
    assert (fault.key, fault.problem) == (
        "paid.tiers[0].role.value",
        "There is no role `budget_owner`. Did you mean `budget_holder`?",
    )


def test_a_value_of_another_type_is_told_with_the_type_wanted() -> None:
    fault = rules("value: 5", "value: five")
    assert (fault.key, fault.line) == ("paid.days.value", 4)
    assert fault.problem == "This is the text `five`, and a whole number is wanted."
    assert fault.write == "Write it like `value: 20`."


def test_a_choice_that_the_flow_does_not_know_is_answered_with_those_it_knows() -> None:
    fault = rules("value: local", "value: locale")
    assert (fault.key, fault.write) == ("paid.reach.value", "Write one of: local, county.")
    assert "Did you mean `local`?" in fault.problem


def test_what_a_flows_own_check_refuses_is_a_fault_of_the_pack() -> None:
    fault = rules("up_to: {value: 50, rows: [t-1-a]}", "up_to:")
    assert (fault.key, fault.problem) == ("paid", "only the last tier may be without up_to.")


def test_bad_yaml_is_told_with_its_line() -> None:
    fault = rules("  days: {value: 5", "   days: {value: 5")
    assert (fault.file, fault.key, fault.line) == ("testshire/rules.yaml", "", 4)
    assert "not valid YAML" in fault.problem
    assert "indentation" in fault.write


def test_a_file_that_is_a_list_is_a_fault() -> None:
    fault = the_fault(a_pack(rules="- paid\n- photo\n"))
    assert (fault.file, fault.problem) == ("testshire/rules.yaml", "This file holds a list or a single value.")


def test_an_alias_is_refused_rather_than_followed() -> None:
    fault = faults_of(a_pack(rules=RULES + "services: &all\n  fire: *all\n"))[0]
    assert (fault.key, fault.problem) == ("services.fire", "This is an alias (`*name`).")


def test_a_second_document_in_a_file_is_a_fault() -> None:
    fault = the_fault(a_pack(rules=RULES + "---\nboost: {}\n"))
    assert (fault.line, fault.problem) == (RULES.count("\n") + 1, "A second document begins here (`---`).")


def test_a_key_that_is_a_list_is_a_fault() -> None:
    assert "A key here" in the_fault(a_pack(rules=RULES + "[a, b]: 1\n")).problem


def test_a_service_that_the_council_does_not_have_is_answered_with_those_it_has() -> None:
    fault = the_fault(a_pack(rules=RULES + "services: {fir: {photo: {}}}\n"))
    assert (fault.key, fault.problem) == ("services.fir", "There is no service `fir`. Did you mean `fire`?")


@pytest.mark.parametrize("text", ["services: all\n", "services: {fire: photo}\n"])
def test_services_without_rules_are_a_fault(text: str) -> None:
    assert the_fault(a_pack(rules=RULES + text)).key.startswith("services")


def test_a_fault_in_a_services_own_rule_is_placed_there() -> None:
    fault = the_fault(a_pack(rules=RULES + "services:\n  fire:\n    photo:\n      age: {value: x, rows: [t-1-a]}\n"))
    assert (fault.key, fault.line) == ("services.fire.photo.age.value", 16)


def test_a_fault_reads_as_one_sentence_with_its_place() -> None:
    said = str(rules("value: 5", "value: five"))
    assert said.startswith("testshire/rules.yaml, line 4, paid.days.value: This is the text `five`")


@pytest.mark.parametrize(
    ("old", "new", "key", "write"),
    [
        ("name: Testshire Council", "name:", "name", "Write it like `name: text`."),
        ("name: Testshire Council", "name: ''", "name", "Write what a member of staff should read here."),
        ("nation: england", "nation: britain", "nation", "Write one of: england, wales, scotland, northern-ireland."),
        ("days: 90", "days: 0", "retention.receipts.days", "Write a number above 0."),
        ("2024-05-14", "2024-02-30", "documents.policy.dated", "Write it like `dated: 2024-05-14`."),
        ("rows: [t-2.10-a]", "rows: t-2.10-a", "roles.budget_holder.rows", "Write it like `rows: [council-1-a]`."),
        ("services: {fire: Testshire Fire}", "services: fire", "services", "Write it like `services: {name: text}`."),
    ],
)
def test_each_wrong_value_is_told_what_to_write(old: str, new: str, key: str, write: str) -> None:
    fault = council(old, new)
    assert (fault.file, fault.key, fault.write) == ("testshire/council.yaml", key, write)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("value: 50", "value: fifty", "paid.tiers[0].up_to.value"),
        ("value: 50", "value: true", "paid.tiers[0].up_to.value"),
        ("{value: 5,", "{value: [5],", "paid.days.value"),
        ("days: {value: 5, rows: [t-1-a]}", "days:", "paid.days"),
        ("days: {value: 5, rows: [t-1-a]}", "days: [5]", "paid.days"),
        ("rows: [t-2.10-a]", "rows: t-2.10-a", "paid.holder.rows"),
        ("value: budget_holder, rows: [t-2.10-a]", "value: [budget_holder], rows: [t-2.10-a]", "paid.holder.value"),
    ],
)
def test_each_wrong_rule_is_placed_by_its_key(old: str, new: str, key: str) -> None:
    assert rules(old, new).key == key


SHOWN = "photo:\n  shown: {inside: {value: [local], rows: [t-1-a]}}"


def test_values_in_a_mapping_and_in_a_list_are_checked_too() -> None:
    fine = with_change(RULES, "photo:", SHOWN)
    assert read(a_pack(rules=fine)).policy(on()).rules["photo"].shown["inside"].value == (Reach.LOCAL,)
    fault = the_fault(a_pack(rules=with_change(fine, "[local]", "[locl]")))
    assert (fault.key, fault.write) == ("photo.shown.inside.value[0]", "Write one of: local, county.")
    fault = the_fault(a_pack(rules=with_change(fine, "{value: [local], rows: [t-1-a]}", "")))
    assert "`{value: [local], rows: [t-1-a]}`" in fault.write


@pytest.mark.parametrize("levels", [41, 20_000])
def test_endless_nesting_is_a_fault_and_no_crash(levels: int) -> None:
    fault = the_fault(a_pack(rules="\nphoto: " + "[" * levels + "]" * levels))
    assert (fault.line, fault.problem) == (2, "More than 40 levels stand inside one another here.")
