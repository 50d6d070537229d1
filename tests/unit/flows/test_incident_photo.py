"""The incident_photo flow: leave first, seven things to look for, and nothing from the scene without good reason."""

import pytest

from flows.engine import Done, Given, explore
from tests.unit.flows.advice import INCIDENT, asked, outcome, sections, suffolk

NOTHING = Given(())
LEFT_OUT: dict[str, str | Given] = {"things_seen": NOTHING, "people_seen": NOTHING, "other_doubt": "no"}
CLEAN: dict[str, str | Given] = {"officer_agreed": "yes", **LEFT_OUT}
SEVEN = {
    "things_seen": ["personal_items", "signs_of_death", "property", "number_plates"],
    "people_seen": ["wrong_kit", "casualty_faces", "under_18"],
}
ITEMS = [(question, item) for question, items in SEVEN.items() for item in items]


def showing(question: str, item: str, edited_out: str) -> dict[str, str | Given]:
    """The answers of somebody whose picture shows one of the seven."""
    return {**CLEAN, question: Given((item,)), "edited_out": edited_out, "still_there": "gone"}


def ways() -> list[Done]:
    """Every path of the fire service."""
    return list(explore(INCIDENT, suffolk("fire")))


@pytest.mark.parametrize("said", ["no", "not_sure"])
def test_without_the_officers_clear_leave_nothing_is_used(said: str) -> None:
    found = outcome(INCIDENT, suffolk("fire"), {"officer_agreed": said})
    assert (found.end.id, found.inferences) == ("no_officer_permission", ("nobody_else",))


def test_every_other_outcome_rests_on_the_officers_leave() -> None:
    assert all("suffolk-8.2-4.2-a" in done.outcome.rows for done in ways())


@pytest.mark.parametrize(("question", "item"), ITEMS)
def test_each_of_the_seven_is_edited_out_or_the_picture_stays_in(question: str, item: str) -> None:
    edited = outcome(INCIDENT, suffolk("fire"), showing(question, item, "yes"))
    assert (edited.end.id, edited.steps[0]) == ("edit_first", item)
    assert outcome(INCIDENT, suffolk("fire"), showing(question, item, "no")).end.kind == "refused"


@pytest.mark.parametrize(("question", "item"), ITEMS)
def test_a_doubt_about_any_of_the_seven_goes_to_a_station_manager(question: str, item: str) -> None:
    found = outcome(INCIDENT, suffolk("fire"), showing(question, item, "not_sure"))
    assert (found.end.kind, found.tell) == ("refer", ("station_manager",))
    assert {"suffolk-8.2-4.2-h", "suffolk-8.2-4.2-g"} <= set(found.rows)


def test_any_other_doubt_goes_to_a_station_manager_before_anything_goes_out() -> None:
    for shown in (CLEAN, showing("things_seen", "property", "yes")):
        found = outcome(INCIDENT, suffolk("fire"), {**shown, "other_doubt": "yes"})
        assert (found.end.id, found.tell) == ("ask_station_manager", ("station_manager",))


@pytest.mark.parametrize("said", ["yes", "no", "not_sure"])
def test_wherever_a_child_is_in_it_the_contradiction_is_shown_and_no_exception_made(said: str) -> None:
    found = outcome(INCIDENT, suffolk("fire"), showing("people_seen", "under_18", said))
    assert "no_exception" in found.inferences
    assert [c["code"] for c in found.as_json("incident_photo", suffolk())["conflicts"]] == ["X-SU-4"]


def test_the_contradiction_about_children_is_not_shown_where_there_is_no_child() -> None:
    for done in ways():
        seen = {a.question.id: a.given and a.given.raw for a in done.route}.get("people_seen") or ()
        conflicts = [c for cited in done.outcome.cites for c in cited.conflicts]
        assert ("X-SU-4" in conflicts) == ("under_18" in seen)


def test_nothing_asks_for_a_parents_permission() -> None:
    assert not any("permission" in a.question.id for done in ways() for a in done.route)


def test_from_the_scene_only_the_officer_in_charge_has_it_posted() -> None:
    now = {**CLEAN, "still_there": "public_needs_it", "sensitive_words": "clean"}
    found = outcome(INCIDENT, suffolk("fire"), now)
    assert (found.end.id, found.tell) == ("officer_may_post", ("officer_in_charge", "fire_administrator"))
    later = outcome(INCIDENT, suffolk("fire"), {**now, "still_there": "no_hurry"})
    assert (later.end.id, later.tell) == ("after_you_leave", ("fire_administrator",))


def test_whatever_may_go_out_is_sent_to_the_administrator_as_soon_as_can_be() -> None:
    for done in ways():
        if done.outcome.end.kind == "conditional":
            assert "send" in done.outcome.steps
            assert "suffolk-8.2-4.2-d" in done.outcome.rows


@pytest.mark.parametrize("said", ["details", "not_sure"])
def test_a_clean_picture_with_sensitive_words_is_changed_first(said: str) -> None:
    found = outcome(INCIDENT, suffolk("fire"), {**CLEAN, "still_there": "gone", "sensitive_words": said})
    assert (found.end.id, "take_out" in found.steps) == ("edit_first", True)
    assert ("hold_words" in found.inferences) == (said == "not_sure")


def test_every_picture_that_may_go_out_is_told_what_its_words_may_not_say() -> None:
    shown = [d.outcome for d in ways() if d.outcome.end.kind == "conditional"]
    assert shown
    assert all("no_details" in o.steps and "8.2/2.5" in sections(o, suffolk()) for o in shown)


def test_an_emergency_and_a_mourning_pause_are_said_first_of_what_may_go_out() -> None:
    clean = {**CLEAN, "still_there": "gone", "sensitive_words": "clean"}
    for state, step, section in (("emergency", "led", "8.2/2.2"), ("mourning", "paused", "4.4")):
        found = outcome(INCIDENT, suffolk("fire", state), clean)
        assert found.steps[0] == step
        assert section in sections(found, suffolk())


def test_the_rest_of_the_council_is_told_that_the_rules_are_the_fire_services() -> None:
    found = outcome(INCIDENT, suffolk("corporate"), {})
    assert (found.end.id, found.end.kind, found.rows) == ("use_photo_consent", "not_covered", ())
    assert asked(INCIDENT, suffolk(), {}) == "fire_service"
    assert outcome(INCIDENT, suffolk(), {"fire_service": "no"}).end.id == "use_photo_consent"


def test_nobody_but_the_person_who_asks_sees_what_they_ask_about_an_incident() -> None:
    assert INCIDENT.visibility == "private"
