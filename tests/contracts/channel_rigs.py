"""How the contract of channels is run on each one that is found: a channel brings a rig beside its own tests."""

import importlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import bot.channels
from bot.channels import Channel

CHANNELS = tuple(bot.channels.find())


@dataclass(frozen=True)
class Rig:
    """A channel with its platform, or a local server in its place.

    `shown` gives the texts of the messages that the platform shows at the address, oldest first; `lose` makes the
    platform forget its messages, as when somebody deletes them.
    """

    channel: Channel
    address: str
    elsewhere: str
    shown: Callable[[], Awaitable[list[str]]]
    lose: Callable[[], None]


def rig_of(name: str) -> AbstractAsyncContextManager[Rig]:
    """The rig that a channel brings in `tests/unit/channels/<name>/rig.py`; ModuleNotFoundError where it has none."""
    opened: AbstractAsyncContextManager[Rig] = importlib.import_module(f"tests.unit.channels.{name}.rig").rig()
    return opened
