"""What somebody filled in: read from Slack's state by the fields of the card."""

import re
from collections.abc import Iterable, Mapping

from bot.channels.slack.drawing.inputs import chosen
from bot.channels.slack.reading.attached import sent
from bot.channels.slack.reading.wire import Element, Filled
from bot.messages import Button, Fields, Input, Screen, SentFile

FIELD = "in."
FILES = "file_input"
DIGEST = re.compile("[0-9a-f]{64}")


def read(state: Filled | None, asked: tuple[Input, ...] = ()) -> Fields:
    """The values by input id. A long value of an option comes back as its digest; `asked` says what it stands for."""
    known = {i.id: i for i in asked}
    values = {}
    for block, elements in (state.values if state else {}).items():
        _, _, place = split(block)
        if place.startswith(FIELD) and elements and next(iter(elements.values())).type != FILES:
            name = place.removeprefix(FIELD)
            values[name] = _value(next(iter(elements.values())), known.get(name))
    return values


def files(state: Filled | None) -> tuple[SentFile, ...]:
    """The files that were put into the fields for them."""
    put = [(place, e) for place, block in inputs_in(state).items() for e in _elements(state, block)]
    return tuple(file for place, element in put for file in sent(element.files, place))


def _elements(state: Filled | None, block: str) -> Iterable[Element]:
    return (state.values if state else {}).get(block, {}).values()


def digests(fields: Fields) -> bool:
    """Whether a value may be the digest of an option's own, which only the card can tell."""
    values = [v for given in fields.values() for v in ((given,) if isinstance(given, str) else given)]
    return any(DIGEST.fullmatch(value) for value in values)


def split(block: str) -> tuple[str, int, str]:
    """The card, its version and the place within it that the id of a block names; empty for one that is not ours."""
    key, _, rest = block.partition(":")
    version, _, place = rest.partition(":")
    return (key, int(version), place) if version.isascii() and version.isdigit() and len(version) < 10 else ("", 0, "")  # noqa: PLR2004


def inputs_in(state: Filled | None) -> Mapping[str, str]:
    """The blocks of the fields by their inputs' ids, in order; what else may be picked in a modal is none."""
    places = {split(block)[2]: block for block in (state.values if state else {})}
    return {place.removeprefix(FIELD): block for place, block in places.items() if place.startswith(FIELD)}


def button_of(screen: Screen, token: str) -> Button | None:
    """The button of the card with that token."""
    return next((b for b in screen.buttons if b.token == token), None)


def partial(screen: Screen, token: str) -> bool:
    """Whether the button of that token keeps a draft."""
    button = button_of(screen, token)
    return bool(button and button.partial)


def _value(element: Element, asked: Input | None) -> str | tuple[str, ...]:
    def own(value: str) -> str:
        return chosen(asked, value) if asked else value

    if element.selected_options is not None:
        return tuple(own(o.value) for o in element.selected_options)
    if element.type in {"checkboxes", "multi_static_select"}:
        return ()
    if element.selected_option is not None:
        return own(element.selected_option.value)
    return element.value or element.selected_date or element.selected_user or ""
