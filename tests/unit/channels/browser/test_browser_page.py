"""What the practice room's page says, by reading its HTML as a browser would."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.channels.browser import render
from bot.channels.browser.ports import Message
from bot.channels.browser.tips import Guide
from bot.channels.browser.views import seat
from bot.messages import (
    Block,
    Screen,
    Text,
)
from tests.contracts.gallery import HOSTILE, SCREENS
from tests.unit.channels.browser.drawings import ASSETS, SEAT, card, drawn, page_with
from tests.unit.channels.browser.rooms import AMIRA, CAST, NOON
from tests.unit.channels.browser.tree import parse

PAGE_ELEMENTS = {
    *("html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "img", "h1", "h2", "h3", "h4"),
    *(
        "span",
        "p",
        "strong",
        "nav",
        "ul",
        "li",
        "main",
        "section",
        "ol",
        "form",
        "input",
        "label",
        "textarea",
        "button",
    ),
    *(
        "button",
        "document",
        "article",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "time",
        "bdi",
        "fieldset",
        "legend",
        "select",
        "option",
    ),
    "q",
}


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
    page = parse(render.page([], [], "", 0, ASSETS, guide=Guide()))
    assert "no sample people" in page.one("main").text


def test_the_page_of_a_problem_leads_back() -> None:
    page = parse(render.problem("It is <b>gone</b>.", ASSETS))
    assert "It is <b>gone</b>." in page.text
    assert page.one("a").attrs["href"] == "/practice"


def test_the_cast_is_known_by_different_initials() -> None:
    initials = {seat(0, sitter, ("amira",), []).initials for sitter in CAST}
    assert len(initials) == len(CAST)
    assert seat(0, replace(AMIRA, name=" "), ("amira",), []).initials == "?"
