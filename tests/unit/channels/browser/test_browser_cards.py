"""What a card says and how it is filled in, by reading its HTML as a browser would."""

import pytest

from bot.channels.browser import render
from bot.messages import (
    Button,
    Citation,
    Citations,
    Facts,
    History,
    Input,
    Option,
    Progress,
    Screen,
    Stage,
    Text,
)
from tests.contracts.gallery import SCREENS
from tests.unit.channels.browser.drawings import described_by, drawn


def test_a_label_hint_and_error_belong_to_their_field() -> None:
    asked = Input("cost", "Cost", "money", "In pounds", value="about 50", error="Write a sum, such as 80.")
    tree = drawn(Screen("T", "S", inputs=(asked,), buttons=(Button("Go on", "t", "primary"),)))
    field = tree.one("input", name="f.cost")
    assert tree.one("label", **{"for": field.attrs["id"]}).text == "Cost"
    assert "In pounds" in described_by(tree, field)
    assert "Error: Write a sum, such as 80." in described_by(tree, field)
    assert field.attrs["value"] == "about 50"
    assert field.attrs["aria-invalid"] == "true"
    assert field.attrs["inputmode"] == "decimal"


def test_a_field_that_may_stay_empty_says_so() -> None:
    tree = drawn(Screen("T", "S", inputs=(Input("n", "Note", required=False),), buttons=(Button("Go on", "t"),)))
    assert "(optional)" in tree.one("label").text
    assert "required" not in tree.one("input", name="f.n").attrs


def test_a_choice_is_a_group_of_radios_with_the_chosen_one_checked() -> None:
    options = (Option("y", "Yes"), Option("n", "No"))
    asked = Input("c", "Is it so?", "choice", options=options, value="n", error="Choose one.")
    tree = drawn(Screen("T", "S", inputs=(asked,), buttons=(Button("Go on", "t"),)))
    group = tree.one("fieldset")
    assert group.one("legend").text == "Is it so?"
    assert [r.attrs["value"] for r in group.all("input", type="radio") if "checked" in r.attrs] == ["n"]
    assert "Choose one." in described_by(tree, group)


def test_a_long_choice_is_a_list_and_many_are_checks() -> None:
    options = tuple(Option(str(n), f"Service {n}") for n in range(20))
    many = Input("m", "Which?", "many", options=options[:3], value=("0", "2"))
    asked = (Input("c", "Service", "choice", options=options, value="11"), many)
    tree = drawn(Screen("T", "S", inputs=asked, buttons=(Button("Go on", "t"),)))
    assert [o.text for o in tree.one("select").all("option") if "selected" in o.attrs] == ["Service 11"]
    assert [c.attrs["value"] for c in tree.all("input", type="checkbox") if "checked" in c.attrs] == ["0", "2"]


def test_only_the_first_button_sends_the_cards_own_fields() -> None:
    buttons = (Button("Continue", "go", "primary"), Button("Back", "back"))
    tree = drawn(Screen("T", "S", inputs=(Input("x", "X"),), buttons=buttons))
    ask = tree.one("form", cls="ask")
    assert ask.one("input", name="f.x")
    assert tree.one("button", value="go").attrs["form"] == ask.attrs["id"]
    assert tree.one("button", value="back").attrs["form"] != ask.attrs["id"]


def test_a_button_that_asks_first_opens_without_a_script() -> None:
    button = Button("Decline", "no", "danger", (Input("reason", "Why?", "long_text"),), "Decline it?")
    tree = drawn(Screen("T", "S", buttons=(button,)))
    opened = tree.one("details", cls="disclosure")
    assert opened.one("summary").text.strip() == "Decline"
    form = opened.one("form")
    assert "Decline it?" in form.text
    assert form.one("textarea", name="f.reason")
    assert form.one("button", value="no")
    assert "open" not in opened.attrs


def test_a_reason_that_was_not_taken_stays_open_with_its_error() -> None:
    button = Button("Decline", "no", "danger", (Input("reason", "Why?", "long_text", error="Write why."),))
    assert "open" in drawn(Screen("T", "S", buttons=(button,))).one("details", cls="disclosure").attrs


def test_fields_and_a_confirmation_of_the_first_button_are_sent_together() -> None:
    tree = drawn(SCREENS["two inputs before"])
    form = tree.one("form", cls="ask")
    assert form.one("input", name="f.a")
    assert form.one("textarea", name="f.reason")
    assert form.one("button", value="go")
    assert not form.all("form")


@pytest.mark.parametrize("name", SCREENS)
def test_every_form_says_whose_chat_and_card_it_stands_in(name: str) -> None:
    for form in drawn(SCREENS[name]).all("form"):
        hidden = {i.attrs["name"]: i.attrs["value"] for i in form.all("input", type="hidden")}
        assert hidden == {"person": "amira", "message": "7", "show": "amira,grace", "stamp": "stamp-1"}
        assert form.attrs["method"] == "post"


def test_a_fact_that_may_be_changed_has_a_button_that_names_it() -> None:
    tree = drawn(Screen("T", "S", (Facts((("Cost", "£80"), ("Aim", "More")), {"Cost": "change-cost"}),)))
    assert tree.one("button", value="change-cost").text == "Change Cost"
    assert len(tree.all("button")) == 1


@pytest.mark.parametrize(
    ("value", "linked"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://example.org and more", False),
        ("https://", False),
        ("http://[broken", False),
        ("£80", False),
    ],
)
def test_only_a_web_address_can_be_followed(value: str, linked: bool) -> None:
    links = drawn(Screen("T", "S", (Facts((("Post", value),)),))).all("a")
    assert [a.attrs["href"] for a in links] == ([value] if linked else [])
    assert all("noopener" in a.attrs["rel"] for a in links)


def test_citations_are_folded_and_name_section_document_and_words() -> None:
    cited = Citations((Citation("Social media policy", "2.7", "A boost needs approval."),))
    opened = drawn(Screen("T", "S", (cited,))).one("details", cls="citations")
    assert "Why: the sections it rests on" in opened.one("summary").text
    assert "2.7" in opened.one("summary").text
    assert "Social media policy" in opened.one("li").text
    assert "A boost needs approval." in opened.one("li").text


def test_sections_that_are_named_in_groups_are_not_run_together() -> None:
    groups = [Citation("", "2.9, 8.2 and 8.3", "One."), Citation("", "2.9 and 8.3", "Another.")]
    opened = drawn(Screen("T", "S", (Citations(tuple(groups), "Where"),))).one("details", cls="citations")
    assert opened.one("summary").text == "Where 2.9, 8.2 and 8.3; 2.9 and 8.3"


@pytest.mark.parametrize("state", ["waiting", "now", "done", "refused", "returned", "stopped"])
def test_each_state_of_a_step_is_said_in_words(state: str) -> None:
    stage = Stage("Budget holder", state)  # type: ignore[arg-type]  # the names are those of the type
    step = drawn(Screen("T", "S", (Progress((stage,)),))).one("li", cls="stage")
    assert render.STATES[state] in step.text
    assert len(set(render.STATES.values())) == len(render.STATES)
    assert ("aria-current" in step.attrs) == (state == "now")


@pytest.mark.parametrize(
    ("tone", "word"), [("info", "Note"), ("good", "Good"), ("warn", "Take care"), ("bad", "Problem")]
)
def test_a_tone_is_said_in_words_as_well_as_colour(tone: str, word: str) -> None:
    text = Text("So it is.", tone)  # type: ignore[arg-type]  # the names are those of the type
    assert drawn(Screen("T", "S", (text,))).one(cls="text").text.startswith(f"{word}: ")


def test_history_shows_london_time_and_the_moment_for_a_script() -> None:
    entries = (("2026-07-01T09:12:00+00:00", "Sent."), ("last week", "Asked."))
    history = drawn(Screen("T", "S", (History(entries),))).one("details", cls="history")
    assert history.one("time").text == "1 Jul 2026, 10:12"
    assert history.one("time").attrs["datetime"] == "2026-07-01T09:12:00+00:00"
    assert "last week" in history.text


def test_a_card_that_was_not_taken_says_so_at_its_top() -> None:
    tree = drawn(SCREENS["errors"], text="Put the code right.")
    assert tree.one(role="alert").text == "Put the code right."
