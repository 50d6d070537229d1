"""Councils found in their folders, kept apart, fingerprinted, and read again from what was stored."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.policy import PackFaults, Packs, UnknownCouncil, from_source, load
from flows.engine.policy import Document, Role
from tests.unit.policy.sample import COUNCIL, FLOWS, RULES, SECTIONS, a_pack, on, read, the_law, with_change, write_pack

BESIDE = {
    "cases.yaml": "- a case",
    "questions.yaml": "- a question",
    "search.yaml": "- a row",
    "unused.yaml": "- a reason",
}


def packs(*folders: Path) -> Packs:
    return Packs(folders[1:], FLOWS, own=folders[0])


def test_a_pack_becomes_a_policy_with_every_part(tmp_path: Path) -> None:
    policy = load(write_pack(tmp_path / "testshire", a_pack(wording="paid.asked.prompt: Well?\n")), on(), FLOWS)
    assert (policy.council, policy.name, policy.owner) == ("testshire", "Testshire Council", "communications")
    assert policy.documents["policy"] == Document(
        "policy", "Social Media Policy", "2.0", date(2024, 5, 14), date(2025, 5, 1)
    )
    assert policy.roles["budget_holder"] == Role("budget_holder", "budget holder", "", ("t-2.10-a",))
    assert (policy.rows["t-2.10-a"].section, policy.rows["t-1-a"].process) == ("2.10", "paid")
    assert policy.conflicts["X-T-1"].follow == "Ask both."
    assert [t.up_to and t.up_to.value for t in policy.rules["paid"].tiers] == [Decimal(50), None]
    assert policy.word("paid.asked.prompt", "Have you asked?") == "Well?"
    assert policy.services == {"fire": "Testshire Fire"}


def test_two_councils_stand_side_by_side_and_never_mix(tmp_path: Path) -> None:
    write_pack(tmp_path / "testshire", a_pack())
    other = a_pack(
        with_change(COUNCIL, "Testshire Council", "Other Council"), rules="photo: {age: {value: 13, rows: [t-1-a]}}\n"
    )
    write_pack(tmp_path / "other", other)
    found = packs(tmp_path)
    assert found.councils() == ("other", "testshire")
    assert [found.policy(c, on()).rules["photo"].age.value for c in found.councils()] == [13, 18]
    assert [set(found.policy(c, on()).rules) for c in found.councils()] == [{"photo"}, {"paid", "photo"}]


def test_councils_in_further_folders_are_found_too(tmp_path: Path) -> None:
    write_pack(tmp_path / "own" / "testshire", a_pack())
    write_pack(tmp_path / "more" / "other", a_pack())
    assert packs(tmp_path / "own", tmp_path / "more").councils() == ("other", "testshire")


def test_national_law_and_folders_without_a_council_are_no_councils(tmp_path: Path) -> None:
    write_pack(tmp_path / "testshire", a_pack())
    (tmp_path / "concepts.yaml").write_text("a concept: [a word]", encoding="utf-8")
    write_pack(tmp_path / "national", the_law())
    write_pack(tmp_path / "notes", {"readme.yaml": ""})
    assert packs(tmp_path).councils() == ("testshire",)


def test_an_unknown_council_is_answered_with_those_there_are(tmp_path: Path) -> None:
    write_pack(tmp_path / "testshire", a_pack())
    with pytest.raises(UnknownCouncil) as told:
        packs(tmp_path).policy("testshir", on())
    assert told.value.sentence == "There is no council named 'testshir'. Did you mean `testshire`? Known: testshire."


def test_no_council_at_all_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UnknownCouncil, match=r"no folder holds a council\.yaml"):
        packs(tmp_path).pack("testshire")


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PackFaults, match="There is no such folder"):
        packs(tmp_path / "nowhere")


def test_a_council_in_two_folders_is_a_fault(tmp_path: Path) -> None:
    write_pack(tmp_path / "own" / "testshire", a_pack())
    write_pack(tmp_path / "more" / "testshire", a_pack())
    with pytest.raises(PackFaults, match="Two folders hold a council of this name"):
        packs(tmp_path / "own", tmp_path / "more")


def test_the_faults_of_every_council_are_told_at_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_pack(tmp_path / name, a_pack(rules=with_change(RULES, "value: 5", "value: five")))
    with pytest.raises(PackFaults) as told:
        packs(tmp_path)
    assert [f.file for f in told.value.found] == ["one/rules.yaml", "two/rules.yaml"]
    assert told.value.code == "policy_pack"


def test_a_file_that_no_pack_has_is_a_fault(tmp_path: Path) -> None:
    write_pack(tmp_path / "testshire", a_pack() | {"rule.yaml": "", "sections.yml": ""} | BESIDE)
    with pytest.raises(PackFaults) as told:
        packs(tmp_path)
    assert [f.file for f in told.value.found] == ["testshire/rule.yaml", "testshire/sections.yml"]
    assert "Rename or remove it" in told.value.found[0].write


def test_a_file_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "testshire", a_pack())
    (folder / "rules.yaml").write_bytes("# £50\n".encode("cp1252"))
    with pytest.raises(PackFaults) as told:
        packs(tmp_path)
    (fault,) = told.value.found
    assert (fault.file, fault.write) == ("testshire/rules.yaml", "Save it as UTF-8.")


def test_the_same_situation_gives_the_same_policy_and_another_gives_another(tmp_path: Path) -> None:
    write_pack(tmp_path / "testshire", a_pack())
    found = packs(tmp_path)
    assert found.policy("testshire", on()) is found.policy("testshire", on())
    assert found.policy("testshire", on(service="fire")).situation.service == "fire"


def test_what_was_stored_gives_the_same_policy_again(tmp_path: Path) -> None:
    write_pack(tmp_path / "testshire", a_pack(wording="paid.asked.prompt: Well?\n") | BESIDE)
    found = packs(tmp_path)
    stored = found.source("testshire")
    assert set(stored) == {"council.yaml", "sections.yaml", "rules.yaml", "wording.yaml"}
    assert from_source("testshire", stored, on(), FLOWS) == found.policy("testshire", on())


def hashes(files: dict[str, str]) -> tuple[str, str]:
    policy = read(files).policy(on())
    return policy.rules_hash, policy.wording_hash


def test_comments_order_and_layout_change_no_hash() -> None:
    start = RULES.index("photo:")
    moved = RULES[start:].replace(
        "{value: 18, rows: [t-1-a]}", "\n    # a note\n    rows:\n      - t-1-a\n    value: 18"
    )
    assert hashes(a_pack(rules=moved + RULES[:start])) == hashes(a_pack())


@pytest.mark.parametrize(
    "files",
    [
        a_pack(sections=with_change(SECTIONS, "The budget holder agrees.", "Your budget holder agrees.")),
        a_pack(sections=with_change(SECTIONS, "They disagree.", "They differ.")),
        a_pack(sections=with_change(SECTIONS, "binds: staff, says: The", "printed: should, binds: staff, says: The")),
        a_pack(with_change(COUNCIL, "title: budget holder", "title: Budget Holder")),
        a_pack(with_change(COUNCIL, "Social Media Policy", "Policy")),
        a_pack(with_change(COUNCIL, "days: 30", "days: 31")),
        a_pack(wording="paid.asked.prompt: Well?\n"),
    ],
)
def test_an_edit_of_words_changes_the_hash_of_the_wording_alone(files: dict[str, str]) -> None:
    (rules, wording), (same, other) = hashes(a_pack()), hashes(files)
    assert same == rules
    assert other != wording


@pytest.mark.parametrize(
    "files",
    [
        a_pack(rules=with_change(RULES, "value: 18", "value: 16")),
        a_pack(rules=with_change(RULES, "rows: [t-2.10-a]", "rows: [t-1-a]")),
        a_pack(rules=with_change(RULES, ", conflicts: [X-T-1]", "")),
        a_pack(sections=with_change(SECTIONS, "kind: must", "kind: should")),
        a_pack(sections=with_change(SECTIONS, "rows: [t-1-a, t-2.10-a]", "rows: [t-1-a]")),
        a_pack(with_change(COUNCIL, "owner: communications", "owner: budget_holder")),
        a_pack(with_change(COUNCIL, "2025-05-01", "2026-05-01")),
    ],
)
def test_an_edit_of_rules_changes_the_hash_of_the_rules_alone(files: dict[str, str]) -> None:
    (rules, wording), (other, same) = hashes(a_pack()), hashes(files)
    assert other != rules
    assert same == wording


def test_an_empty_file_of_words_is_as_good_as_none() -> None:
    assert hashes(a_pack(wording="# nothing yet\n")) == hashes(a_pack())
