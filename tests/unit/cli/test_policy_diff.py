"""`commsdesk policy diff`: what a change of a pack changes."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.policy.packs import OWN
from tests.unit.cli.typed import Ran, Typed

DAY = ("--as-of", "2026-06-01")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of Knowsley's pack to change; the product's own national law counts for it."""
    return Path(shutil.copytree(OWN / "knowsley", tmp_path / "knowsley"))


def edit(pack: Path, file: str, old: str, new: str) -> None:
    """Change the first place where a file of a pack says something."""
    text = (pack / file).read_text()
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1))


def differences(typed: Typed, pack: Path) -> Any:
    """What differs from the installed pack, as JSON."""
    return typed("policy", "diff", "knowsley", str(pack), *DAY, "--json").data


def compared(typed: Typed, pack: Path, *more: str) -> Ran:
    """What is printed for people."""
    return typed("policy", "diff", "knowsley", str(pack), *DAY, *more)


def test_nothing_changes_between_a_pack_and_its_copy(typed: Typed, changed: Path) -> None:
    ran = compared(typed, changed)
    assert (ran.code, ran.out.strip()) == (0, "Nothing changes.")


def test_other_words_alone_stand_apart_and_count_as_a_change(typed: Typed, changed: Path) -> None:
    edit(changed, "sections.yaml", "says: ", "says: In short, ")
    found = differences(typed, changed)
    assert (found["same"], found["flows"], found["facts"], len(found["words"])) == (False, [], [], 1)
    assert found["words"][0]["now"].startswith("In short, ")
    ran = compared(typed, changed)
    assert (ran.code, "Changes words only" in ran.out) == (1, True)


def test_a_citation_that_goes_is_told_with_the_answers_that_lead_there(typed: Typed, changed: Path) -> None:
    edit(changed, "rules.yaml", f"rows: [{ROW}-a, {ROW}-b]", f"rows: [{ROW}-a]")
    (flow,) = differences(typed, changed)["flows"]
    assert flow["flow"] == "photo_consent"
    assert {g.split(", ")[-1] for c in flow["changes"] for g in c["sections"]["gone"]} == {f"{ROW}-b"}
    assert {a for c in flow["changes"] for a in c["sections"]["added"]} == set()
    assert all(c["ways"] and c["situations"] and c["example"] and "stays" in c for c in flow["changes"])


def test_somebody_else_to_turn_to_is_told_by_title(typed: Typed, changed: Path) -> None:
    edit(
        changed,
        "rules.yaml",
        "value: data_protection_officer\n    rows: [knowsley-ch",
        f"value: {TEAM}\n    rows: [knowsley-ch",
    )
    found = [c["tell"] for f in differences(typed, changed)["flows"] for c in f["changes"] if "tell" in c]
    assert found
    assert all(t["gone"] == ["Data Protection Officer"] for t in found)


ROW, TEAM = "knowsley-children-and-young-people", "communications"


def test_paths_that_change_alike_are_one_entry_with_their_number(typed: Typed, changed: Path) -> None:
    text = (changed / "rules.yaml").read_text()
    (changed / "rules.yaml").write_text(re.sub(r"^photo_consent:\n(?:[ #].*\n|\n)*", "", text, flags=re.MULTILINE))
    (flow,) = differences(typed, changed)["flows"]
    assert flow["flow"] == "photo_consent"
    assert {c["now"]["outcome"] for c in flow["changes"]} == {"not_covered"}
    assert len(flow["changes"]) < sum(c["ways"] for c in flow["changes"])
    assert "doesn't cover this" in compared(typed, changed).out


def test_the_faults_of_both_packs_are_told_at_once(typed: Typed, changed: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(changed, tmp_path / "other" / "knowsley"))
    edit(changed, "council.yaml", "nation: england", "nation: atlantis")
    edit(other, "council.yaml", "owner:", "owned:")
    ran = typed("policy", "diff", str(changed), str(other))
    assert ran.code == 2
    assert "nation" in ran.err
    assert "owned" in ran.err


@pytest.mark.parametrize("given", ["./nowhere", "knowsly", ""])
def test_a_pack_that_is_not_there_is_a_bad_call(typed: Typed, given: str) -> None:
    ran = typed("policy", "diff", "knowsley", given)
    assert (ran.code, bool(ran.err)) == (2, True)


def test_a_folder_without_a_council_is_no_pack(typed: Typed, tmp_path: Path) -> None:
    ran = typed("policy", "diff", str(tmp_path), "knowsley")
    assert (ran.code, "council.yaml" in ran.err) == (2, True)
