"""PURE: what Slack takes of everything that can be pressed, picked or filled in."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from bot.channels.slack.limits.values import (
    ANY,
    STYLES,
    confirm,
    flag,
    groups,
    known,
    listed,
    missing,
    one_of,
    option,
    options,
    string,
    text,
)

Check = Callable[[dict[str, Any], str], Iterator[str]]
LABEL, VALUE, URL, NAME, TYPED, PLACEHOLDER = 75, 2000, 3000, 255, 3000, 150
COMMON = {"type", "action_id", "confirm", "focus_on_load", "placeholder"}
LISTED = {"options", "option_groups", "initial_option", "initial_options", "max_selected_items"}


def element(value: Any, where: str, allowed: Mapping[str, object]) -> Iterator[str]:
    """One element of a kind that may stand there."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in allowed:
        yield f"{where} is {kind!r}, which may not stand there"
        return
    keys, check = KINDS[kind]
    yield from known(value, where, COMMON | keys)
    yield from string(value.get("action_id"), f"{where}.action_id", NAME, needed=True)
    yield from confirm(value.get("confirm"), f"{where}.confirm")
    yield from flag(value, where, ("focus_on_load",))
    yield from text(value.get("placeholder"), f"{where}.placeholder", PLACEHOLDER)
    yield from check(value, where)


def _button(found: dict[str, Any], where: str) -> Iterator[str]:
    yield from missing(found, where, ("text",))
    yield from text(found.get("text"), f"{where}.text", LABEL)
    yield from string(found.get("value"), f"{where}.value", VALUE)
    yield from string(found.get("url"), f"{where}.url", URL)
    yield from string(found.get("accessibility_label"), f"{where}.accessibility_label", LABEL)
    yield from one_of(found.get("style"), f"{where}.style", STYLES)


def _few(found: dict[str, Any], where: str, most: int) -> Iterator[str]:
    """Radios, checkboxes, and the menu behind three dots: options that are all seen at once."""
    yield from options(found.get("options"), f"{where}.options", most, ANY)
    yield from _picked(found, where, found.get("options"))


def _select(found: dict[str, Any], where: str) -> Iterator[str]:
    plain, grouped = found.get("options"), found.get("option_groups")
    if (plain is None) == (grouped is None):
        yield f"{where} needs options or option_groups, and not both"
    if plain is not None:
        yield from options(plain, f"{where}.options", 100)
    if grouped is not None:
        yield from groups(grouped, f"{where}.option_groups")
    most = found.get("max_selected_items", 1)
    if not isinstance(most, int) or most < 1:
        yield f"{where}.max_selected_items is not a number from 1"
    yield from _picked(found, where, plain if grouped is None else listed(grouped))


def _picked(found: dict[str, Any], where: str, offered: Any) -> Iterator[str]:
    """What is picked at first has to be one of the options, to the letter."""
    at_first = [found["initial_option"]] if "initial_option" in found else found.get("initial_options", [None])
    if not isinstance(at_first, list) or not at_first:
        yield f"{where}.initial_options is not a list with something in it"
        return
    for one in at_first:
        if one is not None:
            yield from option(one, f"{where}.initial_option", ANY)
        if one is not None and (not isinstance(offered, list) or one not in offered):
            yield f"{where}.initial_option is not one of its options"


def _day(found: dict[str, Any], where: str) -> Iterator[str]:
    day = found.get("initial_date")
    try:
        fine = day is None or (isinstance(day, str) and date.fromisoformat(day).isoformat() == day)
    except ValueError:
        fine = False
    if not fine:
        yield f"{where}.initial_date is no day like 2026-05-31"


def _typed(found: dict[str, Any], where: str) -> Iterator[str]:
    yield from flag(found, where, ("multiline",))
    most, least = found.get("max_length", TYPED), found.get("min_length", 0)
    if not isinstance(most, int) or not 1 <= most <= TYPED:
        yield f"{where}.max_length is not a number from 1 to {TYPED:,}"
        most = TYPED
    if not isinstance(least, int) or not 0 <= least <= most:
        yield f"{where}.min_length is not a number from 0 to max_length"
    yield from string(found.get("initial_value"), f"{where}.initial_value", most, least=0)


def _person(found: dict[str, Any], where: str) -> Iterator[str]:
    yield from string(found.get("initial_user"), f"{where}.initial_user", NAME)


def _files(found: dict[str, Any], where: str) -> Iterator[str]:
    most, types = found.get("max_files", 10), found.get("filetypes", [])
    if not isinstance(most, int) or not 1 <= most <= 10:  # noqa: PLR2004 - Slack's own limit
        yield f"{where}.max_files is not a number from 1 to 10"
    if not isinstance(types, list) or not all(isinstance(t, str) for t in types):
        yield f"{where}.filetypes is not a list of endings"


KINDS: Mapping[str, tuple[set[str], Check]] = {
    "button": ({"text", "value", "url", "style", "accessibility_label"}, _button),
    "static_select": (LISTED, _select),
    "multi_static_select": (LISTED, _select),
    "radio_buttons": (LISTED, partial(_few, most=10)),
    "checkboxes": (LISTED, partial(_few, most=10)),
    "overflow": ({"options"}, partial(_few, most=5)),
    "datepicker": ({"initial_date"}, _day),
    "plain_text_input": ({"initial_value", "multiline", "min_length", "max_length", "dispatch_action_config"}, _typed),
    "users_select": ({"initial_user"}, _person),
    "file_input": ({"filetypes", "max_files"}, _files),
}
INPUTS = {k: v for k, v in KINDS.items() if k not in {"button", "overflow"}}
ACTIONS = {k: v for k, v in KINDS.items() if k not in {"plain_text_input", "file_input"}}
