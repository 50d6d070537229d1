"""Everything wrong with a rules.yaml, for every service and for every day on which a value changes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from bot.policy import dated, problems, shape
from bot.policy.faults import Fault, meant
from bot.policy.reading import Page, Path
from bot.policy.references import References
from bot.policy.rules import SERVICES, Part, made, parts
from flows.engine.flow import Flow


def check(page: Page, flows: Mapping[str, Flow], refs: References) -> None:
    """Record in `page` every fault of the rules that it holds."""
    _Names(page, flows, refs).check()
    dated.check(page, page.data, ())
    refs.check_cited(page, page.data, ())
    for service in (None, *(refs.services or ())):
        for part in parts(page.data, service, flows):
            page.faults += _part(page, part, refs)


def _part(page: Page, part: Part, refs: References) -> list[Fault]:
    days = sorted(dated.days(part.data)) or [date.min]
    return [f for day in days for f in _on(page, part, part.on(day, []), refs)]


def _on(page: Page, part: Part, data: dict[str, Any], refs: References) -> list[Fault]:
    found = refs.roles_in(page, part, data)
    try:
        made(part.flow, data)
    except ValidationError as wrong:
        return found + [_moved(page, part, f) for f in problems.said_of(part.flow.rules, wrong, refs.example, skip=1)]
    return found


def _moved(page: Page, part: Part, said: problems.Said) -> Fault:
    return page.fault(part.place(said.loc), said.problem, said.write)


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
