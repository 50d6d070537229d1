"""`commsdesk migrate` and `commsdesk people` as somebody types them, on every database."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.cli.exits import Exit

SAMPLE = files("bot.people") / "sample"
STAFF, CODES = str(SAMPLE / "staff.csv"), str(SAMPLE / "codes.csv")
GWEN = "gwen.prosser@council.example"


@pytest.fixture(autouse=True)
def _settings(tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", tables_url)
    monkeypatch.setenv("COMMSDESK_DATA_DIR", str(tmp_path))


@pytest.fixture
def bad(tmp_path: Path) -> str:
    """The sample with two bad lines: the fourth and, because of it, nobody else."""
    lines = Path(STAFF).read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("active", "gone").replace("Tobias Okafor", "=Tobias")
    file = tmp_path / "bad.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return str(file)


def run(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, Any]:
    """The exit code and the JSON that a command printed."""
    code = main([*typed, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_importing_the_sample_reports_what_was_added_and_again_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code, report = run(capsys, "people", "import", STAFF, "--codes", CODES)
    assert (code, report["imported"], len(report["added"])) == (Exit.DONE, True, 10)
    assert report["codes"] == ["LIB-1900", "LIB-2041", "LIB-2099", "LIB-3000"]
    code, report = run(capsys, "people", "import", STAFF, "--codes", CODES)
    assert (code, report["added"], len(report["unchanged"]), report["codes"]) == (Exit.DONE, [], 10, [])


def test_the_council_may_be_written_with_a_capital(capsys: pytest.CaptureFixture[str]) -> None:
    code, report = run(capsys, "people", "import", STAFF, "--council", "Suffolk")
    assert (code, report["council"]) == (Exit.DONE, "suffolk")
    assert len(run(capsys, "people", "list", "--council", "suffolk")[1]) == 10


def test_one_bad_line_and_nothing_is_imported(capsys: pytest.CaptureFixture[str], bad: str) -> None:
    code, report = run(capsys, "people", "import", bad)
    assert (code, report["imported"]) == (Exit.FOUND, False)
    assert [(b["file"], b["line"], b["column"]) for b in report["bad"]] == [("bad.csv", 4, "name")]
    assert run(capsys, "people", "list") == (Exit.DONE, [])


def test_the_good_lines_are_imported_where_that_is_asked_for(capsys: pytest.CaptureFixture[str], bad: str) -> None:
    code, report = run(capsys, "people", "import", bad, "--skip-bad")
    assert (code, report["imported"], len(report["added"]), len(report["bad"])) == (Exit.DONE, True, 9, 1)


def test_a_file_that_cannot_be_read_imports_nothing_even_then(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "excel.csv").write_bytes(Path(STAFF).read_text(encoding="utf-8").encode("utf-16"))
    code, report = run(capsys, "people", "import", str(tmp_path / "excel.csv"), "--skip-bad")
    assert (code, report["imported"]) == (Exit.FOUND, False)
    assert "CSV UTF-8" in report["bad"][0]["write"]


def test_a_dry_run_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    _, report = run(capsys, "people", "import", STAFF, "--dry-run")
    assert (report["dry_run"], len(report["added"])) == (True, 10)
    assert run(capsys, "people", "list") == (Exit.DONE, [])


def test_whoever_is_missing_is_reported_and_noted_as_left_when_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["people", "import", STAFF])
    lines = [line for line in Path(STAFF).read_text(encoding="utf-8").splitlines() if "bryony" not in line]
    (tmp_path / "fewer.csv").write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    _, report = run(capsys, "people", "import", str(tmp_path / "fewer.csv"))
    assert (report["missing"], report["left"]) == (["bryony.teague@council.example"], [])
    _, report = run(capsys, "people", "import", str(tmp_path / "fewer.csv"), "--missing-left")
    assert report["left"] == ["bryony.teague@council.example"]


def test_the_list_shows_everybody_with_their_parts_and_codes(capsys: pytest.CaptureFixture[str]) -> None:
    main(["people", "import", STAFF, "--codes", CODES])
    capsys.readouterr()
    _, people = run(capsys, "people", "list")
    nadia = next(p for p in people if p["name"] == "Nadia Rahman")
    assert (nadia["manager"], nadia["budget_codes"], nadia["status"]) == (GWEN, ["LIB-2099"], "active")
    assert [p["name"] for p in people if p["status"] == "left"] == ["Leonard Mbeki"]


def test_for_people_the_report_is_sentences_and_a_table(capsys: pytest.CaptureFixture[str], bad: str) -> None:
    assert main(["people", "import", bad]) == Exit.FOUND
    said = capsys.readouterr().out
    assert "Nothing was imported" in said
    assert "formula" in said
    assert main(["people", "import", STAFF, "--codes", CODES]) == Exit.DONE
    assert "10 added" in capsys.readouterr().out
    assert main(["people", "list"]) == Exit.DONE
    assert "Nadia Rahman," in capsys.readouterr().out


def test_a_long_list_of_people_is_shown_in_part_and_whole_for_a_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = Path(STAFF).read_text(encoding="utf-8").splitlines()[0]
    lines = [f"p{n:03}@council.example,Pat Doe,Officer,,,,,active" for n in range(100)]
    file = tmp_path / "many.csv"
    file.write_text("\n".join([first, *lines]), encoding="utf-8")
    assert main(["people", "import", str(file), "--dry-run"]) == Exit.DONE
    said = capsys.readouterr().out
    assert "p019@council.example and 80 more; --json names them all" in said
    assert "p020@" not in said
    assert len(run(capsys, "people", "import", str(file), "--dry-run")[1]["added"]) == 100


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["people", "import", "no-such-file.csv"], "does not exist"),
        (["people", "import", STAFF, "--council", "sufolk"], "suffolk"),
        (["people", "list", "--council", "atlantis"], "atlantis"),
    ],
)
def test_a_wrong_call_is_told_what_to_do(capsys: pytest.CaptureFixture[str], typed: list[str], said: str) -> None:
    assert main(typed) == Exit.BAD_CALL
    assert said in capsys.readouterr().err


def test_migrating_what_is_up_to_date_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "migrate") == (Exit.DONE, {"applied": []})
    assert main(["migrate"]) == Exit.DONE
    assert "Nothing to do" in capsys.readouterr().out


def test_without_a_database_people_says_to_migrate_and_migrate_makes_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str
) -> None:
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", database_url)
    assert main(["people", "list"]) == Exit.NOT_STARTED
    assert "commsdesk migrate" in capsys.readouterr().err
    assert main(["migrate"]) == Exit.DONE
    assert "0001_initial" in capsys.readouterr().out
    assert main(["people", "list"]) == Exit.DONE
