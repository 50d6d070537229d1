"""A row of a list has its button beside it, and no button is ever lost that way."""

from dataclasses import replace

from bot.channels.slack.drawing import render
from bot.messages import Button, Facts, Screen, Steps
from tests.unit.channels.slack.reading import Json, one, pressable, read

GUIDES = Facts((("Boost a post", "Pay to show it to more people."), ("Share a *photo*", "Whose permission.")))
LISTED = Steps(("K7QX-M4TD: Boost a post. Waiting.", "A draft."), "Waiting for you", numbered=False)
PAGE = Screen(
    "Comms Desk",
    "Your page",
    (LISTED, GUIDES),
    buttons=(
        Button("Show K7QX-M4TD", "show", "primary"),
        Button("Carry on: A draft", "carry"),
        Button("Boost a post", "boost"),
        Button("Share a *photo*", "photo"),
        Button("Help", "help"),
    ),
)


def rows(view: Json) -> dict[str, Json]:
    return {read(b["text"]).replace("*", "").splitlines()[0]: b for b in view["blocks"] if "accessory" in b}


def test_a_row_has_the_button_that_is_named_after_it() -> None:
    beside = {
        name: (b["accessory"]["value"], read(b["accessory"]["text"]))
        for name, b in rows(render.home(PAGE, "k", 1)).items()
    }
    assert beside == {
        "K7QX-M4TD": ("show", "Show"),
        "A draft.": ("carry", "Carry on"),
        "Boost a post": ("boost", "Open"),
        "Share a photo": ("photo", "Open"),
    }


def test_screen_readers_hear_the_whole_label_of_a_button_beside_its_row() -> None:
    spoken = [b["accessory"]["accessibility_label"] for b in rows(render.home(PAGE, "k", 1)).values()]
    assert spoken == [b.label for b in PAGE.buttons[:4]]


def test_every_button_stands_once_beside_its_row_or_below() -> None:
    for drawn in (render.home(PAGE, "k", 1)["blocks"], render.message(PAGE, "k", 1).blocks):
        assert sorted(e["value"] for e in pressable(drawn)) == sorted(b.token for b in PAGE.buttons)
    assert [e["value"] for e in pressable(render.home(PAGE, "k", 1)["blocks"][-1])] == ["help"]


def test_a_row_keeps_the_number_of_its_button() -> None:
    assert one(render.message(PAGE, "k", 1).blocks, "press.2")["value"] == "boost"


def test_a_name_that_slack_would_format_stands_in_plain_text() -> None:
    assert rows(render.home(PAGE, "k", 1))["Share a photo"]["text"]["type"] == "plain_text"


def test_where_a_list_has_no_room_its_buttons_stand_below_it() -> None:
    long = replace(PAGE, blocks=(LISTED, *[Steps(("word " * 300,) * 5)] * 4))
    drawn = render.message(long, "k", 1).blocks
    assert {b.token for b in PAGE.buttons} < {e["value"] for e in pressable(drawn)}
    assert not rows({"blocks": drawn})


def test_answers_that_can_be_changed_are_no_list_of_buttons() -> None:
    asked = replace(PAGE, blocks=(replace(GUIDES, changes={"Boost a post": "change"}),))
    assert not rows(render.home(asked, "k", 1))
