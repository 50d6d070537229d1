"""PURE: what Slack takes of the small things: strings, text objects, options, confirm dialogs."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from bot.channels.slack.drawing.mrkdwn import size

PLAIN, ANY = ("plain_text",), ("plain_text", "mrkdwn")
KEYS = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}
OPTION, VALUE, GROUPS = 75, 150, 100
OPTION_KEYS = {"text", "value", "description"}
CONFIRM = {"title": 100, "confirm": 30, "deny": 30}
CONFIRM_TEXT = 300
STYLES = ("primary", "danger")


def known(found: dict[str, Any], where: str, keys: Collection[str]) -> Iterator[str]:
    """Slack refuses what it has no name for."""
    yield from (f"{where} has an unknown part {key!r}" for key in found if key not in keys)


def missing(found: dict[str, Any], where: str, keys: Collection[str]) -> Iterator[str]:
    """Parts that have to be there."""
    yield from (f"{where} has no {key}" for key in keys if found.get(key) is None)


def string(value: Any, where: str, most: int, *, least: int = 1, needed: bool = False) -> Iterator[str]:
    """A string of `least` to `most` characters; it may be left out unless it is needed."""
    if value is None:
        if needed:
            yield f"{where} is missing"
    elif not isinstance(value, str):
        yield f"{where} is not a text"
    elif size(value) > most:
        yield f"{where} has {size(value):,} characters, and {most:,} is the most"
    elif size(value) < least or (least and not value.strip()):
        yield f"{where} is empty"


def flag(found: dict[str, Any], where: str, names: Collection[str]) -> Iterator[str]:
    """Parts that are true or false, where they are there."""
    yield from (f"{where}.{n} is neither true nor false" for n in names if not isinstance(found.get(n, False), bool))


def text(value: Any, where: str, most: int, kinds: Sequence[str] = PLAIN) -> Iterator[str]:
    """A text object of one of the kinds, where it is there."""
    if value is None:
        return
    if not isinstance(value, dict) or not isinstance(kind := value.get("type"), str) or kind not in kinds:
        yield f"{where} is not a text object of type {' or '.join(kinds)}"
        return
    yield from known(value, where, KEYS[kind])
    yield from flag(value, where, ("emoji", "verbatim"))
    yield from string(value.get("text"), where, most, needed=True)


def options(value: Any, where: str, most: int, kinds: Sequence[str] = PLAIN) -> Iterator[str]:
    """A list of options with a value each, no value twice."""
    if not isinstance(value, list) or not 1 <= len(value) <= most:
        yield f"{where} is not a list of 1 to {most} options"
        return
    for n, one in enumerate(value):
        yield from option(one, f"{where}[{n}]", kinds)
    yield from twice([str(o["value"]) for o in value if isinstance(o, dict) and "value" in o], where, "value")


def option(value: Any, where: str, kinds: Sequence[str] = PLAIN) -> Iterator[str]:
    """One thing that can be picked."""
    if not isinstance(value, dict):
        yield f"{where} is not an option"
        return
    yield from known(value, where, OPTION_KEYS)
    yield from missing(value, where, ("text",))
    yield from text(value.get("text"), f"{where}.text", OPTION, kinds)
    yield from text(value.get("description"), f"{where}.description", OPTION, kinds)
    yield from string(value.get("value"), f"{where}.value", VALUE, needed=True)


def groups(value: Any, where: str) -> Iterator[str]:
    """Options in groups with a label each."""
    if not isinstance(value, list) or not 1 <= len(value) <= GROUPS:
        yield f"{where} is not a list of 1 to {GROUPS} groups"
        return
    for n, one in enumerate(value):
        yield from _group(one, f"{where}[{n}]")
    yield from twice([str(o.get("value")) for o in listed(value)], where, "value")


def _group(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is not a group of options"
        return
    yield from known(value, where, ("label", "options"))
    yield from missing(value, where, ("label",))
    yield from text(value.get("label"), f"{where}.label", OPTION)
    yield from options(value.get("options"), f"{where}.options", GROUPS)


def listed(value: Any) -> list[dict[str, Any]]:
    """The options of all groups."""
    lists = [g.get("options") for g in value if isinstance(g, dict)] if isinstance(value, list) else []
    return [o for some in lists if isinstance(some, list) for o in some if isinstance(o, dict)]


def confirm(value: Any, where: str) -> Iterator[str]:
    """The dialog that asks whether it is really meant, where it is there."""
    if value is None:
        return
    if not isinstance(value, dict):
        yield f"{where} is not a confirm dialog"
        return
    yield from known(value, where, {"text", "style", *CONFIRM})
    yield from missing(value, where, ("text", *CONFIRM))
    yield from text(value.get("text"), f"{where}.text", CONFIRM_TEXT, ANY)
    for name, most in CONFIRM.items():
        yield from text(value.get(name), f"{where}.{name}", most)
    yield from one_of(value.get("style"), f"{where}.style", STYLES)


def one_of(value: Any, where: str, allowed: Sequence[str]) -> Iterator[str]:
    """One of a few words, where it is there."""
    if value is not None and value not in allowed:
        yield f"{where} is {value!r}, and Slack knows {' and '.join(allowed)}"


def twice(names: Sequence[str], where: str, what: str) -> Iterator[str]:
    """What may stand once only."""
    yield from (f"{where} has the {what} {n!r} {times} times" for n, times in Counter(names).items() if times > 1)
