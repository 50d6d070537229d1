"""Puts the sealed chains of the audit tests into a real database, by the way that the service stores them."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from bot.approvals.examine import Chain
from bot.approvals.ports import Stored
from bot.approvals.record import record_from_json
from bot.settings import Settings
from bot.storage import models
from bot.storage.cases import StoredCases
from bot.storage.database import opened, transaction
from bot.storage.migrating import migrate
from tests.unit.approvals.cast import EVERYBODY
from tests.unit.approvals.chains import MORNING, SALT

COUNCIL = "suffolk"


@asynccontextmanager
async def database(url: str, *chains: Chain, council: str = COUNCIL) -> AsyncIterator[None]:
    """An open database with the tables, the standing cast and these cases."""
    settings = Settings(database_url=url)
    await migrate(settings)
    async with opened(settings, alone=False):
        await models.Person.bulk_create([_person(name, council) for name in EVERYBODY])
        await keep(chains, council)
        yield


async def keep(chains: Iterable[Chain], council: str = COUNCIL) -> None:
    """Store cases with all that belongs to them."""
    cases = StoredCases()
    for chain in chains:
        async with transaction():
            stored = _stored(chain, council)
            first, *later = chain.contents
            await cases.add(stored, first, chain.entries, chain.privates)
            for content in later:
                await cases.add_content(stored, content)


def _stored(chain: Chain, council: str) -> Stored:
    row = chain.row
    about = {"flow": "boost", "title": "A post", "visibility": "open", "policy": "0" * 64, "salt": SALT}
    kept = {"opened": MORNING, "updated": MORNING, "seq": row.seq, "head": row.head, "version": 1}
    return Stored(record_from_json(row.record), council, row.reference, **about, **kept)  # type: ignore[arg-type]  # both kinds


def _person(name: str, council: str) -> models.Person:
    return models.Person(id=name, council=council, name=name.title(), email=f"{name}@example.gov.uk")
