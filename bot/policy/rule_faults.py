"""Everything wrong with a rules.yaml, for every service and for every day on which a value changes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from bot.policy import dated, problems, shape
from bot.policy.faults import Fault, meant
from bot.policy.reading import Page, Path
from bot.policy.references import References
from bot.policy.rules import SERVICES, Layer, Part, made, parts
from flows.engine.flow import Flow


def check(page: Page, national: Page, flows: Mapping[str, Flow], refs: References) -> None:
    """Record in `page` every fault of the rules that it holds; those of `national` alone are told elsewhere."""
    _alone(page, flows, refs)
    for service in (None, *(refs.services or ())):
        for part in parts(page, national, service, flows):
            page.faults += refs.roles_in(page, part, _days(part))
            page.faults += [f for f in _of_types(part, refs) if f.file != national.file]


def check_law(page: Page, flows: Mapping[str, Flow], refs: References) -> None:
    """Record every fault of national rules.yaml; what it leaves out of a flow is for the councils to say."""
    _alone(page, flows, refs)
    for name in page.data.keys() & flows.keys():
        if isinstance(page.data[name], dict):
            page.faults += _of_types(Part(flows[name], (Layer(page, (name,), page.data[name]),)), refs, partly=True)


def _alone(page: Page, flows: Mapping[str, Flow], refs: References) -> None:
    _Names(page, flows, refs).check()
    dated.check(page, page.data, ())
    refs.check_cited(page, page.data, ())


def _days(part: Part) -> list[dict[str, Any]]:
    """The part as it stands on every day on which it changes."""
    return [part.on(day, []) for day in sorted(part.days) or [date.min]]


def _of_types(part: Part, refs: References, *, partly: bool = False) -> list[Fault]:
    return [f for data in _days(part) for f in _on(part, data, refs, partly=partly)]


def _on(part: Part, data: dict[str, Any], refs: References, *, partly: bool) -> list[Fault]:
    try:
        made(part.flow, data)
    except ValidationError as wrong:
        said = problems.said_of(part.flow.rules, wrong, refs.example, skip=1)
        return [_moved(part, f) for f in said if not partly or f.loc[:1] == () or f.loc[0] in data]
    return []


def _moved(part: Part, said: problems.Said) -> Fault:
    page, place = part.place(said.loc)
    return page.fault(place, said.problem, said.write)


class _Names:
    """Checks that every flow and every service named in the file is one that there is."""

    def __init__(self, page: Page, flows: Mapping[str, Flow], refs: References) -> None:
        self.page, self.flows, self.refs = page, flows, refs

    def check(self) -> None:
        self._flows({k: v for k, v in self.page.data.items() if k != SERVICES}, ())
        if SERVICES in self.page.data:
            self._services(self.page.data[SERVICES])

    def _flows(self, data: Mapping[str, Any], path: Path) -> None:
        for name, part in data.items():
            if name not in self.flows:
                write = f"Use the name of a flow: {', '.join(sorted(self.flows)) or 'there are none'}."
                self.page.blame((*path, name), f"There is no flow `{name}`.{meant(name, self.flows)}", write)
            elif not isinstance(part, dict):
                write = f"Write `{name}: {shape.sample(self.flows[name].rules, self.refs.example)}`."
                self.page.blame((*path, name), "This flow has no values.", write)

    def _services(self, node: Any) -> None:
        if not isinstance(node, dict):
            self.page.blame((SERVICES,), "This names no service.", "Write `services: {fire: {boost: {…}}}`.")
            return
        for service, flows in node.items():
            self._service(service, flows)

    def _service(self, service: str, flows: Any) -> None:
        known = self.refs.services
        if known is not None and service not in known:
            write = f"Use a service that council.yaml names: {', '.join(known) or 'it names none'}."
            self.page.blame((SERVICES, service), f"There is no service `{service}`.{meant(service, known)}", write)
        elif not isinstance(flows, dict):
            self.page.blame((SERVICES, service), "This service has no rules.", "Write the flows below it.")
        else:
            self._flows(flows, (SERVICES, service))
