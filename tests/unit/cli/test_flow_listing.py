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


def test_a_diagram_is_a_mermaid_chart(typed: Typed) -> None:
    ran = typed("flow", "diagram", "boost", "--council", "suffolk")
    assert ran.out.startswith("flowchart TD\n")
    assert "needs_approval" in ran.out


def test_print_gives_every_question_and_every_outcome_with_sections(typed: Typed) -> None:
    (found,) = typed("flow", "print", "photo_consent", "--council", "suffolk", "--json").data
    assert [q["id"] for q in found["questions"]][:2] == ["fire_service", "taken_at"]
    assert all(q["sections"] and q["why"] for q in found["questions"])
    assert all(o["sections"] for o in found["outcomes"])
    assert "withdrawn" in {o["id"] for o in found["outcomes"]}


def test_print_shows_what_only_a_pause_leads_to_where_it_is_asked_for(typed: Typed) -> None:
    (week,) = typed("flow", "print", "boost", "--council", "suffolk", "--json").data
    (pause,) = typed("flow", "print", "boost", "--council", "suffolk", "--state", "mourning", "--json").data
    assert "wait_for_pause" not in {o["id"] for o in week["outcomes"]}
    assert [o["id"] for o in pause["outcomes"]] == ["wait_for_pause"]


def test_print_shows_each_outcome_once(typed: Typed) -> None:
    (found,) = typed("flow", "print", "boost", "--council", "suffolk", "--json").data
    shown = [str(o) for o in found["outcomes"]]
    assert len(shown) == len(set(shown))


def test_print_for_people_holds_all_flows_where_none_is_named(typed: Typed) -> None:
    ran = typed("flow", "print", "--council", "suffolk", "--service", "fire")
    assert "(boost)" in ran.out
    assert "(photo_consent)" in ran.out
    assert "X-SU-4" in ran.out


def test_a_flow_that_does_not_exist_is_a_bad_call(typed: Typed) -> None:
    for command in ("diagram", "print"):
        ran = typed("flow", command, "boots", "--council", "suffolk")
        assert (ran.code, "`boost`" in ran.err) == (2, True)
