"""PURE: what goes with a button of a card: its fields, and what was filled in put back beside what is wrong with it."""

from collections.abc import Mapping
from dataclasses import replace

from bot.messages import Button, Fields, Input, Screen


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


def _change_tokens(screen: Screen) -> set[str]:
    return {token for block in screen.blocks for token in getattr(block, "changes", {}).values()}
