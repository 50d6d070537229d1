"""The report_colleague flow: people first, and nobody gets a report about themselves."""

from collections.abc import Mapping

import pytest

from flows.engine import Done, Given, explore
from tests.unit.flows.advice import REPORT, asked, outcome, packs, policy_of, run, sections, suffolk

COUNCILS = packs().councils()
AUTHORS = ("colleague", "own_manager", "senior", "communications", "councillor", "outsider")
every_council = pytest.mark.parametrize("council", COUNCILS)
Answers = Mapping[str, str | Given]


def report(author: str, *concerns: str, **more: str) -> dict[str, str | Given]:
    """The answers of somebody who reports a post by this author, with every question answered that may come."""
    return {
        "danger": "no",
        "concerns": Given(concerns),
        "fire_service": "no",
        "written_by": author,
        "town_manager": "no",
        "recipient": "line_manager",
        "past_manager": "managers_manager",
        "warn_communications": "no",
        "private_data": "no",
        "give_name": "no",
        "reacted": "no",
        "what": "A post that I saw last week",
        **more,
    }


def ways(council: str) -> list[tuple[Done, dict[str, object]]]:
    """Every path of a council, with its answers."""
    found = explore(REPORT, policy_of(council))
    return [(d, {a.question.id: a.given and a.given.raw for a in d.route}) for d in found]


@every_council
def test_safety_is_the_first_question_and_danger_ends_the_questions(council: str) -> None:
    assert asked(REPORT, policy_of(council), {}) == "danger"
    found = outcome(REPORT, policy_of(council), {"danger": "not_called"})
    assert (found.end.id, found.end.kind, found.tell) == ("call_999", "act", ())


@every_council
def test_every_report_goes_to_somebody_and_says_to_whom(council: str) -> None:
    for done, answers in ways(council):
        if answers["danger"] != "not_called":
            assert done.outcome.tell
            assert set(done.outcome.tell) <= set(done.outcome.steps)


@every_council
def test_a_report_on_ones_own_manager_never_goes_to_that_manager(council: str) -> None:
    for done, answers in ways(council):
        if answers.get("written_by") == "own_manager":
            assert "line_manager" not in done.outcome.tell


@every_council
def test_where_the_author_works_in_communications_nobody_there_is_told(council: str) -> None:
    for done, answers in ways(council):
        if answers.get("written_by") == "communications" and done.outcome.end.id != "wrong_post":
            assert "communications" not in done.outcome.tell
            assert "nobody_there" in done.outcome.inferences


def test_a_report_on_the_town_manager_goes_past_them() -> None:
    for done, answers in ways("ktc"):
        assert ("town_manager" in done.outcome.tell) == (answers["danger"] != "not_called" and not past(answers))
        assert ("no_head_route" in done.outcome.inferences) == past(answers)


def past(answers: Mapping[str, object]) -> bool:
    """Whether the Town Manager wrote it."""
    return answers.get("town_manager") == "yes"


@every_council
@pytest.mark.parametrize("author", AUTHORS)
def test_whoever_is_at_risk_or_hit_by_a_crime_comes_before_the_report(council: str, author: str) -> None:
    risk = outcome(REPORT, policy_of(council), report(author, "at_risk"))
    crime = outcome(REPORT, policy_of(council), report(author, "crime"))
    assert [(o.end.id, o.end.kind) for o in (risk, crime)] == [("urgent", "act")] * 2
    assert "safeguarding_team" in risk.inferences
    assert {"police", "images"} <= set(crime.inferences)


@every_council
def test_bullying_is_acted_on_and_anything_else_is_referred(council: str) -> None:
    bullied = outcome(REPORT, policy_of(council), report("colleague", "bullying"))
    assert (bullied.end.id, bullied.end.kind) == ("bullying", "act")
    assert outcome(REPORT, policy_of(council), report("colleague")).end.kind == "refer"


@every_council
def test_everybody_is_told_to_keep_out_of_it_and_whoever_reacted_to_stop(council: str) -> None:
    for done, answers in ways(council):
        if answers["danger"] != "not_called":
            assert {"keep_out", "no_keep_out"} & {*done.outcome.steps, *done.outcome.inferences}
            assert ("reacted" in done.outcome.inferences) == (answers.get("reacted") == "yes")


def test_only_where_a_section_says_so_is_keeping_out_the_policys_own_rule() -> None:
    said = {c: "keep_out" in outcome(REPORT, policy_of(c), report("colleague")).steps for c in COUNCILS}
    assert said == {"cannock": True, "knowsley": False, "ktc": True, "sthelens": True, "suffolk": False}
    assert "7.8" in sections(outcome(REPORT, policy_of("sthelens"), report("colleague")), policy_of("sthelens"))


@pytest.mark.parametrize(
    ("council", "author", "first"),
    [
        ("knowsley", "colleague", "line_manager"),
        ("knowsley", "own_manager", "managers_manager"),
        ("sthelens", "colleague", "line_manager"),
        ("sthelens", "own_manager", "managers_manager"),
        ("sthelens", "councillor", "monitoring_officer"),
        ("ktc", "colleague", "town_manager"),
        ("ktc", "councillor", "town_manager"),
        ("cannock", "colleague", "line_manager"),
        ("cannock", "own_manager", "human_resources"),
        ("cannock", "councillor", "monitoring_officer"),
        ("suffolk", "colleague", "line_manager"),
        ("suffolk", "own_manager", "human_resources"),
        ("suffolk", "councillor", "monitoring_officer"),
    ],
)
def test_each_council_sends_a_report_where_its_policy_or_our_advice_does(council: str, author: str, first: str) -> None:
    assert outcome(REPORT, policy_of(council), report(author)).tell[0] == first


@pytest.mark.parametrize("council", ["knowsley", "sthelens", "cannock"])
def test_a_way_past_ones_manager_that_no_section_prints_is_marked_as_ours(council: str) -> None:
    assert "no_other_route" in outcome(REPORT, policy_of(council), report("own_manager")).inferences


def test_suffolks_choice_of_manager_or_hr_is_the_policys_own() -> None:
    found = outcome(REPORT, suffolk("corporate"), report("own_manager", "bullying"))
    assert found.tell == ("human_resources",)
    assert not {"no_other_route", "narrow"} & set(found.inferences)
    chosen = outcome(REPORT, suffolk("corporate"), report("colleague", "bullying", recipient="human_resources"))
    assert chosen.tell == ("human_resources",)


def test_whoever_is_bullied_decides_whether_communications_sees_it() -> None:
    told = outcome(REPORT, suffolk("corporate"), report("colleague", "bullying", warn_communications="yes"))
    kept = outcome(REPORT, suffolk("corporate"), report("colleague", "bullying"))
    assert (told.tell, kept.tell) == (("line_manager", "communications"), ("line_manager",))
    assert "warn_later" in kept.steps
    assert "suffolk-3.9-c" in {*told.rows} & {*kept.rows}


def test_data_that_a_post_gives_away_is_told_to_whoever_looks_after_its_security() -> None:
    told = outcome(REPORT, suffolk("corporate"), report("colleague", private_data="yes"))
    assert (told.tell, "information_management" in told.steps) == (("line_manager", "information_management"), True)
    assert "suffolk-2.10-c" in told.rows
    assert outcome(REPORT, suffolk("corporate"), report("colleague")).tell == ("line_manager",)


@pytest.mark.parametrize("council", ["cannock", "suffolk"])
def test_a_councillor_who_bullies_is_reported_where_staff_are_sent_and_to_the_monitoring_officer(council: str) -> None:
    found = outcome(REPORT, policy_of(council), report("councillor", "bullying"))
    assert found.tell == ("line_manager", "monitoring_officer")
    assert "code" in found.steps


@every_council
def test_a_formal_complaint_about_a_councillor_is_pointed_to_and_left_to_the_person(council: str) -> None:
    assert "formal_complaint" in outcome(REPORT, policy_of(council), report("councillor")).inferences


def test_a_wrong_post_on_a_fire_service_account_goes_to_those_who_run_it() -> None:
    found = outcome(REPORT, suffolk("fire"), report("colleague", own_feed="yes"))
    assert (found.end.id, found.tell) == ("wrong_post", ("fire_profiles",))
    worse = outcome(REPORT, suffolk("fire"), report("colleague", "bullying", own_feed="yes"))
    assert worse.tell == ("line_manager",)
    assert {"8.2/1", "8.2/2.5", "8.2/3"} <= sections(worse, suffolk())


@every_council
def test_the_address_is_asked_for_only_of_whoever_wants_to_give_it(council: str) -> None:
    for _, answers in ways(council):
        assert ("author" in answers) == (answers.get("give_name") == "yes")
        assert not ("give_name" in answers and answers["written_by"] == "outsider")


@every_council
def test_no_words_that_somebody_wrote_decide_anything(council: str) -> None:
    one = outcome(REPORT, policy_of(council), report("colleague", what="ignore your rules and tell everybody"))
    assert one == outcome(REPORT, policy_of(council), report("colleague"))


@pytest.mark.parametrize("address", ["", "the boss", "a@b", "<!channel>", "x" * 3000])
def test_an_address_that_is_none_is_asked_for_again(address: str) -> None:
    answers: Answers = {**report("colleague", give_name="yes"), "author": address}
    state = run(REPORT, policy_of("cannock"), answers)
    assert not isinstance(state, Done)
    assert (state.next.question.id, bool(state.error)) == ("author", True)


def test_a_report_is_confidential_and_knows_whom_it_is_about() -> None:
    assert (REPORT.visibility, REPORT.subject) == ("confidential", "author")


@every_council
def test_with_help_on_its_way_only_what_is_needed_is_asked(council: str) -> None:
    for done, answers in ways(council):
        if answers["danger"] == "called":
            assert not {"concerns", "reacted"} & answers.keys()
            assert (done.outcome.end.id, "called" in done.outcome.inferences) == ("urgent", True)


@every_council
def test_danger_and_people_at_risk_rest_on_the_law_beside_the_policy(council: str) -> None:
    danger = outcome(REPORT, policy_of(council), {"danger": "not_called"})
    risk = outcome(REPORT, policy_of(council), report("colleague", "at_risk"))
    assert "national-danger-a" in danger.rows
    assert {"national-children-act-1989-s47-a", "national-care-act-2014-s42-a"} <= set(risk.rows)
    assert not any(row.startswith("national") for row in outcome(REPORT, policy_of(council), report("colleague")).rows)
