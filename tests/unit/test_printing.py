"""Printing: results on standard output as they are, progress only where somebody watches."""

import json

import pytest
from rich.console import Console

from bot.cli import printing


def test_json_keeps_letters_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    printing.show_json({"says": "£80 – naïve"})
    out = capsys.readouterr().out
    assert "£80 – naïve" in out
    assert json.loads(out) == {"says": "£80 – naïve"}


def test_one_answer_fits_on_one_line_where_it_must(capsys: pytest.CaptureFixture[str]) -> None:
    printing.show_json({"a": [1, 2]}, one_line=True)
    assert capsys.readouterr().out == '{"a": [1, 2]}\n'


def test_a_cell_of_a_table_is_never_taken_for_markup(capsys: pytest.CaptureFixture[str]) -> None:
    printing.show_table("Flows", ["Name", "Asks"], [["[red]boost", 12]])
    out = capsys.readouterr().out
    assert "[red]boost" in out
    assert "12" in out


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(printing.progress(range(3), "Looking")) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("watched", [True, False])
def test_whoever_waits_at_a_terminal_sees_that_something_goes_on(
    watched: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(Console, "is_terminal", watched)
    with printing.working("Reading the files"):
        pass
    out, err = capsys.readouterr()
    assert (out, "Reading the files" in err) == ("", watched)


def test_a_complaint_goes_beside_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    printing.complain("Something [is] wrong.")
    assert capsys.readouterr() == ("", "Something [is] wrong.\n")
