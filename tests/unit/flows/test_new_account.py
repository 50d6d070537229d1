"""The new_account flow: each council's own people agree in its own order, and nobody's word replaces them."""

from dataclasses import replace
from datetime import date

import pytest

from flows.engine import Cited, Done, Policy, RoleId, Situation, as_json, check, explore, not_covered
from flows.new_account.rules import Check, Gate, Kind, NewAccountRules, Part, Way
from tests.unit.flows.advice import FLOWS, TODAY, asked, outcome, packs, run, sections, suffolk, with_rules

NEW = FLOWS["new_account"]
REGISTER = {"account_name", "platform", "purpose", "team", "mailbox", "administrators"}
SECTION = ["line_manager", "service_manager", "customer_services"]
STATES = ("pre_election", "emergency", "mourning")

CASE = {
    "account_name": "Libraries", "platform": "Facebook", "team": "Libraries", "purpose": "More readers",
    "strategy": "The library plan", "audience": "Families", "left_out": "People offline", "tool": "It is known",
    "staffing": "Two people", "negatives": "We answer", "skills": "Both have done it", "risks": "Rude people",
    "evaluation": "We count", "exit_plan": "After a year", "mailbox": "libraries@example.org",
    "administrators": "Two librarians", "stage": "nobody_asked",
}  # fmt: skip
CANNOCK = {**CASE, "kind": "service", "named_after": "ours", "suits": "yes", "business_case": "yes", "community": "no",
           "logo": "yes"}  # fmt: skip
STHELENS = {**CASE, "kind": "service", "platform_terms": "yes", "data_risk": "no", "procedure": "yes"}
KNOWSLEY = {**CASE, "kind": "service", "business_case": "yes", "mailbox_kind": "shared", "brand": "yes",
            "runners": "with_communications"}  # fmt: skip
SUFFOLK = {**CASE, "fire": "no", "kind": "service", "shared_tool": "yes"}
ORDINARY = {"cannock": CANNOCK, "sthelens": STHELENS, "knowsley": KNOWSLEY, "suffolk": SUFFOLK}

every_council = pytest.mark.parametrize("council", ORDINARY)


def policy(council: str, service: str | None = None, *states: str) -> Policy:
    """The council's policy on the tests' day."""
    return packs().policy(council, Situation(TODAY, "england", service, frozenset(states)))


def ways(council: str, service: str | None = None) -> list[tuple[Done, dict[str, str]]]:
    """Every path, with its answers."""
    found = explore(NEW, policy(council, service))
    return [(d, {a.question.id: str(a.given and a.given.raw) for a in d.route}) for d in found]


def chain(council: str, answers: dict[str, str], service: str | None = None) -> list[str]:
    """Who has to agree, in order."""
    return [a.role.value for a in outcome(NEW, policy(council, service), answers).approvals]


def steps_after(council: str, answers: dict[str, str], service: str | None = None) -> dict[str, str]:
    """What must follow, with the register that keeps it."""
    return {t.step: t.register for t in outcome(NEW, policy(council, service), answers).tasks}


@pytest.mark.parametrize(
    ("council", "who"),
    [("cannock", ["communications"]), ("sthelens", SECTION), ("knowsley", ["communications"]),
     ("suffolk", ["communications"])],
)  # fmt: skip
def test_an_ordinary_account_is_agreed_by_those_whom_the_council_names(council: str, who: list[str]) -> None:
    assert chain(council, ORDINARY[council]) == who


@pytest.mark.parametrize(
    ("answers", "service", "who"),
    [
        ({}, None, ["communications"]),
        ({"kind": "role", "named_after": "role"}, None, ["head_of_communications"]),
        ({"kind": "partnership", "runs": "ours"}, None, ["communications"]),
        ({"kind": "campaign"}, None, ["communications"]),
        ({}, "fire", ["fire_business_support", "communications"]),
        ({"fire": "yes"}, None, ["fire_business_support", "communications"]),
        ({"kind": "campaign"}, "fire", ["fire_business_support", "communications"]),
        ({"kind": "role", "named_after": "role"}, "fire", ["chief_fire_officer", "head_of_communications"]),
        ({"fire": "yes"}, "corporate", ["communications"]),
    ],
)
def test_suffolk_has_four_ways_and_each_its_own_approvers(
    answers: dict[str, str], service: str | None, who: list[str]
) -> None:
    assert chain("suffolk", {**SUFFOLK, **answers}, service) == who


@every_council
@pytest.mark.parametrize("said", ["nobody_asked", "talked", "agreed", "open"])
def test_nothing_that_somebody_says_takes_a_step_away(council: str, said: str) -> None:
    answers = ORDINARY[council]
    assert chain(council, {**answers, "stage": said}) == chain(council, answers)


def test_somebody_who_claims_consent_hears_that_it_is_still_asked_for() -> None:
    assert "still_confirm" in outcome(NEW, policy("knowsley"), {**KNOWSLEY, "stage": "agreed"}).steps
    assert "still_confirm" not in outcome(NEW, policy("knowsley"), KNOWSLEY).steps


def test_an_account_that_is_open_already_is_to_be_left_alone_until_it_is_agreed_to() -> None:
    assert "already_open" in outcome(NEW, policy("suffolk"), {**SUFFOLK, "stage": "open"}).steps


@every_council
def test_every_approval_names_its_sections_and_what_follows_it(council: str) -> None:
    asked_for = [d.outcome for d, _ in ways(council) if d.outcome.end.kind == "approval"]
    assert asked_for
    for found in asked_for:
        assert all(a.role.rows for a in found.approvals)
        assert found.tasks
        assert all(t.because.rows for t in found.tasks)
        assert set(found.records) == {t.register for t in found.tasks} - {""}


@every_council
def test_every_request_says_what_the_register_of_accounts_keeps(council: str) -> None:
    for done, answers in ways(council):
        if done.outcome.end.kind == "approval":
            assert {"account_name", "platform", "team", "purpose", "administrators"} <= answers.keys()


def test_the_register_of_accounts_finds_its_questions_by_these_ids() -> None:
    assert {q.id for q in NEW.asks} >= REGISTER


@every_council
def test_nobody_writes_a_case_that_is_then_refused(council: str) -> None:
    texts = REGISTER | {"strategy", "audience", "left_out", "staffing", "exit_plan"}
    for done, answers in ways(council):
        if done.outcome.end.kind != "approval":
            assert not texts & answers.keys()


@every_council
def test_council_work_never_goes_on_a_private_account(council: str) -> None:
    assert outcome(NEW, policy(council), {"kind": "private", "fire": "no"}).end.kind == "refused"


def test_knowsley_refuses_an_account_that_goes_by_somebodys_post() -> None:
    found = outcome(NEW, policy("knowsley"), {"kind": "role"})
    assert (found.end.kind, sections(found, policy("knowsley"))) == ("refused", {"Management of Social Media Accounts"})


def test_a_council_that_says_nothing_of_accounts_sends_people_to_its_owner() -> None:
    found = outcome(NEW, policy("ktc"), {})
    assert (found.end.kind, found.tell) == ("not_covered", ("town_manager",))


@pytest.mark.parametrize("council", ["sthelens", "knowsley"])
def test_a_kind_of_account_that_the_policy_leaves_out_is_not_covered(council: str) -> None:
    there = policy(council)
    found = as_json(run(NEW, there, {"kind": "partnership"}))["outcome"]
    assert (found["kind"], found["tell"], found["sections"]) == ("not_covered", [there.owner], [])
    assert found["text"] == not_covered(there).end.text


def test_cannock_asks_all_ten_questions_of_its_business_case() -> None:
    ten = {"purpose", "strategy", "audience", "left_out", "staffing", "negatives", "skills", "risks", "evaluation",
           "exit_plan"}  # fmt: skip
    state = run(NEW, policy("cannock"), CANNOCK)
    assert isinstance(state, Done)
    cites = {a.question.id: a.rows for a in state.route if a.question.id in ten}
    assert cites.keys() == ten
    assert all(any(row.startswith("cannock-d-6.1-") for row in rows) for rows in cites.values())


@pytest.mark.parametrize("missing", ["purpose", "strategy", "left_out", "staffing", "risks", "exit_plan"])
def test_cannock_leaves_no_part_of_the_case_out(missing: str) -> None:
    assert asked(NEW, policy("cannock"), {k: v for k, v in CANNOCK.items() if k != missing}) == missing


def test_cannock_shows_that_the_reply_times_it_speaks_of_are_never_set() -> None:
    found = as_json(run(NEW, policy("cannock"), CANNOCK))["outcome"]
    assert "X-CC-9" in {c["code"] for c in found["conflicts"]}


def test_a_campaign_in_cannock_is_free_of_branding_and_of_nothing_else() -> None:
    department, campaign = CANNOCK, {**CANNOCK, "kind": "campaign"}
    assert steps_after("cannock", department).keys() - steps_after("cannock", campaign).keys() == {"branding"}
    assert asked(NEW, policy("cannock"), {"kind": "campaign"}) == "named_after"


def test_a_persons_own_name_needs_that_persons_acceptance() -> None:
    own = {**CANNOCK, "named_after": "person"}
    assert asked(NEW, policy("cannock"), own) == "accepts_scrutiny"
    assert outcome(NEW, policy("cannock"), {**own, "accepts_scrutiny": "no"}).end.kind == "conditional"
    accepted = outcome(NEW, policy("cannock"), {**own, "accepts_scrutiny": "yes"})
    assert ([a.role.value for a in accepted.approvals], "in_own_name" in accepted.steps) == (["communications"], True)


def test_signed_statements_are_for_the_accounts_of_the_whole_council_alone() -> None:
    assert steps_after("cannock", {**CANNOCK, "kind": "whole"})["sign_statement"] == "agreements"
    assert "sign_statement" not in steps_after("cannock", CANNOCK)


def test_st_helens_shows_both_sections_that_disagree_and_follows_both() -> None:
    found = as_json(run(NEW, policy("sthelens"), STHELENS))["outcome"]
    shown = next(c for c in found["conflicts"] if c["code"] == "X-SH-1")
    assert {s["section"] for s in shown["sections"]} == {"6.1", "9.11"}
    assert [a["role"] for a in found["approvals"]] == SECTION


def test_in_st_helens_the_section_alone_opens_the_account_and_the_agreement_is_kept() -> None:
    after = outcome(NEW, policy("sthelens"), STHELENS).tasks
    assert [(t.step, t.role) for t in after if t.register == "agreements"] == [("sign_agreement", "line_manager")]
    assert next(t.role for t in after if t.step == "create") == "customer_services"


@pytest.mark.parametrize(("said", "told"), [("yes", True), ("not_sure", True), ("no", False)])
def test_a_risk_to_data_or_a_doubt_has_internal_audit_told(said: str, *, told: bool) -> None:
    found = outcome(NEW, policy("sthelens"), {**STHELENS, "data_risk": said})
    assert ("internal_audit" in found.tell, "6.15" in sections(found, policy("sthelens"))) == (told, told)


def test_everything_to_put_right_is_said_at_once() -> None:
    wrong = {**KNOWSLEY, "business_case": "not_yet", "mailbox_kind": "personal", "runners": "one", "brand": "no"}
    found = outcome(NEW, policy("knowsley"), wrong)
    assert found.steps == ("write_case", "need_mailbox", "more_people", "show_service")


@pytest.mark.parametrize("runs", ["partnership", "others"])
def test_suffolks_policy_does_not_reach_an_account_that_nobody_of_its_own_runs(runs: str) -> None:
    found = outcome(NEW, suffolk(), {"fire": "no", "kind": "partnership", "runs": runs})
    assert (found.end.kind, found.approvals) == ("not_applicable", ())
    assert {code for c in found.cites for code in c.conflicts} == {"X-SU-23"}


def test_only_suffolk_asks_for_two_factor_login_and_for_hours_in_the_profile() -> None:
    wanting = {c for c, a in ORDINARY.items() if {"two_factor", "hours"} <= steps_after(c, a).keys()}
    assert wanting == {"suffolk"}


def test_an_account_outside_the_shared_tool_is_registered_with_its_login() -> None:
    after = steps_after("suffolk", {**SUFFOLK, "shared_tool": "no"})
    assert after["hand_over_login"] == "accounts"
    assert "join_platform" not in after


def test_the_fire_services_administrator_gets_rights_to_every_account_of_the_service() -> None:
    for done, _ in ways("suffolk", "fire"):
        if done.outcome.end.kind == "approval":
            assert {"fire_rights", "fire_list"} <= {t.step for t in done.outcome.tasks}


@pytest.mark.parametrize(
    ("council", "service", "said"),
    [("suffolk", None, {"mourning", "pre_election"}), ("suffolk", "fire", set(STATES)),
     ("cannock", None, {"emergency", "pre_election"}), ("knowsley", None, {"pre_election"}), ("sthelens", None, set())],
)  # fmt: skip
def test_a_state_of_the_organisation_is_spoken_of_where_the_policy_does(
    council: str, service: str | None, said: set[str]
) -> None:
    found = outcome(NEW, policy(council, service, *STATES), ORDINARY[council])
    assert set(found.steps) & set(STATES) == said


def test_the_law_before_an_election_is_said_once_though_more_than_one_rule_names_it() -> None:
    campaign = {**ORDINARY["suffolk"], "kind": "campaign", "audience": "Families"}
    found = outcome(NEW, policy("suffolk", None, *STATES), campaign)
    assert found.steps.count("pre_election") == 1
    assert {"national-pre-election-e", "national-pre-election-f"} <= set(found.rows)


@pytest.mark.parametrize("runs", ["partnership", "others"])
def test_whoever_picks_something_else_is_asked_who_runs_it(runs: str) -> None:
    found = outcome(NEW, policy("suffolk", None), {**ORDINARY["suffolk"], "kind": "not_sure", "runs": runs})
    assert (found.end.id, "national-pre-election-h" in found.rows) == ("policy_does_not_apply", True)


def bare(**more: object) -> Policy:
    """A council of which we know one way to an account, and nothing else."""
    row = ("suffolk-2.5-a",)
    way = Way(kinds=Cited((Kind.SERVICE,), row), chain=(Cited(RoleId("communications"), row),))
    rules = NewAccountRules(contact=Cited(RoleId("communications"), row), ways=(way,))
    return with_rules(replace(suffolk(), rules={"new_account": rules}), "new_account", **more)


def test_a_council_with_one_rule_asks_no_more_than_that_rule_needs() -> None:
    there = bare()
    state = run(NEW, there, {"kind": "service", "stage": "talked"})
    assert isinstance(state, Done)
    assert [a.question.id for a in state.route] == ["kind", "stage"]
    assert check(NEW, there) == []


def test_a_council_may_want_any_check() -> None:
    gates = tuple(Gate(Cited(c, ("suffolk-2.5-a",))) for c in Check)
    there = bare(every=Part(gates=gates))
    assert asked(NEW, there, {"kind": "service"}) == "business_case"
    assert check(NEW, there) == []


def test_a_way_that_nobody_decides_on_is_refused_when_the_policy_is_loaded() -> None:
    with pytest.raises(ValueError, match="at least one role"):
        Way(kinds=Cited((Kind.SERVICE,), ("suffolk-2.5-a",)), chain=())


def test_a_document_past_its_review_says_so_beside_the_advice() -> None:
    late = packs().policy("suffolk", Situation(date(2026, 6, 1)))
    assert as_json(run(NEW, late, SUFFOLK))["outcome"]["notices"]
