"""rules.yaml: the values that each covered flow reads, for a service and on a day, as the flow's own dataclass."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from bot.policy import dated, shape
from bot.policy.reading import Page, Path
from flows.engine.flow import Flow

SERVICES = "services"


@dataclass(frozen=True)
class Layer:
    """What one place says for a flow: national law, the council, or a service of it."""

    page: Page
    at: Path
    data: dict[str, Any]

    @property
    def keys(self) -> frozenset[str]:
        """The flow's fields that it gives, on whatever day."""
        entries = self.data.get("dated")
        listed = [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
        return frozenset(self.data).union(*listed)


@dataclass(frozen=True)
class Part:
    """What is said for one flow: the later layers' fields stand before those of the earlier ones."""

    flow: Flow
    layers: tuple[Layer, ...]

    def place(self, loc: Path) -> tuple[Page, Path]:
        """Where `loc` of the part stands, or, where nobody gives it, where the council would."""
        giving = [layer for layer in self.layers if loc and loc[0] in layer.keys]
        own = [layer for layer in self.layers if layer.at[0] != SERVICES]
        layer = (giving[-1:] or own[-1:] or self.layers)[0]
        return layer.page, (*layer.at, *loc)

    @property
    def days(self) -> set[date]:
        """Every day on which some value starts to hold."""
        return set[date]().union(*(dated.days(layer.data) for layer in self.layers))

    def on(self, day: date, uncovered: list[tuple[Page, Path]]) -> dict[str, Any]:
        """The part as it stands on `day`; the places of values that say nothing about it go into `uncovered`."""
        found: dict[str, Any] = {}
        for layer in self.layers:
            missed: list[Path] = []
            found |= dated.on(layer.data, day, (), missed)
            uncovered += [(layer.page, (*layer.at, *loc)) for loc in missed]
        return found


def parts(page: Page, national: Page, service: str | None, flows: Mapping[str, Flow]) -> list[Part]:
    """A part for each flow that the council or this service covers, or that national law covers alone."""
    own = _mapping(_mapping(page.data.get(SERVICES)).get(service or ""))
    found = []
    for name, flow in flows.items():
        places: list[tuple[Page, Path, Any]] = [
            (national, (name,), national.data.get(name)),
            (page, (name,), page.data.get(name)),
            (page, (SERVICES, str(service), name), own.get(name)),
        ]
        given = tuple(Layer(where, at, data) for where, at, data in places if isinstance(data, dict))
        if given and (given[0].page is not national or given[1:] or whole(flow, given[0])):
            found.append(Part(flow, given))
    return found


def whole(flow: Flow, layer: Layer) -> bool:
    """Whether a layer alone gives all that the flow needs."""
    return {k for k, (_, needed) in shape.keys(flow.rules).items() if needed} <= layer.keys


def _mapping(node: Any) -> dict[str, Any]:
    return node if isinstance(node, dict) else {}


def made(flow: Flow, data: dict[str, Any]) -> Any:
    """`data` as the flow's own dataclass; pydantic's ValidationError where it does not fit."""
    return _adapter(flow.rules).validate_json(json.dumps({"": data}, default=str))[""]  # type: ignore[arg-type]  # types are hashable


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[dict[str, Any]]:
    # By way of a dict, because pydantic takes a configuration only beside a type that is no dataclass.
    return TypeAdapter(dict[str, kind], config=ConfigDict(extra="forbid", strict=True))  # type: ignore[valid-type]  # a type at run time
