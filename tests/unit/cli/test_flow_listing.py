"""`commsdesk flow list`, `flow diagram` and `flow print`."""

from tests.unit.cli.typed import Typed


def test_every_flow_is_listed_with_whether_the_council_covers_it(typed: Typed) -> None:
    ran = typed("flow", "list", "--council", "suffolk", "--json")
    covered = {f["name"]: f["covered"] for f in ran.data}
    assert ran.code == 0
    assert covered["boost"]
    assert covered["photo_consent"]


def test_the_list_for_people_names_the_council(typed: Typed) -> None:
    ran = typed("flow", "list", "--council", "suffolk")
    assert "Suffolk County Council" in ran.out
    assert "boost" in ran.out


def test_print_for_people_holds_all_flows_where_none_is_named(typed: Typed) -> None:
    ran = typed("flow", "print", "--council", "ktc", "--ordinary")
    assert "(report_colleague)" in ran.out
    assert "(photo_consent)" in ran.out


def test_a_flow_that_does_not_exist_is_a_bad_call(typed: Typed) -> None:
    for command in ("diagram", "print"):
        ran = typed("flow", command, "boots", "--council", "suffolk")
        assert (ran.code, "`boost`" in ran.err) == (2, True)
