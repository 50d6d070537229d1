"""A screen that is kept as JSON comes back as it was."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Block, Citations, Facts, History, Input, Progress, Screen, Stage, Steps, Text
from bot.messages_json import screen_from_json, screen_to_json

facts = st.builds(Facts, changes=st.dictionaries(st.text(), st.text()))
blocks = st.one_of(facts, *(st.from_type(kind) for kind in (Text, Steps, Citations, Progress, History)))


@given(st.builds(Screen, blocks=st.lists(blocks, max_size=5).map(tuple)))
def test_any_screen_survives_the_way_through_json(screen: Screen) -> None:
    assert screen_from_json(json.loads(json.dumps(screen_to_json(screen)))) == screen


def test_the_strategy_reaches_more_than_one_type_of_block() -> None:
    blocks: tuple[Block, ...] = (Text("a"), Facts((("Cost", "£80"),), {"Cost": "t"}), Progress((Stage("You", "now"),)))
    screen = Screen("T", "S", blocks, inputs=(Input("why", "Why?", "many", value=("a", "b")),))
    assert screen_from_json(screen_to_json(screen)) == screen
    assert [row["block"] for row in screen_to_json(screen)["blocks"]] == ["text", "facts", "progress"]


@pytest.mark.parametrize("name", ["carousel", "", None, "Text"])
def test_a_block_of_an_unknown_type_is_an_error_that_names_it(name: str | None) -> None:
    with pytest.raises(ValueError, match=f"block of the type {str(name)!r}"):
        screen_from_json({"title": "T", "summary": "S", "blocks": [{"block": name, "text": "x"}]})


def test_a_screen_without_its_title_is_an_error() -> None:
    with pytest.raises(ValueError, match="title"):
        screen_from_json({"summary": "S"})


def test_a_tone_that_nobody_can_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="tone"):
        screen_from_json({"title": "T", "summary": "S", "tone": "<script>"})


def test_an_empty_list_of_citations_stays_a_list_of_citations() -> None:
    screen = Screen("T", "S", (Citations(()),))
    assert screen_from_json(screen_to_json(screen)) == screen
