"""The fake's people read and fill in every part of a card that Teams shows, also those that this bot does not send."""

import pytest

from tests.fakes.teams.filling import field_named, filled, refused
from tests.fakes.teams.reading import markdown, read
from tests.fakes.teams.state import Conversation, Json
from tests.fakes.teams.surfaces import Spot, Surface, fields, folded, merged, opens, spots, value
from tests.unit.channels.teams.stall import act, card, field_, submit, text, toggles, unfolds


def surface(*body: Json, actions: tuple[Json, ...] = ()) -> Surface:
    return Surface(card(*body, actions=actions), Conversation("a:1", "t", "personal"))


def spot(shown: Surface, title: str) -> Spot:
    return next(s for s in spots(shown) if s.title == title and s.sends)


def test_facts_tables_and_pictures_are_read() -> None:
    row = {"type": "TableRow", "cells": [{"type": "TableCell", "items": [text(t)]} for t in ("Left", "Right")]}
    shown = surface(
        {"type": "FactSet", "facts": [{"title": "Cost", "value": "**£80**"}]},
        {"type": "Table", "rows": [row]},
        {"type": "ImageSet", "images": [{"type": "Image", "url": "https://a.example/x", "altText": "A map"}]},
        {"type": "Container", "items": [text("In a box")], "selectAction": act("Open the box")},
    )
    assert read(shown).splitlines() == ["Cost: £80", "Left", "Right", "(A map)", "In a box", "[Open the box]"]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("**bold** _soft_ ~~gone~~ 2*3*4 snake_case_name", "bold soft gone 2*3*4 snake_case_name"),
        ("\\*\\*not bold\\*\\* \\[no\\](link)", "**not bold** [no](link)"),
        ("- one\n- two", "• one\n• two"),
        ("> quoted\n# big", "quoted\nbig"),
        ("[here](https://a.example) &lt;b&gt; &amp;", "here <b> &"),
        ("a\u2060b\u200bc", "abc"),
        ("{{DATE(2026-06-23T23:30:00Z, COMPACT)}} {{TIME(2026-06-23T23:30:00Z)}}", "24/06/2026 00:30"),
        ("{{DATE(soon, SHORT)}}", "{{DATE(soon, SHORT)}}"),
    ],
)
def test_markdown_is_read_as_teams_reads_it(raw: str, shown: str) -> None:
    assert markdown(raw) == shown


NUMBER = field_("n", "How many", "Input.Number", min=1, max=9)
DAY = field_("d", "When", "Input.Date", min="2026-11-23", max="2026-12-01")
TIME = field_("t", "At", "Input.Time", min="09:30", max="17:00")
CODE = field_("c", "Code", regex="[A-Z]{3}-[0-9]+")
AGREE = field_("a", "I agree", "Input.Toggle", isRequired=True, errorMessage="Please agree.")


@pytest.mark.parametrize(
    ("asked", "given", "fine"),
    [
        (NUMBER, "1", True), (NUMBER, "9.5", False), (NUMBER, "many", False), (NUMBER, "", True),
        (DAY, "2026-12-01", True), (DAY, "2026-12-02", False), (DAY, "tomorrow", False),
        (TIME, "09:30", True), (TIME, "09:29", False), (TIME, "17:01", False),
        (CODE, "LIB-2041", True), (CODE, "lib", False),
        (AGREE, "true", True), (AGREE, "false", False),
    ],
)  # fmt: skip
def test_a_field_takes_what_it_allows_and_the_client_sends_nothing_else(asked: Json, given: str, fine: bool) -> None:
    shown = surface(asked, actions=(act("Go"),))
    shown.typed[asked["id"]] = filled(asked, given)
    assert (refused(spot(shown, "Go"), shown.typed) == {}) is fine


def test_a_field_is_found_by_its_label_or_its_id() -> None:
    asked = [field_("why", "Why (optional)"), field_("why#2", "Why not"), NUMBER]
    assert [field_named(asked, name) for name in ("Why", "Why (optional)", "why", "in.why", "Why not", "nowhere")] == [
        asked[0], asked[0], asked[0], asked[0], asked[1], None,
    ]  # fmt: skip


def test_a_single_line_takes_no_breaks_and_several_choices_come_with_commas() -> None:
    assert filled(field_("a", "A"), "one\r\ntwo") == "one two"
    assert filled(field_("a", "A", isMultiline=True), "one\ntwo") == "one\ntwo"
    choices = [{"title": "First \\(of two\\)", "value": "f"}, {"title": "Second", "value": "s"}]
    many = field_("m", "M", "Input.ChoiceSet", choices=choices, isMultiSelect=True)
    assert filled(many, ["First (of two)", "s"]) == "f,s"


def test_what_was_there_at_first_goes_along_and_what_is_empty_does_not() -> None:
    shown = surface(
        field_("a", "A", value="as before"), field_("b", "B"), field_("t", "T", "Input.Toggle", valueOff="no"),
        actions=(act("Go"),),
    )  # fmt: skip
    sent = merged(spot(shown, "Go"), {"in.a": ""})
    assert {k: v for k, v in sent.items() if k != "commsdesk"} == {"in.t": "no"}
    assert value(shown.card["body"][0], {}) == "as before"


def test_fields_of_a_card_beside_it_do_not_go_along() -> None:
    one, two = (unfolds(n, field_(n, n), actions=(act(f"Send {n}"),)) for n in ("one", "two"))
    shown = surface(field_("all", "All"), actions=(one, two))
    first = spot(shown, "Send one")
    assert [f["id"] for f in first.inputs()] == ["in.all", "in.one"]
    assert [f["id"] for f in fields(shown.card)] == ["in.all"]
    assert folded(shown, first)
    opens(shown, first)
    assert (folded(shown, first), folded(shown, spot(shown, "Send two"))) == (False, True)
    assert "[Send one]" in read(shown)
    assert "[Send two]" not in read(shown)


def test_an_old_client_draws_fallbacks_and_nothing_where_there_is_none() -> None:
    shown = surface(text("x"), actions=(act("Go"), {**act("New"), "fallback": "drop"}))
    assert [(s.title, s.action["type"]) for s in spots(shown, old=True)] == [("Go", "Action.Submit")]


def test_what_is_toggled_can_be_told_how_to_be() -> None:
    more = {**toggles("More"), "targetElements": [{"elementId": "x", "isVisible": True}]}
    shown = surface(text("Here", id="x", isVisible=False), actions=(more,))
    for _ in range(2):
        shown.toggle(more)
        assert "Here" in read(shown)
    shown.toggle(toggles("Turn", "x"))
    assert "Here" not in read(shown)


def test_words_as_data_are_sent_as_they_are() -> None:
    shown = surface(field_("a", "A"), actions=({**submit("Go"), "data": "words"},))
    assert merged(spot(shown, "Go"), {"in.a": "x"}) == "words"
