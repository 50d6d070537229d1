"""What a flow ends in: advice with the sections it rests on, and what must follow from it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from flows.engine.policy import Cited, Policy

Kind = Literal[
    "allowed", "conditional", "refused", "approval", "refer", "act", "finding", "not_covered", "not_applicable"
]
Rule = Literal["any", "all"] | int


@dataclass(frozen=True)
class Approval:
    """One step: who decides, of what (a question whose answer scopes the role), and how many must agree."""

    role: Cited[str]
    of: str = "requester"
    rule: Rule = "any"
    expires_after_working_days: int | None = None


@dataclass(frozen=True)
class Task:
    """What must follow an approval: `step` is the wording's key in the end that opens it."""

    step: str
    role: str
    because: Cited[Any]


@dataclass(frozen=True)
class Deadline:
    """When something is due: a number of working days or hours after `since`."""

    because: Cited[Any]
    since: str
    working_days: int | None = None
    hours: int | None = None
    due: date | None = None
    calendar: str = ""


@dataclass(frozen=True)
class End:
    """One way for a flow to end; `steps` and `inferences` hold the wording that outcomes pick from by key."""

    id: str
    kind: Kind
    text: str
    steps: Mapping[str, str] = field(default_factory=dict)
    inferences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """A reached end. `because` holds the values it rests on; as_json resolves them to printed sections."""

    end: End
    because: tuple[Cited[Any], ...] = ()
    steps: tuple[str, ...] = ()
    inferences: tuple[str, ...] = ()
    approvals: tuple[Approval, ...] = ()
    tell: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    deadline: Deadline | None = None

    @property
    def cites(self) -> tuple[Cited[Any], ...]:
        """Every value that any part of the outcome rests on, once, in order."""
        parts = [*self.because, *(a.role for a in self.approvals), *(t.because for t in self.tasks)]
        return tuple({id(c): c for c in [*parts, *([self.deadline.because] if self.deadline else [])]}.values())

    def as_json(self, flow: str, policy: Policy) -> dict[str, Any]:
        """The outcome as the table of fields in the docs, with every section as the document prints it."""
        rows = [r for c in self.cites for r in c.rows]
        documents = [policy.rows[r].document for r in rows] or list(policy.documents)
        key = f"{flow}.{self.end.id}"
        return {
            "id": self.end.id,
            "kind": self.end.kind,
            "text": policy.word(f"{key}.text", self.end.text),
            "steps": [policy.word(f"{key}.{s}", self.end.steps[s]) for s in self.steps],
            "sections": sections(policy, rows),
            "searched": [] if rows else [policy.documents[d].title for d in documents],
            "law": [],
            "conflicts": conflicts(policy, self.cites),
            "inferences": [policy.word(f"{key}.{i}", self.end.inferences[i]) for i in self.inferences],
            "approvals": [_approval(policy, a) for a in self.approvals],
            "tell": list(self.tell),
            "records": list(self.records),
            "tasks": [_task(policy, key, self.end, t) for t in self.tasks],
            "deadline": _deadline(policy, self.deadline),
            "notices": list(policy.notices(documents)),
        }


def sections(policy: Policy, rows: Iterable[str]) -> list[dict[str, Any]]:
    """Rows grouped by the section they stand in: [{document, section, rows, says}], in the order first named."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in (policy.rows[r] for r in dict.fromkeys(rows)):
        blank = {"document": policy.documents[row.document].title, "section": row.section, "rows": [], "says": []}
        at = found.setdefault((row.document, row.section), blank)
        at["rows"].append(row.id)
        at["says"].append(row.says)
    return [{**s, "says": " ".join(s["says"])} for s in found.values()]


def conflicts(policy: Policy, cites: Iterable[Cited[Any]]) -> list[dict[str, Any]]:
    """The contradictions that the cited values touch: [{code, sections, note, follow}]."""
    codes = dict.fromkeys(code for c in cites for code in c.conflicts)
    return [
        {"code": c.code, "sections": sections(policy, c.rows), "note": c.note, "follow": c.follow}
        for c in (policy.conflicts[code] for code in codes)
    ]


def _approval(policy: Policy, a: Approval) -> dict[str, Any]:
    expires = {"expires_after_working_days": a.expires_after_working_days} if a.expires_after_working_days else {}
    return {
        "role": a.role.value, "of": a.of, "rule": a.rule, "sections": sections(policy, a.role.rows), **expires
    }  # fmt: skip


def _task(policy: Policy, key: str, end: End, task: Task) -> dict[str, Any]:
    text = policy.word(f"{key}.{task.step}", end.steps[task.step])
    return {"id": task.step, "text": text, "role": task.role, "sections": sections(policy, task.because.rows)}


def _deadline(policy: Policy, d: Deadline | None) -> dict[str, Any] | None:
    if d is None:
        return None
    plain = {k: v for k, v in asdict(d).items() if k in ("working_days", "hours", "calendar") and v}
    due = d.due.isoformat() if d.due else None
    return {**plain, "from": d.since, "due": due, "sections": sections(policy, d.because.rows)}


def not_covered(flow: str, policy: Policy) -> Outcome:
    """The end of a flow that the council's policy says nothing about: which documents, and whom to ask."""
    owner = policy.roles[policy.owner]
    where = f"{owner.title}{f' ({owner.contact})' if owner.contact else ''}"
    text = f"{policy.name}'s policy doesn't cover this. Ask the {where.removeprefix('the ').removeprefix('The ')}."
    return Outcome(End("not_covered", "not_covered", text), tell=(policy.owner,))
