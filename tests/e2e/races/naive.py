"""Approvals as they are often written. The races must find what is wrong with them, or they show nothing about ours."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from tortoise.exceptions import IntegrityError

from bot.approvals.audit import Entry, Private, seal
from bot.approvals.ports import Conflict, Stored
from bot.conversations.desk import FrontDesk
from bot.storage import models
from bot.storage.cases import StoredCases, _columns


class NaiveStore:
    """Nothing holds what belongs together."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        try:
            yield
        except IntegrityError as taken:
            raise Conflict(str(taken)) from taken


class NaiveCases(StoredCases):
    """Saves whatever was decided, though the case may have changed since it was read, and adds it to the chain."""

    async def save(
        self, before: Stored, after: Stored, entries: Sequence[Entry], privates: Sequence[Private]
    ) -> None:  # fmt: skip
        row = await models.Case.get(id=after.case.id)
        late, head, chain = row.seq - before.seq, row.head, []
        for entry in entries:
            chain.append(seal(entry.case, entry.seq + late, head, entry.event, entry.at))
            head = chain[-1].hash
        after = replace(after, seq=after.seq + late, head=head, version=row.version + 1)
        await self._append(after, chain, [replace(p, seq=p.seq + late) for p in privates])
        await models.Case.filter(id=after.case.id).update(**_columns(after))


def _forgets_the_version(front: FrontDesk) -> FrontDesk:
    return replace(front, desk=replace(front.desk, cases=NaiveCases()))


def _forgets_the_transaction(front: FrontDesk) -> FrontDesk:
    return replace(_forgets_the_version(front), store=NaiveStore())


VARIANTS: Mapping[str, Callable[[FrontDesk], FrontDesk]] = {
    "ours": lambda front: front,
    "forgets the version": _forgets_the_version,
    "forgets the transaction too": _forgets_the_transaction,
}
