"""Reads what somebody filled in on a card by the card's own inputs."""

from collections.abc import Mapping

from bot.messages import Fields, Input


def read(inputs: tuple[Input, ...] | None, posted: Mapping[str, tuple[str, ...]]) -> Fields:
    """The answers by input id. Where the card has changed since (None) they are passed on as they came."""
    if inputs is None:
        return {name: given if len(given) > 1 else given[0] for name, given in posted.items()}
    return {i.id: _value(i, posted.get(i.id, ())) for i in inputs if i.kind != "files"}


def _value(asked: Input, given: tuple[str, ...]) -> str | tuple[str, ...]:
    return given if asked.kind == "many" else (given[-1] if given else "")
