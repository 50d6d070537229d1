"""What the practice room's page says, by reading its HTML as a browser would."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.channels.browser import render
from bot.channels.browser.ports import Message
from bot.channels.browser.views import Chat, seat
from bot.messages import Block, Button, Citation, Citations, Facts, History, Input, Option, Progress, Screen, Stage, Text
from tests.contracts.gallery import HOSTILE, SCREENS
from tests.unit.channels.browser.rooms import AMIRA, CAST, GRACE, NOON
from tests.unit.channels.browser.tree import Node, parse

ASSETS = {name: f"/{name}" for name in ("mark.svg", "base.css", "room.css", "card.css", "form.css", "room.js")}
SEAT = seat(0, AMIRA, ("amira", "grace"), [])
PAGE_ELEMENTS = set(
    "html head meta title link script body a header div img h1 h2 h3 h4 span p strong nav ul li main section ol form input "
    "label textarea button article dl dt dd details summary time bdi fieldset legend select option q document".split()
)


def card(screen: Screen, **kept: str) -> Message:
    return replace(Message("7", AMIRA.address, NOON, "card", 3, 1, screen), **kept)


def drawn(screen: Screen, **kept: str) -> Node:
    return parse(render.message(card(screen, **kept), SEAT, "stamp-1", "amira,grace"))


def page_with(*messages: Message) -> Node:
    grace = seat(2, GRACE, ("amira", "grace"), [])
    chats = [Chat(SEAT, messages, "stamp-1"), Chat(grace, [], "stamp-2")]
    return parse(render.page(chats, [SEAT, grace], "amira,grace", 9, ASSETS))


def described_by(tree: Node, control: Node) -> str:
    ids = control.attrs["aria-describedby"].split()
    return " ".join(tree.one(id=name).text for name in ids)


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_of_the_gallery_becomes_html_whose_tags_close(name: str) -> None:
    page = page_with(card(SCREENS[name]))
    assert SCREENS[name].title in page.one("article").one("h3").text
    assert {node.tag for node in page.walk()} <= PAGE_ELEMENTS


@pytest.mark.parametrize("name", SCREENS)
def test_no_page_has_the_same_id_twice_or_points_to_one_that_is_not_there(name: str) -> None:
    page = page_with(card(SCREENS[name]))
    ids = [node.attrs["id"] for node in page.walk() if "id" in node.attrs]
    assert len(ids) == len(set(ids))
    for attribute in ("for", "form", "aria-labelledby", "aria-describedby"):
        named = {name for node in page.walk() for name in node.attrs.get(attribute, "").split()}
        assert named <= set(ids), attribute


@pytest.mark.parametrize("name", SCREENS)
def test_no_page_has_a_style_a_script_or_an_event_of_its_own(name: str) -> None:
    for node in page_with(card(SCREENS[name])).walk():
        assert not [a for a in node.attrs if a == "style" or a.startswith("on")]
        assert node.tag not in {"style", "iframe", "object"}
        assert node.tag != "script" or (node.attrs["src"] == "/room.js" and not node.text.strip())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_shown_as_it_was_written(name: str) -> None:
    text = HOSTILE[name]
    said = Message("8", AMIRA.address, NOON, "said", 4, text=text)
    bubble = page_with(said).one(cls="bubble")
    assert text in [node.text for node in bubble.all(cls="words")]
    assert text in [node.text for node in drawn(Screen("T", "S", (Text(text),))).all(cls="words")]


@pytest.mark.parametrize("name", SCREENS)
def test_every_text_has_a_direction_of_its_own(name: str) -> None:
    tree = drawn(SCREENS[name])
    for node in tree.all(cls="words"):
        assert node.tag == "bdi" or node.attrs["dir"] == "auto"
    for heading in tree.all("h3"):
        assert heading.one("bdi")


def test_a_hundred_thousand_characters_are_folded_and_complete() -> None:
    text = "word " * 20_000
    tree = drawn(Screen("T", "S", (Text(text),)))
    folded = tree.one("details", cls="long")
    assert "open" not in folded.attrs
    assert "100,000 characters" in folded.one("summary").text
    assert text in [node.text for node in folded.all("div", cls="words")]


def test_every_type_of_block_is_drawn() -> None:
    samples: dict[type, Block] = {type(b): b for s in SCREENS.values() for b in s.blocks}
    assert set(samples) == set(get_args(Block))
    for block in samples.values():
        assert drawn(Screen("T", "S", (block,))).one("article").text.strip() != "T"


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
    assert "What this rests on" in opened.one("summary").text
    assert "2.7" in opened.one("summary").text
    assert "Social media policy" in opened.one("li").text
    assert "A boost needs approval." in opened.one("li").text


@pytest.mark.parametrize("state", ["waiting", "now", "done", "refused", "returned", "stopped"])
def test_each_state_of_a_step_is_said_in_words(state: str) -> None:
    stage = Stage("Budget holder", state)  # type: ignore[arg-type]  # the names are those of the type
    step = drawn(Screen("T", "S", (Progress((stage,)),))).one("li", cls="stage")
    assert state.capitalize() in step.text
    assert ("aria-current" in step.attrs) == (state == "now")


@pytest.mark.parametrize(("tone", "word"), [("info", "Note"), ("good", "Good"), ("warn", "Take care"), ("bad", "Problem")])
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


def test_a_day_is_named_once_above_its_messages() -> None:
    messages = [Message(str(n), AMIRA.address, NOON, "said", n, text="hello") for n in range(3)]
    assert [d.text for d in page_with(*messages).all(cls="day")] == ["Friday 20 November"]


def test_the_page_says_that_it_is_a_practice_room_and_can_be_skipped_through() -> None:
    page = page_with()
    assert "sample people, nothing is sent anywhere" in page.one(cls="banner").text
    assert page.one("a", cls="skip").attrs["href"] == f"#{page.one('main').attrs['id']}"
    assert page.one("html").attrs["lang"] == "en-GB"
    assert page.one(role="status", aria_live="polite")


def test_each_chat_has_a_box_with_a_label_and_the_name_of_its_person() -> None:
    page = page_with()
    chat = page.one("section", id="chat-grace")
    box = chat.one("textarea")
    assert chat.one("label", **{"for": box.attrs["id"]}).text == "Message from Grace Okafor to the desk"
    assert page.one(id=chat.attrs["aria-labelledby"]).text == "Grace Okafor"


def test_what_waits_is_counted_in_words_beside_the_name() -> None:
    waiting = seat(0, AMIRA, ("amira",), [card(SCREENS["approval"]), card(SCREENS["decided"])])
    assert "1 waiting" in parse(render.chip(waiting)).all(cls="badge")[0].text
    assert not parse(render.chip(SEAT)).all(cls="badge")


def test_a_room_without_people_says_what_to_do() -> None:
    page = parse(render.page([], [], "", 0, ASSETS))
    assert "no sample people" in page.one("main").text


def test_the_page_of_a_problem_leads_back() -> None:
    page = parse(render.problem("It is <b>gone</b>.", ASSETS))
    assert "It is <b>gone</b>." in page.text
    assert page.one("a").attrs["href"] == "/practice"


def test_the_cast_is_known_by_different_initials() -> None:
    initials = {seat(0, sitter, ("amira",), []).initials for sitter in CAST}
    assert len(initials) == len(CAST)
    assert seat(0, replace(AMIRA, name=" "), ("amira",), []).initials == "?"
