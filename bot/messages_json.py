"""Screens as JSON values and back, so that a card can be kept and shown again exactly as it was."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import TypeAdapter

from bot.messages import Block, Screen

_SCREEN = TypeAdapter(Screen)
_BLOCKS: dict[str, TypeAdapter[Any]] = {kind.__name__.lower(): TypeAdapter(kind) for kind in get_args(Block)}


def screen_to_json(screen: Screen) -> dict[str, Any]:
    """The screen in what JSON can hold; each block names its type under `block`."""
    written = _SCREEN.dump_python(screen, mode="json")
    names = [type(block).__name__.lower() for block in screen.blocks]
    return {**written, "blocks": [{"block": name, **row} for name, row in zip(names, written["blocks"], strict=True)]}


def screen_from_json(written: Mapping[str, Any]) -> Screen:
    """The screen that was written; ValueError for a block of an unknown type and for anything malformed."""
    blocks = [_block(row) for row in written.get("blocks", ())]
    return _SCREEN.validate_python({**written, "blocks": blocks})


def _block(row: Mapping[str, Any]) -> Block:
    name = str(row.get("block"))
    if name not in _BLOCKS:
        raise ValueError(f"a screen has a block of the type {name!r}, and only {', '.join(_BLOCKS)} are known")
    block: Block = _BLOCKS[name].validate_python({key: value for key, value in row.items() if key != "block"})
    return block
