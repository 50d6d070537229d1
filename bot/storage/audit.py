"""What the audit reads from the database, in batches and without stopping anybody's work, and the anchors it keeps."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from tortoise.exceptions import FieldError
from tortoise.models import Model
from tortoise.queryset import QuerySet

from bot.approvals.anchors import Anchor, Head
from bot.approvals.audit import Entry, Private
from bot.approvals.examine import Chain, Row, Sealed
from bot.approvals.ports import Content
from bot.registers import exporting
from bot.registers.stating import chain_of
from bot.reports.examine import NAME, faults
from bot.storage import exports, models, reports, states

BATCH = 200
ROW = ("id", "reference", "state", "orphaned", "record", "seq", "head", "version")
ENTRY = ("case_id", "seq", "kind", "actor", "facts", "at", "prev_hash", "hash")
PRIVATE = ("case_id", "seq", "name", "value", "salt")
CONTENT = ("case_id", "number", "asked", "outcome", "hash", "salt")
ANCHOR = ("at", "prev_hash", "hash")

_Values: TypeAlias = tuple[Any, ...]


class TortoiseAudit:
    """The tables of cases, entries, personal data, revisions and anchors, as an AuditSource and an AnchorStore."""

    async def count(self, council: str, reference: str = "") -> int:
        return await _cases(council, reference).count()

    async def chains(self, council: str, reference: str = "") -> AsyncIterator[Chain]:
        wanted, after = _cases(council, reference).order_by("id").limit(BATCH), ""
        while batch := await wanted.filter(id__gt=after).values_list("id", "reference"):
            for found in await _readable(batch):
                yield found
            after = batch[-1][0]

    async def anchors(self, council: str) -> AsyncIterator[Anchor]:
        for (day,) in await models.Anchor.filter(council=council).order_by("day").values_list("day"):
            yield await _anchor(council, day)

    async def newest(self, council: str) -> Anchor | None:
        found = await models.Anchor.filter(council=council).order_by("-day").limit(1).values_list("day")
        return await _anchor(council, found[0][0]) if found else None

    async def heads(self, council: str) -> Mapping[str, Head]:
        rows = await models.Case.filter(council=council).values_list("id", "seq", "head")
        cases = {case: Head(seq, head) for case, seq, head in rows}
        others = (await reports.heads(council), await states.head(council), await exports.head(council))
        return {**cases, **{chain: head for found in others for chain, head in found.items()}}

    async def sealed(self, council: str) -> AsyncIterator[Sealed]:
        async for report, chain in reports.chains(council):
            hashes = {e.seq: e.hash for e in chain.entries} if chain else {}
            yield Sealed(report, NAME, hashes, faults(chain))
        yield await _in_force(council)
        yield await _taken(council)

    async def add(self, anchor: Anchor) -> bool:
        row = models.Anchor(**{**vars(anchor), "heads": {case: list(head) for case, head in anchor.heads.items()}})
        await models.Anchor.bulk_create([row], ignore_conflicts=True)
        return await models.Anchor.filter(council=anchor.council, day=anchor.day, hash=anchor.hash).exists()


async def _in_force(council: str) -> Sealed:
    hashes, wrong = await states.examined(council)
    return Sealed(chain_of(council), states.NAME, hashes, wrong)


async def _taken(council: str) -> Sealed:
    hashes, wrong = await exports.examined(council)
    return Sealed(exporting.chain_of(council), exports.NAME, hashes, wrong)


def _cases(council: str, reference: str) -> QuerySet[models.Case]:
    found = models.Case.filter(council=council)
    return found.filter(reference=reference) if reference else found


async def _readable(cases: Sequence[tuple[str, str]]) -> list[Chain]:
    """The cases with their chains; SQLite lets somebody write what is no JSON, and then that case is said to be so."""
    try:
        return await _settled([case for case, _ in cases])
    except FieldError:
        if len(cases) == 1:
            return [Chain(Row(*cases[0], state="", orphaned=False, record={}, seq=0, head=""), (), readable=False)]
    return [found for one in cases for found in await _readable([one])]


async def _settled(cases: Sequence[str]) -> list[Chain]:
    """The cases with their chains; one that somebody changed while it was read is read again."""
    done: list[Chain] = []
    waiting = list(cases)
    while waiting:
        before = await _rows(waiting)
        read = await _chains(before)
        after = await _rows(waiting)
        done += [found for found in read if before[found.row.case] == after.get(found.row.case)]
        waiting = [case for case in before if case in after and before[case] != after[case]]
    return done


async def _rows(cases: Sequence[str]) -> dict[str, _Values]:
    return {row[0]: row for row in await models.Case.filter(id__in=cases).order_by("id").values_list(*ROW)}


async def _chains(rows: Mapping[str, _Values]) -> list[Chain]:
    entries = await _of(rows, models.Entry, ENTRY)
    privates = await _of(rows, models.Private, PRIVATE)
    contents = await _of(rows, models.Revision, CONTENT)
    return [
        Chain(
            Row(*row[: len(ROW) - 1]),
            tuple(_entry(*e) for e in entries[case]),
            tuple(Private(*p) for p in privates[case]),
            tuple(Content(*c[1:]) for c in contents[case]),
        )
        for case, row in rows.items()
    ]


async def _of(rows: Mapping[str, _Values], table: type[Model], columns: Sequence[str]) -> dict[str, list[_Values]]:
    """What a table holds of these cases, by case, in the order of its numbers."""
    found: dict[str, list[_Values]] = {case: [] for case in rows}
    for values in await table.filter(case_id__in=list(rows)).order_by(columns[1]).values_list(*columns):
        found[values[0]].append(values)
    return found


def _entry(case: str, seq: int, kind: str, actor: str, facts: object, *sealed: str) -> Entry:
    # What is no object was not written by us; without it the hash does not fit, which is then said.
    return Entry(case, seq, kind, actor, facts if isinstance(facts, dict) else {}, *sealed)


async def _anchor(council: str, day: date) -> Anchor:
    try:
        found = await models.Anchor.filter(council=council, day=day).values_list("heads", *ANCHOR)
        heads, *sealed = found[0]
        return Anchor(council, day, {case: Head(*head) for case, head in heads.items()}, *sealed)
    except (AttributeError, FieldError, TypeError):
        return Anchor(council, day, {}, at="", prev_hash="", hash="")
