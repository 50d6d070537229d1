"""Cases in the database. Every change is conditional on the version that was read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tortoise.expressions import Q

from bot.approvals.audit import Entry, Private
from bot.approvals.case import Case
from bot.approvals.ports import Conflict, Content, Stored
from bot.approvals.record import record_from_json, record_to_json
from bot.storage import models
from bot.storage.rows import Rows

CASES, REVISIONS, SEATS = Rows(models.Case), Rows(models.Revision), Rows(models.Seat)
ENTRIES, PRIVATES = Rows(models.Entry), Rows(models.Private)
SEATED_ALREADY = "ON CONFLICT (case_id, revision, step, person_id) DO UPDATE SET waiting = excluded.waiting"
KEPT = (
    "record", "council", "reference", "flow", "title", "visibility", "policy_id", "salt", "opened", "updated", "seq",
    "head", "version",
)  # fmt: skip
Place = tuple[int, int, str]
LINK = ("case_id", "seq", "kind", "actor", "facts", "at", "prev_hash", "hash")


class StoredCases:
    """The case tables, used inside the transaction of the command that changes them."""

    async def get(self, case_id: str) -> Stored | None:
        """The case of that id."""
        found = await CASES.find(KEPT, id=case_id)
        return stored_of(found[0]) if found else None

    async def add(
        self, stored: Stored, content: Content, entries: Sequence[Entry], privates: Sequence[Private]
    ) -> None:
        """Store a new case; a reference that is taken fails the transaction."""
        row = {**_columns(stored), "opened": stored.opened, "salt": stored.salt, "requester_id": stored.case.requester}
        fixed = {"reference": stored.reference, "flow": stored.flow, "visibility": stored.visibility}
        await CASES.add([{"id": stored.case.id, "council": stored.council, **row, **fixed}])
        await self.add_content(stored, content)
        await self._append(stored, entries, privates)
        await self._seat(stored, frozenset(), _waiting(stored.case))

    async def save(self, before: Stored, after: Stored, entries: Sequence[Entry], privates: Sequence[Private]) -> None:
        """Store what a command made of a case; Conflict where its version is no longer that of `before`."""
        if not await CASES.change(_columns(after), id=before.case.id, version=before.version):
            raise Conflict(f"case {before.reference} has changed")
        await self._append(after, entries, privates)
        await self._seat(after, _waiting(before.case), _waiting(after.case))

    async def add_content(self, stored: Stored, content: Content) -> None:
        """Store a further revision."""
        row = {"council": stored.council, "case_id": stored.case.id, **vars(content)}
        await REVISIONS.add([{**row, "asked": list(content.asked), "outcome": dict(content.outcome)}])

    async def content(self, case_id: str, revision: int) -> Content:
        """What a revision holds."""
        found = await REVISIONS.find(("number", "asked", "outcome", "hash", "salt"), case_id=case_id, number=revision)
        return Content(*found[0])

    async def entries(self, case_id: str) -> Sequence[Entry]:
        """The record of a case, oldest first."""
        return [Entry(*e) for e in await models.Entry.filter(case_id=case_id).order_by("seq").values_list(*LINK)]

    async def privates(self, case_id: str) -> Mapping[tuple[int, str], str]:
        """Personal data of a case by (seq, name); what was erased is absent."""
        rows = await models.Private.filter(case_id=case_id).values_list("seq", "name", "value")
        return {(seq, name): value for seq, name, value in rows}

    async def waiting_for(self, person_id: str) -> Sequence[Stored]:
        """Cases that wait for this person's decision, oldest first."""
        ids = await models.Seat.filter(person_id=person_id, waiting=True).values_list("case_id", flat=True)
        return await self._read(Q(id__in=list(ids)), "opened") if ids else []

    async def unsettled(self, council: str) -> Sequence[Stored]:
        """Cases of a council that wait for somebody who has left, or for nobody."""
        left = models.Seat.filter(council=council, waiting=True, person__left=True)
        ids = await left.values_list("case_id", flat=True)
        return await self._read(
            Q(council=council, state="in_review") & (Q(orphaned=True) | Q(id__in=list(ids))), "opened"
        )

    async def asked_by(self, person_id: str) -> Sequence[Stored]:
        """Cases that this person asked for, newest first."""
        return await self._read(Q(requester_id=person_id), "-opened")

    async def _read(self, wanted: Q, order: str) -> Sequence[Stored]:
        return [
            stored_of(row) for row in await models.Case.filter(wanted).order_by(order, "reference").values_list(*KEPT)
        ]

    async def _append(self, stored: Stored, entries: Iterable[Entry], privates: Sequence[Private]) -> None:
        links = ({**vars(e), "council": stored.council, "case_id": e.case, "facts": dict(e.facts)} for e in entries)
        await ENTRIES.add(links)
        await PRIVATES.add({**vars(p), "council": stored.council, "case_id": p.case} for p in privates)

    async def _seat(self, stored: Stored, before: frozenset[Place], after: frozenset[Place]) -> None:
        seat = {"council": stored.council, "case_id": stored.case.id}
        changed = (
            {
                **seat,
                "revision": revision,
                "step": step,
                "person_id": person,
                "waiting": (revision, step, person) in after,
            }
            for revision, step, person in sorted(before ^ after)
        )
        await SEATS.add(changed, taken=SEATED_ALREADY)


def _waiting(case: Case) -> frozenset[Place]:
    step = case.open_step
    return frozenset((case.revision, step.number, person) for person in step.undecided) if step else frozenset()


def _columns(stored: Stored) -> dict[str, Any]:
    return {
        "title": stored.title,
        "state": stored.case.state.value,
        "orphaned": stored.case.orphaned,
        "policy_id": stored.policy,
        "record": record_to_json(stored.case),
        "seq": stored.seq,
        "head": stored.head,
        "version": stored.version,
        "updated": stored.updated,
    }


def stored_of(row: Sequence[Any]) -> Stored:
    """The case of a row with the columns of KEPT."""
    kept = dict(zip(KEPT, row, strict=True))
    return Stored(record_from_json(kept.pop("record")), policy=kept.pop("policy_id"), **kept)
