"""What a flow ends in: advice with the sections it rests on, and what must follow from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from flows.engine.policy import Cited, Policy, Row

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
    """What must follow an approval: `step` is the wording's key in the end that opens it.

    `register` names the register (accounts, agreements) that its completion is written to, where there is one.
    """

    step: str
    role: str
    because: Cited[Any]
    register: str = ""


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
    text: str = ""
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

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows that the outcome rests on, once, in order."""
        return tuple(dict.fromkeys(r for c in self.cites for r in c.rows))

    @property
    def substance(self) -> "Outcome":
        """The outcome without its wording and its reasons: equal where the advice is the same."""
        end, because = replace(self.end, text="", steps={}, inferences={}), Cited(None, ())
        approvals = tuple(replace(a, role=Cited(a.role.value, ())) for a in self.approvals)
        tasks = tuple(replace(t, because=because) for t in self.tasks)
        due = self.deadline and replace(self.deadline, because=because)
        return replace(self, end=end, because=(), approvals=approvals, tasks=tasks, deadline=due)

    def as_json(self, flow: str, policy: Policy) -> dict[str, Any]:
        """The outcome as the table of fields in the docs, with every section as the document prints it."""
        own = [policy.rows[r].document for r in self.rows if r not in policy.law]
        key, end, touched = f"{flow}.{self.end.id}", self.end, dict.fromkeys(k for c in self.cites for k in c.conflicts)
        steps = {k: policy.word(f"{key}.{k}", text) for k, text in {**end.steps, **end.inferences}.items()}
        due = self.deadline

        def part(of: Approval | Task | Deadline, cites: Cited[Any]) -> dict[str, Any]:
            plain = {k: v for k, v in vars(of).items() if isinstance(v, str | int) and k not in ("step", "since")}
            return {**plain, **split(policy, cites.rows)}

        return {
            "id": end.id,
            "kind": end.kind,
            "text": policy.word(f"{key}.text", end.text),
            "steps": [steps[s] for s in self.steps],
            **split(policy, self.rows),
            "searched": [] if own else [d.title for d in policy.documents.values()],
            "conflicts": [
                {"code": c.code, "sections": sections(policy, c.rows), "note": c.note, "follow": c.follow}
                for c in (policy.conflicts[code] for code in touched)
            ],
            "inferences": [steps[i] for i in self.inferences],
            "approvals": [{"role": a.role.value, **part(a, a.role)} for a in self.approvals],
            "tell": list(self.tell),
            "records": list(self.records),
            "tasks": [{"id": t.step, "text": steps[t.step], **part(t, t.because)} for t in self.tasks],
            "deadline": due and {"from": due.since, "due": due.due and str(due.due), **part(due, due.because)},
            "notices": policy.notices(own or policy.documents),
        }


def split(policy: Policy, rows: Iterable[str]) -> dict[str, Any]:
    """What rows stand for, the council's own `sections` apart from national `law`."""
    kept = tuple(rows)
    return {"sections": sections(policy, kept), "law": law(policy, kept)}


def sections(policy: Policy, rows: Iterable[str]) -> list[dict[str, Any]]:
    """The council's own rows by the section they stand in: [{document, section, rows, says}], in the order named."""
    own = [policy.rows[r] for r in dict.fromkeys(rows) if r not in policy.law]
    return [
        {"document": document, "section": section, **said}
        for (document, section), said in _grouped((policy.documents[r.document].title, r.section, r) for r in own)
    ]


def law(policy: Policy, rows: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of national law that hold in the situation's nation: [{document, section, rows, says, status, link}]."""
    held = [policy.law[r] for r in dict.fromkeys(rows) if r in policy.law and policy.holds(r)]
    return [
        {"document": act, "section": section, **said, "status": status, "link": link}
        for (act, section, status, link), said in _grouped((r.document, r.section, r.status, r.link, r) for r in held)
    ]


def _grouped(found: Iterable[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for *place, row in found:
        groups.setdefault(tuple(place), []).append(row)
    for key, group in groups.items():
        yield key, {"rows": [r.id for r in group], "says": " ".join(r.says for r in group)}


def not_covered(policy: Policy, instead: str = "") -> Outcome:
    """The end of a flow that the council's policy says nothing about: which documents, whom to ask, and our advice."""
    owner = policy.roles[policy.owner]
    where = f"{owner.title}{f' ({owner.contact})' if owner.contact else ''}".removeprefix("the ").removeprefix("The ")
    text = f"{policy.name}'s policy doesn't cover this. Ask the {where}."
    ours = {"instead": instead} if instead else {}
    return Outcome(End("not_covered", "not_covered", text, {}, ours), inferences=tuple(ours), tell=(policy.owner,))
