"""The record of files that were taken out of the desk, in the database."""

from collections.abc import Mapping, Sequence

from bot.approvals.anchors import Head
from bot.approvals.audit import Entry, verify
from bot.registers.exporting import chain_of
from bot.storage import models
from bot.storage.rows import Rows, ask

ENTRIES = Rows(models.ExportEntry)
LINK = ("seq", "kind", "actor", "facts", "at", "prev_hash", "hash")
NEWEST = "SELECT seq, hash FROM export_entry WHERE council = ? ORDER BY seq DESC LIMIT 1"
NAME = "Files that were taken"


class StoredExports:
    """The table, used inside the transaction of the command."""

    async def entries(self, council: str) -> Sequence[Entry]:
        """The council's chain, oldest first."""
        rows = await ENTRIES.find(LINK, council=council)
        return sorted((Entry(chain_of(council), *row) for row in rows), key=lambda e: e.seq)

    async def newest(self, council: str) -> tuple[int, str] | None:
        """The number and the hash of the newest link; None where there is none."""
        return next(((int(seq), str(hashed)) for seq, hashed in await ask(NEWEST, council)), None)

    async def add(self, council: str, entry: Entry) -> None:
        """Keep one more link; where somebody else was first, the transaction fails and is run again."""
        row = {**{name: getattr(entry, name) for name in LINK}, "facts": dict(entry.facts)}
        await ENTRIES.add([{"council": council, **row}])


async def head(council: str) -> dict[str, Head]:
    """The newest link of a council's chain, for the daily anchor; nothing where there is none."""
    newest = await StoredExports().newest(council)
    return {chain_of(council): Head(*newest)} if newest else {}


async def examined(council: str) -> tuple[Mapping[int, str], Sequence[str]]:
    """The hashes of a council's chain by number, and what is wrong with it."""
    chain = chain_of(council)
    try:
        rows = await ENTRIES.find(LINK, council=council)
    except ValueError:  # SQLite lets somebody write what is no JSON
        return {}, [f"{NAME}: what the database holds for it cannot be read."]
    # What is no object was not written by us; without it the hash does not fit, which is then said.
    entries = [Entry(chain, s, k, a, f if isinstance(f, dict) else {}, *sealed) for s, k, a, f, *sealed in rows]
    return {e.seq: e.hash for e in entries}, verify(entries, (), {chain: NAME})
