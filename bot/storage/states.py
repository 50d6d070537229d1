"""The record of what is in force in whole councils, in the database."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from tortoise.backends.base.client import TransactionalDBClient
from tortoise.connection import get_connection

from bot.approvals.anchors import Head
from bot.approvals.audit import Entry, Private, verify
from bot.registers.states import Period, fold
from bot.registers.stating import chain_of
from bot.storage import models
from bot.storage.rows import Rows, ask

ENTRIES = Rows(models.StateEntry)
LINK = ("seq", "kind", "actor", "facts", "at", "prev_hash", "hash")
WHY = "why"
# Of a few a year, the newest alone: whoever asks at every turn reads the rest only once it has changed.
NEWEST = "SELECT hash, seq FROM state_entry WHERE council = ? ORDER BY seq DESC LIMIT 1"
NAME = "What is in force"


# The newest link as whoever acts was found with it: good once, over the same connection, so that a turn asks once.
_SEEN: ContextVar[tuple[str, str, object] | None] = ContextVar("newest_state", default=None)


def seen(council: str, newest: str | None) -> None:
    """Note the hash of the council's newest link, None where it has none, as read in this transaction or reading."""
    here = get_connection("default")
    _SEEN.set((council, newest or "", here) if isinstance(here, TransactionalDBClient) else None)


class StoredStates:
    """The table, used inside the transaction of the command or the turn."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Sequence[Period]]] = {}

    async def entries(self, council: str) -> Sequence[Entry]:
        """The council's chain, oldest first."""
        rows = await ENTRIES.find(LINK, council=council)
        return sorted((Entry(chain_of(council), *row) for row in rows), key=lambda e: e.seq)

    async def wrote(self, council: str) -> Mapping[int, str]:
        """What people wrote, by entry number; what was erased is absent."""
        return {seq: why for seq, why in await ENTRIES.find(("seq", WHY), council=council) if why}

    async def periods(self, council: str) -> Sequence[Period]:
        """What the entries make; read again only where the newest is another than the last time.

        It goes by the newest one's hash: one that was rolled back may have had the same number.
        """
        head, known = await _newest(council), self._kept.get(council)
        if not head:
            return ()
        if known is None or known[0] != head:
            known = self._kept[council] = (head, fold(await self.entries(council)))
        return known[1]

    async def add(self, council: str, entry: Entry, why: Private) -> None:
        """Keep one more link; where somebody else was first, the transaction fails and is run again."""
        _SEEN.set(None)
        row = {**{name: getattr(entry, name) for name in LINK}, "facts": dict(entry.facts)}
        await ENTRIES.add([{"council": council, **row, WHY: why.value, "salt": why.salt}])


async def _newest(council: str) -> str:
    """The hash of the newest link, empty where there is none: as it was just seen, or read."""
    noted = _SEEN.get()
    _SEEN.set(None)
    if noted and noted[0] == council and noted[2] is get_connection("default"):
        return noted[1]
    found = await ask(NEWEST, council)
    return str(found[0][0]) if found else ""


async def head(council: str) -> dict[str, Head]:
    """The newest link of a council's chain, for the daily anchor; nothing where there is none."""
    return {chain_of(council): Head(seq, hashed) for hashed, seq in await ask(NEWEST, council)}


async def examined(council: str) -> tuple[Mapping[int, str], Sequence[str]]:
    """The hashes of a council's chain by number, and what is wrong with it."""
    chain = chain_of(council)
    try:
        rows = await ENTRIES.find((*LINK, WHY, "salt"), council=council)
    except ValueError:  # SQLite lets somebody write what is no JSON
        return {}, [f"{NAME}: what the database holds for it cannot be read."]
    # What is no object was not written by us; without it the hash does not fit, which is then said.
    entries = [Entry(chain, s, k, a, f if isinstance(f, dict) else {}, *sealed) for s, k, a, f, *sealed, _, _ in rows]
    privates = [Private(chain, seq, WHY, why, salt) for seq, *_, why, salt in rows if why]
    return {e.seq: e.hash for e in entries}, verify(entries, privates, {chain: NAME})
