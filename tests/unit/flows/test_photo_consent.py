"""The photo_consent flow: who must agree, and where no agreement is enough."""

from dataclasses import replace

import pytest

from flows.engine import Done, Given, explore
from tests.unit.flows.advice import PHOTO, asked, outcome, policy_of, sections, suffolk, with_rules

CHILD = {"people": "under_18", "recognisable": "yes"}
WORK = {"taken_at": "work"}
INCIDENT = {"taken_at": "incident"}
OURS = {"our_own": "yes", "client": "no"}


def ways(service: str) -> list[tuple[Done, dict[str, str]]]:
    """Every path of a service, with its answers."""
    return [
        (d, {a.question.id: str(a.given and a.given.raw) for a in d.route}) for d in explore(PHOTO, suffolk(service))
    ]


@pytest.mark.parametrize("said", ["spoken", "carer", "somebody_else", "not_asked", "said_no", "withdrawn"])
@pytest.mark.parametrize("service", ["corporate", "fire"])
def test_a_recognisable_child_is_never_shown_without_a_parents_written_permission(service: str, said: str) -> None:
    answers = {**(WORK if service == "fire" else {}), **CHILD, "permission": said}
    assert outcome(PHOTO, suffolk(service), answers).end.kind != "allowed"


@pytest.mark.parametrize("service", ["corporate", "fire"])
def test_on_no_path_is_a_recognisable_child_allowed_on_less_than_writing(service: str) -> None:
    for done, answers in ways(service):
        if done.outcome.end.kind == "allowed" and answers.get("recognisable") in ("yes", "not_sure"):
            assert answers["permission"] == "written"


def test_whoever_is_not_sure_of_an_age_is_told_that_we_take_it_for_a_child() -> None:
    unsure = [d for service in ("corporate", "fire") for d, a in ways(service) if a.get("people") == "not_sure"]
    assert unsure
    assert all("treat_as_child" in d.outcome.inferences for d in unsure)


def test_the_three_rules_on_a_child_nobody_can_recognise_give_three_answers() -> None:
    hidden = {"people": "under_18", "recognisable": "no"}
    council = outcome(PHOTO, suffolk("corporate"), hidden)
    work = outcome(PHOTO, suffolk("fire"), {**WORK, **hidden})
    incident = outcome(PHOTO, suffolk("fire"), INCIDENT)
    assert [o.end.id for o in (council, work, incident)] == ["may_use_with_care", "may_use", "incident_check"]
    assert all("be_sure" in o.steps for o in (council, work))
    for found in (council, work, incident):
        assert [c["code"] for c in found.as_json("photo_consent", suffolk())["conflicts"]] == ["X-SU-4"]


@pytest.mark.parametrize("service", ["corporate", "fire"])
def test_wherever_a_form_matters_the_contradiction_about_writing_is_shown(service: str) -> None:
    answers = {**(WORK if service == "fire" else {}), **CHILD, "permission": "spoken"}
    found = outcome(PHOTO, suffolk(service), answers)
    assert found.end.id == "get_it_in_writing"
    assert [c["code"] for c in found.as_json("photo_consent", suffolk())["conflicts"]] == ["X-SU-5"]


def test_asking_adults_is_good_practice_at_the_council_and_a_duty_at_the_fire_service() -> None:
    council = outcome(PHOTO, suffolk("corporate"), {"people": "adults", "adults_agreed": "not_asked"})
    fire = outcome(PHOTO, suffolk("fire"), {**WORK, "people": "adults", "adults_agreed": "not_asked"})
    assert (council.end.kind, council.steps) == ("allowed", ("ask_adults", "no_names"))
    assert fire.end.id == "not_asked_before"


@pytest.mark.parametrize("said", ["said_no", "withdrawn"])
def test_an_adult_who_does_not_agree_rests_on_the_rule_about_personal_data(said: str) -> None:
    found = outcome(PHOTO, suffolk("corporate"), {"people": "adults", "adults_agreed": said})
    assert found.end.kind == "refused"
    assert "suffolk-2.10-e" in found.rows


@pytest.mark.parametrize("service", ["corporate", "fire"])
def test_permission_that_was_taken_back_says_what_the_policy_leaves_open(service: str) -> None:
    answers = {**(WORK if service == "fire" else {}), **CHILD, "permission": "withdrawn"}
    found = outcome(PHOTO, suffolk(service), answers)
    assert (found.end.id, found.inferences, found.tell) == ("withdrawn", ("take_down",), ("communications",))


def test_adults_who_refuse_stop_a_picture_whose_children_may_be_shown() -> None:
    both = {"people": "both", "recognisable": "yes", "permission": "written", "adults_agreed": "said_no"}
    assert outcome(PHOTO, suffolk("corporate"), both).end.id == "said_no"


def test_a_child_without_permission_ends_it_before_adults_are_asked_about() -> None:
    both = {"people": "both", "recognisable": "yes", "permission": "not_asked"}
    assert outcome(PHOTO, suffolk("corporate"), both).end.id == "no_permission"


def test_care_for_a_child_outlasts_the_adults_agreement() -> None:
    both = {"people": "both", "recognisable": "no", "adults_agreed": "agreed"}
    found = outcome(PHOTO, suffolk("corporate"), both)
    assert (found.end.id, found.records) == ("may_use_with_care", ("consents",))
    assert found.steps == ("be_sure", "no_names")


def test_consent_that_is_held_or_was_taken_back_is_kept_in_the_register_and_nothing_else_is() -> None:
    for service in ("corporate", "fire"):
        for done, answers in ways(service):
            said = {answers.get("permission"), answers.get("adults_agreed")}
            assert not done.outcome.records or said & {"written", "agreed", "withdrawn"}
            assert done.outcome.end.id != "withdrawn" or done.outcome.records == ("consents",)


def test_a_schools_permission_and_a_childs_own_are_no_parents() -> None:
    found = outcome(PHOTO, suffolk("corporate"), {**CHILD, "permission": "somebody_else"})
    assert (found.end.id, found.inferences) == ("no_permission", ("not_theirs",))


def test_sharing_at_the_fire_service_rests_on_the_councils_rule_on_sharing_too() -> None:
    found = outcome(PHOTO, suffolk("fire"), {**WORK, **CHILD, "permission": "not_asked"})
    assert sections(found, suffolk()) == {"8.2/4.3", "8.2/1", "2.9"}


def test_whoever_is_not_sure_that_a_child_is_hidden_is_told_how_we_take_it() -> None:
    unsure = [(d, a) for s in ("corporate", "fire") for d, a in ways(s) if a.get("recognisable") == "not_sure"]
    decided = [d for d, a in unsure if a["permission"] != "written" or d.outcome.end.id == "may_use"]
    assert decided
    assert all("take_as_known" in d.outcome.inferences for d in decided)


def test_a_child_that_nobody_can_recognise_is_still_left_out_where_a_parent_said_no() -> None:
    for service, first in (("corporate", {}), ("fire", WORK)):
        found = outcome(PHOTO, suffolk(service), {**first, "people": "under_18", "recognisable": "no"})
        assert "parent_no" in found.inferences


def test_the_fire_rule_does_not_say_whose_permission_and_no_advice_pretends_that_it_does() -> None:
    for done, answers in ways("fire"):
        if answers["taken_at"] == "work" and answers.get("adults_agreed") in ("agreed", "not_asked"):
            assert {"whose", "afterwards"} & set(done.outcome.inferences)


def test_the_fire_service_is_told_that_permission_comes_first_where_no_question_has_settled_it() -> None:
    for done, answers in ways("fire"):
        if done.outcome.end.id == "may_use":
            assert ("before" in done.outcome.steps) == ("asked_before" not in answers)


def test_what_may_be_shown_waits_for_the_end_of_a_mourning_pause() -> None:
    shown = [d.outcome for s in ("corporate", "fire") for d in explore(PHOTO, suffolk(s, "mourning"))]
    for found in shown:
        may = found.end.id in ("may_use", "may_use_with_care")
        assert (found.steps[:1] == ("mourning",)) == may == ("4.4" in sections(found, suffolk()))


def test_in_an_emergency_whoever_leads_it_decides_what_the_fire_service_shows() -> None:
    found = outcome(PHOTO, suffolk("fire", "emergency"), INCIDENT)
    assert found.steps[0] == "emergency"
    assert "8.2/2.2" in sections(found, suffolk())
    council = outcome(PHOTO, suffolk("corporate", "emergency"), {"people": "nobody"})
    assert "emergency" not in council.steps


def test_the_fire_service_asks_whether_permission_came_first_only_where_there_is_any() -> None:
    assert asked(PHOTO, suffolk("fire"), {**WORK, **CHILD, "permission": "written"}) == "asked_before"
    assert outcome(PHOTO, suffolk("fire"), {**WORK, "people": "under_18", "recognisable": "no"}).end.id == "may_use"
    assert outcome(PHOTO, suffolk("corporate"), {**CHILD, "permission": "written"}).end.id == "may_use"


def test_somebody_without_a_service_is_asked_for_which_one_it_is() -> None:
    assert asked(PHOTO, suffolk(), {}) == "fire_service"
    assert asked(PHOTO, suffolk(), {"fire_service": "yes"}) == "taken_at"
    assert asked(PHOTO, suffolk(), {"fire_service": "no"}) == "people"


def test_a_council_without_a_fire_service_is_not_asked_about_one() -> None:
    assert asked(PHOTO, with_rules(suffolk(), "photo_consent", fire=None), {}) == "people"
    assert asked(PHOTO, with_rules(suffolk("fire"), "photo_consent", fire=None), {}) == "people"


def test_every_fire_outcome_says_that_the_appendix_differs_from_the_council_policy() -> None:
    assert all("8.2/1" in sections(d.outcome, suffolk()) for d, _ in ways("fire"))
    assert not any(s.startswith("8.2") for d, _ in ways("corporate") for s in sections(d.outcome, suffolk()))


def test_nobody_but_the_person_who_asks_sees_what_they_ask_about_a_photo() -> None:
    assert PHOTO.visibility == "private"


def test_a_picture_from_an_incident_is_sent_to_the_incident_check_whoever_agreed() -> None:
    at_incident = [(d, a) for d, a in ways("fire") if a["taken_at"] == "incident"]
    assert [d.outcome.end.id for d, _ in at_incident] == ["incident_check"]
    assert not any({"permission", "recognisable"} & answers.keys() for _, answers in at_incident)
    assert {"8.2/4.2", "8.2/1"} == sections(at_incident[0][0].outcome, suffolk())


def test_where_the_policy_names_no_exception_a_hidden_face_makes_no_difference() -> None:
    assert asked(PHOTO, policy_of("knowsley"), {"people": "under_18"}) == "permission"
    found = explore(PHOTO, policy_of("knowsley"))
    children = [d.outcome for d in found if any(a.given == Given("under_18") for a in d.route)]
    assert children
    assert all({"no_hidden", "no_age"} <= set(o.inferences) for o in children)


@pytest.mark.parametrize("council", ["knowsley", "sthelens", "ktc", "cannock"])
def test_a_policy_that_prints_no_age_is_said_to_print_none(council: str) -> None:
    for done in explore(PHOTO, policy_of(council)):
        people = {a.question.id: a.given and a.given.raw for a in done.route}.get("people")
        if people not in (None, "nobody") and done.outcome.end.kind != "refused":
            assert "no_age" in done.outcome.inferences


def test_adults_whom_no_rule_speaks_of_are_asked_first_all_the_same() -> None:
    found = outcome(PHOTO, policy_of("knowsley"), {"people": "adults", "adults_agreed": "not_asked"})
    assert (found.end.id, found.tell) == ("ask_them_first", ("data_protection_officer",))
    assert "no_adult_rule" in found.inferences


@pytest.mark.parametrize(
    ("council", "role"),
    [("sthelens", "internal_audit"), ("ktc", "town_manager"), ("cannock", "information_manager")],
)
def test_a_policy_without_a_rule_on_permission_says_so_and_sends_people_on(council: str, role: str) -> None:
    found = outcome(PHOTO, policy_of(council), {**OURS, "people": "under_18", "permission": "not_asked"})
    assert (found.end.kind, found.tell) == ("refer", (role,))
    assert {"unsaid", "get_parents"} <= set(found.inferences)


@pytest.mark.parametrize("council", ["sthelens", "ktc", "cannock"])
@pytest.mark.parametrize("said", ["said_no", "withdrawn"])
def test_a_no_counts_where_the_policy_is_silent_too(council: str, said: str) -> None:
    for answers in ({"people": "both", "permission": said}, {"people": "adults", "adults_agreed": said}):
        assert outcome(PHOTO, policy_of(council), {**OURS, **answers}).end.kind == "refused"


@pytest.mark.parametrize("council", ["sthelens", "ktc", "cannock"])
def test_without_a_rule_on_permission_nothing_is_simply_allowed_that_shows_people(council: str) -> None:
    for done in explore(PHOTO, policy_of(council)):
        people = {a.question.id: a.given and a.given.raw for a in done.route}.get("people")
        assert (done.outcome.end.kind == "allowed") == (people == "nobody")


@pytest.mark.parametrize("council", ["sthelens", "ktc", "cannock"])
def test_somebody_elses_picture_waits_for_its_owner(council: str) -> None:
    assert outcome(PHOTO, policy_of(council), {"our_own": "no"}).end.id == "ask_the_owner"


def test_what_may_touch_data_goes_to_somebody_although_everybody_agreed() -> None:
    agreed = {**OURS, "people": "adults", "adults_agreed": "agreed"}
    ends = {
        said: outcome(PHOTO, policy_of("sthelens"), {**agreed, "data_or_safety": said}) for said in ("yes", "not_sure")
    }
    assert {(found.end.id, found.tell) for found in ends.values()} == {("may_touch_data", ("internal_audit",))}
    assert outcome(PHOTO, policy_of("sthelens"), {**agreed, "data_or_safety": "no"}).end.id == "permission_in_hand"


def test_in_an_emergency_one_team_alone_posts_and_nothing_else_is_asked() -> None:
    policy = policy_of("cannock")
    here = replace(policy, situation=replace(policy.situation, states=frozenset({"emergency"})))
    assert (outcome(PHOTO, here, {}).end.id, outcome(PHOTO, here, {}).tell) == ("emergency_on", ("communications",))


def test_a_council_has_a_rule_on_permission_or_says_what_it_has_instead() -> None:
    knowsley, ktc = (policy_of(c).rules["photo_consent"] for c in ("knowsley", "ktc"))
    for council, thin in ((None, None), (knowsley.council, ktc.thin)):
        with pytest.raises(ValueError, match="thin"):
            replace(knowsley, council=council, thin=thin)


@pytest.mark.parametrize("council", ["suffolk", "knowsley"])
def test_permission_taken_back_and_a_child_in_care_rest_on_the_law_beside_the_policy(council: str) -> None:
    child = {"fire_service": "no", "people": "under_18", "recognisable": "yes"}
    back = outcome(PHOTO, policy_of(council), {**child, "permission": "withdrawn"})
    carer = outcome(PHOTO, policy_of(council), {**child, "permission": "carer"})
    assert "national-uk-gdpr-art7-b" in back.rows
    assert "national-uk-gdpr-care-a" in carer.rows
