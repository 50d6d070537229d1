"""Puts the sealed chains of the audit tests into a real database, by the way that the service stores them."""

import asyncio
from collections.abc import Iterable

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


def seed(url: str, *chains: Chain) -> None:
    """Make the tables, the standing cast and these cases."""
    asyncio.run(_seed(Settings(database_url=url), chains))


async def _seed(settings: Settings, chains: Iterable[Chain]) -> None:
    await migrate(settings)
    async with opened(settings, alone=False):
        await models.Person.bulk_create([_person(name) for name in EVERYBODY])
        await _keep(chains)


async def _keep(chains: Iterable[Chain]) -> None:
    cases = StoredCases()
    for chain in chains:
        async with transaction():
            stored = _stored(chain)
            first, *later = chain.contents
            await cases.add(stored, first, chain.entries, chain.privates)
            for content in later:
                await cases.add_content(stored, content)


def _stored(chain: Chain) -> Stored:
    row = chain.row
    about = {"flow": "boost", "title": "A post", "visibility": "open", "policy": "0" * 64, "salt": SALT}
    kept = {"opened": MORNING, "updated": MORNING, "seq": row.seq, "head": row.head, "version": 1}
    return Stored(record_from_json(row.record), COUNCIL, row.reference, **about, **kept)  # type: ignore[arg-type]  # both kinds


def _person(name: str) -> models.Person:
    return models.Person(id=name, council=COUNCIL, name=name.title(), email=f"{name}@example.gov.uk")
