"""Cases in the database. Every change is conditional on the version that was read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tortoise.expressions import Q

from bot.approvals.audit import Entry, Private
from bot.approvals.case import Case
from bot.approvals.ports import Conflict, Content, Stored
from bot.approvals.record import record_from_json, record_to_json
from bot.storage import models

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
        found = await models.Case.filter(id=case_id).values_list(*KEPT)
        return _stored(found[0]) if found else None

    async def add(
        self, stored: Stored, content: Content, entries: Sequence[Entry], privates: Sequence[Private]
    ) -> None:
        """Store a new case; a reference that is taken fails the transaction."""
        row = {**_columns(stored), "opened": stored.opened, "salt": stored.salt, "requester_id": stored.case.requester}
        fixed = {"reference": stored.reference, "flow": stored.flow, "visibility": stored.visibility}
        await models.Case.bulk_create([models.Case(id=stored.case.id, council=stored.council, **row, **fixed)])
        await self.add_content(stored, content)
        await self._append(stored, entries, privates)
        await self._seat(stored, frozenset(), _waiting(stored.case))

    async def save(
        self, before: Stored, after: Stored, entries: Sequence[Entry], privates: Sequence[Private]
    ) -> None:  # fmt: skip
        """Store what a command made of a case; Conflict where its version is no longer that of `before`."""
        same = models.Case.filter(id=before.case.id, version=before.version)
        if not await same.update(**_columns(after)):
            raise Conflict(f"case {before.reference} has changed")
        await self._append(after, entries, privates)
        await self._seat(after, _waiting(before.case), _waiting(after.case))

    async def add_content(self, stored: Stored, content: Content) -> None:
        """Store a further revision."""
        row = models.Revision(
            council=stored.council, case_id=stored.case.id, number=content.number, asked=list(content.asked),
            outcome=dict(content.outcome), hash=content.hash, salt=content.salt,
        )  # fmt: skip
        await models.Revision.bulk_create([row])

    async def content(self, case_id: str, revision: int) -> Content:
        """What a revision holds."""
        query = models.Revision.filter(case_id=case_id, number=revision)
        found = await query.values_list("number", "asked", "outcome", "hash", "salt")
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
        return [_stored(row) for row in await models.Case.filter(wanted).order_by(order).values_list(*KEPT)]

    async def _append(self, stored: Stored, entries: Iterable[Entry], privates: Sequence[Private]) -> None:
        links = [
            models.Entry(
                council=stored.council, case_id=e.case, seq=e.seq, kind=e.kind, actor=e.actor, facts=dict(e.facts),
                at=e.at, prev_hash=e.prev_hash, hash=e.hash,
            )
            for e in entries
        ]  # fmt: skip
        await models.Entry.bulk_create(links)
        if privates:
            rows = [
                models.Private(
                    council=stored.council, case_id=p.case, seq=p.seq, name=p.name, value=p.value, salt=p.salt
                )
                for p in privates
            ]
            await models.Private.bulk_create(rows)

    async def _seat(self, stored: Stored, before: frozenset[Place], after: frozenset[Place]) -> None:
        case = stored.case.id
        for revision, step, person in sorted(before - after):
            gone = models.Seat.filter(case_id=case, revision=revision, step=step, person_id=person)
            await gone.update(waiting=False)
        new = [
            models.Seat(council=stored.council, case_id=case, revision=revision, step=step, person_id=person)
            for revision, step, person in sorted(after - before)
        ]
        if new:
            known = ("case_id", "revision", "step", "person_id")
            await models.Seat.bulk_create(new, on_conflict=known, update_fields=["waiting"])


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


def _stored(row: Sequence[Any]) -> Stored:
    kept = dict(zip(KEPT, row, strict=True))
    return Stored(record_from_json(kept.pop("record")), policy=kept.pop("policy_id"), **kept)
