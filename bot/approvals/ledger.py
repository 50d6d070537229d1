"""PURE: the record of one case, line by line: when, who, what, and under which section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.approvals.audit import PRIVATE, Entry
from bot.approvals.examine import Chain
from bot.approvals.model import Kind

DEEDS = {
    Kind.SUBMITTED: "sent the request",
    Kind.STEP_OPENED: "asked {seats} to decide as {role}",
    Kind.APPROVED: "approved as {role}",
    Kind.DECLINED: "declined as {role}",
    Kind.CHANGES_ASKED: "asked for changes as {role}",
    Kind.RESUBMITTED: "changed the request and sent it again",
    Kind.COMMENTED: "wrote something",
    Kind.WITHDRAWN: "withdrew the request",
    Kind.EXPIRED: "closed the request: it ran out of time",
    Kind.REASSIGNED: "passed the decision from {from} to {to}",
    Kind.SEAT_ADDED: "asked {to} to decide as {role}",
    Kind.SEAT_REVOKED: "freed the seat of {person}, who can no longer decide",
    Kind.TASKS_OPENED: "opened what has to be done now ({tasks})",
    Kind.TASK_DONE: "did the task “{task}”",
    Kind.TASK_NOT_NEEDED: "said that the task “{task}” is not needed",
    Kind.TASK_PASSED_ON: "passed the task “{task}” from {from} to {to}",
    Kind.TASK_SEAT_ADDED: "gave the task “{task}” to {to}",
    Kind.TASK_SEAT_REVOKED: "took the task “{task}” from {person}, who has left",
    Kind.AGREEMENT_ASKED: "asked {to} to agree to the rules for “{task}”",
    Kind.AGREEMENT_SIGNED: "agreed to the rules for “{task}”",
    Kind.AGREEMENT_ENDED: "noted that {person} does not have to agree any more (“{task}”)",
    Kind.FILES_OPENED: "took copies of the files",
    Kind.ATTEMPT_REFUSED: "tried something and was refused ({code})",
}
ERASED = "(erased)"


@dataclass(frozen=True)
class Line:
    """One line of a record; `said` is what the person wrote, by name of what it is, `(erased)` where it has been."""

    seq: int
    at: str
    who: str
    what: str
    sections: tuple[str, ...]
    said: Mapping[str, str]


def ledger(chain: Chain, names: Mapping[str, str]) -> list[Line]:
    """Every entry of a case, the oldest first, in words; `names` by person id."""
    lines, revision = [], 0
    for entry in chain.entries:
        revision += entry.kind in (Kind.SUBMITTED, Kind.RESUBMITTED)
        lines.append(_line(chain, entry, revision, names))
    return lines


def people_in(chain: Chain) -> frozenset[str]:
    """The ids of everybody whom a ledger of this case would name."""
    facts = [e.facts for e in chain.entries]
    named = {str(f[key]) for f in facts for key in ("from", "to", "person") if key in f}
    seated = {p for f in facts for p in (*f.get("seats", ()), *(o for w in f.get("tasks", {}).values() for o in w))}
    return frozenset({e.actor for e in chain.entries} | named | seated) - {""}


def _line(chain: Chain, entry: Entry, revision: int, names: Mapping[str, str]) -> Line:
    written = {p.name: p.value for p in chain.privates if p.seq == entry.seq}
    said = {name: written.get(name, ERASED) for name in entry.facts.get(PRIVATE, {})}
    who = _name(entry.actor, names) if entry.actor else "Comms Desk"
    return Line(entry.seq, entry.at, who, _deed(chain, entry, revision, names), _sections(chain, entry, revision), said)


def _deed(chain: Chain, entry: Entry, revision: int, names: Mapping[str, str]) -> str:
    facts = entry.facts
    people = {key: _name(facts.get(key, ""), names) for key in ("from", "to", "person")}
    seats = ", ".join(_name(p, names) for p in facts.get("seats", ())) or "nobody, as nobody can be asked,"
    role = _approval(chain, revision, facts.get("step", 0)).get("role", "approver")
    deed = DEEDS.get(Kind(entry.kind)) if entry.kind in set(Kind) else None
    tasks = "; ".join(f"{key}: {_names(owners, names)}" for key, owners in sorted(facts.get("tasks", {}).items()))
    more = {"code": facts.get("code", ""), "task": facts.get("task", ""), "tasks": tasks}
    return (deed or entry.kind).format(**people, seats=seats, role=role, **more)


def _names(people: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(_name(p, names) for p in people) or "nobody"


def _sections(chain: Chain, entry: Entry, revision: int) -> tuple[str, ...]:
    """The sections as printed that hold the rows on which a decision rests."""
    rows = entry.facts.get("sections", ())
    step = _approval(chain, revision, entry.facts.get("step", 0))
    known = (*step.get("sections", ()), *step.get("law", ()))
    printed = {row: section["section"] for section in known for row in section["rows"]}
    return tuple(dict.fromkeys(printed.get(row, row) for row in rows))


def _approval(chain: Chain, revision: int, step: int) -> Mapping[str, Any]:
    outcome = next((c.outcome for c in chain.contents if c.number == revision), {})
    approvals = outcome.get("approvals", ())
    return approvals[step - 1] if 1 <= step <= len(approvals) else {}


def _name(person: str, names: Mapping[str, str]) -> str:
    return names.get(person, "somebody no longer on record")
