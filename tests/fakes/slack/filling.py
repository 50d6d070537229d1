"""Filling in: which fields a message or modal has, the value of each as `state` has it, and what Slack lets through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.slack.checking import elements
from tests.fakes.slack.state import Json, Typed

PLAIN = {"plain_text_input", "url_text_input", "email_text_input", "number_input"}
# How each element names its value, and how what it begins with is named.
ONE = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
}
MANY = {
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "file_input": ("files", "initial_files"),
}
Given = str | Json | list[str] | list[Json]


class NotOffered(LookupError):
    """There is no such field, option or button."""


def stateful(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each block with each of its elements that holds a value."""
    known = {*PLAIN, *ONE, *MANY}
    yield from ((block, e) for block in blocks for e in elements(block) if e["type"] in known)


def filled(blocks: list[Json], typed: Typed) -> Typed:
    """The whole state: what was typed, what stood there at first, and what is empty."""
    found: Typed = {}
    for block, element in stateful(blocks):
        place = (block["block_id"], element["action_id"])
        found[place] = typed.get(place) or initial(element)
    return found


def initial(element: Json) -> Json:
    """The value of a field that nobody has touched."""
    kind = element["type"]
    if kind in PLAIN:
        return {"type": kind, "value": element.get("initial_value")}
    name, first = ONE[kind] if kind in ONE else MANY[kind]
    return {"type": kind, name: element.get(first, None if kind in ONE else [])}


def value(element: Json, given: Given) -> Json:
    """The value after somebody typed or chose; an option is named by its text or its value. NotOffered."""
    kind = element["type"]
    if kind in PLAIN:
        return {"type": kind, "value": given or None}
    if kind in ONE:
        return {"type": kind, ONE[kind][0]: _choice(element, str(given)) if given else None}
    listed = [given] if isinstance(given, (str, dict)) else given
    return {"type": kind, MANY[kind][0]: [_choice(element, one) for one in listed]}


def _choice(element: Json, given: str | Json) -> Any:
    if element["type"] not in {"static_select", "radio_buttons", "checkboxes", "multi_static_select"}:
        return given
    groups = element.get("option_groups", ())
    options = [*element.get("options", ()), *(option for group in groups for option in group["options"])]
    for option in options:
        if given in {option["text"]["text"], option["value"]}:
            return option
    raise NotOffered(f"no option {given!r} among {[o['text']['text'] for o in options]}")


def label(block: Json, element: Json) -> str:
    """What a field is called on the screen."""
    named = block.get("label") or element.get("placeholder") or block.get("text") or {"text": ""}
    return str(named["text"])


def refused(blocks: list[Json], state: Typed) -> dict[str, str]:
    """What Slack's own client would not send from a modal, by block id."""
    return {
        block["block_id"]: fault
        for block, element in stateful(blocks)
        if block["type"] == "input" and (fault := _fault(block, element, state))
    }


def _fault(block: Json, element: Json, state: Typed) -> str:
    held = state[block["block_id"], element["action_id"]]
    given = next((v for k, v in held.items() if k != "type"), None)
    if not given:
        return "" if block.get("optional") else "Please complete this required field."
    return _malformed(element, given) if element["type"] in PLAIN else ""


def _malformed(element: Json, given: str) -> str:
    checks = {
        "too short": len(given) >= element.get("min_length", 0),
        "too long": len(given) <= element.get("max_length", 3000),
        "no web address": element["type"] != "url_text_input" or bool(urlsplit(given).netloc),
        "no address": element["type"] != "email_text_input" or "@" in given,
        "no number": element["type"] != "number_input" or given.lstrip("-").replace(".", "", 1).isdigit(),
    }
    return next((fault for fault, fine in checks.items() if not fine), "")
