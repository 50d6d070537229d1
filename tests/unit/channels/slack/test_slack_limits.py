"""What Slack would refuse is said before it is sent, a sentence each; what it takes is left in peace."""

import copy
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.channels.slack.drawing import render
from bot.channels.slack.limits import faults
from tests.contracts.gallery import SCREENS
from tests.unit.channels.slack.reading import Json


def text(said: str = "Words", kind: str = "plain_text") -> Json:
    return {"type": kind, "text": said}


def options(count: int = 2) -> list[Json]:
    return [{"text": text(f"Option {n}"), "value": str(n)} for n in range(count)]


def element(kind: str, **parts: Any) -> Json:
    return {"type": kind, "action_id": "field", **parts}


CONFIRM: Json = {"title": text(), "text": text(), "confirm": text(), "deny": text()}
BUTTON = element("button", text=text(), value="token", style="primary", confirm=CONFIRM, accessibility_label="Words")
GROUPED = element("static_select", option_groups=[{"label": text(), "options": options()}])
OVERFLOW: Json = {"type": "overflow", "action_id": "more", "options": options()}
FIELDS: dict[str, Json] = {
    "plain_text_input": element(
        "plain_text_input", multiline=True, max_length=10, initial_value="ten", placeholder=text()
    ),
    "datepicker": element("datepicker", initial_date="2026-05-31"),
    "static_select": element("static_select", options=options(), initial_option=options()[1]),
    "grouped": GROUPED,
    "multi_static_select": element("multi_static_select", options=options(), initial_options=options()),
    "radio_buttons": element("radio_buttons", options=options(10), initial_option=options()[0]),
    "checkboxes": element("checkboxes", options=options(10), initial_options=options()),
    "users_select": element("users_select", initial_user="U1"),
    "file_input": element("file_input", filetypes=["png"], max_files=3),
}
BLOCKS: dict[str, Json] = {
    "header": {"type": "header", "text": text()},
    "section": {"type": "section", "text": text("*Words*", "mrkdwn"), "accessory": BUTTON},
    "fields": {"type": "section", "fields": [text(kind="mrkdwn"), text()]},
    "context": {"type": "context", "elements": [text(), {"type": "image", "image_url": "https://x", "alt_text": "X"}]},
    "divider": {"type": "divider"},
    "actions": {"type": "actions", "block_id": "do", "elements": [BUTTON, OVERFLOW]},
    "image": {"type": "image", "image_url": "https://x", "alt_text": "X"},
    "rich_text": {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "Words", "style": {"bold": True}}]},
            {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "rich_text_section", "elements": [
                {"type": "link", "url": "https://x"}, {"type": "emoji", "name": "tada"},
                {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "then"},
            ]}]},
        ],
    },
    **{n: {"type": "input", "block_id": n, "label": text(), "hint": text(), "element": e} for n, e in FIELDS.items()},
}  # fmt: skip


def message(*blocks: Json) -> Json:
    return {"text": "Words", "blocks": copy.deepcopy(list(blocks))}


def modal(*blocks: Json) -> Json:
    return {"type": "modal", "title": text(), "submit": text(), "blocks": copy.deepcopy(list(blocks))}


def begun_in(name: str) -> Json:
    return {**BLOCKS[name], "element": {**FIELDS[name], "focus_on_load": True}}


def first(block: Json) -> Json:
    found: Json = block["elements"][0]
    return found


def field(block: Json) -> Json:
    found: Json = block["element"]
    return found


def dialog(**parts: Any) -> Json:
    return {**CONFIRM, **parts}


Break = Callable[[Json], Any]
LONG = "x" * 5_000
BROKEN: dict[str, tuple[str, Break]] = {
    "a header that is too long": ("header", lambda b: b["text"].update(text="x" * 151)),
    "a header in markup": ("header", lambda b: b.update(text=text(kind="mrkdwn"))),
    "a header without text": ("header", lambda b: b.pop("text")),
    "an empty header": ("header", lambda b: b["text"].update(text="  ")),
    "a section that is too long": ("section", lambda b: b["text"].update(text="x" * 3_001)),
    "an empty section": ("section", lambda b: b["text"].update(text="")),
    "a section without anything": ("section", lambda b: (b.pop("text"), b.pop("accessory"))),
    "a cell that is too long": ("fields", lambda b: b["fields"][0].update(text="x" * 2_001)),
    "too many cells": ("fields", lambda b: b["fields"].extend(b["fields"] * 5)),
    "no cells": ("fields", lambda b: b["fields"].clear()),
    "an accessory that is none": ("section", lambda b: b.update(accessory=FIELDS["plain_text_input"])),
    "too many elements of context": ("context", lambda b: b["elements"].extend([text()] * 9)),
    "a picture without words": ("image", lambda b: b.pop("alt_text")),
    "a small picture without words": ("context", lambda b: b["elements"][1].pop("alt_text")),
    "too many buttons": ("actions", lambda b: b.update(elements=[{**BUTTON, "action_id": str(n)} for n in range(26)])),
    "no buttons": ("actions", lambda b: b["elements"].clear()),
    "two actions of one name": ("actions", lambda b: b.update(elements=[BUTTON, BUTTON])),
    "a field among buttons": ("actions", lambda b: b["elements"].append(FIELDS["plain_text_input"])),
    "a button that is too long": ("actions", lambda b: b["elements"][0]["text"].update(text="x" * 76)),
    "a button without text": ("actions", lambda b: first(b).pop("text")),
    "a button in markup": ("actions", lambda b: first(b).update(text=text(kind="mrkdwn"))),
    "a button with a value that is too long": ("actions", lambda b: first(b).update(value="x" * 2_001)),
    "a button in a colour of its own": ("actions", lambda b: first(b).update(style="green")),
    "a button without an action": ("actions", lambda b: first(b).pop("action_id")),
    "words for a screen reader that are too long": (
        "actions", lambda b: first(b).update(accessibility_label="x" * 76)
    ),
    "an element that nobody knows": ("actions", lambda b: first(b).update(type="knob")),
    "a part that nobody knows": ("actions", lambda b: first(b).update(colour="red")),
    "a name of a block that is too long": ("actions", lambda b: b.update(block_id="x" * 256)),
    "a name of an action that is too long": ("actions", lambda b: first(b).update(action_id="x" * 256)),
    "a dialog without an answer": ("actions", lambda b: first(b).update(confirm=dialog(deny=None))),
    "a dialog that is too long": ("actions", lambda b: first(b).update(confirm=dialog(text=text("x" * 301)))),
    "a dialog's title that is too long": ("actions", lambda b: first(b).update(confirm=dialog(title=text("x" * 101)))),
    "a dialog's answer that is too long": ("actions", lambda b: first(b).update(confirm=dialog(deny=text("x" * 31)))),
    "too much behind three dots": ("actions", lambda b: b["elements"][1].update(options=options(6))),
    "an option that is too long": ("static_select", lambda b: field(b)["options"][0].update(text=text("x" * 76))),
    "an option's value that is too long": ("static_select", lambda b: field(b)["options"][0].update(value="x" * 151)),
    "two options of one value": ("static_select", lambda b: field(b)["options"][0].update(value="1")),
    "no options": ("static_select", lambda b: field(b).update(options=[])),
    "too many options": ("static_select", lambda b: field(b).update(options=options(101))),
    "options and groups": ("static_select", lambda b: field(b).update(option_groups=GROUPED["option_groups"])),
    "a pick that is no option": ("static_select", lambda b: field(b).update(initial_option=options(3)[2])),
    "picks that are no options": ("checkboxes", lambda b: field(b).update(initial_options=options(11)[10:])),
    "picks that are none": ("checkboxes", lambda b: field(b).update(initial_options=[])),
    "too many radios": ("radio_buttons", lambda b: field(b).update(options=options(11))),
    "too many checkboxes": ("checkboxes", lambda b: field(b).update(options=options(11))),
    "a group without a label": ("grouped", lambda b: field(b)["option_groups"][0].pop("label")),
    "a day that is none": ("datepicker", lambda b: field(b).update(initial_date="2026-02-30")),
    "a day written otherwise": ("datepicker", lambda b: field(b).update(initial_date="20260531")),
    "a placeholder that is too long": ("plain_text_input", lambda b: field(b).update(placeholder=text("x" * 151))),
    "more typed before than may be": ("plain_text_input", lambda b: field(b).update(initial_value="x" * 11)),
    "much typed before": ("plain_text_input", lambda b: field(b).update(max_length=3_000, initial_value="x" * 3_001)),
    "more to type than Slack takes": ("plain_text_input", lambda b: field(b).update(max_length=3_001)),
    "a label that is too long": ("datepicker", lambda b: b["label"].update(text="x" * 2_001)),
    "a hint that is too long": ("datepicker", lambda b: b["hint"].update(text="x" * 2_001)),
    "a label in markup": ("datepicker", lambda b: b["label"].update(type="mrkdwn")),
    "a field without a label": ("datepicker", lambda b: b.pop("label")),
    "a button as a field": ("datepicker", lambda b: b.update(element=BUTTON)),
    "rich text of nothing": ("rich_text", lambda b: b["elements"].clear()),
    "an empty paragraph": ("rich_text", lambda b: first(b)["elements"].clear()),
    "empty rich text": ("rich_text", lambda b: first(b)["elements"][0].update(text="")),
    "a call of everybody": ("rich_text", lambda b: first(b)["elements"].append({"type": "broadcast"})),
    "a style that nobody knows": ("rich_text", lambda b: first(b)["elements"][0].update(style={"blink": True})),
    "a block that nobody knows": ("divider", lambda b: b.update(type="ruler")),
    "a block that is none": ("divider", lambda b: b.pop("type")),
}  # fmt: skip
WHOLE: dict[str, Json] = {
    "a message without text": {"blocks": [BLOCKS["header"]]},
    "a message with neither": {},
    "a text that is cut in notifications": {"text": LONG},
    "too many blocks in a message": message(*[BLOCKS["divider"]] * 51),
    "no blocks": message(),
    "blocks that are none": {"text": "x", "blocks": "header"},
    "two blocks of one name": message(BLOCKS["actions"], BLOCKS["actions"]),
    "a file to send in a message": message(BLOCKS["file_input"]),
    "more than Slack takes of all blocks": message(*[{"type": "section", "text": text("x" * 2_900)}] * 5),
    "two fields to begin in": modal(*map(begun_in, ("datepicker", "checkboxes"))),
    "too many blocks in a view": modal(*[BLOCKS["divider"]] * 101),
    "a modal without a title": {k: v for k, v in modal(BLOCKS["header"]).items() if k != "title"},
    "a title that is too long": {**modal(BLOCKS["header"]), "title": text("x" * 25)},
    "a title in markup": {**modal(BLOCKS["header"]), "title": text(kind="mrkdwn")},
    "a submit that is too long": {**modal(BLOCKS["header"]), "submit": text("x" * 25)},
    "a close that is too long": {**modal(BLOCKS["header"]), "close": text("x" * 25)},
    "fields without a submit": {k: v for k, v in modal(BLOCKS["datepicker"]).items() if k != "submit"},
    "a home page with a title": {**modal(BLOCKS["header"]), "type": "home"},
    "a view that is neither": {**modal(BLOCKS["header"]), "type": "popup"},
    "too much to carry along": {**modal(BLOCKS["header"]), "private_metadata": "x" * 3_001},
    "a name that is too long": {**modal(BLOCKS["header"]), "callback_id": "x" * 256},
    "a part of a view that nobody knows": {**modal(BLOCKS["header"]), "colour": "red"},
    "a view that is too large": modal(*[{"type": "section", "text": text("👩" * 1_500, "mrkdwn")}] * 99),
}  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_as_slack_has_it_is_taken(name: str) -> None:
    assert faults(modal(BLOCKS[name])) == []
    if name != "file_input":
        assert faults(message(BLOCKS[name])) == []
        assert faults({"type": "home", "blocks": [BLOCKS[name]]}) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_block_that_slack_would_refuse_is_named_in_a_sentence(name: str) -> None:
    kind, broken = BROKEN[name]
    payload = modal(BLOCKS[kind])
    broken(payload["blocks"][0])
    found = faults(payload)
    assert found
    assert all(f.endswith(".") and "blocks[0]" in f for f in found)


@pytest.mark.parametrize("name", WHOLE)
def test_a_message_or_view_that_slack_would_refuse_is_told_apart(name: str) -> None:
    assert faults(WHOLE[name])


def test_a_message_of_text_alone_is_taken() -> None:
    assert faults({"text": "Words"}) == []


DRAWN = [
    json.loads(json.dumps(drawing))
    for screen in (SCREENS[n] for n in ("approval", "errors", "choice", "receipt", "many options", "kind many"))
    for drawing in (
        {"text": "x", "blocks": render.message(screen, "k", 1).blocks},
        render.modal(screen, "k", 1, button=None),
        *(render.modal(screen, "k", 1, button=b) for b in screen.buttons[:1]),
    )
] + [message(*(b for n, b in BLOCKS.items() if n != "file_input")), modal(*BLOCKS.values())]
ODD = st.sampled_from(
    ["", "x", "x" * 26, "x" * 76, "x" * 151, "x" * 256, "x" * 301, "x" * 2_001, "x" * 3_001, None, 7, True, [], {},
     "mrkdwn", "knob", "button", "header", {"type": "plain_text", "text": "x" * 200}, [{"type": "divider"}] * 101]
)  # fmt: skip


def places(part: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything within."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [*([here] if here else []), *(way for name, value in inner for way in places(value, (*here, name)))]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A drawing in which something is taken away, doubled, or put in place of something else."""
    payload = copy.deepcopy(draw(st.sampled_from(DRAWN)))
    for _ in range(draw(st.integers(1, 3))):
        found = places(payload) or [("blocks",)]
        *way, last = found[draw(st.integers(0, len(found) - 1))]  # not sampled_from, which would print them all
        holder = payload
        for name in way:
            holder = holder[name]
        match draw(st.sampled_from(["drop", "many", "odd"])):
            case "drop" if isinstance(holder, dict) and last in holder:
                del holder[last]
            case "many" if isinstance(holder, list):
                holder.extend(copy.deepcopy(holder[last]) for _ in range(draw(st.sampled_from([1, 10, 101]))))
            case _:
                holder[last] = copy.deepcopy(draw(ODD))
    return payload


def sdk_refuses(payload: Json) -> bool:
    """Whether Slack's own models refuse it, in whichever way."""
    blocks = payload.get("blocks", [])
    if blocks is None and "type" not in payload:
        return False  # the client leaves out of a message what is None
    try:
        parsed = [Block.parse(block) for block in blocks]
        refused = any(block is None for block in parsed) or not all(block.to_dict() for block in parsed if block)
        if "type" in payload:
            View(**payload).to_dict()
    except Exception:  # the models raise what they happen to come across
        return True
    return refused


@given(mutated())
@example({"text": "x", "blocks": None})
def test_whatever_slacks_own_models_refuse_is_refused_here(payload: Json) -> None:
    logging.getLogger("slack_sdk").setLevel(logging.ERROR)
    if sdk_refuses(payload):
        assert faults(payload)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from([*BLOCKS, *FIELDS, "modal", "home"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "text", "blocks", "elements", "element", "options", "style"]), inner)
    ),
)


@given(ANYTHING | mutated())
def test_no_json_whatever_makes_the_check_itself_fail(payload: Any) -> None:
    assert all(isinstance(fault, str) for fault in faults(payload))
