"""`commsdesk coverage` shows where each row is used, to people and to machines, and ends with 1 where one is lost."""

import json
import shutil
from pathlib import Path

import pytest

from bot.policy.packs import OWN
from tests.unit.cli.typed import Typed

COUNCIL = "ktc"
KEYS = (
    *("council", "id", "section", "kind", "says", "used_by", "answered_by", "records", "roles", "limits"),
    *("reason", "see"),
)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A second town council with the same pack, to be edited."""
    made = Path(shutil.copytree(OWN / COUNCIL, tmp_path / "further" / "anglia"))
    monkeypatch.setenv("COMMSDESK_POLICY_PATH", str(made.parent))
    return made


def test_a_machine_gets_every_row_with_its_uses(typed: Typed) -> None:
    ran = typed("coverage", "--council", COUNCIL, "--json")
    assert (ran.code, ran.data["clean"], ran.data["findings"]) == (0, True, [])
    assert {tuple(row) for row in ran.data["rows"]} == {KEYS}
    use = next(use for row in ran.data["rows"] for use in row["used_by"])
    assert tuple(use) == ("flow", "where", "paths", "of", "example")
    assert 0 < use["paths"] <= use["of"]


def test_what_nothing_uses_can_be_had_alone(typed: Typed) -> None:
    rows = typed("coverage", "--council", COUNCIL, "--unused", "--json").data["rows"]
    assert [row["id"] for row in rows if row["used_by"] or row["answered_by"] or row["roles"] or row["limits"]] == []


def test_people_get_totals_and_each_row_where_they_ask_for_it(typed: Typed) -> None:
    plain, rows = typed("coverage", "--council", COUNCIL), typed("coverage", "--council", COUNCIL, "--rows")
    assert (plain.code, rows.code) == (0, 0)
    assert "Knowsley Town" in plain.out
    assert "Nothing to put right." in plain.out
    assert "report_colleague" not in plain.out
    assert "report_colleague" in rows.out


def test_the_page_is_printed_alone(typed: Typed) -> None:
    out = typed("coverage", "--council", COUNCIL, "--markdown", "--as-of", "2026-11-20").out
    assert out.startswith("# ")
    assert "The rules are those of 2026-11-20." in out
    assert "| ktc-1-b |" in out


def test_a_row_that_is_lost_is_named_and_ends_the_command_with_1(typed: Typed, copy: Path) -> None:
    (copy / "questions.yaml").unlink()
    rows = copy / "sections.yaml"
    rows.write_text(rows.read_text(encoding="utf-8").replace("process: personal_post", "process: policy_qa"), "utf-8")
    ran = typed("coverage", "--council", "anglia", "--json")
    assert (ran.code, ran.data["clean"]) == (1, False)
    lost = [r["id"] for r in ran.data["rows"] if any(r["id"] in finding for finding in ran.data["findings"])]
    assert lost
    assert typed("coverage", "--council", "anglia").code == 1


def test_a_reason_for_a_row_that_is_used_is_found(typed: Typed, copy: Path) -> None:
    (copy / "unused.yaml").write_text("rows:\n  ktc-5-e: {reason: not_a_user}\n", encoding="utf-8")
    (finding,) = typed("coverage", "--council", "anglia", "--json").data["findings"]
    assert "ktc-5-e is used" in finding


@pytest.mark.parametrize("command", ["coverage", "check"])
def test_a_reason_that_cannot_be_read_is_told(typed: Typed, copy: Path, command: str) -> None:
    (copy / "unused.yaml").write_text("rows:\n  ktc-5-e: {reason: no_idea}\n", encoding="utf-8")
    ran = typed(command, "--council", "anglia", "--json")
    assert ran.code != 0
    assert "anglia/unused.yaml" in json.dumps(ran.data)


def test_an_unknown_council_is_a_bad_call(typed: Typed) -> None:
    assert typed("coverage", "--council", "ktd", "--json").code == 2
