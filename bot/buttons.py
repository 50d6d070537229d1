"""PURE: what goes with a button of a card: its fields, what was filled in beside what is wrong with it, and its row."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.messages import Block, Button, Facts, Fields, Input, Screen, Steps

Beside = Mapping[tuple[int, int], int]
"""The numbers of the buttons that stand beside a row, by the row's part (its `id`) and its number there."""

FILES = Input(
    "sent_files", "Files, if you have any", "files",
    "Pictures, PDF, office documents, short videos or saved emails, up to 20 MB each.", required=False,
)  # fmt: skip
"""The field for files beside words."""


def inputs_of(screen: Screen, token: str) -> tuple[Input, ...] | None:
    """The inputs that go with the button of that token; None where the card has no such button."""
    if token in _change_tokens(screen):
        return ()
    for place, button in enumerate(screen.buttons):
        if button.token == token:
            return (*(screen.inputs if place == 0 or button.partial else ()), *button.inputs)
    return None


def marked(screen: Screen, token: str, fields: Fields, errors: Mapping[str, str]) -> Screen:
    """The card with what was filled in and the error beside each field of the pressed button."""

    def mark(inputs: tuple[Input, ...]) -> tuple[Input, ...]:
        return tuple(replace(i, value=fields.get(i.id, i.value), error=errors.get(i.id, "")) for i in inputs)

    def press(button: Button) -> Button:
        return replace(button, inputs=mark(button.inputs)) if button.token == token else button

    first = bool(screen.buttons) and screen.buttons[0].token == token
    return replace(
        screen, inputs=mark(screen.inputs) if first else screen.inputs, buttons=tuple(map(press, screen.buttons))
    )


def beside(screen: Screen) -> Beside:
    """The buttons of rows: a label that is a row's name, or ends with it, as «Show K7QX-M4TD» does.

    Each stands beside one row: two lists may name the same thing, and each of its rows has a button of its own.
    """
    left, found = {n: b.label for n, b in enumerate(screen.buttons)}, dict[tuple[int, int], int]()
    for part in screen.blocks:
        for row, (name, *_) in enumerate(rows(part)):
            number = next((n for n, label in left.items() if label == name or label.endswith(f" {name}")), None)
            if number is not None:
                found[id(part), row] = number
                del left[number]
    return found


def rows(part: Block) -> Iterator[tuple[str, str, str]]:
    """Each row of a list with its name, and how it reads in two parts."""
    if isinstance(part, Facts) and not part.changes:
        yield from ((label, label, value) for label, value in part.rows if label.strip())
    elif isinstance(part, Steps):
        for item in part.items:
            name, colon, rest = item.partition(": ")
            yield (name, name, rest) if colon else (item.rstrip("."), item, "")


def _change_tokens(screen: Screen) -> set[str]:
    return {token for block in screen.blocks for token in getattr(block, "changes", {}).values()}
