"""A small pack and two small flows for the tests of the loader, and short ways to spoil them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.policy import Fault, Pack, PackFaults
from bot.policy.law import Law
from bot.policy.pack import pack_of
from flows.engine.flow import Flow, flow
from flows.engine.outcome import End, Outcome
from flows.engine.policy import Cited, Policy, RoleId, Situation
from flows.engine.questions import YesNo

TODAY = date(2026, 11, 20)


class Reach(StrEnum):
    LOCAL = "local"
    COUNTY = "county"


@dataclass(frozen=True)
class Tier:
    up_to: Cited[Decimal] | None
    role: Cited[RoleId]


@dataclass(frozen=True)
class PaidRules:
    holder: Cited[RoleId]
    days: Cited[int]
    reach: Cited[Reach] | None = None
    tiers: tuple[Tier, ...] = ()

    def __post_init__(self) -> None:
        if any(t.up_to is None for t in self.tiers[:-1]):
            raise ValueError("only the last tier may be without up_to")


@dataclass(frozen=True)
class PhotoRules:
    age: Cited[int]
    shown: Mapping[str, Cited[tuple[Reach, ...]]] = field(default_factory=dict)


DONE = End("done", "allowed", "You may.", steps={"tell": "Tell your manager."}, inferences={"hint": "We think so."})
ASKED = YesNo("asked", prompt="Have you asked?", why="It helps.")


@flow("paid", title="Pay for a post", about="Paying", asks=(ASKED,), ends=(DONE,))
def paid(ask: Any, rules: PaidRules, policy: Policy) -> Outcome:
    return Outcome(DONE, (rules.holder,))


@flow("photo", title="Use a photo", about="Photos", asks=(ASKED,), ends=(DONE,))
def photo(ask: Any, rules: PhotoRules, policy: Policy) -> Outcome:
    return Outcome(DONE, (rules.age,))


FLOWS: dict[str, Flow] = {"paid": paid, "photo": photo}

COUNCIL = """
name: Testshire Council
nation: england
calendar: england-and-wales
owner: communications
services: {fire: Testshire Fire}
documents:
  policy: {title: Social Media Policy, version: "2.0", dated: 2024-05-14, review_due: 2025-05-01}
roles:
  communications: {title: Communications Team, contact: comms@testshire.example, rows: [t-1-a]}
  budget_holder: {title: budget holder, rows: [t-2.10-a]}
retention:
  receipts: {days: 90, basis: product default}
  drafts: {days: 30, basis: product default}
  cases: {days: 365, basis: policy, rows: [t-1-a]}
limits:
  no_drafting: {says: The bot writes no posts., basis: policy, rows: [t-1-a]}
section_aliases: {"2.9": ["2.10"]}
"""
SECTIONS = """
rows:
  t-1-a: {document: policy, section: "1", kind: must, binds: staff, says: Ask the Communications Team., process: paid}
  t-2.10-a: {document: policy, section: "2.10", kind: approval, binds: staff, says: The budget holder agrees.}
conflicts:
  X-T-1: {rows: [t-1-a, t-2.10-a], note: They disagree., follow: Ask both.}
"""
RULES = """
paid:
  holder: {value: budget_holder, rows: [t-2.10-a], conflicts: [X-T-1]}
  days: {value: 5, rows: [t-1-a]}
  reach: {value: local, rows: [t-1-a]}
  tiers:
    - up_to: {value: 50, rows: [t-1-a]}
      role: {value: budget_holder, rows: [t-1-a]}
    - up_to:
      role: {value: communications, rows: [t-1-a]}
photo:
  age: {value: 18, rows: [t-1-a]}
"""


LAW = """
reviewed_on: 2026-11-20
reviewed_against: the sample Act
rows:
  national-act-s1-a: {act: The Act, section: s.1, status: confirmed, nations: [england], says: Ask., link: "https://a.b"}
  national-act-s2-a: {act: The Act, section: s.2, status: partly, nations: [england, wales], says: Holds., process: x}
"""
LAW_RULES = """
photo:
  age: {value: 16, rows: [national-act-s1-a]}
"""


def the_law(law: str = LAW, rules: str = LAW_RULES) -> dict[str, str]:
    """The files of the sample law."""
    return {"law.yaml": law, "rules.yaml": rules}


def a_pack(council: str = COUNCIL, sections: str = SECTIONS, rules: str = RULES, **more: str) -> dict[str, str]:
    """The files of the sample pack, any of them replaced; `wording` adds wording.yaml."""
    files = {"council.yaml": council, "sections.yaml": sections, "rules.yaml": rules}
    return files | {f"{name}.yaml": text for name, text in more.items()}


def with_change(text: str, old: str, new: str) -> str:
    """`text` with one thing changed, which must be there."""
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def read(files: dict[str, str]) -> Pack:
    return pack_of("testshire", files, FLOWS, Law())


def on(day: date = TODAY, service: str | None = None) -> Situation:
    return Situation(day, service=service)


def faults_of(files: dict[str, str]) -> tuple[Fault, ...]:
    """The faults of a pack that must not load."""
    try:
        read(files)
    except PackFaults as wrong:
        return wrong.found
    raise AssertionError("the pack was taken as it is")


def the_fault(files: dict[str, str]) -> Fault:
    """The one fault of a pack."""
    found = faults_of(files)
    assert len(found) == 1, [str(f) for f in found]
    return found[0]


def write_pack(folder: Path, files: dict[str, str]) -> Path:
    """A council's folder that holds these files."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def rules(old: str, new: str) -> Fault:
    """The one fault of the pack once one thing in rules.yaml is changed."""
    return the_fault(a_pack(rules=with_change(RULES, old, new)))


def council(old: str, new: str) -> Fault:
    """The one fault of the pack once one thing in council.yaml is changed."""
    return the_fault(a_pack(council=with_change(COUNCIL, old, new)))


def sections(old: str, new: str) -> Fault:
    """The one fault of the pack once one thing in sections.yaml is changed."""
    return the_fault(a_pack(sections=with_change(SECTIONS, old, new)))
