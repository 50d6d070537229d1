"""The boost flow: a code and an approval are both needed, and nothing lets anybody approve their own request."""

from dataclasses import replace
from decimal import Decimal

import pytest

from flows.boost import Tier
from flows.engine import Cited, Done, Given, RoleId, as_json, check, explore
from tests.unit.flows.advice import BOOST, REQUEST, approvers, asked, outcome, run, sections, suffolk, with_rules

MANAGER, HOLDER = ("line_manager", "requester"), ("budget_holder", "budget_code")
COMMUNICATIONS = ("communications", "requester")


def of(verdict: str, **more: str | Given) -> dict[str, str | Given]:
    """A whole request with a code of which the register says this."""
    return {**REQUEST, "budget_code": Given("CC-4410", verdict), "no_holder": "send_anyway", **more}


def role(name: str) -> Cited[RoleId]:
    return Cited(RoleId(name), ("suffolk-2.7-c",))


def up_to(pounds: str) -> Cited[Decimal]:
    return Cited(Decimal(pounds), ("suffolk-2.7-c",))


def test_a_boost_needs_the_budget_holder_and_then_communications() -> None:
    assert approvers(outcome(BOOST, suffolk(), REQUEST)) == [HOLDER, COMMUNICATIONS]


def test_everything_that_a_boost_rests_on_is_in_section_2_7() -> None:
    found = outcome(BOOST, suffolk(), REQUEST)
    assert sections(found, suffolk()) == {"2.7"}
    assert len(found.rows) == 5


@pytest.mark.parametrize("said", ["yes", "no"])
@pytest.mark.parametrize("verdict", ["active", "requester", "nobody", "left", "unchecked"])
def test_no_claim_and_no_code_takes_away_the_holders_step(said: str, verdict: str) -> None:
    assert HOLDER in approvers(outcome(BOOST, suffolk(), of(verdict, holder_agreed=said)))


def test_every_way_to_approval_has_a_code_and_its_holder() -> None:
    ways = [d for d in explore(BOOST, suffolk()) if d.outcome.end.kind == "approval"]
    assert ways
    for done in ways:
        assert "budget_code" in {a.question.id for a in done.route}
        assert approvers(done.outcome)[-2:] == [HOLDER, COMMUNICATIONS]


def test_somebody_who_says_that_the_holder_agreed_is_told_that_the_holder_still_confirms() -> None:
    assert "still_confirm" in outcome(BOOST, suffolk(), of("active", holder_agreed="yes")).steps
    assert "still_confirm" not in outcome(BOOST, suffolk(), REQUEST).steps


def test_without_a_code_nothing_is_sent_though_the_holder_may_have_approved() -> None:
    found = outcome(BOOST, suffolk(), {"network": "facebook", "has_budget_code": "no"})
    assert (found.end.id, approvers(found)) == ("no_code", [])


def test_a_holder_who_asks_is_told_that_their_line_manager_decides() -> None:
    assert outcome(BOOST, suffolk(), of("requester")).inferences == ("your_own_code", "people")


@pytest.mark.parametrize(("verdict", "why"), [("nobody", "nobody_holds_it"), ("left", "holder_left")])
def test_a_code_without_a_holder_asks_and_then_tells_communications(verdict: str, why: str) -> None:
    answers = of(verdict)
    found = outcome(BOOST, suffolk(), answers)
    assert (found.inferences, found.tell) == ((why, "people"), ("communications",))
    assert asked(BOOST, suffolk(), {k: v for k, v in answers.items() if k != "no_holder"}) == "no_holder"


@pytest.mark.parametrize("verdict", ["nobody", "left"])
def test_a_code_without_a_holder_can_be_given_up(verdict: str) -> None:
    assert outcome(BOOST, suffolk(), of(verdict, no_holder="another_code")).end.id == "another_code"


def test_a_code_that_nobody_looked_up_says_so() -> None:
    assert outcome(BOOST, suffolk(), of("unchecked")).inferences == ("not_looked_up", "people")


@pytest.mark.parametrize("said", ["yes", "not_sure"])
def test_a_political_post_or_a_doubt_is_signed_off_before_anything_else(said: str) -> None:
    found = outcome(BOOST, suffolk(), {**REQUEST, "political": said})
    assert approvers(found) == [MANAGER, HOLDER, COMMUNICATIONS]
    assert sections(found, suffolk()) == {"2.7", "4.2"}


def test_a_doubt_rests_on_the_rule_about_doubt() -> None:
    doubtful = outcome(BOOST, suffolk(), {**REQUEST, "political": "not_sure"})
    political = outcome(BOOST, suffolk(), {**REQUEST, "political": "yes"})
    assert set(doubtful.rows) - set(political.rows) == {"suffolk-4.2-a"}


def test_a_council_without_a_rule_on_sign_off_does_not_ask_about_politics() -> None:
    policy = with_rules(suffolk(), "boost", signoff=None, doubt=None)
    answers = {k: v for k, v in REQUEST.items() if k != "political"}
    assert approvers(outcome(BOOST, policy, answers)) == [HOLDER, COMMUNICATIONS]


def test_a_council_without_a_rule_on_doubt_signs_doubts_off_like_politics() -> None:
    policy = with_rules(suffolk(), "boost", doubt=None)
    assert approvers(outcome(BOOST, policy, {**REQUEST, "political": "not_sure"}))[0] == MANAGER


def test_another_network_goes_to_communications_and_says_that_this_is_our_reading() -> None:
    found = outcome(BOOST, suffolk(), {"network": "other", "details": "A film"})
    assert (found.end.kind, found.tell, found.inferences) == ("refer", ("communications",), ("facebook_only",))
    assert sections(found, suffolk()) == {"2.7", "3.5"}


def test_a_mourning_pause_stops_every_boost_before_the_first_question() -> None:
    found = run(BOOST, suffolk(None, "mourning"), {})
    assert isinstance(found, Done)
    assert (found.outcome.end.id, sections(found.outcome, suffolk())) == ("wait_for_pause", {"4.4"})


def test_a_council_without_a_rule_on_mourning_goes_on() -> None:
    assert asked(BOOST, with_rules(suffolk(None, "mourning"), "boost", pause=None), {}) == "network"


def test_at_the_fire_service_whoever_leads_an_emergency_decides_and_the_advice_rests_on_that_rule() -> None:
    found = outcome(BOOST, suffolk("fire", "emergency"), REQUEST)
    assert (found.steps[0], found.inferences) == ("led", ("people",))
    assert "8.2/2.2" in sections(found, suffolk())
    assert "8.2/2.2" not in sections(outcome(BOOST, suffolk("fire"), REQUEST), suffolk())


@pytest.mark.parametrize("verdict", ["requester", "nobody", "left"])
def test_nobody_is_asked_what_a_holder_said_who_is_themselves_or_is_not_there(verdict: str) -> None:
    assert asked(BOOST, suffolk(), {k: v for k, v in of(verdict).items() if k != "post_link"}) == "post_link"
    assert "still_confirm" not in outcome(BOOST, suffolk(), of(verdict, holder_agreed="yes")).steps


def test_whoever_boosts_is_pointed_to_the_check_of_photos() -> None:
    ways = [d.outcome for d in explore(BOOST, suffolk()) if d.outcome.end.kind == "approval"]
    assert ways
    assert all("people" in o.inferences for o in ways)


def test_a_page_that_is_not_run_by_the_council_is_no_page_to_boost_from_without_asking() -> None:
    found = outcome(BOOST, suffolk(), {"network": "not_ours", "details": "A film"})
    assert (found.end.kind, found.tell) == ("refer", ("communications",))
    assert sections(found, suffolk()) == {"2.6", "3.7"}


@pytest.mark.parametrize("said", ["yes", "not_sure"])
def test_no_sign_off_lets_a_council_pay_for_party_politics(said: str) -> None:
    found = outcome(BOOST, suffolk(), {**REQUEST, "political": said})
    assert "no_party" in found.inferences
    assert ("treat_as_political" in found.inferences) == (said == "not_sure")


@pytest.mark.parametrize("state", ["pre_election", "emergency"])
def test_where_the_policy_is_silent_on_a_state_the_advice_is_marked_as_ours(state: str) -> None:
    found = outcome(BOOST, suffolk(None, state), REQUEST)
    assert found.inferences == (state, "people")
    more = set(found.rows) - set(outcome(BOOST, suffolk(), REQUEST).rows)
    assert all(row.startswith("national-") for row in more)
    assert bool(more) == (state == "pre_election")


@pytest.mark.parametrize("said", ["yes", "not_sure"])
def test_the_law_on_party_politics_stands_beside_what_may_be_political(said: str) -> None:
    assert "national-lga-1986-s2-a" in outcome(BOOST, suffolk(), {**REQUEST, "political": said}).rows
    assert "national-lga-1986-s2-a" not in outcome(BOOST, suffolk(), REQUEST).rows


def test_every_fire_outcome_says_why_the_council_policy_holds_for_it() -> None:
    for state in ((), ("mourning",), ("emergency",)):
        assert all("8.2/1" in sections(d.outcome, suffolk()) for d in explore(BOOST, suffolk("fire", *state)))


def test_the_fire_service_rests_on_the_council_policy_and_says_why() -> None:
    assert sections(outcome(BOOST, suffolk("fire"), REQUEST), suffolk()) == {"2.7", "8.2/1"}
    assert sections(outcome(BOOST, suffolk("corporate"), REQUEST), suffolk()) == {"2.7"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("cost", "about £50"),
        ("cost", "1e9"),
        ("cost", "-3"),
        ("cost", "0"),
        ("cost", "£1,234.5"),
        ("cost", "٥٠"),
        ("cost", ""),
        ("starts", "2026-05-31"),
        ("starts", "31 February"),
        ("ends", "2026-06-07"),
        ("post_link", "javascript:alert(1)"),
        ("post_link", "facebook"),
        ("aim", "x" * 100_000),
        ("budget_code", "<!channel>"),
        ("network", "Facebook or so"),
    ],
)
def test_a_wrong_answer_is_asked_again_with_a_sentence(question: str, answer: str) -> None:
    state = run(BOOST, suffolk(), {**REQUEST, question: answer})
    shown = as_json(state)
    assert shown["question"]["id"] == question
    assert shown["error"].endswith(".")


def test_a_boost_may_start_and_end_on_the_day_it_is_asked_for() -> None:
    assert outcome(BOOST, suffolk(), {**REQUEST, "starts": "2026-06-01", "ends": "01/06/2026"}).approvals


TIERS = (Tier(up_to("50"), role("line_manager")), Tier(up_to("500"), role("head_of_communications")))
TOP = Tier(None, role("chief_fire_officer"))


@pytest.mark.parametrize(
    ("cost", "who"),
    [
        ("50.00", "line_manager"),
        ("50.01", "head_of_communications"),
        ("500", "head_of_communications"),
        ("500.01", "chief_fire_officer"),
    ],
)
def test_an_amount_has_the_approver_of_its_tier_after_the_holder(cost: str, who: str) -> None:
    policy = with_rules(suffolk(), "boost", tiers=(*TIERS, TOP))
    assert approvers(outcome(BOOST, policy, {**REQUEST, "cost": cost}))[:2] == [HOLDER, (who, "requester")]


def test_exploring_tries_both_sides_of_every_tier_without_being_told_the_amounts() -> None:
    policy = with_rules(suffolk(), "boost", tiers=(*TIERS, TOP))
    tried = {a.given.raw for d in explore(BOOST, policy) for a in d.route if a.question.id == "cost" and a.given}
    assert tried == {"50.00", "50.01", "500.00", "500.01"}


def test_a_tier_that_can_never_apply_is_reported_by_name() -> None:
    same = Tier(up_to("50"), role("head_of_communications"))
    policy = with_rules(suffolk(), "boost", tiers=(TIERS[0], same, TOP))
    assert [str(f) for f in check(BOOST, policy) if "tiers" in f.where] == [
        "boost: tiers[1].up_to can never apply",
        "boost: tiers[1].role can never apply",
    ]


@pytest.mark.parametrize("tiers", [TIERS, (TOP, *TIERS), (TOP, TOP)])
def test_tiers_that_leave_an_amount_without_an_approver_are_refused(tiers: tuple[Tier, ...]) -> None:
    with pytest.raises(ValueError, match="last"):
        replace(suffolk().rules["boost"], tiers=tiers)
