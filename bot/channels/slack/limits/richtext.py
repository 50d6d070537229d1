"""PURE: what Slack takes of rich text: paragraphs, lists and quotes, and the parts that they are made of."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.channels.slack.limits.values import flag, known, one_of, string

URL, NAME, MOST = 3000, 255, 12_000
STYLES = ("bold", "italic", "strike", "code", "underline", "unlink")
LISTS = ("ordered", "bullet")


def rich_text(found: dict[str, Any], where: str) -> Iterator[str]:
    """The elements of a block of rich text."""
    for n, one in enumerate(_some(found)):
        yield from _element(one, f"{where}.elements[{n}]")
    if not _some(found):
        yield f"{where} has no elements"


def _some(found: dict[str, Any]) -> list[Any]:
    elements = found.get("elements")
    return elements if isinstance(elements, list) else []


def _element(found: Any, where: str) -> Iterator[str]:
    kind = found.get("type") if isinstance(found, dict) else None
    if kind == "rich_text_list":
        yield from known(found, where, ("type", "style", "elements", "indent", "offset", "border"))
        yield from one_of(found.get("style", "none"), f"{where}.style", LISTS)
        yield from (f for n, item in enumerate(_some(found)) for f in _element(item, f"{where}.elements[{n}]"))
    elif kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        yield from known(found, where, ("type", "elements", "border"))
        yield from (f for n, part in enumerate(_some(found)) for f in _part(part, f"{where}.elements[{n}]"))
    else:
        yield f"{where} is {kind!r}, which rich text does not know"
        return
    if not _some(found):
        yield f"{where} has no elements"


def _part(found: Any, where: str) -> Iterator[str]:
    kind = found.get("type") if isinstance(found, dict) else None
    if not isinstance(kind, str) or kind not in PARTS:
        yield f"{where} is {kind!r}, which this bot does not write"
        return
    keys, check = PARTS[kind]
    yield from known(found, where, {"type", "style", *keys})
    style = found.get("style", {})
    if not isinstance(style, dict):
        yield f"{where}.style is not a set of styles"
        return
    yield from known(style, f"{where}.style", STYLES)
    yield from flag(style, f"{where}.style", STYLES)
    yield from check(found, where)


def _text(found: dict[str, Any], where: str) -> Iterator[str]:
    said = found.get("text")
    if not isinstance(said, str) or not said:
        yield f"{where}.text is empty"
    yield from string(said, f"{where}.text", MOST, least=0)


def _link(found: dict[str, Any], where: str) -> Iterator[str]:
    yield from string(found.get("url"), f"{where}.url", URL, needed=True)
    yield from string(found.get("text"), f"{where}.text", URL)


def _emoji(found: dict[str, Any], where: str) -> Iterator[str]:
    yield from string(found.get("name"), f"{where}.name", NAME, needed=True)


def _date(found: dict[str, Any], where: str) -> Iterator[str]:
    if not isinstance(found.get("timestamp"), int):
        yield f"{where}.timestamp is not a number of seconds"
    yield from string(found.get("format"), f"{where}.format", NAME, needed=True)
    yield from string(found.get("fallback"), f"{where}.fallback", NAME, needed=True)


PARTS: Mapping[str, tuple[tuple[str, ...], Callable[[dict[str, Any], str], Iterator[str]]]] = {
    "text": (("text",), _text),
    "link": (("url", "text"), _link),
    "emoji": (("name", "unicode"), _emoji),
    "date": (("timestamp", "format", "fallback", "url"), _date),
}
