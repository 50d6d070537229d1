"""National law beside the councils: read strictly, laid under every council's rules, and stored with its version."""

from datetime import date
from pathlib import Path

import pytest

from bot.policy import Fault, PackFaults, Packs, from_source, load
from bot.policy.packs import OWN
from flows.engine.policy import Row
from tests.unit.policy.sample import (
    COUNCIL,
    FLOWS,
    LAW,
    LAW_RULES,
    RULES,
    SECTIONS,
    a_pack,
    on,
    the_law,
    with_change,
    write_pack,
)

ONE = "national-act-s1-a"
PAID = RULES[: RULES.index("photo:")]


def packs(folder: Path, files: dict[str, str], law: dict[str, str]) -> Packs:
    """One council with national law beside it."""
    write_pack(folder / "testshire", files)
    write_pack(folder / "national", law)
    return Packs((), FLOWS, own=folder)


def faults(folder: Path, files: dict[str, str], law: dict[str, str]) -> tuple[Fault, ...]:
    """What is wrong with them."""
    with pytest.raises(PackFaults) as told:
        packs(folder, files, law)
    return tuple(told.value.found)


def test_a_row_of_law_names_its_act_its_mark_its_nations_and_its_source(tmp_path: Path) -> None:
    policy = packs(tmp_path, a_pack(), the_law()).policy("testshire", on())
    assert policy.law[ONE] == Row(
        ONE, "The Act", "s.1", "law", "", "Ask.", status="confirmed", nations=("england",), link="https://a.b"
    )
    assert set(policy.rows) == {"t-1-a", "t-2.10-a"}
    assert set(policy.documents) == {"policy"}


def test_a_council_beside_which_no_law_lies_has_none(tmp_path: Path) -> None:
    assert not load(write_pack(tmp_path / "testshire", a_pack()), on(), FLOWS).law


def test_a_flow_that_law_gives_whole_is_covered_for_a_council_that_is_silent(tmp_path: Path) -> None:
    found = packs(tmp_path, a_pack(rules=PAID), the_law()).policy("testshire", on())
    assert (found.rules["photo"].age.value, found.rules["photo"].age.rows) == (16, (ONE,))


def test_a_councils_own_value_stands_before_the_laws(tmp_path: Path) -> None:
    found = packs(tmp_path, a_pack(), the_law()).policy("testshire", on())
    assert (found.rules["photo"].age.value, found.rules["photo"].age.rows) == (18, ("t-1-a",))


DAYS = f"paid:\n  days: {{value: 9, rows: [{ONE}]}}\n"


def test_law_that_gives_only_a_part_covers_nobody_alone(tmp_path: Path) -> None:
    found = packs(tmp_path, a_pack(rules=""), the_law(rules=DAYS)).policy("testshire", on())
    assert "paid" not in found.rules


def test_law_that_gives_only_a_part_is_added_to_what_the_council_says(tmp_path: Path) -> None:
    own = with_change(RULES, "  days: {value: 5, rows: [t-1-a]}\n", "")
    found = packs(tmp_path, a_pack(rules=own), the_law(rules=DAYS)).policy("testshire", on())
    assert (found.rules["paid"].days.value, found.rules["paid"].holder.value) == (9, "budget_holder")


def test_a_services_own_value_stands_before_the_councils_and_the_laws(tmp_path: Path) -> None:
    own = PAID + "services: {fire: {photo: {age: {value: 21, rows: [t-1-a]}}}}\n"
    found = packs(tmp_path, a_pack(rules=own), the_law())
    ages = [found.policy("testshire", on(service=s)).rules["photo"].age.value for s in (None, "fire")]
    assert ages == [16, 21]


DATED = f"""photo:
  age:
    dated:
      - {{from: 2020-01-01, until: 2026-01-01, value: 13, rows: [{ONE}]}}
      - {{from: 2026-01-01, value: 16, rows: [{ONE}]}}
"""


@pytest.mark.parametrize(("day", "age"), [(date(2025, 12, 31), 13), (date(2026, 1, 1), 16)])
def test_law_may_change_on_a_day(day: date, age: int, tmp_path: Path) -> None:
    found = packs(tmp_path, a_pack(rules=PAID), the_law(rules=DATED))
    assert found.policy("testshire", on(day)).rules["photo"].age.value == age


def test_a_day_before_the_first_value_of_law_is_told_with_the_laws_file(tmp_path: Path) -> None:
    found = packs(tmp_path, a_pack(rules=PAID), the_law(rules=DATED))
    with pytest.raises(PackFaults) as told:
        found.policy("testshire", on(date(2019, 1, 1)))
    (fault,) = told.value.found
    assert (fault.file, fault.key) == ("national/rules.yaml", "photo.age")


def test_a_whole_part_of_a_council_that_changes_on_a_day_stands_on_top_of_the_law(tmp_path: Path) -> None:
    group = "photo:\n  dated:\n    - {from: 2020-01-01, age: {value: 18, rows: [t-1-a]}}\n"
    found = packs(tmp_path, a_pack(rules=PAID + group), the_law())
    assert found.policy("testshire", on()).rules["photo"].age.value == 18


def test_a_council_may_cite_the_law_in_its_rules_and_for_its_roles(tmp_path: Path) -> None:
    files = a_pack(
        with_change(COUNCIL, "budget holder, rows: [t-2.10-a]", f"budget holder, rows: [{ONE}]"),
        rules=with_change(RULES, "value: 5, rows: [t-1-a]", f"value: 5, rows: [t-1-a, {ONE}]"),
    )
    found = packs(tmp_path, files, the_law()).policy("testshire", on())
    assert (found.rules["paid"].days.rows, found.roles["budget_holder"].rows) == (("t-1-a", ONE), (ONE,))


def test_what_is_stored_of_a_council_holds_the_law_of_its_day(tmp_path: Path) -> None:
    found = packs(tmp_path, a_pack(rules=PAID), the_law())
    stored = found.source("testshire")
    assert {"national/law.yaml", "national/rules.yaml"} <= set(stored)
    write = tmp_path / "national" / "rules.yaml"
    write.write_text(with_change(LAW_RULES, "16", "21"), encoding="utf-8")
    later = Packs((), FLOWS, own=tmp_path)
    again = from_source("testshire", stored, on(), FLOWS)
    assert again == found.policy("testshire", on())
    assert [p.rules["photo"].age.value for p in (again, later.policy("testshire", on()))] == [16, 21]


def hashes(folder: Path, law: dict[str, str]) -> tuple[str, str]:
    found = packs(folder, a_pack(), law).pack("testshire")
    return found.rules_hash, found.wording_hash


@pytest.mark.parametrize(
    "law",
    [
        the_law(with_change(LAW, "status: partly", "status: confirmed")),
        the_law(with_change(LAW, "nations: [england, wales]", "nations: [england]")),
        the_law(with_change(LAW, "section: s.2", "section: s.3")),
        the_law(rules=with_change(LAW_RULES, "16", "17")),
    ],
)
def test_a_change_of_law_changes_the_hash_of_every_councils_rules(law: dict[str, str], tmp_path: Path) -> None:
    (rules, wording), (other, same) = hashes(tmp_path / "a", the_law()), hashes(tmp_path / "b", law)
    assert other != rules
    assert same == wording


@pytest.mark.parametrize(("old", "new"), [("says: Ask.", "says: Ask first."), ("https://a.b", "https://c.d")])
def test_a_change_of_words_about_the_law_changes_the_hash_of_the_wording_alone(
    old: str, new: str, tmp_path: Path
) -> None:
    law = the_law(with_change(LAW, old, new))
    (rules, wording), (same, other) = hashes(tmp_path / "a", the_law()), hashes(tmp_path / "b", law)
    assert same == rules
    assert other != wording


@pytest.mark.parametrize(
    ("law", "file", "key", "write"),
    [
        (the_law(with_change(LAW, "status: partly", "status: sure")), "law", "rows.national-act-s2-a.status",
         "Write one of: confirmed, partly, unconfirmed."),
        (the_law(with_change(LAW, "[england, wales]", "[]")), "law", "rows.national-act-s2-a.nations",
         "Write at least one: `nations: [england]`."),
        (the_law(with_change(LAW, "[england, wales]", "[england, cornwall]")), "law",
         "rows.national-act-s2-a.nations[1]", "Write one of: england, wales, scotland, northern-ireland."),
        (the_law(with_change(LAW, "act: The Act, section: s.2, ", "section: s.2, ")), "law",
         "rows.national-act-s2-a.act", "Add `act: text`."),
        (the_law(with_change(LAW, "2026-11-20", "November")), "law", "reviewed_on",
         "Write it like `reviewed_on: 2024-05-14`."),
        (the_law(with_change(LAW, "  national-act-s2-a", "  act-s2-a")), "law", "rows.act-s2-a",
         "Write it like `national-act-s2-a`."),
        (the_law(rules=with_change(LAW_RULES, "s1-a", "s1-b")), "rules", "photo.age.rows[0]",
         "Use the id of a row that the pack holds, or add this one."),
        (the_law(rules=with_change(LAW_RULES, "16", "old")), "rules", "photo.age.value", "Write it like `value: 20`."),
        (the_law(rules=with_change(LAW_RULES, "photo", "photos")), "rules", "photos",
         "Use the name of a flow: paid, photo."),
        (the_law(rules=LAW_RULES + "services: {fire: {}}\n"), "rules", "services.fire",
         "Use a service that council.yaml names: it names none."),
        (the_law(rules="photo: {age: {value: 16, rows: []}}\n"), "rules", "photo.age.rows",
         f"List the ids of the rows that it rests on: `rows: [{ONE}]`."),
        (the_law(rules="photo: {"), "rules", "", "Check the indentation, the colons and the quotes on this line and on "
         "the one above it."),
    ],
)  # fmt: skip
def test_a_fault_of_the_law_is_told_once_with_its_file_its_key_and_what_to_write(
    law: dict[str, str], file: str, key: str, write: str, tmp_path: Path
) -> None:
    (fault,) = faults(tmp_path, a_pack(rules=PAID), law)
    assert (fault.file, fault.key, fault.write) == (f"national/{file}.yaml", key, write)


def test_law_without_its_rules_names_the_missing_file(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, a_pack(), {"law.yaml": LAW})
    assert (fault.file, fault.problem) == ("national/rules.yaml", "This file is missing.")


def test_rules_of_law_without_its_rows_name_the_missing_file(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, a_pack(), {"rules.yaml": LAW_RULES})
    assert (fault.file, fault.problem) == ("national/law.yaml", "This file is missing.")


def test_law_that_is_no_text_at_all_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, a_pack(), the_law(law="rows: ["))
    assert (fault.file, "not valid YAML" in fault.problem) == ("national/law.yaml", True)


def test_a_file_that_the_law_does_not_have_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, a_pack(), the_law() | {"council.yaml": ""})
    assert (fault.file, "law.yaml, rules.yaml" in fault.write) == ("national/council.yaml", True)


def test_a_role_that_the_law_gives_and_a_council_lacks_is_told_with_the_file_to_change(tmp_path: Path) -> None:
    law = the_law(rules=f"paid:\n  holder: {{value: chief, rows: [{ONE}]}}\n")
    own = with_change(RULES, "  holder: {value: budget_holder, rows: [t-2.10-a], conflicts: [X-T-1]}\n", "")
    found = faults(tmp_path, a_pack(rules=own), law)
    assert [(f.file, f.key, f.write) for f in found] == [
        ("national/rules.yaml", "paid.holder.value", "Add `chief` to testshire/council.yaml.")
    ]


def test_a_councils_row_may_not_take_the_id_of_a_row_of_law(tmp_path: Path) -> None:
    own = f"  {ONE}: {{document: policy, section: x, kind: may, binds: all, says: Other.}}\nconflicts:"
    (fault,) = faults(tmp_path, a_pack(sections=with_change(SECTIONS, "conflicts:", own)), the_law())
    assert (fault.file, fault.key) == ("testshire/sections.yaml", f"rows.{ONE}")


def test_law_in_a_second_folder_is_a_fault(tmp_path: Path) -> None:
    write_pack(tmp_path / "own" / "testshire", a_pack())
    write_pack(tmp_path / "more" / "national", the_law())
    with pytest.raises(PackFaults, match="National law stands once"):
        Packs((tmp_path / "more",), FLOWS, own=tmp_path / "own")


def test_the_law_of_the_product_is_no_council_and_lies_under_every_one() -> None:
    found = Packs()
    assert "national" not in found.councils()
    kept = {found.source(c)["national/law.yaml"] for c in found.councils()}
    assert kept == {(OWN / "national" / "law.yaml").read_text(encoding="utf-8")}


def test_the_products_law_holds_rows_of_every_mark_and_names_no_source_for_what_is_from_memory() -> None:
    rows = Packs().policy("suffolk", on()).law.values()
    assert len(rows) > 90
    assert {r.status for r in rows} == {"confirmed", "partly", "unconfirmed"}
    assert not [r.id for r in rows if r.status == "unconfirmed" and r.link and r.id != "national-uk-gdpr-child-a"]
