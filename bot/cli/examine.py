"""What `commsdesk check` finds: every path of every flow of every council, worked cases, files beside a pack."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from bot.policy import PackFaults, Packs, UnknownService
from bot.policy.cases import Case, differences, read_cases
from bot.policy.coverage.reasons import read_unused
from bot.policy.coverage.uses import distinct
from bot.policy.law import FOLDER as LAW
from bot.policy.packs import OWN
from bot.policy.practice import read_practice
from bot.policy.questions import read_questions
from bot.policy.search.files import lexicon_in, search_in
from bot.policy.search.lexicon import Lexicon
from flows.engine import Flow, Policy, Situation, TooManyPaths, check, dead, explore, reached
from flows.engine.check import everywhere


@dataclass(frozen=True)
class Reach:
    """What one council reaches in one flow; `ways` are the paths in an ordinary week, all services together."""

    council: str
    flow: str
    ways: int
    parts: frozenset[str]
    findings: tuple[str, ...]

    def named(self, kind: str) -> list[str]:
        """The questions or the ends that are reached: `question` or `end`."""
        return sorted(p.removeprefix(f"{kind} ") for p in self.parts if p.startswith(f"{kind} "))


@dataclass
class Report:
    """Everything that was looked at; `findings` holds a sentence for each thing that is wrong."""

    reaches: list[Reach] = field(default_factory=list)
    silent: dict[str, list[str]] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def find(self, *found: str) -> None:
        """Note findings, each once."""
        self.findings += [f for f in dict.fromkeys(found) if f not in self.findings]


@dataclass(frozen=True)
class Examiner:
    """Looks at councils one after the other; `folders` holds where each council's files stand.

    `only` names the one flow whose paths and cases are looked at; all flows where it is left out.
    """

    packs: Packs
    flows: Mapping[str, Flow]
    folders: Mapping[str, Path]
    day: date
    only: str = ""

    @property
    def looked_at(self) -> Mapping[str, Flow]:
        """The flows whose paths are tried."""
        return {self.only: self.flows[self.only]} if self.only else self.flows

    def report(self, councils: Iterable[str], *, dead_too: bool) -> Report:
        """The report on these councils; what is dead can only be told when all of them are looked at."""
        report, names = Report(), list(councils)
        for council in names:
            self._council(report, council)
        if dead_too:
            for name, flow in self.looked_at.items():
                parts = [r.parts for r in report.reaches if r.flow == name]
                report.find(*(str(f) for f in dead(flow, parts) if parts))
        return report

    def _council(self, report: Report, council: str) -> None:
        services = (None, *self.packs.pack(council).council.services)
        policies = [self._policy(council, self.day, service) for service in services]
        for name, flow in self.looked_at.items():
            if any(name in p.rules for p in policies):
                report.reaches.append(_reach(flow, policies))
                report.find(*report.reaches[-1].findings)
            else:
                report.silent.setdefault(council, []).append(name)
        self._cases(report, council)
        self._beside(report, policies[0])

    def _beside(self, report: Report, policy: Policy) -> None:
        """The files that no flow reads are read as strictly."""
        folder = self.folders[policy.council]
        with _noting(report):
            read_questions(folder, policy.rows)
        with _noting(report):
            read_unused(folder, policy.rows, self.flows)
        with _noting(report):
            read_practice(folder)
        with _noting(report):
            search_in(folder, policy.rows, policy.services, self._lexicon.kinds)
        with _noting(report):
            search_in(OWN / LAW, policy.law, (), self._lexicon.kinds)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon_in(OWN)

    def _policy(self, council: str, day: date, service: str | None) -> Policy:
        return self.packs.policy(council, Situation(day, self.packs.pack(council).council.nation, service))

    def _cases(self, report: Report, council: str) -> None:
        report.cases[council] = 0
        with _noting(report):
            for case in self._read(council):
                report.cases[council] += 1
                self._case(report, council, case)

    def _read(self, council: str) -> Iterator[Case]:
        return (c for c in read_cases(self.folders[council], self.flows) if c.flow in self.looked_at)

    def _case(self, report: Report, council: str, case: Case) -> None:
        with _noting(report):
            policy = self.packs.policy(council, case.situation)
            wrong = differences(case, self.flows[case.flow], policy)
            report.find(*(f"{council}/cases.yaml, {case.name!r}: {what}." for what in wrong))


def _reach(flow: Flow, policies: list[Policy]) -> Reach:
    council, findings, parts, ways = policies[0].council, dict[str, None](), set[str](), 0
    try:
        for policy in distinct(flow, policies):
            paths = everywhere(flow, policy)
            findings |= dict.fromkeys(f"{council}: {finding}" for finding in check(flow, policy, paths))
            parts |= reached(flow, policy, paths)
        ways = sum(1 for policy in policies if flow.name in policy.rules for _ in explore(flow, policy))
    except TooManyPaths as wrong:
        findings[f"{council}: {wrong}"] = None
    return Reach(council, flow.name, ways, frozenset(parts), tuple(findings))


@contextmanager
def _noting(report: Report) -> Iterator[None]:
    """Faults of a file become findings, so that the rest is still looked at."""
    try:
        yield
    except (PackFaults, UnknownService) as wrong:
        report.find(*wrong.faults)
