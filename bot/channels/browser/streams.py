"""Wakes every open page when the room has changed, and lets them all go when the server stops."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Streams:
    """The open pages of this process."""

    def __init__(self) -> None:
        self._bells: set[asyncio.Event] = set()
        self.closed = False

    def __len__(self) -> int:
        return len(self._bells)

    def changed(self) -> None:
        """Let every page look at the room again."""
        for bell in self._bells:
            bell.set()

    def close(self) -> None:
        """End every stream, and each that is opened later."""
        self.closed = True
        self.changed()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """A bell that rings at each change, for as long as a page is open."""
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            yield bell
        finally:
            self._bells.discard(bell)
