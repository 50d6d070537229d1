"""Political restriction: the law first, the council's own words beside it, and a refusal to guess."""

import re
from dataclasses import replace
from functools import cache

import pytest

from flows.engine import Done, Outcome, Policy, Situation, as_json, explore
from flows.engine.policy import cited
from tests.unit.flows.advice import FLOWS, TODAY, outcome, packs, run

FLOW = FLOWS["political_restriction"]
START = {"employer": "council", "teaching_post": "no", "post": "none"}
ORDINARY = {**START, "reports_to": "somebody_else"}
ON_NO_LIST = {**ORDINARY, "delegated_list": "no", "sensitive_list": "no"}
NOT_RESTRICTED = {**ON_NO_LIST, "advises_councillors": "no", "speaks_to_press": "no"}
LISTED = {**ORDINARY, "delegated_list": "no", "sensitive_list": "yes"}
PRINCIPAL = ("suffolk", "cannock", "sthelens", "knowsley")
NATIONS = ("england", "wales", "scotland", "northern-ireland")
every_principal_council = pytest.mark.parametrize("council", PRINCIPAL)


@cache
def of(council: str, nation: str = "england") -> Policy:
    """A council's policy on the tests' day."""
    return packs().policy(council, Situation(TODAY, nation))


def ended(council: str, answers: dict[str, str], nation: str = "england") -> Outcome:
    more = {"welsh_post": "no"} if nation == "wales" else {}
    return outcome(FLOW, of(council, nation), {**more, **answers})


def law(council: str, answers: dict[str, str], nation: str = "england") -> set[str]:
    """The rows of law that hold and that the outcome rests on."""
    policy = of(council, nation)
    return {r for r in ended(council, answers, nation).rows if r in policy.law and policy.holds(r)}


@every_principal_council
@pytest.mark.parametrize("post", ["head_of_paid_service", "chief_officer", "monitoring_officer", "political_assistant"])
def test_a_post_that_the_law_names_is_restricted_everywhere(council: str, post: str) -> None:
    assert ended(council, {**START, "post": post}).end.id == "restricted_specified"


@pytest.mark.parametrize("above", ["chief_executive", "chief_officer", "councillors"])
def test_whoever_reports_straight_to_the_top_is_restricted_but_for_support_work(above: str) -> None:
    near = {**START, "reports_to": above}
    assert ended("suffolk", {**near, "support_only": "no"}).end.id == "restricted_specified"
    assert ended("suffolk", {**NOT_RESTRICTED, **near, "support_only": "yes"}).end.id == "not_restricted"
    assert ended("suffolk", {**near, "support_only": "not_sure"}).end.id == "ask_monitoring_officer"


@pytest.mark.parametrize(
    ("listed", "end"),
    [("delegated_list", "restricted_specified"), ("sensitive_list", "restricted_sensitive")],
)
def test_support_work_near_a_chief_officer_does_not_take_a_post_off_a_list(listed: str, end: str) -> None:
    clerk = {**NOT_RESTRICTED, "reports_to": "chief_officer", "support_only": "yes", listed: "yes"}
    assert ended("suffolk", clerk).end.id == end


@pytest.mark.parametrize("duty", ["advises_councillors", "speaks_to_press"])
def test_sensitive_duties_that_are_on_no_list_are_checked_and_not_called_restricted(duty: str) -> None:
    found = ended("suffolk", {**NOT_RESTRICTED, duty: "yes"})
    assert (found.end.id, found.end.kind, found.tell) == ("likely_sensitive", "refer", ("monitoring_officer",))


@pytest.mark.parametrize(
    ("answers", "unknown"),
    [
        (START, "employer"),
        (START, "post"),
        (ORDINARY, "reports_to"),
        (NOT_RESTRICTED, "delegated_list"),
        (NOT_RESTRICTED, "sensitive_list"),
        (NOT_RESTRICTED, "advises_councillors"),
        (NOT_RESTRICTED, "speaks_to_press"),
    ],
)
def test_what_decides_and_is_not_known_goes_to_the_monitoring_officer_with_the_limits_meanwhile(
    answers: dict[str, str], unknown: str
) -> None:
    found = ended("suffolk", {**answers, unknown: "not_sure"})
    assert (found.end.id, found.tell) == ("ask_monitoring_officer", ("monitoring_officer",))
    assert "meanwhile" in found.inferences
    assert {"candidate", "canvass", "speak", "publish"} <= set(found.steps)


def test_doubt_about_one_duty_does_not_hide_the_other() -> None:
    found = ended("suffolk", {**NOT_RESTRICTED, "advises_councillors": "not_sure", "speaks_to_press": "yes"})
    assert found.end.id == "likely_sensitive"


def test_a_teacher_is_free_as_a_teacher_and_asked_about_any_other_post() -> None:
    teacher = {"employer": "council", "teaching_post": "yes"}
    assert ended("suffolk", {**teacher, "other_post": "no"}).end.id == "not_restricted_teaching"
    second = ended("suffolk", {**LISTED, **teacher, "other_post": "yes"})
    assert (second.end.id, second.steps[0]) == ("restricted_sensitive", "other_post")
    assert "national-lgha-1989-s2-m" in second.rows


@pytest.mark.parametrize(
    ("nation", "route", "row"),
    [("england", "england", "s3-a"), ("scotland", "scotland", "s3-c"), ("wales", "wales", "s3-d")],
)
def test_each_nation_has_its_own_way_to_an_exemption(nation: str, route: str, row: str) -> None:
    found = ended("suffolk", LISTED, nation)
    assert set(found.steps) & {"england", "scotland", "wales"} == {route}
    routes = {f"national-lgha-1989-{r}" for r in ("s3-a", "s3-c", "s3-d")}
    assert law("suffolk", LISTED, nation) & routes == {f"national-lgha-1989-{row}"}


@pytest.mark.parametrize("nation", ["england", "scotland"])
def test_a_post_that_the_law_names_is_told_that_there_is_no_exemption(nation: str) -> None:
    found = ended("suffolk", {**START, "post": "monitoring_officer"}, nation)
    assert "no_exemption" in found.steps
    assert not set(found.steps) & {"england", "scotland", "wales"}


def test_only_wales_asks_for_its_own_posts() -> None:
    assert ended("suffolk", {**START, "welsh_post": "yes"}, "wales").end.id == "restricted_specified"
    asked = {a.question.id for n in ("england", "scotland") for d in explore(FLOW, of("suffolk", n)) for a in d.route}
    assert "welsh_post" not in asked


@pytest.mark.parametrize("council", [*PRINCIPAL, "ktc"])
def test_northern_ireland_has_another_law(council: str) -> None:
    found = ended(council, {}, "northern-ireland")
    assert (found.end.id, found.rows) == ("northern_ireland", ("national-lgha-1989-s195-a",))


@pytest.mark.parametrize("nation", ["england", "wales", "scotland"])
def test_a_town_council_is_asked_nothing_and_sent_to_its_town_manager(nation: str) -> None:
    done = run(FLOW, of("ktc", nation), {})
    told = as_json(done)["outcome"]
    assert (told["id"], told["kind"], told["tell"], told["sections"]) == (
        "town_council", "not_applicable", ["town_manager"], [],
    )  # fmt: skip
    assert told["searched"] == [d.title for d in of("ktc").documents.values()]
    (row,) = [f for f in told["law"] if f["section"] == "s.21(1)"]
    assert row["status"] == "partly"


def test_each_council_adds_what_its_own_policy_says_and_nothing_of_anothers() -> None:
    added = {c: {s["section"] for s in as_json(run(FLOW, of(c), LISTED))["outcome"]["sections"]} for c in PRINCIPAL}
    assert added == {
        "suffolk": {"6.4", "6.5"}, "cannock": {"Section B 3.8"}, "sthelens": {"5.7", "7.3"}, "knowsley": set(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("council", "codes"),
    [("suffolk", set()), ("cannock", {"X-CC-12", "X-CC-13"}), ("sthelens", {"X-SH-9"}), ("knowsley", set())],
)
def test_where_a_policy_and_the_law_differ_both_are_shown(council: str, codes: set[str]) -> None:
    told = as_json(run(FLOW, of(council), LISTED))["outcome"]
    assert {c["code"] for c in told["conflicts"]} == codes


def test_only_cannock_bars_following_a_councillor_and_elsewhere_the_law_is_said_to_be_silent() -> None:
    barred = {c for c in PRINCIPAL if "friends" in ended(c, LISTED).steps}
    silent = {c for c in PRINCIPAL if "follow" in ended(c, LISTED).inferences}
    assert (barred, silent) == ({"cannock"}, {"suffolk", "sthelens", "knowsley"})


def test_where_a_policy_is_silent_its_documents_are_named_and_that_it_is_said() -> None:
    told = as_json(run(FLOW, of("knowsley"), LISTED))["outcome"]
    assert told["searched"] == ["Social Media Protocol"]
    assert told["law"]
    assert all("silent" in d.outcome.steps for d in explore(FLOW, of("knowsley")) if d.outcome.end.id != "academy")


def test_a_political_assistant_may_speak_where_others_may_not() -> None:
    assistant = ended("suffolk", {**START, "post": "political_assistant"})
    other = ended("suffolk", {**START, "post": "chief_officer"})
    assert ("assistant" in assistant.steps, "speak" in assistant.steps) == (True, False)
    assert ("assistant" in other.steps, "speak" in other.steps) == (False, True)


def ways(council: str) -> list[Done]:
    return [d for n in NATIONS for d in explore(FLOW, of(council, n))]


@every_principal_council
def test_every_outcome_rests_on_law_that_holds(council: str) -> None:
    for done in ways(council):
        assert any(r in done.policy.law and done.policy.holds(r) for r in done.outcome.rows), done.outcome.end.id


@every_principal_council
def test_nobody_gets_the_answers_unless_the_person_sends_them(council: str) -> None:
    assert FLOW.visibility == "private"
    for done in ways(council):
        sent = done.outcome.end.kind == "refer"
        assert ("send" in done.outcome.steps, "yours" in done.outcome.steps) == (sent, not sent)
        assert not done.outcome.records


def test_nobody_is_asked_about_pay_or_hours() -> None:
    asked = " ".join(f"{q.prompt} {' '.join(o.label for o in q.options())}" for q in FLOW.asks)
    assert not re.search(r"\b(pay|paid|salary|earn|hours|part-time|grade)\b", asked.replace("Head of paid", ""))


def test_whoever_is_not_restricted_is_told_that_not_anything_goes() -> None:
    free = [d for c in PRINCIPAL for d in ways(c) if d.outcome.end.id.startswith("not_restricted")]
    assert free
    assert all("still_fair" in d.outcome.inferences and "neutral" in d.outcome.steps for d in free)


def test_every_value_of_the_law_decides_something_in_some_council() -> None:
    rules = of("suffolk").rules[FLOW.name]
    named = {path for path, c in cited(rules) if any(r.startswith("national-") for r in c.rows)}
    used = {row for council in PRINCIPAL for d in ways(council) for c in d.used for row in c.rows}
    used |= {row for c in run(FLOW, of("ktc"), {}).used for row in c.rows}
    assert {path for path, c in cited(rules) if path in named and not set(c.rows) <= used} == set()


def test_a_council_that_adds_nothing_says_so() -> None:
    bare = replace(of("cannock"), rules={FLOW.name: replace(of("cannock").rules[FLOW.name], adds=None)})
    assert "silent" in outcome(FLOW, bare, LISTED).steps
