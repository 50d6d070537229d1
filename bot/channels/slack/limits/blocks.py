"""PURE: what Slack takes of blocks, and where each may stand."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.channels.slack.limits.elements import ACTIONS, INPUTS, element
from bot.channels.slack.limits.richtext import rich_text
from bot.channels.slack.limits.values import ANY, flag, known, missing, string, text, twice

HEADER, SECTION, FIELD, LABEL, ALT, URL, NAME = 150, 3000, 2000, 2000, 2000, 3000, 255
FIELDS, ELEMENTS, SMALL = 10, 25, 10
MODAL_ONLY = ("file_input",)


def blocks(value: Any, surface: str, most: int) -> Iterator[str]:
    """All blocks of a message, a modal or a home page, and what they may not be together."""
    if not isinstance(value, list) or not 1 <= len(value) <= most:
        count = f" but of {len(value)}" if isinstance(value, list) else ""
        yield f"blocks is not a list of 1 to {most}{count}"
        return
    for n, block in enumerate(value):
        yield from _block(block, f"blocks[{n}]")
    named = [b for b in value if isinstance(b, dict)]
    yield from twice([str(b["block_id"]) for b in named if b.get("block_id") is not None], "blocks", "block_id")
    yield from _placed([e for b in named for e in _pressable(b)], surface)


def _block(block: Any, where: str) -> Iterator[str]:
    kind = block.get("type") if isinstance(block, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        yield f"{where} is {kind!r}, which is no block that every client shows"
        return
    where = f"{where} ({kind})"
    keys, check = KINDS[kind]
    yield from known(block, where, {"type", "block_id", *keys})
    yield from string(block.get("block_id"), f"{where}.block_id", NAME)
    yield from check(block, where)
    yield from twice([str(e["action_id"]) for e in _pressable(block) if "action_id" in e], where, "action_id")


def _pressable(block: dict[str, Any]) -> list[dict[str, Any]]:
    inner = block.get("elements")
    found = [*(inner if isinstance(inner, list) else []), block.get("accessory"), block.get("element")]
    return [e for e in found if isinstance(e, dict)]


def _placed(found: list[dict[str, Any]], surface: str) -> Iterator[str]:
    if sum(e.get("focus_on_load") is True for e in found) > 1:
        yield "focus_on_load is true in more than one place"
    if surface != "modal":
        yield from (f"a {e['type']} stands in a {surface}" for e in found if e.get("type") in MODAL_ONLY)


def _header(block: dict[str, Any], where: str) -> Iterator[str]:
    yield from missing(block, where, ("text",))
    yield from text(block.get("text"), f"{where}.text", HEADER)


def _section(block: dict[str, Any], where: str) -> Iterator[str]:
    fields = block.get("fields")
    if block.get("text") is None and fields is None:
        yield f"{where} has neither text nor fields"
    yield from text(block.get("text"), f"{where}.text", SECTION, ANY)
    if fields is not None and not (isinstance(fields, list) and 1 <= len(fields) <= FIELDS):
        yield f"{where}.fields is not a list of 1 to {FIELDS}"
    for n, cell in enumerate(fields if isinstance(fields, list) else []):
        yield from _text(cell, f"{where}.fields[{n}]", FIELD)
    yield from flag(block, where, ("expand",))
    if block.get("accessory") is not None:
        yield from _accessory(block["accessory"], f"{where}.accessory")


def _text(value: Any, where: str, most: int) -> Iterator[str]:
    if value is None:
        yield f"{where} is missing"
    yield from text(value, where, most, ANY)


def _accessory(found: Any, where: str) -> Iterator[str]:
    if isinstance(found, dict) and found.get("type") == "image":
        yield from _picture(found, where)
    else:
        yield from element(found, where, ACTIONS)


def _context(block: dict[str, Any], where: str) -> Iterator[str]:
    found = block.get("elements")
    if not isinstance(found, list) or not 1 <= len(found) <= SMALL:
        yield f"{where}.elements is not a list of 1 to {SMALL}"
        return
    for n, one in enumerate(found):
        if isinstance(one, dict) and one.get("type") == "image":
            yield from _picture(one, f"{where}.elements[{n}]")
        else:
            yield from _text(one, f"{where}.elements[{n}]", SECTION)


def _actions(block: dict[str, Any], where: str) -> Iterator[str]:
    found = block.get("elements")
    if not isinstance(found, list) or not 1 <= len(found) <= ELEMENTS:
        yield f"{where}.elements is not a list of 1 to {ELEMENTS}"
        return
    for n, one in enumerate(found):
        yield from element(one, f"{where}.elements[{n}]", ACTIONS)


def _input(block: dict[str, Any], where: str) -> Iterator[str]:
    yield from missing(block, where, ("label",))
    yield from text(block.get("label"), f"{where}.label", LABEL)
    yield from text(block.get("hint"), f"{where}.hint", LABEL)
    yield from flag(block, where, ("optional", "dispatch_action"))
    yield from element(block.get("element"), f"{where}.element", INPUTS)


def _picture(found: dict[str, Any], where: str) -> Iterator[str]:
    yield from known(found, where, {"type", "block_id", *PICTURE})
    yield from string(found.get("alt_text"), f"{where}.alt_text", ALT, needed=True)
    yield from string(found.get("image_url"), f"{where}.image_url", URL, needed=True)
    yield from text(found.get("title"), f"{where}.title", LABEL)


def _nothing(_: dict[str, Any], __: str) -> Iterator[str]:
    return iter(())


PICTURE = ("image_url", "alt_text", "title")
KINDS: Mapping[str, tuple[tuple[str, ...], Callable[[dict[str, Any], str], Iterator[str]]]] = {
    "header": (("text",), _header),
    "section": (("text", "fields", "accessory", "expand"), _section),
    "divider": ((), _nothing),
    "context": (("elements",), _context),
    "actions": (("elements",), _actions),
    "input": (("label", "element", "hint", "optional", "dispatch_action"), _input),
    "image": (PICTURE, _picture),
    "rich_text": (("elements",), rich_text),
}
