"""The fields of a card in Teams: what stands beside them, what may be empty, and what comes back."""

from dataclasses import replace

import pytest

from bot.channels.teams.drawing import Json, card, given, typed
from bot.messages import Button, Input, InputKind, Option, Screen
from tests.contracts.gallery import SCREENS
from tests.contracts.office_cards import CHOICE, QUESTION, WITH_ERRORS
from tests.unit.channels.teams.cards import UNSEEN, fields, of_kind, read, tokens

GO = Button("Go on", "go", "primary")


def form(*asked: Input, buttons: tuple[Button, ...] = (GO,)) -> Json:
    return card(Screen("T", "S", inputs=asked, buttons=buttons), "k", 1)


def field(asked: Input) -> Json:
    (found,) = fields(form(asked)).values()
    return found


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("text", "Input.Text"),
        ("long_text", "Input.Text"),
        ("link", "Input.Text"),
        ("money", "Input.Text"),
        ("person", "Input.Text"),
        ("code", "Input.Text"),
        ("day", "Input.Date"),
        ("choice", "Input.ChoiceSet"),
        ("many", "Input.ChoiceSet"),
    ],
)
def test_each_kind_of_question_has_its_field(kind: InputKind, shown: str) -> None:
    (found,) = fields(card(SCREENS[f"kind {kind}"], "k", 1)).values()
    assert (found["type"], found["id"], found["label"]) == (shown, "in.x", f"A {kind}")


def test_a_field_has_its_hint_and_its_error_in_words_right_below_it() -> None:
    boxes = [p for p in of_kind("Container", card(WITH_ERRORS, "k", 1)) if p["items"][0]["type"] == "Input.Text"]
    code, note = boxes
    assert code["items"][0]["value"] == "LIB-9999"
    assert read(code["items"][1]) == WITH_ERRORS.inputs[0].hint
    assert read(code["items"][2]) == f"⚠️ {WITH_ERRORS.inputs[0].error}"
    assert len(note["items"]) == 1


def test_a_field_that_may_be_empty_says_so() -> None:
    assert field(Input("x", "Name", required=False))["label"] == "Name (optional)"


def test_the_client_refuses_what_is_empty_only_where_nothing_may_be_sent_unfinished() -> None:
    assert field(Input("x", "Name"))["isRequired"]
    assert field(Input("x", "Name"))["errorMessage"]
    for other in (Button("Keep", "keep", partial=True), Button("No", "no", inputs=(Input("why", "Why?"),))):
        found = fields(form(Input("x", "Name"), buttons=(GO, other)))
        assert "isRequired" not in found["in.x"]
    assert "isRequired" not in fields(form(Input("x", "Name"), buttons=(replace(GO, partial=True),)))["in.x"]
    assert "isRequired" in fields(card(QUESTION, "k", 1))["in.cost"]


def test_files_are_to_be_sent_in_the_chat() -> None:
    made = form(Input("x", "Pictures", "files", "All of them"))
    assert not fields(made)
    assert "in this chat" in read(made)
    assert "All of them" in read(made)


@pytest.mark.parametrize(("count", "style"), [(3, "expanded"), (7, "expanded"), (8, "compact"), (16, "filtered")])
def test_a_choice_is_seen_at_a_glance_unless_it_is_long(count: int, style: str) -> None:
    options = tuple(Option(str(n), f"Option {n}") for n in range(count))
    found = field(Input("x", "X", "choice", options=options, value="2"))
    assert (found["style"], found["value"], len(found["choices"])) == (style, "2", count)


def test_a_choice_whose_words_markdown_would_change_stands_in_a_list_that_opens() -> None:
    options = (Option("a", "*A*"), Option("b", "B"))
    found = field(Input("x", "X", "choice", options=options))
    assert (found["style"], found["choices"][0]["title"]) == ("compact", "*A*")


def test_where_several_may_be_picked_their_words_look_alike_whether_a_client_reads_markdown_or_not() -> None:
    titles = ("*A*", "B (the second)", "[C](https://example.org)", "<at>D</at>", "1. E")
    found = field(Input("x", "X", "many", options=tuple(Option(t[:4], t) for t in titles), value=("*A*",)))
    shown = [c["title"] for c in found["choices"]]
    assert [t.translate(UNSEEN) for t in shown] == list(titles)
    assert not [t for t in shown if "](" in t or "<at" in t or t.startswith("1.")]
    assert (found["value"], found["isMultiSelect"]) == ("*A*", True)


def test_no_option_of_a_long_list_is_lost() -> None:
    options = tuple(Option(str(n), f"Option {n}") for n in range(450))
    found = field(Input("x", "X", "choice", options=options))
    assert [c["value"] for c in found["choices"]] == [o.value for o in options]


@pytest.mark.parametrize(
    ("filled", "day"), [("2026-05-31", "2026-05-31"), ("31/05/2026", "2026-05-31"), ("soon", None)]
)
def test_a_day_is_picked_from_a_calendar_that_opens_where_it_was(filled: str, day: str | None) -> None:
    assert field(Input("x", "X", "day", value=filled)).get("value") == day


def test_two_buttons_may_ask_for_the_same_and_each_is_read() -> None:
    why = Input("why", "Why?")
    made = form(buttons=(Button("Return", "r", inputs=(why,)), Button("Decline", "d", inputs=(why,))))
    assert list(fields(made)) == ["in.why", "in.why#2"]
    assert typed({"commsdesk": {}, "in.why#2": "Because"}) == {"why": "Because"}
    assert typed({"in.why#2": "The button's own", "in.why": "The card's"}) == {"why": "The button's own"}


def test_only_fields_are_read_and_only_as_texts() -> None:
    assert typed({"in.a": "1", "b": "2", "in.c": 3, "in.d": None, "in.e.f": "4"}) == {"a": "1", "e.f": "4"}


def test_what_was_picked_comes_back_as_the_options_own_values() -> None:
    odd = Input("x", "X", "many", options=(Option("a,b", "Both"), Option("c", "C"), Option(" ", "Blank")))
    values = [c["value"] for c in field(odd)["choices"]]
    assert not [v for v in values if "," in v or not v.strip()]
    assert given(odd, ",".join(values)) == ("a,b", "c", " ")
    assert given(odd, "") == ()
    assert given(CHOICE.inputs[0], "unsure") == "unsure"
    assert given(Input("x", "X"), "a,b") == "a,b"


def test_what_is_picked_by_itself_stays_picked_when_the_card_is_drawn_anew() -> None:
    odd = Input("x", "X", "many", options=(Option("a,b", "Both"), Option("c", "C")))
    picked = given(odd, field(odd)["choices"][0]["value"])
    assert field(replace(odd, value=picked))["value"] == field(odd)["choices"][0]["value"]


def test_a_long_list_that_a_button_unfolds_leaves_room_for_the_other_buttons() -> None:
    many = Input("x", "X", "choice", options=tuple(Option(str(n), "word " * 40) for n in range(500)))
    made = form(buttons=tuple(Button(f"Button {n}", f"t{n}", inputs=(many,)) for n in range(5)))
    assert tokens(made) == [f"t{n}" for n in range(5)]


def test_a_very_long_value_comes_back_as_the_options_own() -> None:
    odd = Input("x", "X", "choice", options=(Option("v" * 5_000, "Long"), Option("b", "B")))
    (value, _) = [c["value"] for c in field(odd)["choices"]]
    assert len(value) < 100
    assert given(odd, value) == "v" * 5_000
