"""Guided flows: pure functions from answers to advice, one file each (or a folder, for a long one)."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType

from flows.engine.flow import Flow

__all__ = ["find"]


def find(*extra: ModuleType) -> Mapping[str, Flow]:
    """Every flow beside the engine, and those of `extra` modules, by name.

    ValueError names both files where two flows share a name, and the file of a module that holds no flow.
    """
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name != "engine")
    found: dict[str, tuple[Flow, str]] = {}
    for module in (*(importlib.import_module(f"{__name__}.{n}") for n in names), *extra):
        for item in _flows_of(module):
            if item.name in found:
                raise ValueError(f"two flows are named {item.name}: in {found[item.name][1]} and in {module.__file__}")
            found[item.name] = item, str(module.__file__)
    return {name: item for name, (item, _) in found.items()}


def _flows_of(module: ModuleType) -> list[Flow]:
    """The flows written in this module; one that it imports from another belongs to that other."""
    own = [v for v in vars(module).values() if isinstance(v, Flow) and v.run.__module__ == module.__name__]
    if not own:
        raise ValueError(f"{module.__file__} holds no flow; write one with @flow(...), or move the file elsewhere")
    return own
