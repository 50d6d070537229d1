"""Confidential reports in the database. Every change is conditional on the version that was read."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from tortoise.exceptions import FieldError
from tortoise.expressions import Q

from bot.approvals.anchors import Head
from bot.approvals.audit import Entry, Private
from bot.approvals.ports import Conflict, Content
from bot.reports.examine import Chain
from bot.reports.ports import Stored
from bot.reports.record import report_from_json, report_to_json
from bot.storage import models
from bot.storage.rows import Rows

REPORTS, SEATS = Rows(models.Report), Rows(models.ReportSeat)
ENTRIES, PRIVATES = Rows(models.ReportEntry), Rows(models.ReportPrivate)
SEATED_ALREADY = "ON CONFLICT (report_id, person_id) DO UPDATE SET waiting = excluded.waiting"
KEPT = ("record", "council", "reference", "policy_id", "subject", "opened", "updated", "seq", "head", "version")
CONTENT = ("asked", "outcome", "hash", "salt")
LINK = ("report_id", "seq", "kind", "actor", "facts", "at", "prev_hash", "hash")
FINAL = ("closed", "withdrawn")


class StoredReports:
    """The tables of reports, used inside the transaction of the command that changes them."""

    async def get(self, report_id: str) -> Stored | None:
        """The report of that id."""
        found = await REPORTS.find(KEPT, id=report_id)
        return _stored(found[0]) if found else None

    async def add(
        self, stored: Stored, content: Content, entries: Sequence[Entry], privates: Sequence[Private]
    ) -> None:
        """Store a new report; a reference that is taken fails the transaction."""
        fixed = {"reference": stored.reference, "opened": stored.opened, "subject": stored.subject}
        sent = {"asked": list(content.asked), "outcome": dict(content.outcome), "hash": content.hash}
        row = {**_columns(stored), **fixed, **sent, "salt": content.salt, "reporter_id": stored.report.reporter}
        await REPORTS.add([{"id": stored.report.id, "council": stored.council, "policy_id": stored.policy, **row}])
        await self._append(stored, entries, privates)
        await self._seat(stored, frozenset())

    async def save(self, before: Stored, after: Stored, entries: Sequence[Entry], privates: Sequence[Private]) -> None:
        """Store what a command made of a report; Conflict where its version is no longer that of `before`."""
        if not await REPORTS.change(_columns(after), id=before.report.id, version=before.version):
            raise Conflict(f"report {before.report.id} has changed")
        await self._append(after, entries, privates)
        await self._seat(after, _waiting(before))

    async def content(self, report_id: str) -> Content:
        """What was sent."""
        found = await REPORTS.find(CONTENT, id=report_id)
        return Content(1, *found[0])

    async def entries(self, report_id: str) -> Sequence[Entry]:
        """The record of a report, oldest first."""
        found = models.ReportEntry.filter(report_id=report_id).order_by("seq")
        return [Entry(*e) for e in await found.values_list(*LINK)]

    async def privates(self, report_id: str) -> Mapping[tuple[int, str], str]:
        """What people wrote, by (seq, name); what was erased is absent."""
        rows = await models.ReportPrivate.filter(report_id=report_id).values_list("seq", "name", "value")
        return {(seq, name): value for seq, name, value in rows}

    async def waiting_for(self, person_id: str) -> Sequence[Stored]:
        """Reports that wait for this person, oldest first."""
        found = await SEATS.find(("report_id",), person_id=person_id, waiting=True)
        return await self._read(Q(id__in=[r for (r,) in found]), "opened") if found else []

    async def sent_by(self, person_id: str) -> Sequence[Stored]:
        """Reports that this person sent, newest first."""
        return await self._read(Q(reporter_id=person_id), "-opened")

    async def unsettled(self, council: str) -> Sequence[Stored]:
        """Reports of a council that wait for somebody who has left, or for nobody."""
        left = models.ReportSeat.filter(council=council, waiting=True, person__left=True)
        ids = list(await left.values_list("report_id", flat=True))
        return await self._read(
            Q(council=council) & ~Q(state__in=list(FINAL)) & (Q(orphaned=True) | Q(id__in=ids)), "opened"
        )

    async def _read(self, wanted: Q, order: str) -> Sequence[Stored]:
        rows = models.Report.filter(wanted).order_by(order, "reference")
        return [_stored(row) for row in await rows.values_list(*KEPT)]

    async def _append(self, stored: Stored, entries: Sequence[Entry], privates: Sequence[Private]) -> None:
        mine = {"council": stored.council, "report_id": stored.report.id}
        await ENTRIES.add([{**vars(e), **mine, "facts": dict(e.facts)} for e in entries])
        await PRIVATES.add([{**vars(p), **mine} for p in privates])

    async def _seat(self, stored: Stored, before: frozenset[str]) -> None:
        after, seat = _waiting(stored), {"council": stored.council, "report_id": stored.report.id}
        changed = [{**seat, "person_id": person, "waiting": person in after} for person in sorted(before ^ after)]
        await SEATS.add(changed, taken=SEATED_ALREADY)


async def heads(council: str) -> dict[str, Head]:
    """The newest entry of every report of a council, for the daily anchor."""
    rows = await models.Report.filter(council=council).values_list("id", "seq", "head")
    return {report: Head(seq, head) for report, seq, head in rows}


async def chains(council: str) -> AsyncIterator[tuple[str, Chain | None]]:
    """Every report of a council by id, with its chain; None where what is stored cannot be read."""
    for report in await models.Report.filter(council=council).order_by("id").values_list("id", flat=True):
        try:
            yield str(report), await _settled(str(report))
        except (FieldError, ValueError):  # SQLite lets somebody write what is no JSON
            yield str(report), None


async def _settled(report: str) -> Chain:
    """One that is changed while it is read is read again."""
    while True:
        version, chain = await _chain(report)
        if await REPORTS.find(("version",), id=report) == [(version,)]:
            return chain


async def _chain(report: str) -> tuple[int, Chain]:
    [row] = await REPORTS.find(("version", "record", "state", "seq", "head", *CONTENT), id=report)
    version, record, state, seq, head, *content = row
    entries = await StoredReports().entries(report)
    private = models.ReportPrivate.filter(report_id=report).order_by("seq", "name")
    privates = [Private(*p) for p in await private.values_list("report_id", "seq", "name", "value", "salt")]
    return version, Chain(report, record, state, seq, head, entries, privates, Content(1, *content))


def _waiting(stored: Stored) -> frozenset[str]:
    return frozenset() if stored.report.state.final else stored.report.seated


def _columns(stored: Stored) -> dict[str, Any]:
    return {
        "state": stored.report.state.value,
        "orphaned": stored.report.orphaned,
        "record": report_to_json(stored.report),
        "seq": stored.seq,
        "head": stored.head,
        "version": stored.version,
        "updated": stored.updated,
    }


def _stored(row: Sequence[Any]) -> Stored:
    kept = dict(zip(KEPT, row, strict=True))
    return Stored(report_from_json(kept.pop("record")), policy=kept.pop("policy_id"), **kept)
