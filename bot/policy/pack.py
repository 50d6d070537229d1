"""One council's pack: its files checked as a whole, and the policy that they give in a situation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.policy import hashes, problems, references, rule_faults, rules
from bot.policy.faults import Fault, PackFaults, UnknownService
from bot.policy.files import Council, Sections
from bot.policy.law import Law
from bot.policy.reading import Page, Path, read
from bot.policy.wording import check_wording
from flows.engine.flow import Flow
from flows.engine.policy import Conflict, Document, Policy, Role, Row, Situation

REQUIRED = {
    "council.yaml": "the council's name, documents, roles and how long records are kept",
    "sections.yaml": "what each section of its documents says",
    "rules.yaml": "the values that flows read; an empty file means that no flow is covered",
}
FILES = (*REQUIRED, "wording.yaml")


@dataclass(frozen=True)
class Pack:
    """A council's pack without a fault, `name` being its folder's; `source` holds the text of each file.

    `law` is the national law beside it, whose texts are in `source` as well: an old case is read with that day's law.
    """

    name: str
    council: Council
    sections: Sections
    rules: Page
    wording: Mapping[str, str]
    source: Mapping[str, str]
    flows: Mapping[str, Flow] = field(repr=False)
    law: Law = field(default_factory=Law, repr=False)

    def policy(self, situation: Situation) -> Policy:
        """The policy as it stands in `situation`; UnknownService, or PackFaults where a value has none for the day."""
        if situation.service is not None and situation.service not in self.council.services:
            raise UnknownService(self.name, situation.service, self.council.services)
        return Policy(
            council=self.name,
            name=self.council.name,
            owner=self.council.owner,
            situation=situation,
            documents={k: Document(k, **dict(d)) for k, d in self.council.documents.items()},
            rows={k: Row(k, **dict(r)) for k, r in self.sections.rows.items()},
            roles={k: Role(k, **dict(r)) for k, r in {**self.law.roles, **self.council.roles}.items()},
            rules=self._rules(situation),
            conflicts={k: Conflict(k, **dict(c)) for k, c in self.sections.conflicts.items()},
            wording=self.wording,
            services=self.council.services,
            law=self.law.rows,
            rules_hash=self.rules_hash,
            wording_hash=self.wording_hash,
        )

    @property
    def rules_hash(self) -> str:
        """The fingerprint of what can change a route."""
        return hashes.rules_hash(self.council, self.sections, self.rules.data, self.law)

    @property
    def wording_hash(self) -> str:
        """The fingerprint of everything else."""
        return hashes.wording_hash(self.council, self.sections, dict(self.wording), self.law)

    def _rules(self, situation: Situation) -> dict[str, Any]:
        uncovered: list[tuple[Page, Path]] = []
        parts = rules.parts(self.rules, self.law.rules, situation.service, self.flows)
        held = [(p.flow, p.on(situation.as_of, uncovered)) for p in parts]
        if uncovered:
            raise PackFaults(_uncovered(page, loc, situation) for page, loc in uncovered)
        return {flow.name: rules.made(flow, data) for flow, data in held}


def _uncovered(page: Page, loc: Path, situation: Situation) -> Fault:
    problem = f"No value is given for {situation.as_of}."
    return page.fault(loc, problem, "Add an entry whose `from` is on or before that day, or ask for a later day.")


def pack_of(name: str, files: Mapping[str, str], flows: Mapping[str, Flow], law: Law) -> Pack:
    """The pack that these files (name to text) and national law hold; PackFaults lists everything wrong at once."""
    pages = {f: read(f"{name}/{f}", files.get(f, "")) for f in FILES}
    absent = [_absent(name, f) for f in REQUIRED if f not in files]
    council = problems.model_of(pages["council.yaml"], Council)
    sections = problems.model_of(pages["sections.yaml"], Sections)
    _check(pages, council, sections, flows, law)
    found = absent + [f for file, p in pages.items() for f in p.faults if file in files]
    if found or not council or not sections:
        raise PackFaults(found)
    source = {**{f: files[f] for f in FILES if f in files}, **law.source}
    return Pack(name, council, sections, pages["rules.yaml"], pages["wording.yaml"].data, source, flows, law)


def _absent(name: str, file: str) -> Fault:
    return Fault(f"{name}/{file}", "", "This file is missing.", f"Create it. It holds {REQUIRED[file]}.")


def _check(
    pages: Mapping[str, Page], council: Council | None, sections: Sections | None, flows: Mapping[str, Flow], law: Law
) -> None:
    refs = references.references(pages["council.yaml"].data, pages["sections.yaml"].data, law)
    if council:
        references.check_council(pages["council.yaml"], council, refs)
    if sections:
        references.check_sections(pages["sections.yaml"], sections, refs)
    rule_faults.check(pages["rules.yaml"], law.rules, flows, refs)
    check_wording(pages["wording.yaml"], flows)
