"""Ids that point from one part of a pack to another: rows, contradictions, roles, documents, sections."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.policy import problems, shape
from bot.policy.faults import Fault, meant
from bot.policy.files import Council, Sections
from bot.policy.reading import Page, Path
from bot.policy.rules import Part
from flows.engine.policy import RoleId

if TYPE_CHECKING:
    from bot.policy.law import Law

Known = Mapping[str, Any] | None


@dataclass(frozen=True)
class References:
    """What a pack's files may point at, as they stand: a file that is wrong elsewhere still counts.

    None stands for what cannot be known because its file is missing or broken: nothing is then held against it.
    """

    rows: Known
    conflicts: Known
    documents: Known
    roles: Known
    services: Known
    law: Known = None

    @property
    def citable(self) -> Known:
        """The council's own rows and those of national law."""
        return None if self.rows is None else {**self.rows, **(self.law or {})}

    @property
    def sections(self) -> Collection[str] | None:
        """Every section that some row stands in."""
        return self.rows and {str(r["section"]) for r in self.rows.values() if isinstance(r, dict) and "section" in r}

    @property
    def example(self) -> str:
        """The id of some row, to show in what to write."""
        return next(iter(self.rows or ()), "council-1-a")

    def check_cited(self, page: Page, node: Any, path: Path) -> None:
        """Record each row or contradiction named below `node` that does not exist, and each value without rows."""
        if isinstance(node, dict) and isinstance(node.get("rows"), list):
            self._rows(page, node["rows"], (*path, "rows"))
            known(page, (*path, "conflicts"), node.get("conflicts"), self.conflicts, "contradiction")
        children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, child in children:
            self.check_cited(page, child, (*path, key))

    def _rows(self, page: Page, rows: list[Any], path: Path) -> None:
        if not rows:
            page.blame(path, *problems.uncited(self.example))
        known(page, path, rows, self.citable, "row")

    def roles_in(self, page: Page, part: Part, on: Iterable[dict[str, Any]]) -> list[Fault]:
        """A fault for each value that must be a role's id and is none, `on` being the part on each of its days."""
        there = self.roles
        if there is None:
            return []
        given = [(loc, v) for data in on for loc, kind, v in shape.leaves(part.flow.rules, data) if kind is RoleId]
        wrong = [(part.place(loc), v) for loc, v in given if isinstance(v, str) and v not in there]
        return [where.fault(loc, *_no_role(v, there, page, where)) for (where, loc), v in wrong]


def _no_role(role: str, there: Collection[str], page: Page, where: Page) -> tuple[str, str]:
    problem, write = _unknown(role, there, "role")
    council = page.file.partition("/")[0]
    if where is page:
        return problem, write
    return f"{council} has no role `{role}`, which holds it by law.", f"Add `{role}` to {council}/council.yaml."


def references(council: Mapping[str, Any], sections: Mapping[str, Any], law: "Law") -> References:
    """What the data of council.yaml and sections.yaml, and national law, may be pointed at for."""
    rows, roles = _held(sections, "rows"), _held(council, "roles")
    roles = roles and {**law.roles, **roles}
    conflicts = None if rows is None else _held(sections, "conflicts") or {}
    services = None if roles is None else _held(council, "services") or {}
    return References(rows, conflicts, _held(council, "documents"), roles, services, law.entries)


def _held(data: Mapping[str, Any], key: str) -> Known:
    return data[key] if isinstance(data.get(key), dict) and data[key] else None


def known(page: Page, path: Path, ids: Any, there: Collection[str] | None, what: str) -> None:
    """Record each of `ids` that is not `there`; what is no list of texts is left to the check of types."""
    listed = ids if isinstance(ids, Iterable) and not isinstance(ids, str) else ()
    for n, one in enumerate(listed):
        if isinstance(one, str) and there is not None and one not in there:
            page.blame((*path, n), *_unknown(one, there, what))


def _unknown(one: str, there: Collection[str], what: str) -> tuple[str, str]:
    write = f"Use the id of a {what} that the pack holds, or add this one."
    return f"There is no {what} `{one}`.{meant(one, there)}", write


def check_council(page: Page, council: Council, refs: References) -> None:
    """Record what council.yaml points at and the pack does not hold."""
    known(page, ("owner",), [council.owner], council.roles, "role")
    for state, setting in council.states.items():
        known(page, ("states", state, "who"), setting.who, council.roles, "role")
    known(page, ("team_channels",), council.team_channels, council.roles, "role")
    for where in ("roles", "retention", "limits", "states", "team_channels"):
        for key, entry in _entries(council, where):
            known(page, (where, key, "rows"), entry.rows, refs.citable, "row")
    for typed, meanings in council.section_aliases.items():
        known(page, ("section_aliases", typed), meanings, refs.sections, "section")


def _entries(council: Council, where: str) -> list[tuple[str, Any]]:
    held = getattr(council, where)
    return list(held.items() if isinstance(held, dict) else held)


def check_sections(page: Page, sections: Sections, refs: References) -> None:
    """Record the documents and rows that sections.yaml names and the pack does not hold."""
    for id_ in (i for i in sections.rows if i in (refs.law or ())):
        page.blame(("rows", id_), "National law has a row of this id.", "Start a council's row with its own name.")
    for id_, row in sections.rows.items():
        if refs.documents is not None and row.document not in refs.documents:
            page.blame(("rows", id_, "document"), *_unknown(row.document, refs.documents, "document"))
    for code, conflict in sections.conflicts.items():
        known(page, ("conflicts", code, "rows"), conflict.rows, refs.rows, "row")
