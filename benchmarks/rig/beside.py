"""Processes beside an event loop that goes on: the platform answers there meanwhile, so nothing may block."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from typing import TypeVar

from benchmarks.rig.load import Load

T = TypeVar("T")


@asynccontextmanager
async def aside(process: AbstractContextManager[T]) -> AsyncIterator[T]:
    """A process that runs until the end of the block."""
    entered = await asyncio.to_thread(process.__enter__)
    try:
        yield entered
    finally:
        await asyncio.to_thread(process.__exit__, None, None, None)


@asynccontextmanager
async def load_on(server: AbstractContextManager[int]) -> AsyncIterator[Load]:
    """What sends to a server that runs until the end of the block."""
    async with aside(server) as port:
        load = Load(port)
        try:
            yield load
        finally:
            await load.close()
