"""A staff file as a whole: its encoding, its first line, its cells."""

import codecs

import pytest

from bot.people.staff_file import STAFF_COLUMNS, read_staff
from tests.unit.people.lists import ANN, BOB, HEAD, KNOWN, only_fault, staff

GOOD = f"{HEAD}\n{ANN}\n"


def test_good_rows_are_read_with_the_line_they_stand_on() -> None:
    found = staff(ANN, BOB)
    assert found.faults == ()
    assert [(m.name, m.line) for m in found.members] == [("Ann Lee", 2), ("Bob Ray", 3)]
    bob = found.members[1]
    assert (bob.manager, bob.roles, bob.service) == ("ann@council.example", (("communications", ""),), "fire")
    assert [(c.code, c.title, c.holder) for c in found.codes] == [("LIB-1", "Books", "bob@council.example")]


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter() -> None:
    content = codecs.BOM_UTF8 + GOOD.replace("\n", "\r\n").encode()
    assert read_staff(content, None, KNOWN) == read_staff(GOOD.encode(), None, KNOWN)


def test_columns_may_stand_in_any_order_and_further_ones_are_reported() -> None:
    columns = [*reversed(STAFF_COLUMNS), "Shoe size"]
    cells = dict(zip(STAFF_COLUMNS, ANN.split(","), strict=True)) | {"Shoe size": "41"}
    content = ",".join(c.replace("_", " ").title() for c in columns) + "\n" + ",".join(cells[c] for c in columns)
    found = read_staff(content.encode(), None, KNOWN)
    assert found.members == staff(ANN).members
    assert found.extra_columns == ("shoe_size",)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_another_encoding_says_how_to_save_the_file_in_excel(encoding: str) -> None:
    found = read_staff(GOOD.replace("Ann", "Zoë").encode(encoding), None, KNOWN)
    assert found.unusable
    assert "not UTF-8" in only_fault(found)
    assert "CSV UTF-8 (Comma delimited)" in only_fault(found)


def test_every_missing_column_is_named_with_all_that_must_be_there() -> None:
    found = read_staff(b"email,name,job_title,service,budget_codes,roles\na@b.example,A,,,,\n", None, KNOWN)
    assert found.unusable
    assert "no column manager, status" in only_fault(found)
    assert HEAD in only_fault(found)


def test_semicolons_between_columns_are_recognised() -> None:
    found = read_staff(GOOD.replace(",", ";").encode(), None, KNOWN)
    assert "commas between columns, not semicolons" in only_fault(found)


def test_a_column_that_stands_twice_is_refused() -> None:
    found = read_staff(f"{HEAD},email\n{ANN},x@y.example".encode(), None, KNOWN)
    assert "Two columns have this name" in only_fault(found)


@pytest.mark.parametrize("content", [b"", b"\n\n", codecs.BOM_UTF8, b" , ,\n"])
def test_an_empty_file_says_what_its_first_line_must_be(content: bytes) -> None:
    found = read_staff(content, None, KNOWN)
    assert found.unusable
    assert "The file is empty" in only_fault(found)
    assert HEAD in only_fault(found)


def test_a_file_with_a_first_line_alone_says_so() -> None:
    assert "nothing under it" in only_fault(staff())


def test_a_line_with_too_many_or_too_few_cells_is_named() -> None:
    found = staff(f"{ANN},more", "bob@council.example,Bob", BOB.replace("ann@council.example", ""))
    assert [(f.line, f.problem) for f in found.faults] == [
        (2, "This line has 9 cells and the first line has 8."),
        (3, "This line has 2 cells and the first line has 8."),
    ]
    assert [m.line for m in found.members] == [4]


def test_empty_lines_and_empty_cells_at_the_end_are_no_matter() -> None:
    found = staff("", f"{ANN},,", ",,,,,,,")
    assert (found.faults, [m.line for m in found.members]) == ((), [3])


def test_a_quoted_cell_may_hold_a_comma() -> None:
    assert staff(row_with('"Lee, Ann"')).members[0].name == "Lee, Ann"


def row_with(name: str) -> str:
    return ANN.replace("Ann Lee", name)


def test_lines_are_counted_right_after_a_cell_that_runs_over_several() -> None:
    found = staff(row_with('"Ann\nLee"'), BOB.replace("bob@council.example", "no address"))
    assert [(f.line, f.column) for f in found.faults] == [(2, "name"), (4, "email")]


@pytest.mark.parametrize("text", ['"never closed', '"closed" too early'])
def test_a_broken_quote_is_no_traceback(text: str) -> None:
    found = staff(row_with(text))
    assert found.unusable
    assert "cannot be read as CSV" in only_fault(found)


def test_a_cell_of_a_hundred_thousand_characters_is_refused_in_one_short_sentence() -> None:
    fault = only_fault(staff(row_with("x" * 100_000)))
    assert "100000 characters" in fault
    assert len(fault) < 200


def test_a_cell_larger_than_the_reader_takes_is_no_traceback() -> None:
    assert "cannot be read as CSV" in only_fault(staff(row_with("x" * 200_000)))


def test_a_list_may_name_accounts_on_platforms_and_a_wrong_one_is_told() -> None:
    head = f"{HEAD},slack"
    found = read_staff(f"{head}\n{ANN},U024BE7LH\n{BOB},\n".encode(), None, KNOWN)
    assert [m.accounts for m in found.members] == [(("slack", "U024BE7LH"),), ()]
    assert not found.extra_columns
    wrong = read_staff(f"{head}\n{ANN},ann lee\n".encode(), None, KNOWN)
    assert "is not the id of an account" in only_fault(wrong)
