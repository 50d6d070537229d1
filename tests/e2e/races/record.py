"""What the database holds of races that have been run, read once for all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.approvals.examine import Chain
from bot.storage import models
from bot.storage.audit import TortoiseAudit


@dataclass(frozen=True)
class Record:
    """One race: the case with its entries, and by person the version that the card wants and those that were said."""

    chain: Chain
    version: int
    wanted: Mapping[str, int]
    said: Mapping[str, Sequence[int]]
    receipts: frozenset[str]


async def records() -> dict[str, Record]:
    """The record of every case, by its id."""
    versions = dict(await models.Case.all().values_list("id", "version"))
    receipts = frozenset([r for (r,) in await models.Receipt.all().values_list("id")])
    wanted, said = await _cards()
    return {
        case: Record(chain, versions[case], wanted[case], said[case], receipts)
        async for chain in TortoiseAudit().chains("suffolk")
        if (case := chain.row.case)
    }


async def _cards() -> tuple[Mapping[str, dict[str, int]], Mapping[str, dict[str, list[int]]]]:
    rows = defaultdict(list)
    for card, version in await models.Outbox.all().order_by("version").values_list("card_id", "version"):
        rows[card].append(version)
    wanted: dict[str, dict[str, int]] = defaultdict(dict)
    said: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for case, card, person, version in await models.Card.filter(about="case").values_list(
        "ref", "id", "person_id", "wanted"
    ):
        wanted[case][person] = version
        said[case][person] = rows[card]
    return wanted, said
