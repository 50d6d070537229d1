"""One council's coverage: every row with what uses it, or the reason why nothing does, and what is wrong with that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.policy.coverage.reasons import FILE, Why, read_unused, shown_by
from bot.policy.coverage.uses import FlowUses, Use, in_flow
from bot.policy.pack import Pack
from bot.policy.packs import Packs
from bot.policy.questions import Question, read_questions
from bot.policy.search import Search
from flows.engine import Flow, Policy, Situation
from flows.engine.policy import Row

TO_BE_USED = ("must", "must-not", "route", "approval", "deadline", "record", "contact-role")


@dataclass(frozen=True)
class Covered:
    """One row and what uses it; `why` stands where nothing does and there is a reason."""

    row: Row
    used_by: tuple[Use, ...] = ()
    answered_by: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    why: Why | None = None

    @property
    def used(self) -> bool:
        """Whether anything rests on the row or finds it."""
        return bool(self.used_by or self.answered_by or self.roles or self.limits)

    @property
    def lost(self) -> bool:
        """Whether the row must be used, is not, and nobody has said why."""
        return self.row.kind in TO_BE_USED and not self.used and self.why is None

    def as_json(self, council: str) -> dict[str, Any]:
        """The row and its uses as plain data."""
        row = {k: getattr(self.row, k) for k in ("id", "section", "kind", "says")}
        why = self.why._asdict() if self.why else {"reason": "", "see": ""}
        lists = {k: list(getattr(self, k)) for k in ("answered_by", "records", "roles", "limits")}
        return {"council": council, **row, "used_by": [u.as_json() for u in self.used_by], **lists, **why}


@dataclass(frozen=True)
class Coverage:
    """A council's rows in the order of its documents; `written` are the reasons that its pack gives."""

    council: str
    name: str
    rows: tuple[Covered, ...]
    written: Mapping[str, Why]

    @property
    def findings(self) -> list[str]:
        """A sentence for each row that is lost, and for each reason that is not true."""
        told = [(c, why) for c in self.rows if (why := self.written.get(c.row.id))]
        return [
            *(_lost(self.council, c.row) for c in self.rows if c.lost),
            *(_untrue(self.council, c.row, why) for c, why in told if c.used),
            *(_nowhere(self.council, c.row, why) for c, why in told if self._leads_nowhere(why)),
        ]

    def _leads_nowhere(self, why: Why) -> bool:
        """Whether the reason sends to a second print of the rule that is not used either."""
        return why.reason == "printed_twice" and not any(c.used for c in self.rows if c.row.id == why.see)


def _lost(council: str, row: Row) -> str:
    to_do = f"Use it in a flow, ask for it in questions.yaml, or give the reason in {FILE}."
    return f"{council}: nothing uses {row.id} ({row.kind}, {row.section}), and no reason is given. {to_do}"


def _untrue(council: str, row: Row, why: Why) -> str:
    return f"{council}/{FILE}: {row.id} is used, so {why.reason!r} is not true of it. Take the entry away."


def _nowhere(council: str, row: Row, why: Why) -> str:
    return f"{council}/{FILE}: {row.id} is left to {why.see}, which nothing uses. Use one of the two."


def covered(packs: Packs, folder: Path, flows: Mapping[str, Flow], search: Search, day: date) -> Coverage:
    """Where each row of the council in `folder` is used on that day; its worked questions and reasons stand there too.

    Each flow's paths are explored once; PackFaults lists what is wrong with the files of the folder.
    """
    council = folder.name
    pack = packs.pack(council)
    policies = _policies(packs, pack, day)
    plain = policies[0]
    written = read_unused(folder, plain.rows, flows)
    found = [in_flow(flow, policies) for flow in flows.values()]
    answers = answered(search, plain, read_questions(folder, plain.rows))
    rows = (_row(row, pack, found, answers.get(row.id, ())) for row in plain.rows.values())
    return Coverage(council, pack.council.name, tuple(_with_why(c, written, flows) for c in rows), written)


def _policies(packs: Packs, pack: Pack, day: date) -> list[Policy]:
    """The policy for nobody's service in particular, and for each of the council's services."""
    nation = pack.council.nation
    return [packs.policy(pack.name, Situation(day, nation, s)) for s in (None, *pack.council.services)]


def answered(search: Search, policy: Policy, questions: Iterable[Question]) -> dict[str, list[str]]:
    """The worked questions that find a row which answers them, by row."""
    found: dict[str, list[str]] = {}
    for question in questions:
        shown = [row for section in search.answer(question.ask, policy)["sections"] for row in section["rows"]]
        for row in set(shown) & set(question.rows):
            found.setdefault(row, []).append(question.ask)
    return found


def _row(row: Row, pack: Pack, found: Sequence[FlowUses], answers: Iterable[str]) -> Covered:
    kept = [("retention", k, getattr(pack.council.retention, k)) for k in type(pack.council.retention).model_fields]
    states = [("who sets", k, v) for k, v in pack.council.states.items()]
    teams = [("team channel", k, v) for k, v in pack.council.team_channels.items()]
    limits = [*(("limit", k, v) for k, v in pack.council.limits.items()), *states, *teams, *kept]
    return Covered(
        row,
        tuple(use for flow in found for use in flow.uses.get(row.id, ())),
        tuple(answers),
        tuple(sorted(frozenset().union(*(flow.records.get(row.id, ()) for flow in found)))),
        tuple(role for role, entry in pack.council.roles.items() if row.id in entry.rows),
        tuple(f"{what} {name}" for what, name, entry in limits if row.id in entry.rows),
    )


def _with_why(row: Covered, written: Mapping[str, Why], flows: Mapping[str, Flow]) -> Covered:
    if row.used:
        return row
    why = written.get(row.row.id) or shown_by(row.row, flows)
    return Covered(row.row, why=why)
