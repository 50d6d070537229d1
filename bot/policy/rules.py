"""rules.yaml: the values that each covered flow reads, for a service and on a day, as the flow's own dataclass."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from bot.policy import dated
from bot.policy.reading import Path
from flows.engine.flow import Flow

SERVICES = "services"


@dataclass(frozen=True)
class Part:
    """What a council says for one flow, one service's own fields (`own`) put over the council's."""

    flow: Flow
    service: str | None
    data: dict[str, Any]
    own: frozenset[str]
    alone: bool

    def place(self, loc: Path) -> Path:
        """Where in the file `loc` of the part stands: in the service's own part, or in the council's."""
        theirs = self.service is not None and (self.alone or bool(loc and loc[0] in self.own))
        return (SERVICES, str(self.service), self.flow.name, *loc) if theirs else (self.flow.name, *loc)

    def on(self, day: date, uncovered: list[Path]) -> dict[str, Any]:
        """The part as it stands on `day`; the places of values that say nothing about it go into `uncovered`."""
        missed: list[Path] = []
        found: dict[str, Any] = dated.on(self.data, day, (), missed)
        uncovered += [self.place(loc) for loc in missed]
        return found


def parts(data: Mapping[str, Any], service: str | None, flows: Mapping[str, Flow]) -> list[Part]:
    """A part for each flow that the council, or this service of it, covers."""
    own = _mapping(_mapping(data.get(SERVICES)).get(service or ""))
    covered = [n for n, held in {**data, **own}.items() if n in flows and isinstance(held, dict)]
    return [_part(flows[n], service, data.get(n), own.get(n)) for n in covered]


def _part(flow: Flow, service: str | None, council: Any, own: Any) -> Part:
    merged = {**_mapping(council), **_mapping(own)}
    return Part(flow, service, merged, frozenset(_mapping(own)), alone=council is None)


def _mapping(node: Any) -> dict[str, Any]:
    return node if isinstance(node, dict) else {}


def made(flow: Flow, data: dict[str, Any]) -> Any:
    """`data` as the flow's own dataclass; pydantic's ValidationError where it does not fit."""
    return _adapter(flow.rules).validate_json(json.dumps({"": data}, default=str))[""]  # type: ignore[arg-type]  # types are hashable


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[dict[str, Any]]:
    # By way of a dict, because pydantic takes a configuration only beside a type that is no dataclass.
    return TypeAdapter(dict[str, kind], config=ConfigDict(extra="forbid", strict=True))  # type: ignore[valid-type]  # a type at run time
