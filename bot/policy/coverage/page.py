"""PURE: coverage as tables: totals by use and by kind, each row with its uses, and the page of the documentation.

The page names where a row is used and leaves out how often, so that it changes only where somebody's rule does.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.policy.coverage.covered import TO_BE_USED, Coverage, Covered
from bot.policy.coverage.reasons import SAID, Reason

Table = tuple[Sequence[str], Sequence[Sequence[object]]]
KINDS = (*TO_BE_USED, "should", "may", "definition")
INTRO = """# Where each section is used

What each council's policy says stands in its `sections.yaml`, a row for each rule. This page shows what the bot makes
of each row.

- **Flow**: a guided flow rests on the row, at the questions, ends, approvals and tasks that are named.
- **Answer**: somebody who asks in their own words is shown the row. It counts only where a worked question
  (`questions.yaml`) that this row answers finds this very row.
- **Role or limit**: a role, a limit or a time for keeping records in `council.yaml` rests on it.
- **Reason**: nothing uses it, and why: the row itself shows it, or the council's `unused.yaml` says it.

A row that demands, forbids, routes, approves, sets a deadline, asks for a record or names a contact must be used or
have a reason; a test fails otherwise, and where a reason is not true any more.

The rules are those of {day}. `commsdesk coverage --markdown > docs/coverage.md` makes this page anew. `--rows` shows
as well on how many paths a flow rests on each row, and `--json` an example of answers for each.
"""


def by_use(found: Iterable[Coverage]) -> Table:
    """A line for each council: how many rows each kind of use has; one row may have several."""
    columns = ("Council", "Rows", "Flow", "Answer", "Role or limit", "Reason", "Nothing")
    return columns, [(c.name, len(c.rows), *_counted(c.rows)) for c in found]


def _counted(rows: Sequence[Covered]) -> Iterator[int]:
    yield sum(bool(r.used_by) for r in rows)
    yield sum(bool(r.answered_by) for r in rows)
    yield sum(bool(r.roles or r.limits) for r in rows)
    yield sum(r.why is not None for r in rows)
    yield sum(not r.used and r.why is None for r in rows)


def by_kind(found: Sequence[Coverage]) -> Table:
    """A line for each kind of row: how many of them are used in each council."""
    return ("Kind", *(c.name for c in found)), [(k, *(_of_kind(c, k) for c in found)) for k in KINDS]


def _of_kind(found: Coverage, kind: str) -> str:
    rows = [c for c in found.rows if c.row.kind == kind]
    return f"{sum(c.used for c in rows)} of {len(rows)}" if rows else "none"


def rows(found: Coverage, *, counts: bool, unused: bool = False) -> Table:
    """A line for each row, or each that nothing uses: its uses, with `counts` on how many paths, or the reason."""
    chosen = [c for c in found.rows if not (unused and c.used)]
    return ("Row", "Section", "Kind", "Used by"), [(*_named(c), "; ".join(_uses(c, counts))) for c in chosen]


def _named(covered: Covered) -> tuple[str, str, str]:
    return covered.row.id, covered.row.section, covered.row.kind


def _uses(covered: Covered, counts: bool) -> list[str]:
    held = [*_in_flows(covered, counts), *_by_answers(covered, counts)]
    held += [f"role {role}" for role in covered.roles] + list(covered.limits)
    return [*held, *(f"register {r}" for r in covered.records)] or [_why(covered)]


def _in_flows(covered: Covered, counts: bool) -> Iterator[str]:
    for flow in dict.fromkeys(u.flow for u in covered.used_by):
        places = [u for u in covered.used_by if u.flow == flow]
        said = (f"{u.where} ({u.paths:,} of {u.of:,} paths)" if counts else u.where for u in places)
        yield f"{flow}: {', '.join(said)}"


def _by_answers(covered: Covered, counts: bool) -> Iterator[str]:
    if covered.answered_by and counts:
        more = len(covered.answered_by) - 1
        yield f"answers “{covered.answered_by[0]}”" + (f" and {more} more" if more else "")
    elif covered.answered_by:
        yield "answers a question"


def _why(covered: Covered) -> str:
    if covered.why is None:
        return "nothing"
    see = f" ({covered.why.see})" if covered.why.see else ""
    return f"nothing: {SAID[covered.why.reason]}{see}"


def page(found: Sequence[Coverage], day: date) -> str:
    """docs/coverage.md: the totals, then what nothing uses, then every row of every council."""
    parts = [INTRO.format(day=day), "## By use\n", *_markdown(by_use(found)), "## By kind\n"]
    parts += ["How many rows of each kind are used.\n", *_markdown(by_kind(found)), "## Not used\n", *_reasons(found)]
    for each in found:
        parts += [f"## {each.name}\n", *_markdown(rows(each, counts=False))]
    return "\n".join(parts).rstrip("\n") + "\n"


def _reasons(found: Sequence[Coverage]) -> Iterator[str]:
    """How many rows are left for each reason; which they are, the councils' own tables say."""
    yield "Rows that nothing uses, by the reason.\n"
    lines = [(said, *(_left(c, reason) for c in found)) for reason, said in SAID.items()]
    yield from _markdown((("Reason", *(c.name for c in found)), lines))


def _left(found: Coverage, reason: Reason) -> int:
    return sum(c.why is not None and c.why.reason == reason for c in found.rows)


def _markdown(table: Table) -> Iterator[str]:
    columns, lines = table
    yield from (_line(columns), _line("---" for _ in columns), *(_line(line) for line in lines), "")


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in cells)} |"
