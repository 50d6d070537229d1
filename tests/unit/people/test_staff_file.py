"""The rows of a staff file: every bad one is named with its line, its column, what is wrong and what to write."""

import pytest

from bot.people.model import Known
from tests.unit.people.lists import ANN, BOB, KNOWN, only_fault, row, staff


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"email": ""}, "staff.csv, line 2, email: The cell is empty. Write one like"),
        ({"email": "ann at council"}, "“ann at council” is not an e-mail address"),
        ({"email": "ann@council"}, "is not an e-mail address"),
        ({"email": "<!channel>@council.example"}, "is not an e-mail address"),
        ({"email": f"{'a' * 250}@council.example"}, "has 266 characters"),
        ({"name": ""}, "line 2, name: The cell is empty. Write the person's name"),
        ({"name": "N" * 121}, "The name has 121 characters. Write at most 120."),
        ({"name": "Ann\u202eeel"}, "invisible character"),
        ({"name": "Ann\tLee"}, "invisible character"),
        ({"job_title": "J" * 121}, "The job_title has 121 characters"),
        ({"service": "fier"}, "There is no service “fier”. Did you mean fire?"),
        ({"manager": "the boss"}, "line 2, manager: “the boss” is not an e-mail address"),
        ({"manager": "zoe@council.example"}, "The manager zoe@council.example is not on the staff"),
        ({"manager": "ann@council.example"}, "ann@council.example > ann@council.example"),
        ({"roles": "comunications"}, "no role “comunications”. Did you mean communications?"),
        ({"roles": "wizard"}, "Write one of: communications, head_of_communications."),
        ({"roles": "line_manager"}, "line_manager is not given here. The column manager says it."),
        ({"roles": "budget_holder:LIB-1"}, "The column budget_codes says it."),
        ({"roles": f"communications:{'s' * 61}"}, "The scope has 61 characters"),
        ({"budget_codes": "=LIB"}, "runs as a formula"),
        ({"budget_codes": "LIB-1=Books;*"}, "“*” is not a budget code"),
        ({"budget_codes": "L" * 41}, "The code has 41 characters"),
        ({"budget_codes": f"LIB-1={'t' * 121}"}, "has 121 characters"),
        ({"budget_codes": "LIB-1=Books;lib-1=More books"}, "The code LIB-1 is given more than once"),
        ({"status": "gone"}, "“gone” is not known. Write active or left."),
    ],
)
def test_a_bad_cell_says_what_is_wrong_and_what_to_write(cells: dict[str, str], said: str) -> None:
    found = staff(row(**cells), row(email="good@council.example"))
    fault = found.faults[0]
    assert said in str(fault)
    assert (fault.file, fault.line) == ("staff.csv", 2)
    assert fault.write
    assert [m.email for m in found.members] == ["good@council.example"]


@pytest.mark.parametrize("start", ["=1+1", "+44", "-1", "@SUM(A1)"])
@pytest.mark.parametrize("column", ["name", "job_title", "roles", "budget_codes", "manager", "email", "status"])
def test_a_formula_is_refused_in_every_column(column: str, start: str) -> None:
    found = staff(row(**{column: start}))
    assert [(f.line, f.column) for f in found.faults] == [(2, column)]
    assert "formula" in only_fault(found)


def test_every_fault_of_every_row_is_told_at_once() -> None:
    found = staff(row(email="x", name="", status="y"), BOB.replace("ann@", "zoe@").replace(",fire,", ",sea,"))
    assert [(f.line, f.column) for f in found.faults] == [
        (2, "email"), (2, "name"), (2, "status"), (3, "service"),
    ]  # fmt: skip
    assert found.members == ()


def test_names_from_everywhere_are_taken() -> None:
    for name in ("Siân O'Neill", "María-José", "محمد", "李小龍", "Nguyễn Thị", "Jo 😀"):
        assert staff(row(name=name)).members[0].name == name


def test_addresses_lose_their_capitals_and_roles_their_spaces() -> None:
    found = staff(row(email="Ann.Lee@Council.Example", roles="Head of Communications : fire ; communications;;"))
    assert found.members[0].email == "ann.lee@council.example"
    assert found.members[0].roles == (("head_of_communications", "fire"), ("communications", ""))


def test_an_empty_status_means_active() -> None:
    assert not staff(row(status="")).members[0].left
    assert staff(row(status="LEFT")).members[0].left


def test_an_address_that_stands_twice_names_both_lines() -> None:
    found = staff(ANN, BOB, ANN.replace("ann@", "ANN@"))
    assert [(f.line, f.problem) for f in found.faults] == [
        (2, "The address ann@council.example stands on lines 2 and 4."),
        (4, "The address ann@council.example stands on lines 2 and 4."),
    ]
    assert [m.line for m in found.members] == [3]


def test_a_loop_of_managers_is_named_whole_to_everybody_in_it() -> None:
    def line(name: str, manager: str) -> str:
        return row(email=f"{name}@c.example", manager=f"{manager}@c.example" if manager else "")

    found = staff(line("a", "b"), line("b", "c"), line("c", "a"), line("outside", "a"), line("top", ""))
    assert [f.line for f in found.faults] == [2, 3, 4]
    assert "a@c.example > b@c.example > c@c.example > a@c.example" in str(found.faults[0])
    assert [m.line for m in found.members] == [5, 6]


def test_a_loop_through_people_who_are_on_the_staff_already_is_found() -> None:
    known = Known(KNOWN.roles, KNOWN.services, {"zoe@council.example": "ann@council.example"})
    assert "zoe@council.example" in only_fault(staff(row(manager="zoe@council.example"), known=known))


def test_a_manager_may_be_on_the_staff_already_or_have_a_bad_line() -> None:
    known = Known(KNOWN.roles, KNOWN.services, {"zoe@council.example": ""})
    assert staff(row(manager="zoe@council.example"), known=known).faults == ()
    found = staff(row(status="?"), BOB)
    assert [f.line for f in found.faults] == [2]


def test_a_long_chain_of_managers_is_no_loop_and_takes_no_long_time() -> None:
    lines = [row(email=f"p{n}@c.example", manager=f"p{n - 1}@c.example" if n else "") for n in range(500)]
    assert staff(*lines).faults == ()


def test_a_code_that_two_people_hold_names_both() -> None:
    found = staff(row(budget_codes="LIB-1=Books"), BOB.replace("LIB-1", "lib-1 "))
    assert [f.line for f in found.faults] == [2, 3]
    assert "staff.csv line 2 (ann@council.example) and staff.csv line 3 (bob@council.example)" in str(found.faults[0])
    assert found.codes == ()


def test_both_files_may_name_the_holder_of_a_code_if_they_agree() -> None:
    found = staff(ANN, BOB.replace("=Books", ""), codes=("lib-1,Books,bob@council.example", "LIB-3,Bus,"))
    assert found.faults == ()
    assert [(c.code, c.title, c.holder) for c in found.codes] == [
        ("LIB-1", "Books", "bob@council.example"),
        ("LIB-3", "Bus", ""),
    ]


def test_files_that_disagree_about_a_code_are_both_blamed() -> None:
    found = staff(ANN, BOB, codes=("LIB-1,Books,ann@council.example",))
    assert [(f.file, f.line, f.column) for f in found.faults] == [
        ("staff.csv", 3, "budget_codes"),
        ("codes.csv", 2, "code"),
    ]
    assert "codes.csv line 2 (ann@council.example)" in str(found.faults[0])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("LIB-1,Books,zoe@council.example", "The holder zoe@council.example is not on the staff"),
        ("LIB-1,Books,zoe", "“zoe” is not an e-mail address"),
        (",Books,", "“” is not a budget code"),
        ("LIB-1,=cmd,", "formula"),
        (f"LIB-1,{'t' * 121},", "has 121 characters"),
        ("LIB-1", "This line has 1 cells"),
    ],
)
def test_a_bad_line_of_the_codes_is_named(line: str, said: str) -> None:
    found = staff(ANN, codes=(line, "LIB-2,Good,ann@council.example"))
    assert only_fault(found).startswith("codes.csv, line 2")
    assert said in only_fault(found)
    assert [c.code for c in found.codes] == ["LIB-2"]


def test_a_code_listed_twice_is_refused_even_for_one_holder() -> None:
    found = staff(ANN, codes=("LIB-1,,ann@council.example", "lib-1,,ann@council.example"))
    assert [f.line for f in found.faults] == [2, 3]


def test_a_holder_whose_own_line_is_bad_holds_nothing_for_now() -> None:
    found = staff(row(status="?"), codes=("LIB-1,Books,ann@council.example",))
    assert "has a line with a mistake in it" in str(found.faults[1])
    assert found.codes == ()
